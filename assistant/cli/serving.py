"""``assistant serve`` and ``assistant db …``: run the pages, look after the database."""

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import click

from assistant.settings import Settings, SettingsError

if TYPE_CHECKING:
    from flask import Flask

_EMBEDDED_THREADS = 8


@click.command()
def serve() -> None:
    """Serve the pages on HOST:PORT (default 127.0.0.1:8000); in development, with a worker and what is made up."""
    import waitress

    from assistant import create_app, demonstration
    from assistant.policies import PolicyError
    from assistant.storage import StorageError

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = _settings()
    try:
        app = create_app(settings)
    except (StorageError, PolicyError) as error:
        raise click.ClickException(str(error)) from error
    try:
        server = waitress.create_server(app, **server_options(settings))
    except OSError as error:
        address = f"{settings.host}:{settings.port}"
        raise click.ClickException(
            f"Cannot listen on {address} ({error.strerror}). Another port: PORT=8080 make run"
        ) from error
    demonstration.prepare(app, settings)
    # A stop has to reach the worker too, so that it finishes what is under way: waitress ends on SystemExit.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    with embedded_worker(app, settings) if settings.works_itself else nullcontext():
        server.print_listen("Serving on http://{}:{}")
        server.run()


@contextmanager
def embedded_worker(app: "Flask", settings: Settings) -> Iterator[None]:
    """Run a worker in this process for as long as the context lasts. One process alone may do so with SQLite.

    Raises click.ClickException when the gateway's wording or settings cannot be used.
    """
    from assistant.campaigns.working import Worker
    from assistant.site import application
    from assistant.sms.configured import gateway
    from assistant.sms.wording import WordingError

    with app.app_context():
        engine, policies = application.engine(), application.policies()
    try:
        worker = Worker(engine, settings, policies, gateway(settings, engine), threads=_EMBEDDED_THREADS)
    except (WordingError, SettingsError) as error:
        raise click.ClickException(str(error)) from error
    stop = Event()
    thread = Thread(target=worker.run, args=(stop,), name="worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


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
    """Delete what is over: interviews, conversations, sessions, one-time codes, messages, what was said in calls."""
    from datetime import UTC, datetime

    from assistant import storage
    from assistant.storage.interviews import Interviews
    from assistant.storage.purging import purge as purge_tables

    settings = _settings()
    engine = storage.prepare(settings.database_url, migrate=False)
    gone = {"interviews": Interviews(engine, settings.secret_key, settings.keep_for).purge_expired()}
    for table, count in (gone | purge_tables(engine, datetime.now(UTC))).items():
        click.echo(f"{table}: {count} deleted")


def _settings() -> Settings:
    try:
        return Settings.from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


COMMANDS = (serve, db)
