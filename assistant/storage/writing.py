"""Transactions of those who write often and side by side: the worker's threads."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, RLock
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

_TURNS: WeakKeyDictionary[Engine, RLock] = WeakKeyDictionary()
_MAKING_TURNS = Lock()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Run a transaction that will write; it is committed at the end, or rolled back when something is raised.

    SQLite has one writer at a time: the write lock is taken at the start, since a transaction that reads first and
    writes later may find that it cannot any more.
    """
    with turn(engine), engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Let the threads of this process write to SQLite one after the other: its own waiting is neither fair nor quick.

    On other databases nobody waits.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    with _MAKING_TURNS:
        # One transaction within another of the same thread is then refused by SQLite; a plain lock would wait for itself.
        mine = _TURNS.setdefault(engine, RLock())
    with mine:
        yield
