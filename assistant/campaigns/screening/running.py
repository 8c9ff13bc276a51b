"""The job that screens: the read file decided as a whole, then its firms put in place of the campaign's former ones."""

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from assistant.campaigns.holding import Held
from assistant.campaigns.importing import files
from assistant.campaigns.importing.lines import GONE
from assistant.campaigns.importing.mapping import facts_of
from assistant.campaigns.screening.deciding import REASONS, decided
from assistant.campaigns.screening.summing import Summary, summed
from assistant.policies import Policies
from assistant.rules.plan import Plan
from assistant.screening.reading import FileProblem
from assistant.settings import Settings
from assistant.storage.campaigns import Campaign
from assistant.storage.files.imports import Import, Imports
from assistant.storage.files.loading import COLUMNS, clear, load, screened, still_draft

# So many firms in one transaction: a fraction of a second, in which a SQLite database takes no other change.
_BATCH = 5_000


def run(held: Held, settings: Settings, policies: Policies, campaign: Campaign) -> None:
    """Screen the campaign's read file. Raises FileProblem, LeaseLost, and NotOpen if the campaign was ended meanwhile."""
    assert held.job.subject is not None
    found = Imports(held.engine).get(held.job.subject)
    assert found is not None
    place = files.folder(settings, found.folder)
    if not (place / files.ROWS).is_file():
        raise FileProblem(GONE)
    plan = policies.plan_for(campaign.notice, campaign.program, campaign.as_of)
    with files.work_folder(place) as work:
        output = work / files.SCREENED
        counted = _screen(plan, place, output, found)
        held.told(0, counted.firms)
        while _clear(held, campaign.id, counted.firms):
            pass
        done = 0
        for batch in _batches(output):
            _load(held, campaign.id, batch, done + len(batch), counted.firms)
            done += len(batch)
    if done != counted.firms:
        raise RuntimeError(f"{counted.firms} firms screened, {done} stored")
    with held.last_step(done) as connection:
        screened(connection, campaign.id, counted.stored())


def _screen(plan: Plan, place: Path, output: Path, found: Import) -> Summary:
    table = pl.scan_parquet(place / files.ROWS, glob=False)
    present = set(table.collect_schema().names())
    used = set(plan.fact_names)
    facts = [fact for fact in facts_of(plan.program.name) if fact.name in present]
    absent = [f.name for f in facts_of(plan.program.name) if f.name in used and f.name not in present]
    decided(plan, table, facts).sink_parquet(output, row_group_size=_BATCH)
    return summed(plan, output, tuple(absent), found.id)


def _clear(held: Held, campaign: int, total: int) -> int:
    """Take some of the former firms out; return how many."""
    with held.step(0, total) as connection:
        still_draft(connection, campaign)
        return clear(connection, campaign, _BATCH)


def _batches(output: Path) -> Iterator[pl.DataFrame]:
    firms = pl.scan_parquet(output, glob=False).select(*COLUMNS, REASONS)
    return firms.collect_batches(chunk_size=_BATCH, maintain_order=True)


def _load(held: Held, campaign: int, batch: pl.DataFrame, done: int, total: int) -> None:
    reviewed = batch.filter(pl.col(REASONS).is_not_null()).select("row", REASONS)
    reasons = {row: json.loads(text) for row, text in reviewed.rows()}
    with held.step(done, total) as connection:
        still_draft(connection, campaign)
        load(connection, campaign, batch.select(*COLUMNS).rows(), reasons)
