"""What reaches a firm and comes from outside: the firm's page, 公示, receipts and replies from gateways."""

from types import ModuleType

from flask import Flask

from assistant.notices import (
    callbacks,
    found,
    landing,
    objecting,
    outbox_pages,
    proof,
    publications,
    replying,
    status,
    visit,
)
from assistant.settings import Settings

# Modules that hang their views on the firm's page; imported above, before it is registered.
VIEWS = (landing, proof, found, replying, objecting, status)
MODULES: tuple[ModuleType, ...] = (callbacks, visit, outbox_pages, publications)  # each has ``init_app(app, settings)``


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every page of this package."""
    for module in MODULES:
        module.init_app(app, settings)
