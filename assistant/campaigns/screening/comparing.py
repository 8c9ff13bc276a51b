"""This year's screening beside last year's: counts and totals of both, and what became of the firms that are in both."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.campaigns.screening.summing import Summary, summary
from assistant.rules.columns import VERDICTS
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.files.firm_lists import FirmLists


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two screened campaigns. ``new`` and ``gone``: firms, by credit code, that only this one, only the last one has.

    ``changed``: (verdict then, verdict now) → firms in both whose verdict is another now; ``same``: firms in both whose
    verdict is the same.
    """

    this: Summary
    last: Summary
    new: int
    gone: int
    same: int
    changed: Mapping[tuple[str, str], int]


def last_year(engine: Engine, campaign: Campaign) -> Campaign | None:
    """Return the campaign to compare with: the newest earlier one of the region and program that was approved."""
    key = FirmLists(engine).last_screened(campaign.id)
    return None if key is None else Campaigns(engine).get(key)


def compare(engine: Engine, this: Campaign, last: Campaign) -> Comparison | None:
    """Compare two campaigns; None unless both are screened."""
    mine, theirs = summary(this), summary(last)
    if mine is None or theirs is None:
        return None
    lists = FirmLists(engine)
    found = {(change.last, change.this): change.firms for change in lists.changes(this.id, last.id)}
    both = sum(found.values())
    return Comparison(
        mine,
        theirs,
        new=mine.firms - both,
        gone=theirs.firms - both,
        same=sum(found.get((verdict, verdict), 0) for verdict in VERDICTS),
        changed={pair: count for pair, count in found.items() if pair[0] != pair[1]},
    )
