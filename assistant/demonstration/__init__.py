"""Made-up accounts, firms and campaigns for a first look, in development only."""

import logging
from threading import Thread

from flask import Flask

from assistant.settings import Settings

log = logging.getLogger(__name__)


def register(app: Flask, settings: Settings) -> None:
    """In development, let pages offer what is made up; in production, see to it that no such account is left."""
    # Imported here: the made-up firms are also written from the shell, which needs no pages.
    from assistant.demonstration import pages
    from assistant.site.application import engine
    from assistant.storage.demonstration import retire

    if settings.environment == "development":
        pages.init_app(app, settings)
        return
    with app.app_context():
        if retired := retire(engine()):
            log.warning("disabled %d demonstration accounts: they have no place in production", retired)


def prepare(app: Flask, settings: Settings) -> None:
    """In development, make accounts at once and last year's campaign beside the first visits; else nothing."""
    from assistant.demonstration import accounts, last_year
    from assistant.site.application import engine, policies

    if settings.environment != "development":
        return
    with app.app_context():
        held = engine(), settings, policies()
    accounts.prepare(held[0], settings)
    # A daemon: a stop does not wait for it, and the next start begins it anew.
    Thread(target=last_year.prepare, args=held, name="last year's campaign", daemon=True).start()
