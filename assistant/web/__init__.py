"""The pages for workers and firms. Each module has ``init_app(app, settings)``; add new ones to the list."""

from flask import Flask

from assistant.settings import Settings
from assistant.web import api, flow_pages, health, home, interview, notices, privacy

MODULES = (health, privacy, home, notices, flow_pages, interview, api)


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every page of this package."""
    for module in MODULES:
        module.init_app(app, settings)
