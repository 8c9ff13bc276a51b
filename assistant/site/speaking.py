"""Filters that let templates speak what rules and data files say: ``{{ flow.title | say }}``, ``{{ issued | day }}``."""

from datetime import date

from flask import Flask

from assistant.interview import wording
from assistant.rules.texts import Text
from assistant.settings import Settings
from assistant.site.preferences import language


def init_app(app: Flask, settings: Settings) -> None:
    """Give every template the filters."""
    app.jinja_env.filters.update(say=say, day=day)


def say(text: Text | str) -> str:
    """Return a Message, Words or Chinese msgid in the visitor's language."""
    return wording.say(text, language())


def day(value: date) -> str:
    """Return a date in the visitor's language."""
    return wording.show_date(value, language())
