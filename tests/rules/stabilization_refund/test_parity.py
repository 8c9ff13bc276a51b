"""Every refund notice says the same of a case alone and of a row in a table, unknown cells included."""

from datetime import date
from typing import Any

import pytest

from assistant.policies import shipped_policies
from tests.rules.both_domains import assert_agreement, random_answers

PLANS = [
    ("jiangxi-2024", date(2024, 8, 15)),
    ("jiangxi-2024", date(2025, 1, 1)),
    ("gansu-2024", date(2024, 4, 27)),
    ("gansu-2024", date(2024, 9, 1)),
    ("jilin-2024", date(2024, 9, 1)),
    ("jilin-2018", date(2019, 6, 1)),
    ("neimenggu-2025", date(2025, 8, 1)),
    ("national-2024-40", date(2024, 6, 1)),
]
# Values near the limits, so that the two readings are compared where they could part.
LIKELY: dict[str, list[Any]] = {
    "organisation_type": ["enterprise", "dispatch_agency"],
    "registration_status": ["active"],
    "barred_this_year": [False],
    "seriously_dishonest": [False],
    "on_zombie_list": [False],
    "zombie_firm": [False],
    "environment_violation": [False],
    "months_paid": [11, 12, 24],
    "months_paid_cumulative": [11, 12],
    "office_rate_bp": [549, 550, 551, 2000],
    "new_claimants": [0, 5, 6, 10, 11],
    "person_months": [300, 360, 361, 1200, 2184, 2400],
    "insured_months": [5, 12],
    "insured_year_start": [29, 31, 100, 200],
    "insured_year_end": [30, 31, 95, 189],
    "insured_now": [30, 31],
    "december_premium_fen": [0, 100_000],
    "dispatched_large_fen": [0, 200_000],
    "dispatched_enterprise_fen": [200_000, 300_000],
    "dispatched_government_fen": [0, 1],
    "host_costs_unclear": [False],
}


@pytest.mark.parametrize(("notice", "as_of"), PLANS)
def test_a_case_and_a_row_agree(notice: str, as_of: date) -> None:
    plan = shipped_policies().plan_for(notice, "stabilization_refund", as_of)
    rows = random_answers(plan, 3000, seed=as_of.toordinal(), likely=LIKELY)
    for row in rows:  # rows carry what follows from the list of hosts, never the list itself
        row.pop("host_employers", None)
    assert_agreement(plan, rows)
