"""江西's application deadline with its deducted window: every example and rule of the clause extraction, §7.1."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.policies import shipped_policies
from assistant.rules.decide import decide
from assistant.rules.explain import explain
from assistant.rules.months import add_months
from assistant.rules.plan import Plan
from assistant.rules.skill_subsidy.deadline import InTime, Window, resting_until
from assistant.rules.skill_subsidy.facts import NAME
from tests.rules.both_domains import assert_agreement
from tests.rules.skill_subsidy.facts_for_tests import PLAIN

P = date(2024, 7, 10)  # 印发之日: the imprint's day (A02)
WINDOW = Window(first=date(2024, 1, 1), last=P, contested_days=2)


def plan(as_of: date) -> Plan:
    return shipped_policies().plan_for("jiangxi-2024", NAME, as_of)


def last_day(issued_on: date, as_of: date = date(2024, 8, 15)) -> date:
    outcome = decide(plan(as_of), {"issued_on": issued_on})
    number = outcome.figures["application_deadline"].v
    assert number is not None
    return date.fromordinal(number)


def result(issued_on: date, as_of: date) -> tuple[str, str]:
    """(verdict, result of the deadline condition) of an otherwise plain case."""
    decision = explain(plan(as_of), {**PLAIN, "issued_on": issued_on})
    return decision.verdict, {c.id: c.result for c in decision.conditions}["in_time"]


@pytest.mark.parametrize(
    ("issued_on", "safe"),
    [
        (date(2024, 7, 7), date(2025, 7, 8)),
        (date(2024, 7, 9), date(2025, 7, 9)),  # two days earlier it would be less than twelve months
        (date(2024, 7, 10), None),  # nothing is taken out, so nothing is contested
    ],
)
def test_no_reading_ends_before_twelve_months(issued_on: date, safe: date | None) -> None:
    lines = {line.id: line for line in explain(plan(date(2024, 8, 15)), {"issued_on": issued_on}).figures}
    told = [step.values["safe"] for step in lines["application_deadline"].steps if "safe" in step.values]
    assert told == ([safe] if safe else [])


def test_the_whole_window_has_192_days() -> None:
    assert WINDOW.days == 31 + 29 + 31 + 30 + 31 + 30 + 10 == 192


@pytest.mark.parametrize(
    ("issued_on", "end"),
    [
        (date(2023, 2, 1), date(2024, 8, 11)),
        (date(2023, 3, 15), date(2024, 9, 23)),
        (date(2023, 5, 20), date(2024, 11, 28)),
        (date(2023, 6, 12), date(2024, 12, 21)),
        (date(2023, 8, 15), date(2025, 2, 23)),
        (date(2022, 12, 31), date(2023, 12, 31)),  # over before the window: nothing revives it
        (date(2022, 6, 1), date(2023, 6, 1)),
        (date(2023, 1, 1), date(2024, 7, 11)),  # 2024-01-01 is inside: + 192
        (date(2023, 12, 31), date(2025, 7, 11)),
        (date(2024, 1, 1), date(2025, 7, 11)),  # leap-day effect: 2024-02-29 is deducted, 2025 has none
        (date(2024, 1, 31), date(2025, 7, 11)),
        (date(2024, 2, 28), date(2025, 7, 11)),
        (date(2024, 2, 29), date(2025, 7, 10)),  # 2025-02-28 + 132
        (date(2024, 3, 1), date(2025, 7, 10)),
        (date(2024, 7, 9), date(2025, 7, 10)),
        (P, date(2025, 7, 10)),  # no day after it lies in the window
        (date(2024, 7, 11), date(2025, 7, 11)),  # no deduction
        (date(2024, 10, 1), date(2025, 10, 1)),
    ],
)
def test_last_day_by_the_primary_reading(issued_on: date, end: date) -> None:
    """A02, A03."""
    assert last_day(issued_on) == end


@pytest.mark.parametrize(
    ("issued_on", "as_of", "expected"),
    [
        # A Thursday: 11-26 is on time by every reading, 11-27 and 11-28 by some, 11-29 by none.
        (date(2023, 5, 20), date(2024, 11, 25), ("eligible", "met")),
        (date(2023, 5, 20), date(2024, 11, 26), ("eligible", "met")),
        (date(2023, 5, 20), date(2024, 11, 27), ("manual_review", "review")),
        (date(2023, 5, 20), date(2024, 11, 28), ("manual_review", "review")),
        (date(2023, 5, 20), date(2024, 11, 29), ("ineligible", "not_met")),
        # A Sunday (08-11): Monday is in time if the last day moves on.
        (date(2023, 2, 1), date(2024, 8, 9), ("eligible", "met")),
        (date(2023, 2, 1), date(2024, 8, 10), ("manual_review", "review")),
        (date(2023, 2, 1), date(2024, 8, 11), ("manual_review", "review")),
        (date(2023, 2, 1), date(2024, 8, 12), ("manual_review", "review")),
        (date(2023, 2, 1), date(2024, 8, 13), ("ineligible", "not_met")),
        # A Monday whose eve is a Sunday: the stricter readings' days of rest move on to it at most.
        (date(2023, 3, 15), date(2024, 9, 21), ("eligible", "met")),
        (date(2023, 3, 15), date(2024, 9, 22), ("manual_review", "review")),
        (date(2023, 3, 15), date(2024, 9, 23), ("manual_review", "review")),
        (date(2023, 3, 15), date(2024, 9, 24), ("ineligible", "not_met")),
        # A Saturday (12-21): contested to Monday.
        (date(2023, 6, 12), date(2024, 12, 19), ("eligible", "met")),
        (date(2023, 6, 12), date(2024, 12, 23), ("manual_review", "review")),
        (date(2023, 6, 12), date(2024, 12, 24), ("ineligible", "not_met")),
        # National Day, 10-01 to 10-07: the last day 10-03 moves on to 10-08, a Tuesday.
        (date(2023, 3, 25), date(2024, 10, 8), ("manual_review", "review")),
        (date(2023, 3, 25), date(2024, 10, 9), ("ineligible", "not_met")),
        # Over before the window.
        (date(2022, 12, 31), date(2024, 7, 10), ("ineligible", "not_met")),
        # A04: its last day is in 2025.
        (date(2023, 8, 15), date(2024, 12, 31), ("eligible", "met")),
        (date(2023, 8, 15), date(2025, 1, 1), ("undetermined", "met")),
        (date(2023, 8, 15), date(2025, 2, 21), ("undetermined", "met")),
        (date(2023, 8, 15), date(2025, 2, 23), ("undetermined", "review")),
        (date(2023, 8, 15), date(2025, 2, 24), ("undetermined", "review")),
        (date(2023, 8, 15), date(2025, 2, 25), ("ineligible", "not_met")),
        (date(2024, 10, 1), date(2025, 9, 30), ("undetermined", "met")),
        (date(2024, 12, 31), date(2025, 12, 31), ("undetermined", "met")),
        # Issued after the term: not a certificate of this notice.
        (date(2025, 1, 1), date(2025, 2, 1), ("ineligible", "met")),
    ],
)
def test_on_time_contested_or_late(issued_on: date, as_of: date, expected: tuple[str, str]) -> None:
    """A02, A03, A04."""
    assert result(issued_on, as_of) == expected


def test_after_the_term_an_unknown_date_is_asked_only_while_it_can_matter() -> None:
    without = {name: value for name, value in PLAIN.items() if name != "issued_on"}
    assert decide(plan(date(2025, 3, 1)), without).needs == ("issued_on",)
    late = decide(plan(date(2026, 11, 21)), without)
    assert (late.verdict, late.needs) == ("ineligible", ())


def test_the_steps_name_the_contested_days() -> None:
    decision = explain(plan(date(2024, 8, 1)), {**PLAIN, "issued_on": date(2023, 2, 1)})
    line = next(f for f in decision.figures if f.id == "application_deadline")
    told = [(step.values.get("safe"), step.values.get("end")) for step in line.steps]
    assert (date(2024, 8, 9), date(2024, 8, 11)) in told
    assert any("休息日" in step.text for step in line.steps)
    shown = {d.id: d.last for d in decision.deadlines}
    assert shown == {"certificate_deadline": date(2024, 8, 11), "term_end": date(2024, 12, 31)}


def test_days_of_rest_before_a_day() -> None:
    assert list(resting_until(date(2024, 8, 12).toordinal())) == [date(2024, 8, d).toordinal() for d in (10, 11)]
    assert not list(resting_until(date(2024, 8, 13).toordinal()))
    assert len(list(resting_until(date(2024, 10, 8).toordinal()))) == 7
    # 2024-09-14, a Saturday, was worked: the run before the 15th is empty.
    assert not list(resting_until(date(2024, 9, 15).toordinal()))


def test_a_year_without_calendar_leaves_the_days_after_the_last_to_a_person() -> None:
    at = date(2040, 3, 1).toordinal()
    assert list(resting_until(at)) == list(range(at - 15, at))


def by_hand(issued_on: date) -> date:
    """§7.1 once more, day by day: count the days of the nominal period that are not in the window."""
    nominal = add_months(issued_on, 12)
    if nominal < WINDOW.first:
        return nominal
    left = (nominal - issued_on).days
    day = issued_on
    while left:
        day += timedelta(days=1)
        left -= not WINDOW.first <= day <= WINDOW.last
    return day


@given(st.dates(date(2021, 1, 1), date(2024, 12, 31)))
def test_taking_days_out_is_the_same_as_not_counting_them(issued_on: date) -> None:
    assert last_day(issued_on) == by_hand(issued_on)


@given(st.dates(date(2022, 1, 1), date(2024, 12, 31)), st.dates(date(2024, 7, 10), date(2025, 12, 31)))
def test_a_later_application_is_never_better(issued_on: date, as_of: date) -> None:
    order = ("met", "review", "not_met")
    now, later = result(issued_on, as_of)[1], result(issued_on, as_of + timedelta(days=1))[1]
    if "unknown" not in (now, later):
        assert order.index(now) <= order.index(later)


@given(st.dates(date(2023, 1, 1), date(2024, 7, 10)), st.integers(-10, 20))
def test_the_band_lies_before_the_last_day_and_on_moved_ones(issued_on: date, days: int) -> None:
    end = by_hand(issued_on)
    as_of = end + timedelta(days=days)
    found = result(issued_on, as_of)[1]
    if days <= -2:
        assert found == "met"
    elif days <= 0:
        assert found == "review"
    else:
        assert found in ("review", "not_met")
        assert (found == "review") == (end.toordinal() in resting_until(as_of.toordinal()))


@pytest.mark.parametrize("as_of", [date(2024, 8, 12), date(2024, 11, 28), date(2025, 2, 24), date(2025, 7, 10)])
def test_both_domains_agree_on_every_day_of_issue(as_of: date) -> None:
    days = (date(2021, 12, 25) + timedelta(days=n) for n in range(1150))
    assert_agreement(plan(as_of), [{**PLAIN, "issued_on": day} for day in days])


def test_a_window_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="扣除期间"):
        Window(first=date(2024, 7, 10), last=date(2024, 1, 1))


def test_parameters_are_those_of_the_clause() -> None:
    part = next(c for c in plan(date(2024, 8, 1)).conditions if c.id == "in_time")
    assert part.params == InTime(months=12, deducted=WINDOW)
