"""Dates inside rules: whole day numbers (``date.toordinal``), so that both domains compute them with integers alone.

Source of the counting rules: 民法典 200-203 (start day not counted; a period in months ends on the corresponding
day, else on the month's last day), applied as the default reading of clauses.md §7.
"""

from datetime import date
from typing import Any

from assistant.rules.column import Column
from assistant.rules.months import add_months as calendar_add_months
from assistant.rules.values import Case, Value, pick

# Day number of 0000-03-01 in date.toordinal's count: years that begin in March put the leap day last.
_MARCH_ZERO = -305


def day(value: date) -> int:
    """The day number of a calendar date."""
    return value.toordinal()


def day_number(year: Any, month: Any, day_of_month: Any) -> Any:
    """Day number of a proleptic Gregorian date given as whole numbers (Values or ints)."""
    late = month > 2
    y = pick(late, year, year - 1)
    m = pick(late, month - 3, month + 9)
    return y * 365 + y // 4 - y // 100 + y // 400 + (m * 153 + 2) // 5 + day_of_month - 1 + _MARCH_ZERO


def civil(number: Any) -> tuple[Any, Any, Any]:
    """(year, month, day of month) of a day number; the inverse of ``day_number``."""
    days = number - _MARCH_ZERO
    era = days // 146097
    of_era = days - era * 146097
    of_era_year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (of_era_year * 365 + of_era_year // 4 - of_era_year // 100)
    m = (of_year * 5 + 2) // 153
    day_of_month = of_year - (m * 153 + 2) // 5 + 1
    month = pick(m < 10, m + 3, m - 9)
    return pick(month <= 2, of_era_year + era * 400 + 1, of_era_year + era * 400), month, day_of_month


def add_months(number: Value, months: int) -> Value:
    """The corresponding day ``months`` later, else the last day of that month (民法典 202)."""
    if isinstance(number, Case):  # the same arithmetic by the calendar library, seven times faster
        if number.v is None:
            return number
        return Case(calendar_add_months(date.fromordinal(number.v), months).toordinal())
    year, month, day_of_month = civil(number)
    index = year * 12 + (month - 1) + months
    y, m = index // 12, index % 12 + 1
    first = day_number(y, m, 1)
    after = index + 1
    length = day_number(after // 12, after % 12 + 1, 1) - first
    last = pick(day_of_month <= length, day_of_month, length)
    result: Value = first + last - 1
    if isinstance(result, Column) and isinstance(number, Column):
        # Interval arithmetic cannot see that the parts move together; the true range is this one.
        return Column(result.node, "int", number.lo + 28 * months - 31, number.hi + 31 * months + 31)
    return result
