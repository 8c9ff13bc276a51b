"""What the pages of every door stand on: configuration, headers, limits, languages, errors, static files."""

from flask import Flask

from assistant.settings import Settings
from assistant.site import application, assets, errors, limits, preferences, security, speaking

MODULES = (
    application,  # configuration, storage: first
    security,
    assets,
    preferences,
    speaking,
    errors,
    limits,
)


def register(app: Flask, settings: Settings) -> None:
    """Give ``app`` all that pages need before there is any."""
    for module in MODULES:
        module.init_app(app, settings)
