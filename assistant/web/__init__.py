"""The pages for workers and firms. Each module has ``init_app(app, settings)``; add new ones to the list."""

from flask import Flask

from assistant.settings import Settings
from assistant.web import (
    api,
    application,
    assets,
    errors,
    flow_pages,
    health,
    home,
    interview,
    limits,
    notices,
    preferences,
    privacy,
    security,
    speaking,
)

MODULES = (
    application,  # configuration, storage: first
    security,
    assets,
    preferences,
    speaking,
    errors,
    limits,
    health,
    privacy,
    home,
    notices,
    flow_pages,
    interview,
    api,
)


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every page of this package."""
    for module in MODULES:
        module.init_app(app, settings)
