"""Days and months as offices count them: in Beijing."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def beijing_day(at: datetime) -> date:
    """Return the day in Beijing of an instant."""
    return at.astimezone(BEIJING).date()


def month_of(day: date) -> tuple[date, date]:
    """Return the first day of the month and of the next one."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def start_of(day: date) -> datetime:
    """Return the instant at which a day begins in Beijing."""
    return datetime.combine(day, time(), BEIJING)
