"""Made-up accounts, firms and campaigns for a first look, in development only."""

import logging

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
