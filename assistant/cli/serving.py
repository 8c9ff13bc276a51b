"""``assistant serve`` and ``assistant db …``: run the pages, look after the database."""

import logging
from typing import Any

import click

from assistant.settings import Settings, SettingsError


@click.command()
def serve() -> None:
    """Serve the pages on HOST:PORT (default 127.0.0.1:8000)."""
    import waitress

    from assistant import create_app
    from assistant.policies import PolicyError
    from assistant.storage import StorageError

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = _settings()
    try:
        app = create_app(settings)
    except (StorageError, PolicyError) as error:
        raise click.ClickException(str(error)) from error
    waitress.serve(app, **server_options(settings))


def server_options(settings: Settings) -> dict[str, Any]:
    """Return how waitress is to listen."""
    return {
        "host": settings.host,
        "port": settings.port,
        "threads": 8,
        "ident": None,
        # Behind a proxy its X-Forwarded-* must arrive; ProxyFix then believes exactly PROXY_COUNT of them.
        "clear_untrusted_proxy_headers": settings.proxy_count == 0,
    }


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest version of the tables."""
    from assistant import storage

    storage.upgrade(_settings().database_url)
    click.echo("The database is up to date.")


@db.command()
def purge() -> None:
    """Delete the interviews whose time is over."""
    from assistant import storage
    from assistant.storage.interviews import Interviews

    settings = _settings()
    engine = storage.prepare(settings.database_url, migrate=False)
    count = Interviews(engine, settings.secret_key, settings.keep_for).purge_expired()
    click.echo(f"Deleted {count} interviews.")


def _settings() -> Settings:
    try:
        return Settings.from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


COMMANDS = (serve, db)
