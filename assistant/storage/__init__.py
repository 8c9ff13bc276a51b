"""Tables and queries: the only place that knows SQL."""

from sqlalchemy import Connection, Engine

from assistant.storage.database import StorageError, connect
from assistant.storage.schema import is_current, upgrade

__all__ = ["Connection", "Engine", "StorageError", "connect", "is_current", "prepare", "upgrade"]


def prepare(database_url: str, *, migrate: bool) -> Engine:
    """Return an engine on an up-to-date database; raise ``StorageError`` when it is older.

    Only a development SQLite file is migrated at start: elsewhere several processes start at once, and
    a change of tables is an operator's decision.
    """
    engine = connect(database_url)
    if migrate and engine.dialect.name == "sqlite" and not is_current(engine):
        upgrade(database_url)
    if not is_current(engine):
        raise StorageError("The database is older than this program: run `assistant db upgrade` first.")
    return engine
