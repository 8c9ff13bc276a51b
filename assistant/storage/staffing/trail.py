"""The trail of what staff did: rows are added and read. The database itself refuses to change or delete one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert, select

from assistant.storage.tables import audit_events


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the trail; ``before`` and ``after`` as JSON values."""

    id: int
    at: datetime
    event: str
    account: int | None
    actor: str
    region: str | None
    subject: str | None
    subject_id: str | None
    address: str | None
    result: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What rows are looked for; None: any. ``since`` belongs to the span, ``until`` no longer does."""

    event: str | None = None
    actor: str | None = None
    subject: str | None = None
    subject_id: str | None = None
    region: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class Trail:
    """The trail of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def add(self, row: Mapping[str, Any]) -> None:
        """Add one row."""
        with self._engine.begin() as connection:
            connection.execute(insert(audit_events), dict(row))

    def page(self, wanted: Wanted, *, below: int | None = None, limit: int = 50) -> list[Event]:
        """Return up to ``limit`` rows, the newest first, of those whose id is less than ``below``."""
        query = select(audit_events)
        for name in ("event", "actor", "subject", "subject_id", "region"):
            if (value := getattr(wanted, name)) is not None:
                query = query.where(audit_events.c[name] == value)
        if wanted.since is not None:
            query = query.where(audit_events.c.at >= wanted.since)
        if wanted.until is not None:
            query = query.where(audit_events.c.at < wanted.until)
        if below is not None:
            query = query.where(audit_events.c.id < below)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(audit_events.c.id.desc()).limit(limit))
            return [Event(**row._asdict()) for row in rows]
