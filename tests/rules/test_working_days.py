"""Working days by the State Council's calendar, make-up days included; clauses.md §7.3 gives the examples."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.working_days import (
    CalendarNotLoaded,
    is_rest_day,
    statutory_rest_days,
    working_days_after,
)

LAST_LOADED = max(chinese_calendar.holidays).year
LOADED_DAYS = st.dates(date(2004, 1, 1), date(LAST_LOADED - 1, 6, 30))


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        # JL24, 30 working days from receipt. July 2024 has no holiday: 22 in July after the 1st, 8 in August.
        (date(2024, 7, 1), 30, date(2024, 8, 12)),
        # 中秋 9/15-17 and 国庆 10/1-7 rest, 9/14, 9/29 and 10/12 work; plain Monday-Friday would say 10-14.
        (date(2024, 9, 2), 30, date(2024, 10, 18)),
        # JL18, 公示 for 7 working days posted on Monday 2018-08-06, posting day not counted
        (date(2018, 8, 6), 7, date(2018, 8, 15)),
        (date(2024, 9, 13), 1, date(2024, 9, 14)),  # a Saturday that is worked
        (date(2024, 9, 30), 1, date(2024, 10, 8)),
        (date(2003, 12, 31), 1, date(2004, 1, 2)),  # the start day itself needs no calendar
    ],
)
def test_counts_working_days_without_the_start_day(start: date, days: int, last: date) -> None:
    assert working_days_after(start, days) == last


@pytest.mark.parametrize(
    ("day", "rest"),
    [
        (date(2024, 9, 14), False),  # Saturday, make-up day
        (date(2024, 9, 15), True),
        (date(2024, 9, 17), True),  # Tuesday, 中秋
        (date(2024, 9, 18), False),
        (date(2024, 9, 29), False),  # Sunday, make-up day
        (date(2024, 10, 1), True),
        (date(2024, 10, 7), True),
        (date(2024, 10, 12), False),
        (date(2024, 10, 13), True),  # an ordinary Sunday
        (date(2018, 12, 29), False),  # worked by the notice for 2019
    ],
)
def test_knows_rest_days_and_make_up_days(day: date, rest: bool) -> None:
    assert is_rest_day(day) is rest


@given(LOADED_DAYS, st.integers(1, 60))
def test_the_last_day_is_the_nth_working_day(start: date, days: int) -> None:
    last = working_days_after(start, days)
    between = [start + timedelta(days=i) for i in range(1, (last - start).days + 1)]
    assert not is_rest_day(last)
    assert sum(not is_rest_day(day) for day in between) == days


@pytest.mark.parametrize("year", [1998, 2003, LAST_LOADED + 1])
def test_a_year_without_a_calendar_is_never_guessed(year: int) -> None:
    with pytest.raises(CalendarNotLoaded) as caught:
        is_rest_day(date(year, 6, 3))
    assert caught.value.year == year
    assert isinstance(caught.value, LookupError)


def test_a_count_into_an_unloaded_year_is_refused() -> None:
    with pytest.raises(CalendarNotLoaded) as caught:
        working_days_after(date(LAST_LOADED, 12, 20), 30)
    assert caught.value.year == LAST_LOADED + 1


@pytest.mark.parametrize("days", [0, -1])
def test_a_period_has_at_least_one_day(days: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        working_days_after(date(2024, 7, 1), days)


def test_rest_days_of_whole_years() -> None:
    rest = statutory_rest_days(2024, 2025)
    assert isinstance(rest, frozenset)
    every_day = [date(2024, 1, 1) + timedelta(days=i) for i in range(366 + 365)]
    assert rest == {day for day in every_day if is_rest_day(day)}
    # 2024 had 251 working days (366 days, 115 of rest), 2025 had 248
    assert sum(day.year == 2024 for day in rest) == 366 - 251
    assert sum(day.year == 2025 for day in rest) == 365 - 248


def test_rest_days_need_loaded_years_in_order() -> None:
    with pytest.raises(CalendarNotLoaded):
        statutory_rest_days(LAST_LOADED, LAST_LOADED + 1)
    with pytest.raises(ValueError, match="first year"):
        statutory_rest_days(2025, 2024)
