"""Firms to look at closely: samples, and those whose money would never arrive for want of an account or a size class."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from assistant.interview.wording import CHINESE, VERDICTS, translate
from assistant.rules.facts import N_
from assistant.screening.writing import write_table
from assistant.storage import Engine
from assistant.storage.files.firm_lists import FirmLists, Missing
from assistant.storage.firms import Firm

HEADINGS = {
    "row": N_("行号"),
    "name": N_("单位名称"),
    "credit_code": N_("统一社会信用代码"),
    "phone": N_("联系电话"),
    "verdict": N_("核算结果"),
    "lacks": N_("缺少"),
}
LACKS = {"account": N_("银行账号"), "size": N_("企业划型")}
_PAGE = 5_000


def samples(
    engine: Engine,
    campaign_id: int,
    *,
    verdict: str | None = None,
    track: str | None = None,
    failed: str | None = None,
    seed: int = 0,
    limit: int = 20,
) -> list[Firm]:
    """Return some firms, spread over the whole campaign; the same ones every time for the same ``seed``.

    ``failed``: the id of a condition that they do not meet.
    """
    lists = FirmLists(engine)
    return lists.sample(campaign_id, verdict=verdict, track=track, failed=failed, seed=seed, limit=limit)


def missing(engine: Engine, campaign_id: int, what: Missing, *, after: int = 0, limit: int = 50) -> list[Firm]:
    """Return firms that are not ineligible and lack a bank account, or a size class, by id above ``after``."""
    return FirmLists(engine).missing(campaign_id, what, after=after, limit=limit)


def export_missing(engine: Engine, campaign_id: int, what: Missing, path: Path, language: str = CHINESE) -> None:
    """Write the whole list to a new file (.csv or .xlsx) that is safe to open in a spreadsheet.

    The telephone stands in full, since the list is for calling the firms: whoever hands the file out deletes it here.
    Raises FileProblem if a sheet cannot hold it.
    """
    lines = [_line(firm, what, language) for firm in _all(engine, campaign_id, what)]
    schema = {
        translate(heading, language): pl.Int64 if name == "row" else pl.String for name, heading in HEADINGS.items()
    }
    write_table(pl.DataFrame(lines, schema=schema, orient="row"), path)


def _all(engine: Engine, campaign: int, what: Missing) -> Iterator[Firm]:
    after = 0
    while page := missing(engine, campaign, what, after=after, limit=_PAGE):
        yield from page
        after = page[-1].id


def _line(firm: Firm, what: Missing, language: str) -> tuple[int | str | None, ...]:
    verdict = translate(VERDICTS[firm.verdict], language)
    return firm.row, firm.name, firm.credit_code, firm.phone, verdict, translate(LACKS[what], language)
