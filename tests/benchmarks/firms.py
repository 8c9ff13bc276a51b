"""Made-up firms as typed Parquet: every fact that a plan reads, 3 % of the cells unknown, the same file every time."""

from pathlib import Path

import polars as pl

from assistant.rules.facts import Fact
from assistant.rules.plan import Plan

UNKNOWN_PERCENT = 3
# Realistic magnitudes, so that verdicts of every kind occur; other facts take values up to their bound.
LARGEST = {
    "months_paid": 24,
    "months_paid_cumulative": 60,
    "new_claimants": 12,
    "person_months": 6_000,
    "premium_paid_fen": 50_000_000,
    "premium_payable_fen": 50_000_000,
}
# A yes is rare where it bars, so that not every firm is refused.
YES_PERCENT = {"laid_off_anyone": 40, "has_corporate_account": 90}
RARE_PERCENT = 4
USUAL_CHOICE_PERCENT = 90


def facts_of(plan: Plan) -> list[Fact]:
    """The facts that have a column of their own."""
    return [fact for fact in plan.program.facts if fact.name in plan.fact_names and fact.kind != "list"]


def write_firms(plan: Plan, rows: int, path: Path) -> None:
    """Write ``rows`` firms with a name and every fact that the plan reads."""
    frame = pl.LazyFrame({"row": pl.int_range(rows, dtype=pl.Int64, eager=True)})
    name = pl.format("单位{}", pl.col("row")).alias("firm_name")
    cells = [_cell(fact, seed) for seed, fact in enumerate(facts_of(plan), start=1)]
    frame.select(name, *cells).sink_parquet(path)


def _cell(fact: Fact, seed: int) -> pl.Expr:
    unknown = _below(100, seed + 1000) < UNKNOWN_PERCENT
    return pl.when(~unknown).then(_value(fact, seed)).alias(fact.name)


def _value(fact: Fact, seed: int) -> pl.Expr:
    if fact.kind == "bool":
        return _below(100, seed) < YES_PERCENT.get(fact.name, RARE_PERCENT)
    if fact.kind == "choice":
        usual = _below(100, seed + 2000) < USUAL_CHOICE_PERCENT
        values = pl.lit(pl.Series([choice.value for choice in fact.choices])).implode()
        place = pl.when(usual).then(0).otherwise(_below(len(fact.choices), seed))
        return values.list.get(place)
    if fact.kind in ("date", "month"):
        day = pl.date(2023, 1, 1) + pl.duration(days=_below(730, seed))
        return day if fact.kind == "date" else day.dt.month_start()
    lo, hi = fact.lo or 0, min(fact.hi or 0, LARGEST.get(fact.name, fact.hi or 0))
    return lo + _below(hi - lo + 1, seed)


def _below(limit: int, seed: int) -> pl.Expr:
    return (pl.col("row").hash(seed) % limit).cast(pl.Int64)
