"""Filters that let templates speak: ``{{ flow.title | say }}``, ``{{ issued | day }}``, ``{{ event.at | moment }}``,
``{{ fen | yuan }}``.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from assistant.interview import wording
from assistant.interview.formatting import yuan
from assistant.rules.texts import Text
from assistant.settings import Settings
from assistant.site.preferences import language

_BEIJING = ZoneInfo("Asia/Shanghai")


def init_app(app: Flask, settings: Settings) -> None:
    """Give every template the filters."""
    app.jinja_env.filters.update(say=say, day=day, moment=moment, yuan=yuan)


def say(text: Text | str) -> str:
    """Return a Message, Words or Chinese msgid in the visitor's language."""
    return wording.say(text, language())


def day(value: date) -> str:
    """Return a date in the visitor's language; of an instant, its day in Beijing."""
    if isinstance(value, datetime):
        value = value.astimezone(_BEIJING).date()
    return wording.show_date(value, language())


def moment(value: datetime) -> str:
    """Return an instant in Beijing time, in figures that sort: 2024-07-09 16:30:05."""
    return f"{value.astimezone(_BEIJING):%Y-%m-%d %H:%M:%S}"
