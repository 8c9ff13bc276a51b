"""民法典 202: the corresponding day, else the month's last day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.months import add_months

DAYS = st.dates(date(1949, 10, 1), date(2199, 12, 31))
MONTHS = st.integers(-240, 240)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        # clauses.md §7: 铜川, certificate of 2018-02-15, last day 2019-02-15
        (date(2018, 2, 15), 12, date(2019, 2, 15)),
        # clauses.md §7.1, E0 before the deduction: 2024-08-11, 09-23, 11-28, 12-21 are 192 days later
        (date(2023, 2, 1), 12, date(2024, 8, 11) - timedelta(days=192)),
        (date(2023, 3, 15), 12, date(2024, 9, 23) - timedelta(days=192)),
        (date(2023, 5, 20), 12, date(2024, 11, 28) - timedelta(days=192)),
        (date(2023, 6, 12), 12, date(2024, 12, 21) - timedelta(days=192)),
        # no corresponding day: the month's last day
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 8, 31), 1, date(2024, 9, 30)),
        # the corresponding day stays the corresponding day; it is not “month-end to month-end”
        (date(2024, 2, 29), 1, date(2024, 3, 29)),
        (date(2024, 12, 31), 1, date(2025, 1, 31)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 15), -13, date(2022, 12, 15)),
        (date(2024, 1, 15), 0, date(2024, 1, 15)),
    ],
)
def test_ends_on_the_corresponding_day(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(DAYS, MONTHS)
def test_lands_in_the_right_month_and_never_after_the_corresponding_day(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, MONTHS)
def test_a_later_start_never_ends_earlier(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@given(DAYS, MONTHS)
def test_one_more_month_always_ends_later(start: date, months: int) -> None:
    assert add_months(start, months) < add_months(start, months + 1)


@pytest.mark.parametrize(("start", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_leaving_the_calendar_is_an_error(start: date, months: int) -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        add_months(start, months)
