"""The operator's console 经办台: from the bureau's file to the message, the publication and the payment list."""

from flask import Flask

from assistant.operator import campaigns, firms, importing, jobs, missing, screening
from assistant.settings import Settings

MODULES = (campaigns, importing, jobs, screening, firms, missing)  # each has ``init_app(app, settings)``


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every page of this package."""
    for module in MODULES:
        module.init_app(app, settings)
