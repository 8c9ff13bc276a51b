"""The flow's order in the light of the rule: decisive questions first, and nothing once the answer is clear."""

from datetime import date
from typing import Any

from assistant.interview.engine import UNSURE, Interview
from assistant.interview.flows import shipped_flows
from assistant.policies import shipped_policies


def asked(region: str, **answers: Any) -> list[str]:
    """The questions put to someone who answers so, up to the first without an answer."""
    plan = shipped_policies().plan("unemployment_benefit", region, date(2025, 8, 1))
    interview = Interview(shipped_flows()["unemployment_benefit"], plan, answers)
    following = interview.next_question()
    return [q.fact.name for q in interview.path()] + ([following.fact.name] if following else [])


def test_a_resignation_ends_the_questions_at_once() -> None:
    assert asked("江西", leaving_reason="resigned") == ["leaving_reason"]


def test_a_pension_ends_them_after_two() -> None:
    assert asked("江西", leaving_reason="dismissed", stop_event="pension") == ["leaving_reason", "stop_event"]


def test_ten_years_paid_ask_for_no_earlier_spell() -> None:
    path = asked("江西", leaving_reason="dismissed", stop_event="none", seeking_work=True, months_paid=130)
    assert path == ["leaving_reason", "stop_event", "seeking_work", "months_paid", "employer_recorded_voluntary"]


def test_months_left_over_are_asked_only_of_those_who_drew_before() -> None:
    known = {"leaving_reason": "dismissed", "stop_event": "none", "seeking_work": True, "months_paid": 30}
    assert asked("江西", **known, drew_before=True)[-1] == "undrawn_months"
    assert "undrawn_months" not in asked("江西", **known, drew_before=False)


def test_the_subsidy_is_asked_only_of_those_registered_as_flexibly_employed() -> None:
    """A37."""
    known = {"leaving_reason": "dismissed", "stop_event": "none", "seeking_work": True, "months_paid": 130}
    assert asked("内蒙古", **known, flexible_registered=True)[-1] == "social_insurance_subsidy"
    assert asked("内蒙古", **known, flexible_registered=False)[-1] == "drawing_elsewhere"


def test_not_sure_is_not_asked_again() -> None:
    assert asked("江西", leaving_reason=UNSURE)[:2] == ["leaving_reason", "stop_event"]
