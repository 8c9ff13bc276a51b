"""When a message may leave. Whatever leaves a doubt means: not now."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assistant.campaigns.terms import Terms

BEIJING = ZoneInfo("Asia/Shanghai")


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def beijing_day(now: datetime) -> date:
    """Return the day that daily caps count in."""
    return now.astimezone(BEIJING).date()


def may_leave(terms: Terms, now: datetime) -> bool:
    """Return whether messages may leave at this instant: after the start, within the hours, before replies end."""
    if terms.starts_at is not None and now < _instant(terms.starts_at):
        return False
    return now < replies_end(terms) and terms.send_from <= now.astimezone(BEIJING).time() < terms.send_to


def replies_end(terms: Terms) -> datetime:
    """Return the instant at which the last day for replies is over in Beijing: links expire then."""
    following = terms.reply_until + timedelta(days=1)
    return datetime.combine(following, time(), BEIJING).astimezone(UTC)


def _instant(start: datetime) -> datetime:
    """A start without a zone is in Beijing time, as all times of day that operators write."""
    return start if start.tzinfo is not None else start.replace(tzinfo=BEIJING)
