"""One case at a time or a million at once: the same answers, unknowns included."""

from datetime import date

import pytest

from assistant.policies import shipped_policies
from tests.rules.both_domains import assert_agreement, by_case, random_answers

LIKELY = {
    "leaving_reason": ["dismissed", "contract_expired", "expired_declined"],
    "stop_event": ["none"],
    "seeking_work": [True],
    "months_paid": [0, 6, 11, 12, 13, 59, 60, 61, 119, 120, 121],
    "undrawn_months": [0, 1, 12, 24],
}


@pytest.mark.parametrize("region", ["江西", "甘肃", "吉林", "内蒙古", "广东"])
def test_benefit_by_case_and_by_column(region: str) -> None:
    plan = shipped_policies().plan("unemployment_benefit", region, date(2025, 8, 1))
    rows = random_answers(plan, 1500, seed=46, likely=LIKELY)
    assert_agreement(plan, rows)
    assert {by_case(plan, row)["verdict"] for row in rows} == {
        "eligible", "ineligible", "undetermined", "manual_review",
    }  # fmt: skip
