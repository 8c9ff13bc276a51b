"""Counting in months as the Civil Code does."""

from calendar import monthrange
from datetime import date


def add_months(d: date, n: int) -> date:
    """Return the last day of a period of ``n`` months that starts with the event on ``d``.

    民法典 201: the day of the event is not counted, counting starts on the next day. 202: the period ends
    on the corresponding day (对应日) of its last month, or on that month's last day where there is none
    (2024-01-31 + 1 is 2024-02-29). 203 (a last day that is a 法定休假日 moves on) is not applied here:
    whether it governs a window is for the notice to say; ``working_days`` knows the days of rest.
    A negative ``n`` counts back by the same rule. Raises ``ValueError`` outside the years 1 to 9999.
    """
    index = d.year * 12 + d.month - 1 + n
    year, month = index // 12, index % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise ValueError("the months lead outside the calendar")
    return date(year, month, min(d.day, monthrange(year, month)[1]))
