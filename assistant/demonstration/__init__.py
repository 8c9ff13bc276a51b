"""Made-up accounts, firms, campaigns and calls for a first look, in development only."""

import logging
from threading import Thread
from typing import TYPE_CHECKING

from flask import Flask

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.policies import Policies
    from assistant.storage import Engine

log = logging.getLogger(__name__)


def register(app: Flask, settings: Settings) -> None:
    """In development, let pages offer what is made up; in production, see to it that no such account is left."""
    # Imported here: the made-up firms are also written from the shell, which needs no pages.
    from assistant.demonstration import pages
    from assistant.site.application import engine
    from assistant.storage.demonstration import remove_calls, retire

    if settings.environment == "development":
        pages.init_app(app, settings)
        return
    with app.app_context():
        if retired := retire(engine()):
            log.warning("disabled %d demonstration accounts: they have no place in production", retired)
        if removed := remove_calls(engine()):
            log.warning("removed %d made-up calls; what they counted for stays in the tallies", removed)


def prepare(app: Flask, settings: Settings) -> None:
    """In development, make accounts and their calls at once, all else beside the first visits; else nothing."""
    from assistant.demonstration import accounts, calls
    from assistant.site.application import engine, policies

    if settings.environment != "development":
        return
    with app.app_context():
        held = engine(), settings, policies()
    accounts.prepare(held[0], settings)
    calls.prepare(*held)
    # A daemon: a stop does not wait for it, and the next start begins it anew.
    Thread(target=_beside, args=held, name="demonstration", daemon=True).start()


def _beside(engine: "Engine", settings: Settings, policies: "Policies") -> None:
    from assistant.demonstration import calls, last_year

    calls.fill(engine, settings, policies)
    last_year.prepare(engine, settings, policies)
