"""Engines: one per database URL and process."""

from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

_SQLITE_PRAGMAS = (
    "journal_mode=WAL",  # readers do not wait for the writer
    "synchronous=NORMAL",  # safe with WAL against a crash of the program
    "busy_timeout=5000",
    "foreign_keys=ON",
)


class StorageError(Exception):
    """The database cannot be used as it is; the message says what to do."""


@cache
def connect(database_url: str) -> Engine:
    """Return this process's engine for ``database_url``; raise ``StorageError`` on what is no URL.

    Its errors do not name the values of a statement: they end up in logs, and may be a firm's number or account.
    """
    try:
        url = make_url(database_url)
    except ArgumentError:
        raise StorageError("DATABASE_URL is not a database URL, e.g. sqlite:////var/lib/assistant/db") from None
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
