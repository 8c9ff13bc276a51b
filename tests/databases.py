"""Databases for tests: each test has one of its own, on SQLite or on a real PostgreSQL."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL, make_url

from assistant import storage


def server() -> URL:
    """The PostgreSQL that TEST_POSTGRES_URL names; skips the test without one, and fails it if REQUIRE_POSTGRES is set."""
    named = os.environ.get("TEST_POSTGRES_URL")
    if named:
        return make_url(named)
    if os.environ.get("REQUIRE_POSTGRES"):
        pytest.fail("REQUIRE_POSTGRES is set, and TEST_POSTGRES_URL names no PostgreSQL")
    pytest.skip("TEST_POSTGRES_URL names no PostgreSQL (postgresql+psycopg://user:password@127.0.0.1/postgres)")


@contextmanager
def fresh(template: str | None = None) -> Iterator[str]:
    """The URL of a new database, empty or a copy of ``template``; it is dropped afterwards, whoever still uses it."""
    at, name = server(), f"assistant_test_{secrets.token_hex(6)}"
    _on_the_server(at, f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    url = at.set(database=name).render_as_string(hide_password=False)
    try:
        yield url
    finally:
        storage.connect(url).dispose()
        _on_the_server(at, f"DROP DATABASE {name} WITH (FORCE)")


def _on_the_server(at: URL, statement: str) -> None:
    with _engine(at).connect() as connection:
        connection.execute(text(statement))


@cache
def _engine(at: URL) -> Engine:
    """One connection for making and dropping all of a process's databases."""
    return create_engine(at, isolation_level="AUTOCOMMIT")
