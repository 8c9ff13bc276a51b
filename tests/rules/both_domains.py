"""One plan read twice: case by case through ``decide`` and at once through ``columns`` on Polars. Both must agree."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from assistant.rules.columns import CONDITION, FIGURE, VERDICT, columns
from assistant.rules.decide import decide, result_of
from assistant.rules.facts import Fact, by_name
from assistant.rules.plan import Plan

POLARS = {"bool": pl.Boolean, "choice": pl.String, "int": pl.Int64, "months": pl.Int64, "money": pl.Int64}


def random_answers(
    plan: Plan, count: int, seed: int, likely: Mapping[str, Sequence[Any]] | None = None
) -> list[dict[str, Any]]:
    """Random cases over the facts that the plan reads, about one fact in eight unknown, ``likely`` values half the time."""
    chance = random.Random(seed)
    facts = [by_name(plan.program.facts)[name] for name in plan.fact_names]
    return [{f.name: _value(f, chance, (likely or {}).get(f.name, ())) for f in facts} for _ in range(count)]


def _value(fact: Fact, chance: random.Random, likely: Sequence[Any]) -> Any:
    if chance.random() < 0.12:
        return None
    if likely and chance.random() < 0.6:
        return chance.choice(likely)
    match fact.kind:
        case "bool":
            return chance.random() < 0.5
        case "choice":
            return chance.choice(fact.choices).value
        case "date" | "month":
            return date(chance.randint(2015, 2030), chance.randint(1, 12), 1)
    return chance.randint(fact.lo or 0, fact.hi or 0)


def by_case(plan: Plan, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Verdict, each condition's result and each figure of one case."""
    outcome = decide(plan, answers)
    findings = zip(plan.conditions, outcome.findings, strict=True)
    results = {CONDITION + part.id: result_of(finding) for part, finding in findings}
    figures = {FIGURE + name: value.v for name, value in outcome.figures.items()}
    return {VERDICT: outcome.verdict, **results, **figures}


def by_columns(plan: Plan, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same for a whole table at once."""
    facts = [by_name(plan.program.facts)[name] for name in plan.fact_names]
    schema = {fact.name: POLARS.get(fact.kind, pl.Date) for fact in facts}
    frame = nw.from_native(pl.DataFrame([{f.name: row.get(f.name) for f in facts} for row in rows], schema=schema))
    return columns(plan, set(schema)).over(frame).to_native().to_dicts()


def assert_agreement(plan: Plan, rows: Sequence[Mapping[str, Any]]) -> None:
    """Fail with the first row on which the two readings differ."""
    for row, found in zip(rows, by_columns(plan, rows), strict=True):
        assert found == by_case(plan, row), row
