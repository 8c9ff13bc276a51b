"""What is settled stays settled, and what is not asked cannot matter: for every program of every notice."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules.decide import Outcome, decide
from assistant.rules.plan import Plan
from tests.parity.random_facts import Chance, plans

PLANS = plans()
CASES = 60
SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("name", PLANS)
@settings(max_examples=3)
@given(seed=SEEDS)
def test_answering_more_never_contradicts_a_settled_verdict(name: str, seed: int) -> None:
    plan = PLANS[name]
    for n in range(CASES):
        chance = Chance(plan, seed + n)
        known = chance.case()
        before = decide(plan, known)
        if before.verdict == "undetermined":
            continue
        completed = known | {fact.name: chance.value(fact) for fact in chance.open_facts(known)}
        assert decide(plan, completed).verdict == before.verdict, (known, completed)


@pytest.mark.parametrize("name", PLANS)
@settings(max_examples=3)
@given(seed=SEEDS)
def test_a_fact_that_is_not_needed_changes_neither_verdict_nor_amount(name: str, seed: int) -> None:
    plan = PLANS[name]
    for n in range(CASES):
        chance = Chance(plan, seed + n)
        known = {key: value for key, value in chance.case().items() if not _derived(plan, key)}
        before = decide(plan, known)
        for fact in chance.open_facts(known):
            after = decide(plan, known | {fact.name: chance.value(fact)})
            needless = fact.name not in before.needs
            assert not needless or _answer(plan, after) == _answer(plan, before), (fact.name, known)


def _derived(plan: Plan, name: str) -> bool:
    return next(fact.asked_as != "" for fact in plan.program.facts if fact.name == name)


def _answer(plan: Plan, outcome: Outcome) -> tuple[Any, ...]:
    """Verdict and amount; who is refused has no amount."""
    amount = outcome.figures.get(plan.program.amount)
    return outcome.verdict, amount.v if amount is not None and outcome.verdict != "ineligible" else None
