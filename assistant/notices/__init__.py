"""What reaches a firm and comes from outside: the firm's page, 公示, receipts and replies from gateways."""

from types import ModuleType

from flask import Flask

from assistant.notices import callbacks
from assistant.settings import Settings

MODULES: tuple[ModuleType, ...] = (callbacks,)  # each has ``init_app(app, settings)``


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every page of this package."""
    for module in MODULES:
        module.init_app(app, settings)
