"""Working days (工作日) by the State Council's yearly holiday notices, make-up days (调休上班) included.

The days come from the ``chinese_calendar`` package. The last days of a December may be moved by the *next*
year's notice (2018-12-29, a Saturday, was worked by the notice for 2019); until the package holds that one,
they follow the year's own.
"""

from datetime import date, timedelta

import chinese_calendar

_LOADED_YEARS = frozenset(int(day.year) for day in chinese_calendar.holidays)


class CalendarNotLoaded(LookupError):
    """The notice for ``year`` is not loaded: say “以当年节假日安排为准”, never count plain weekdays."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no State Council holiday calendar is loaded for {year}")
        self.year = year


def is_rest_day(d: date) -> bool:
    """Say whether ``d`` is a day of rest: a public holiday or a weekend day that is not worked in exchange.

    Raises ``CalendarNotLoaded`` for a year whose holiday notice the package does not hold.
    """
    if d.year not in _LOADED_YEARS:
        raise CalendarNotLoaded(d.year)
    return bool(chinese_calendar.is_holiday(d))


def working_days_after(start: date, n: int) -> date:
    """Return the ``n``-th working day after ``start``; ``start`` itself is not counted (民法典 201).

    Raises ``ValueError`` when ``n`` is below 1 and ``CalendarNotLoaded`` when the count enters a year that
    has no calendar.
    """
    if n < 1:
        raise ValueError("a period has at least one working day")
    day = start
    while n:
        day += timedelta(days=1)
        n -= not is_rest_day(day)
    return day


def statutory_rest_days(first_year: int, last_year: int) -> frozenset[date]:
    """Return every day of rest (法定休假日 in the sense of 民法典 203, weekends included) of the years.

    Both years count. Raises ``CalendarNotLoaded`` for a year that is not loaded, ``ValueError`` if
    ``first_year`` is after ``last_year``.
    """
    if first_year > last_year:
        raise ValueError("the first year lies after the last")
    first, end = date(first_year, 1, 1), date(last_year, 12, 31)
    days = (first + timedelta(days=i) for i in range((end - first).days + 1))
    return frozenset(day for day in days if is_rest_day(day))
