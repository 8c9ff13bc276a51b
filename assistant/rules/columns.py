"""Screening: the same plan read once over columns gives the expressions for a table of millions of rows."""

from collections.abc import Collection

import narwhals.stable.v2 as nw

from assistant.rules.facts import by_name
from assistant.rules.plan import Plan
from assistant.rules.reading import ColumnFacts, as_column, compute, find
from assistant.rules.registry import Finding, NoSteps

VERDICT = "verdict"


def columns(plan: Plan, available: Collection[str]) -> dict[str, nw.Expr]:
    """Expressions by output name: ``verdict``, one per condition (its result), one per figure (fen, months or count).

    ``available``: the facts that the table has as typed columns; all others are unknown in every row.
    Raises OverflowError where a figure could leave ±2**53, TypeError where a rule mixes kinds.
    """
    facts = ColumnFacts(by_name(plan.program.facts), available)
    at = plan.as_of.toordinal()
    findings = {part.id: find(part, facts, at) for part in plan.conditions}
    silent = NoSteps()
    figures = {part.id: compute(part, facts, at, silent) for part in plan.figures}
    # Every verdict column is built from these two, so each condition is computed once by engines that share
    # common subexpressions.
    holds = {name: as_column(f.holds).e for name, f in findings.items()}
    certain = {name: as_column(f.certain).e for name, f in findings.items()}
    settled = None
    contested = nw.lit(False)
    amount = figures.get(plan.program.amount)
    if amount is not None:
        contested = as_column(amount.contested).e
        settled = ~as_column(amount.value).e.is_null() | contested.fill_null(False)
    out = {VERDICT: _verdict(list(holds.values()), list(certain.values()), settled, contested)}
    for name, finding in findings.items():
        out[name] = _result(finding)
    for name, figure in figures.items():
        out[name] = as_column(figure.value).e
    return out


def _verdict(holds: list[nw.Expr], certain: list[nw.Expr], settled: nw.Expr | None, contested: nw.Expr) -> nw.Expr:
    # The literal stands for a program without conditions: nothing is required of anyone.
    met = nw.all_horizontal(nw.lit(True), *holds, ignore_nulls=False)
    sure = nw.all_horizontal(*certain, ~contested, ignore_nulls=False)
    # An unknown reservation leaves the case undetermined even where another reservation is certain.
    unknown = nw.any_horizontal(nw.lit(False), *(c.is_null() for c in (*holds, *certain)), ignore_nulls=True)
    if settled is not None:
        unknown = unknown | ~settled
    otherwise = nw.when(~sure).then(nw.lit("manual_review")).otherwise(nw.lit("eligible"))
    return (
        nw.when(~met)
        .then(nw.lit("ineligible"))
        .otherwise(nw.when(unknown).then(nw.lit("undetermined")).otherwise(otherwise))
    )


def _result(finding: Finding) -> nw.Expr:
    holds, certain = as_column(finding.holds).e, as_column(finding.certain).e
    known = nw.when(~certain).then(nw.lit("review")).otherwise(nw.lit("met"))
    unknown = holds.is_null() | certain.is_null()
    return nw.when(~holds).then(nw.lit("not_met")).otherwise(nw.when(unknown).then(nw.lit("unknown")).otherwise(known))
