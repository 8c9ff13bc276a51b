"""The operator's console 经办台: from the bureau's file to the message, the publication and the payment list."""

from flask import Flask

from assistant.operator import (
    accounts,
    approval,
    campaigns,
    delivery,
    firms,
    importing,
    jobs,
    missing,
    payments,
    publishing,
    replies,
    reports,
    reviews,
    screening,
    sending,
)
from assistant.settings import Settings

# Modules that hang their views on another's blueprint; imported above, before it is registered.
VIEWS = (delivery,)
MODULES = (  # each has ``init_app(app, settings)``
    campaigns,
    importing,
    jobs,
    screening,
    firms,
    missing,
    reviews,
    approval,
    sending,
    replies,
    accounts,
    publishing,
    payments,
    reports,
)


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every page of this package."""
    for module in MODULES:
        module.init_app(app, settings)
