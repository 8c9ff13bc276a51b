"""Which notice governs: by region and day, never another region's or another year's figures in silence."""

from datetime import date
from pathlib import Path

import pytest

from assistant.policies import NoNotice, Policies, UnknownRegion, load_policies, shipped_policies
from assistant.policies.regions import region_code
from assistant.rules.decide import decide
from tests.policies.notice_files import another, write

REFUND = "stabilization_refund"


@pytest.fixture
def policies(tmp_path: Path) -> Policies:
    """Guangdong 2025 and 2026, and its city 440100 with a notice of its own in 2025."""
    city = another("city-2025", region='"440100"', region_label='{ zh = "某市", en = "A city" }', issued="2025-03-01")
    write(tmp_path, another("province-2025"), "2025.toml")
    write(tmp_path, another("province-2026", issued="2026-02-01", year="2026"), "2026.toml")
    write(tmp_path, city, "city.toml")
    return load_policies(tmp_path)


@pytest.mark.parametrize(
    ("region", "day", "notice"),
    [
        ("440000", date(2025, 3, 1), "province-2025"),
        ("440000", date(2026, 1, 31), "province-2025"),
        ("440000", date(2026, 2, 1), "province-2026"),
        ("广东", date(2030, 1, 1), "province-2026"),
        ("广东省", date(2025, 6, 1), "province-2025"),
        ("440100", date(2025, 6, 1), "city-2025"),
        ("某市", date(2025, 6, 1), "city-2025"),
        ("440300", date(2025, 6, 1), "province-2025"),
    ],
)
def test_the_newest_issued_notice_of_the_nearest_region_governs(
    policies: Policies, region: str, day: date, notice: str
) -> None:
    assert policies.plan(REFUND, region, day).notice.id == notice


def test_a_newer_notice_without_the_program_leaves_it_to_the_older(tmp_path: Path) -> None:
    write(tmp_path, another("older"), "older.toml")
    newer = another("newer", issued="2026-02-01").split("[program.")[0]
    rate = '[program.contribution_rate]\nterm = { section = "一" }\n'
    write(tmp_path, newer + rate, "newer.toml")
    held = load_policies(tmp_path)
    assert held.plan(REFUND, "440000", date(2026, 3, 1)).notice.id == "older"
    assert held.plan("contribution_rate", "440000", date(2026, 3, 1)).notice.id == "newer"


def test_before_the_first_notice_the_first_day_is_told(policies: Policies) -> None:
    with pytest.raises(NoNotice) as caught:
        policies.plan(REFUND, "440000", date(2025, 2, 28))
    assert (caught.value.reason, caught.value.first) == ("too_early", date(2025, 3, 1))


def test_a_region_without_any_notice_is_refused() -> None:
    with pytest.raises(NoNotice) as caught:
        shipped_policies().plan(REFUND, "广东", date(2024, 8, 1))
    assert caught.value.reason == "region"


def test_a_program_that_the_regions_notices_lack_is_refused() -> None:
    with pytest.raises(NoNotice) as caught:
        shipped_policies().plan("contribution_rate", "内蒙古", date(2025, 8, 1))
    assert caught.value.reason == "program"


def test_the_law_answers_for_a_province_without_a_notice() -> None:
    plan = shipped_policies().plan("unemployment_benefit", "广东", date(2026, 1, 1))
    assert (plan.notice.id, plan.conditions[0].citation.tier) == ("statute", "T3")


@pytest.mark.parametrize("text", ["火星", "", "000001x", "36"])
def test_an_unknown_region_is_an_error_of_its_own(text: str) -> None:
    with pytest.raises(UnknownRegion):
        region_code(text)


def test_after_the_term_the_notice_says_so_and_nothing_else_takes_its_place(policies: Policies) -> None:
    plan = policies.plan(REFUND, "440000", date(2026, 1, 15))
    outcome = decide(plan, {"organisation_type": "enterprise"})
    assert (plan.notice.id, outcome.verdict) == ("province-2025", "ineligible")


@pytest.mark.parametrize(
    ("region", "day", "notice"),
    [
        ("江西", date(2024, 7, 10), "jiangxi-2024"),
        ("甘肃", date(2024, 5, 27), "gansu-2024"),
        ("吉林", date(2024, 5, 20), "jilin-2018"),
        ("吉林", date(2024, 5, 21), "jilin-2024"),
        ("内蒙古", date(2025, 5, 27), "neimenggu-2025"),
    ],
)
def test_the_shipped_notices_govern_from_the_day_of_issue(region: str, day: date, notice: str) -> None:
    assert shipped_policies().plan(REFUND, region, day).notice.id == notice
