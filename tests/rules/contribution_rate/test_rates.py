"""JX24 一, NAT24 一: the rate by month. Rounding is half-up to the fen (A48)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.policies import NoNotice, shipped_policies
from assistant.rules.decide import Outcome, decide

BASE = st.integers(0, 10**12)
COVERED = st.sampled_from([date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)])


def outcome(region: str = "江西", as_of: date = date(2024, 8, 15), **facts: Any) -> Outcome:
    return decide(shipped_policies().plan("contribution_rate", region, as_of), facts)


def exact(base: int, percent: str) -> int:
    return int((Decimal(base) * Decimal(percent) / 100).quantize(Decimal(1), ROUND_HALF_UP))


@given(BASE, COVERED)
def test_jiangxi_states_the_whole_and_both_shares(base: int, month: date) -> None:
    """A48: half a fen rounds up; the shares together differ from the whole by a fen at most."""
    found = {name: value.v for name, value in outcome(wage_base_fen=base, contribution_month=month).figures.items()}
    assert found == {"total_fen": exact(base, "1"), "firm_fen": exact(base, "0.5"), "worker_fen": exact(base, "0.5")}
    assert abs(found["firm_fen"] + found["worker_fen"] - found["total_fen"]) <= 1


@pytest.mark.parametrize("region", ["甘肃", "吉林"])
def test_elsewhere_only_the_whole_is_stated(region: str) -> None:
    found = outcome(region, wage_base_fen=600000, contribution_month=date(2024, 8, 1))
    assert found.verdict == "eligible"
    assert {name: value.v for name, value in found.figures.items()} == {
        "total_fen": 6000,
        "firm_fen": None,
        "worker_fen": None,
    }
    assert found.needs == ()
    assert found.open_points == ("open:rate_split",)


@pytest.mark.parametrize(
    ("month", "verdict", "open_point"),
    [
        (date(2023, 12, 1), "undetermined", "open:rate_before_notice"),
        (date(2024, 1, 1), "eligible", None),
        (date(2025, 12, 1), "eligible", None),
        (date(2026, 1, 1), "undetermined", "open:after_term"),
    ],
)
def test_months_outside_are_open_never_three_per_cent(month: date, verdict: str, open_point: str | None) -> None:
    found = outcome(wage_base_fen=600000, contribution_month=month)
    assert found.verdict == verdict
    assert found.open_points == ((open_point,) if open_point else ())
    assert {value.v for value in found.figures.values()} == ({None} if open_point else {6000, 3000})


@given(COVERED, st.dates(date(2024, 7, 10), date(2030, 1, 1)))
def test_the_month_governs_and_not_the_day_of_asking(month: date, as_of: date) -> None:
    found = outcome(as_of=as_of, wage_base_fen=600000, contribution_month=month)
    assert found.verdict == "eligible"


@pytest.mark.parametrize("missing", ["wage_base_fen", "contribution_month"])
def test_what_is_missing_is_asked(missing: str) -> None:
    facts = {"wage_base_fen": 600000, "contribution_month": date(2024, 8, 1)}
    del facts[missing]
    found = outcome(**facts)
    assert found.verdict == "undetermined"
    assert found.needs == (missing,)


@pytest.mark.parametrize(("region", "reason"), [("内蒙古", "program"), ("广东", "region")])
def test_where_no_notice_speaks_of_the_rate_none_is_borrowed(region: str, reason: str) -> None:
    with pytest.raises(NoNotice) as caught:
        outcome(region, date(2025, 8, 1))
    assert caught.value.reason == reason
