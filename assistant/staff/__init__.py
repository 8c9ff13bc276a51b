"""Staff: accounts, roles, second factor, sessions, and the trail of what they did."""

from types import ModuleType

from flask import Flask

from assistant.settings import Settings

MODULES: tuple[ModuleType, ...] = ()  # each has ``init_app(app, settings)``


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every page of this package."""
    for module in MODULES:
        module.init_app(app, settings)
