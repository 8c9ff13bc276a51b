"""The interview on pages: start, one question at a time, check the answers, the result, and coming back by case code."""

from importlib import import_module

from flask import Flask

from assistant.settings import Settings
from assistant.web.interview.session import pages

# Each module hangs its views on ``pages`` when it is imported.
VIEWS = ("starting", "asking", "changing", "results", "resuming")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the interview's pages."""
    for name in VIEWS:
        import_module(f"{__name__}.{name}")
    app.register_blueprint(pages)
