"""What begins with the bureau's facts comes to the bureau's result, and every change is told for what it is."""

from typing import Any

import pytest

from assistant.interview.engine import UNSURE, Interview
from assistant.interview.flows import shipped_flows
from assistant.interview.prefilled import bureaus, differences, origins, rest_unsure
from assistant.interview.stored import to_json
from assistant.rules.explain import Decision, explain
from assistant.rules.plan import Plan
from tests.parity.random_facts import Chance, plans

FLOW = shipped_flows()["stabilization_refund"]
PLANS = {name: plan for name, plan in plans().items() if plan.program is FLOW.program}


def result(decision: Decision) -> tuple[str, int | None]:
    amount = decision.amount
    return decision.verdict, None if amount is None or decision.verdict == "ineligible" else amount.value


def known_facts(plan: Plan, seed: int) -> dict[str, Any]:
    facts = {name: value for name, value in Chance(plan, seed).case().items() if name in FLOW.order}
    return (
        {**facts, "organisation_type": "enterprise"} if facts.get("organisation_type") == "dispatch_agency" else facts
    )


@pytest.mark.parametrize("name", PLANS)
def test_the_questions_filled_in_decide_as_the_facts_do(name: str) -> None:
    """Questions are skipped, and gaps stand before what is known: neither may change what the file said."""
    verdicts = set()
    for seed in range(150):
        plan = PLANS[name]
        facts = known_facts(plan, seed)
        decided = explain(plan, facts)
        assert result(rest_unsure(Interview(FLOW, plan, facts)).decision()) == result(decided), facts
        assert result(bureaus(Interview(FLOW, plan, {}), to_json(facts)).decision()) == result(decided), facts
        verdicts.add(decided.verdict)
    assert len(verdicts) > 1


@pytest.mark.parametrize("name", PLANS)
def test_nothing_differs_before_something_is_changed(name: str) -> None:
    for seed in range(60):
        facts = known_facts(PLANS[name], seed)
        interview = rest_unsure(Interview(FLOW, PLANS[name], facts))
        assert differences(interview, to_json(facts)) == []
        kinds = {fact: origin.kind for fact, origin in origins(interview, to_json(facts)).items()}
        assert kinds == {q.fact.name: "theirs" if q.fact.name in facts else "lacking" for q in interview.path()} or (
            not facts and kinds == {}
        )


def test_a_change_an_addition_and_a_withdrawal_are_told_apart() -> None:
    plan = PLANS["jiangxi-2024/stabilization_refund"]
    theirs = {"organisation_type": "enterprise", "registration_status": "active", "months_paid": 14}
    own = {**theirs, "months_paid": 20, "last_year_arrears": False, "registration_status": UNSURE}
    interview = rest_unsure(Interview(FLOW, plan, own))
    found = origins(interview, theirs)
    assert found["organisation_type"].kind == "theirs"
    assert (found["months_paid"].kind, found["months_paid"].was) == ("changed", "14 个月")
    assert found["last_year_arrears"].kind == "added"
    assert (found["registration_status"].kind, found["registration_status"].was) == ("changed", "正常存续")
    assert found["premium_paid_fen"].kind == "lacking"
    told = {line.fact: (line.was, line.now) for line in differences(interview, theirs)}
    assert told == {
        "registration_status": ("正常存续", "不清楚"),
        "months_paid": ("14 个月", "20 个月"),
        "last_year_arrears": ("", "否"),
    }


def test_an_ordinary_interview_has_no_origins() -> None:
    plan = PLANS["jiangxi-2024/stabilization_refund"]
    interview = Interview(FLOW, plan, {"organisation_type": "enterprise"})
    assert origins(interview, {}) == {}
    assert differences(interview, {}) == []
