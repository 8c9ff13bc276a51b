"""Fixtures of the campaigns' tests."""

from pathlib import Path

import pytest

from tests.campaigns.bureau import Bureau


@pytest.fixture
def bureau(database_url: str, tmp_path: Path) -> Bureau:
    """A bureau, once on SQLite and once on PostgreSQL."""
    return Bureau.on(database_url, tmp_path)


@pytest.fixture
def bureau_on_sqlite(sqlite_url: str, tmp_path: Path) -> Bureau:
    """A bureau on SQLite: for what does not depend on the database."""
    return Bureau.on(sqlite_url, tmp_path)
