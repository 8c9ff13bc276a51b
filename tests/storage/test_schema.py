"""Migrations and engines."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from assistant import storage
from assistant.storage.tables import metadata


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'deeper' / 'test.sqlite3'}"


def test_the_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    storage.upgrade(_url(tmp_path))
    with storage.connect(_url(tmp_path)).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_upgrading_twice_changes_nothing(tmp_path: Path) -> None:
    storage.upgrade(_url(tmp_path))
    storage.upgrade(_url(tmp_path))
    assert storage.is_current(storage.connect(_url(tmp_path)))


def test_an_old_database_is_refused_outside_development(tmp_path: Path) -> None:
    with pytest.raises(storage.StorageError, match="assistant db upgrade"):
        storage.prepare(_url(tmp_path), migrate=False)


def test_no_database_url_is_refused() -> None:
    with pytest.raises(storage.StorageError, match="DATABASE_URL"):
        storage.connect("nonsense")


def test_sqlite_lets_readers_and_writers_work_side_by_side(tmp_path: Path) -> None:
    engine = storage.prepare(_url(tmp_path), migrate=True)
    with engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "busy_timeout", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "busy_timeout": 5000, "foreign_keys": 1}
