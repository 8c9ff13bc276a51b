"""The interview on pages: start, one question at a time, check the answers, the result, and coming back by case code."""

from flask import Flask

from assistant.settings import Settings
from assistant.web.interview import asking, changing, results, resuming, starting
from assistant.web.interview.session import pages

__all__ = ["asking", "changing", "init_app", "results", "resuming", "starting"]


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the interview's pages."""
    app.register_blueprint(pages)
