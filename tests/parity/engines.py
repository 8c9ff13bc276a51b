"""One table of cases through ``decide`` row by row and through each engine at once, in one form."""

import importlib.util
import os
import shutil
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from assistant.rules.columns import CONDITION, FIGURE, VERDICT
from assistant.rules.decide import decide, result_of
from assistant.rules.facts import by_name
from assistant.rules.plan import Plan
from assistant.screening.engines import EngineName, screened

Row = Mapping[str, Any]
DTYPES = {"bool": pl.Boolean, "choice": pl.String, "date": pl.Date, "month": pl.Date}


def by_cases(plan: Plan, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Verdict, each condition's result and each figure, case by case."""
    return [_by_case(plan, row) for row in rows]


def _by_case(plan: Plan, row: Row) -> dict[str, Any]:
    outcome = decide(plan, row)
    findings = zip(plan.conditions, outcome.findings, strict=True)
    results = {CONDITION + part.id: result_of(finding) for part, finding in findings}
    return {VERDICT: outcome.verdict, **results, **{FIGURE + name: value.v for name, value in outcome.figures.items()}}


def by_engine(engine: EngineName, plan: Plan, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The same from an engine."""
    frame = table(plan, rows)
    given = frame.columns
    found = screened(engine, plan, frame.lazy(), given[1:]).drop(given).collect()
    return found.cast({pl.Enum: pl.String}).to_dicts()


def table(plan: Plan, rows: Sequence[Row]) -> pl.DataFrame:
    """The cases as a typed table; what follows from lists stands in columns of its own."""
    derive = plan.program.derive or dict
    facts = [fact for name in plan.fact_names if (fact := by_name(plan.program.facts)[name]).kind != "list"]
    answers = [derive(row) for row in rows]
    cells = {f.name: pl.Series([a.get(f.name) for a in answers], dtype=DTYPES.get(f.kind, pl.Int64)) for f in facts}
    return pl.DataFrame({"_row": pl.int_range(1, len(rows) + 1, dtype=pl.Int64, eager=True), **cells})


def first_difference(rows: Sequence[Row], one: Sequence[Row], other: Sequence[Row]) -> str:
    """What differs in the first row that differs, with its facts; empty when nothing does."""
    for row, left, right in zip(rows, one, other, strict=True):
        if left != right:
            keys = [key for key in left if left[key] != right.get(key)] or sorted(set(left) ^ set(right))
            return "; ".join(f"{key}: {left.get(key)!r} ≠ {right.get(key)!r}" for key in keys) + f" for {dict(row)!r}"
    return ""


def spark_missing() -> str:
    """Why Spark cannot run here, or nothing. With REQUIRE_SPARK in the environment it has to run."""
    if os.environ.get("REQUIRE_SPARK"):
        return ""
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        return "there is no java"
    return "" if importlib.util.find_spec("pyspark") else "pyspark is not installed (requirements/spark.lock)"
