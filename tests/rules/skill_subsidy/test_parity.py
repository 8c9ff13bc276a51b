"""A table of random cases comes out as each of its rows does alone, under every notice and with everything in use."""

from datetime import date
from pathlib import Path

import pytest

from tests.rules.both_domains import assert_agreement, random_answers
from tests.rules.skill_subsidy.facts_for_tests import CLAIMED, DAYS, PLAIN, made_up_plan, shipped

LIKELY = {name: (value, CLAIMED.get(name, value)) for name, value in PLAIN.items()} | {
    "claims_last_12_months": (0, 1, 2, 3),
    "claims_this_year": (0, 1, 2, 3),
    "urgent_claims_this_year": (0, 1, 2),
    "same_level_claim": ("none",),
    "higher_level_claim": ("none",),
    "insured_months_at_certificate": (11, 12),
    "insured_months_at_application": (11, 12),
    "issued_on": (date(2023, 5, 20), date(2023, 2, 1), date(2024, 3, 1), date(2024, 7, 1), date(2024, 8, 15)),
}


@pytest.mark.parametrize("notice", DAYS)
def test_shipped_notices(notice: str) -> None:
    plan = shipped(notice)
    assert_agreement(plan, random_answers(plan, 1500, seed=7, likely=LIKELY))


@pytest.mark.parametrize("as_of", [date(2024, 8, 12), date(2024, 11, 28), date(2025, 2, 24), date(2026, 11, 21)])
def test_jiangxi_on_days_that_decide(as_of: date) -> None:
    plan = shipped("jiangxi-2024", as_of)
    assert_agreement(plan, random_answers(plan, 600, seed=as_of.toordinal(), likely=LIKELY))


EVERYTHING = """
[[program.skill_subsidy.condition]]
use = "certificate"
section = "一"
kinds = ["skill_level"]
gates = ["named_kind", "found_online", "on_provincial_catalogue"]
otherwise = "refused"
[[program.skill_subsidy.condition]]
use = "status_in_issue_month"
section = "一"
[[program.skill_subsidy.condition]]
use = "issuer_region"
section = "一"
otherwise = "review"
[[program.skill_subsidy.condition]]
use = "fit_for_post"
section = "一"
[[program.skill_subsidy.condition]]
use = "certificate_valid"
section = "一"
[[program.skill_subsidy.condition]]
use = "claims"
section = "一"
total = 4
ordinary = 2
urgent = 3
[[program.skill_subsidy.figure]]
use = "amount"
id = "amount_fen"
section = "一"
table = { five = 100000, four = 150000, three = 200000, two = 250000, one = 300000 }
by_kind = { vocational_qualification = { five = 80000, ungraded = 60000 } }
uplift = [{ tag = "urgent_occupation", percent = 15, levels = ["three", "two"] }, { tag = "fit_for_post", add_fen = 5 }]
by_catalogue = ["one"]
"""


def test_a_notice_that_uses_everything(tmp_path: Path) -> None:
    plan = made_up_plan(tmp_path, EVERYTHING)
    assert_agreement(plan, random_answers(plan, 2000, seed=3, likely=LIKELY))
