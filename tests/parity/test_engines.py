"""Case by case and on every engine at once, a rule says the same: verdict, every condition's result, every figure."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules.columns import FIGURE
from assistant.rules.plan import Plan
from tests.parity.engines import by_cases, by_engine, first_difference, spark_missing
from tests.parity.random_facts import Chance, days_of, on, plans

PLANS = plans()
ROWS = 200
SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("name", PLANS)
@settings(max_examples=3)
@given(seed=SEEDS, day=st.integers(0, 100))
def test_polars_and_duckdb_agree_with_the_single_case(name: str, seed: int, day: int) -> None:
    plan = _on_some_day(PLANS[name], day)
    rows = [Chance(plan, seed + n).case() for n in range(ROWS)]
    expected = by_cases(plan, rows)
    assert not first_difference(rows, expected, by_engine("polars", plan, rows))
    assert not first_difference(rows, expected, by_engine("duckdb", plan, rows))


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """Spark, in a JVM that compiles quickly: nothing runs here for so long that compiling thoroughly would pay."""
    if reason := spark_missing():
        pytest.skip(f"SPARK DID NOT RUN: {reason}")
    with pytest.MonkeyPatch.context() as started:
        given = os.environ.get("JAVA_TOOL_OPTIONS", "")
        started.setenv("JAVA_TOOL_OPTIONS", f"{given} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC".strip())
        yield


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("name", PLANS)
def test_spark_agrees_with_the_single_case(name: str) -> None:
    plan = PLANS[name]
    rows = [Chance(plan, n).case() for n in range(ROWS)]
    assert not first_difference(rows, by_cases(plan, rows), by_engine("spark", plan, rows))


@pytest.mark.parametrize("name", PLANS)
def test_the_random_cases_reach_every_side_of_the_conditions(name: str) -> None:
    """Cases that all fail at the first condition would prove nothing."""
    plan = PLANS[name]
    found = by_cases(plan, [Chance(plan, n).case() for n in range(4 * ROWS)])
    for part in plan.conditions:
        assert len({row[f"condition_{part.id}"] for row in found}) > 1 or not part.reads, part.id


WITH_AMOUNT = {
    p.program.name: p.program.amount for p in PLANS.values() if p.program.amount in {f.id for f in p.figures}
}


@pytest.mark.parametrize("program", WITH_AMOUNT)
def test_the_random_cases_reach_an_amount(program: str) -> None:
    """Under some notice at least: there are notices that state no amount."""
    mine = [plan for plan in PLANS.values() if plan.program.name == program]
    found = [row for plan in mine for row in by_cases(plan, [Chance(plan, n).case() for n in range(ROWS)])]
    assert any(row.get(FIGURE + WITH_AMOUNT[program]) is not None for row in found)


def _on_some_day(plan: Plan, day: int) -> Plan:
    days = days_of(plan)
    return on(plan, days[day % len(days)])
