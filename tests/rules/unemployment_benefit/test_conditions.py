"""Who may draw: 社会保险法 45, 51, 失业保险条例 15, and 内蒙古 2025 五 (A37)."""

from datetime import date
from typing import Any

import pytest

from assistant.policies import NoNotice, shipped_policies
from assistant.rules.decide import decide
from assistant.rules.explain import Decision, explain
from assistant.rules.unemployment_benefit.facts import LEAVING_REASONS, STOP_EVENTS

DAY = date(2025, 8, 1)
FINE: dict[str, Any] = {
    "leaving_reason": "dismissed",
    "stop_event": "none",
    "seeking_work": True,
    "months_paid": 48,
    "drew_before": False,
    "flexible_registered": False,
    "drawing_elsewhere": False,
    "short_insurance": False,
}


def explained(region: str = "广东", **changes: Any) -> Decision:
    plan = shipped_policies().plan("unemployment_benefit", region, DAY)
    return explain(plan, {k: v for k, v in (FINE | changes).items() if v is not None})


def verdict(region: str = "广东", **changes: Any) -> str:
    return explained(region, **changes).verdict


NOT_BY_OWN_WILL = {
    "contract_expired", "dismissed", "employer_proposed", "employer_fault", "closed_down", "public_institution",
}  # fmt: skip
JUDGED = {"expired_declined", "other"}


@pytest.mark.parametrize("reason", [choice.value for choice in LEAVING_REASONS])
def test_every_reason_for_leaving(reason: str) -> None:
    expected = "eligible" if reason in NOT_BY_OWN_WILL else "manual_review" if reason in JUDGED else "ineligible"
    assert verdict(leaving_reason=reason) == expected


@pytest.mark.parametrize("event", [choice.value for choice in STOP_EVENTS])
def test_every_stop_event(event: str) -> None:
    expected = {"none": "eligible", "other": "manual_review"}.get(event, "ineligible")
    assert verdict(stop_event=event) == expected


def test_each_stop_event_has_its_own_clause() -> None:
    lines = {c.id: c.citation.section for c in explained().conditions}
    assert lines["not_reemployed"] == "社会保险法第51条第（一）项"
    assert lines["not_imprisoned"] == "失业保险条例第15条第（五）项"


@pytest.mark.parametrize("fact", ["leaving_reason", "stop_event", "seeking_work", "months_paid"])
def test_unknown_is_not_no(fact: str) -> None:
    decision = explained(**{fact: None})
    assert decision.verdict == "undetermined"
    assert fact in decision.missing


def test_all_failing_conditions_are_reported() -> None:
    decision = explained(leaving_reason="resigned", stop_event="military", seeking_work=False, months_paid=3)
    failing = {line.id for line in decision.conditions if line.result == "not_met"}
    assert failing == {"not_own_will", "not_in_military_service", "seeking_work", "months_paid"}
    assert [m.values["months"] for m in decision.near_misses] == [9]


def test_one_who_is_not_registered_is_not_refused() -> None:
    """A52: registration is a step of the claim, never a condition of its own."""
    assert verdict(registered_unemployed=False) == verdict(registered_unemployed=True) == "eligible"
    assert "register" in {step.id for step in explained(registered_unemployed=False).steps}
    assert "register" not in {step.id for step in explained(registered_unemployed=True).steps}


def test_what_the_employer_recorded_never_decides() -> None:
    assert verdict(employer_recorded_voluntary=True) == "eligible"
    assert "employer_recorded_voluntary" in {c.id for c in explained(employer_recorded_voluntary=True).caveats}


@pytest.mark.parametrize(
    ("registered", "subsidy", "expected"),
    [
        (True, True, "ineligible"),
        (True, False, "manual_review"),
        (True, None, "undetermined"),
        (False, True, "eligible"),
        (False, None, "eligible"),
        (None, False, "undetermined"),
    ],
)
def test_flexible_employment_in_inner_mongolia(registered: bool | None, subsidy: bool | None, expected: str) -> None:
    """A37: both together bar, registration alone goes to a person."""
    assert verdict("内蒙古", flexible_registered=registered, social_insurance_subsidy=subsidy) == expected


@pytest.mark.parametrize("region", ["江西", "甘肃", "吉林", "广东"])
def test_elsewhere_flexible_employment_is_neither_asked_nor_held_against_anyone(region: str) -> None:
    plan = shipped_policies().plan("unemployment_benefit", region, DAY)
    assert {"flexible_registered", "social_insurance_subsidy", "to_retirement"} & set(plan.fact_names) == set()
    assert verdict(region, flexible_registered=True, social_insurance_subsidy=True) == "eligible"


@pytest.mark.parametrize("flag", ["drawing_elsewhere", "short_insurance"])
def test_doubtful_patterns_are_checked_not_barred(flag: str) -> None:
    assert verdict("内蒙古", **{flag: True}) == "manual_review"


def test_there_is_no_last_day() -> None:
    plan = shipped_policies().plan("unemployment_benefit", "内蒙古", date(2039, 1, 1))
    assert plan.term.last is None
    assert decide(plan, FINE).verdict == "eligible"


def test_before_the_law_took_effect_nothing_is_held() -> None:
    with pytest.raises(NoNotice) as caught:
        shipped_policies().plan("unemployment_benefit", "广东", date(2011, 6, 30))
    assert caught.value.reason == "too_early"
