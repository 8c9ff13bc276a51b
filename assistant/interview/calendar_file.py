"""A result's deadlines as an iCalendar file (RFC 5545), for the calendar of a phone or an office."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

_REMIND_BEFORE = timedelta(days=7)


def calendar_file(deadlines: Iterable[tuple[str, date]], made_at: datetime | None = None) -> bytes:
    """One all-day event per (what to do, last day), with a reminder a week before."""
    calendar = Calendar()
    calendar.add("prodid", "-//wengang-assistant//deadlines//ZH")
    calendar.add("version", "2.0")
    for act, last in deadlines:
        calendar.add_component(_event(act, last, made_at or datetime.now(UTC)))
    return bytes(calendar.to_ical())


def _event(act: str, last: date, made_at: datetime) -> Event:
    event = Event()
    # The same deadline gets the same id, so that a file opened twice makes one entry.
    event.add("uid", hashlib.sha256(f"{act}|{last}".encode()).hexdigest()[:32] + "@wengang-assistant")
    event.add("dtstamp", made_at)
    event.add("dtstart", last)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", act)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", act)
    alarm.add("trigger", -_REMIND_BEFORE)
    event.add_component(alarm)
    return event
