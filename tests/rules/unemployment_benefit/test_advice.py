"""What stands beside the answer: whose words, which register entry, which channels."""

from datetime import date
from typing import Any

import pytest

from assistant.policies import shipped_policies
from assistant.rules.explain import Decision, explain

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
REGIONS = ("江西", "甘肃", "吉林", "内蒙古", "广东")
CHANNELS = (
    "全国人社政务服务平台 www.12333.gov.cn",
    "国家社会保险公共服务平台 si.12333.gov.cn",
    "掌上12333",
    "电子社保卡",
    "国家政务服务平台",
)


def explained(region: str, **changes: Any) -> Decision:
    return explain(shipped_policies().plan("unemployment_benefit", region, date(2025, 8, 1)), FINE | changes)


def entries(decision: Decision) -> set[str]:
    return {caveat.entry for caveat in decision.caveats}


def ids(decision: Decision) -> set[str]:
    return {caveat.id for caveat in decision.caveats}


@pytest.mark.parametrize("region", REGIONS)
def test_every_answer_says_that_amounts_are_not_stated_and_warns_of_fraud(region: str) -> None:
    """A46, A52, A55."""
    assert {"A46", "A52", "A55"} <= entries(explained(region))


def test_the_serious_illness_premium_is_jiangxis_alone() -> None:
    """A44; the back-payment of premiums too stands only there."""
    assert {r for r in REGIONS if "A44" in entries(explained(r))} == {"江西"}
    assert {r for r in REGIONS if "medical_back_payment" in ids(explained(r))} == {"江西"}


def test_the_price_subsidy_is_named_where_a_notice_names_it() -> None:
    """A45."""
    assert {r for r in REGIONS if "A45" in entries(explained(r))} == {"江西", "甘肃", "吉林", "内蒙古"}


def test_second_hand_amounts_say_so_and_have_no_clause() -> None:
    """A46: shown only with source and date."""
    for region, source in (("江西", "shebao.southmoney.com"), ("内蒙古", "北方新报")):
        hint = next(c for c in explained(region).caveats if c.id == "amount_hint")
        assert hint.citation is None
        assert "二手信息" in hint.text.zh  # type: ignore[union-attr]
        assert source in hint.text.zh  # type: ignore[union-attr]
    assert "amount_hint" not in ids(explained("甘肃"))


@pytest.mark.parametrize(
    ("distance", "shown"),
    [
        ("under_12_months", {"older_worker_pension", "older_worker_benefit_continues"}),
        ("exactly_12_months", {"older_worker_exactly_twelve", "older_worker_benefit_continues"}),
        ("over_12_months", set()),
        ("reached", set()),
    ],
)
def test_pension_contributions_of_those_close_to_retirement(distance: str, shown: set[str]) -> None:
    decision = explained("内蒙古", to_retirement=distance)
    assert {name for name in ids(decision) if name.startswith("older_worker")} == shown
    assert decision.verdict == "eligible"


@pytest.mark.parametrize(
    ("region", "name"), [("内蒙古", "older_worker_benefit_continues"), ("广东", "older_workers_hint")]
)
def test_drawing_on_until_retirement_rests_on_copies_of_the_state_councils_rules(region: str, name: str) -> None:
    hint = next(c for c in explained(region, to_retirement="under_12_months").caveats if c.id == name)
    assert hint.citation is None
    assert "只见到转载" in hint.text.zh  # type: ignore[union-attr]


@pytest.mark.parametrize("region", REGIONS)
def test_the_five_national_channels_by_their_exact_names(region: str) -> None:
    said = [step.what.zh for step in explained(region).steps]  # type: ignore[union-attr]
    for channel in CHANNELS:
        assert any(channel in text for text in said), channel


@pytest.mark.parametrize("region", ["江西", "甘肃", "吉林"])
def test_one_card_and_no_deadline_where_the_notice_says_so(region: str) -> None:
    decision = explained(region)
    apply = next(step for step in decision.steps if step.id == "apply")
    assert apply.citation is not None
    assert apply.citation.section == "五"
    assert "no_time_limit" in ids(decision)


def test_gaps_are_filled_by_the_nation_and_the_statute_only() -> None:
    for region in REGIONS:
        plan = shipped_policies().plan("unemployment_benefit", region, date(2025, 8, 1))
        parts = (*plan.conditions, *plan.figures, *plan.caveats, *plan.steps)
        used = {part.citation.notice for part in parts if part.citation}
        assert used <= {plan.notice.id, "national-2024-40", "statute"}
        assert ("national-2024-40" in used) == (region in ("甘肃", "吉林"))


def test_whoever_is_refused_is_told_of_remedies() -> None:
    decision = explained("广东", leaving_reason="resigned")
    assert decision.verdict == "ineligible"
    assert "remedies" in {step.id for step in decision.steps}
    assert "resignation_for_employers_fault" in ids(decision)
    assert "apply" not in {step.id for step in decision.steps}
