"""One month's premium or a table of them: the same answers, unknowns included."""

from datetime import date

import pytest

from assistant.policies import shipped_policies
from tests.rules.both_domains import assert_agreement, random_answers

LIKELY = {
    "contribution_month": [date(2023, 12, 1), date(2024, 1, 1), date(2025, 12, 1), date(2026, 1, 1)],
    "wage_base_fen": [0, 1, 49, 50, 99, 100, 149, 150, 432110, 600000, 10**12],
}


@pytest.mark.parametrize("region", ["江西", "甘肃", "吉林"])
def test_rate_by_case_and_by_column(region: str) -> None:
    plan = shipped_policies().plan("contribution_rate", region, date(2025, 8, 1))
    assert_agreement(plan, random_answers(plan, 1500, seed=40, likely=LIKELY))
