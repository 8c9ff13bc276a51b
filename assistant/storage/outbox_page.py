"""What the development gateway was given: texts that nobody sent, to be looked at and clicked through."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, insert, select

from assistant.storage.tables import outbox_page
from assistant.storage.writing import turn


@dataclass(frozen=True, slots=True)
class Shown:
    """One text as the telephone would show it."""

    provider_id: str
    to: str
    body: str
    reference: str | None
    at: datetime


class Outbox:
    """The texts in one database."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine, self._now = engine, now

    def put(self, to: str, body: str, reference: str, provider_id: str) -> None:
        """Keep a text."""
        row = {"to": to, "body": body, "reference": reference, "provider_id": provider_id, "at": self._now()}
        with turn(self._engine), self._engine.begin() as connection:
            connection.execute(insert(outbox_page).values(row))

    def latest(self, limit: int = 50, to: str | None = None) -> list[Shown]:
        """Return the newest texts (to one number, if given), the newest first."""
        query = select(outbox_page).order_by(outbox_page.c.id.desc()).limit(limit)
        if to is not None:
            query = query.where(outbox_page.c.to == to)
        with self._engine.connect() as connection:
            return [_shown(row) for row in connection.execute(query)]

    def of_reference(self, reference: str) -> Shown | None:
        """Return the text that was put under a reference, if there is one."""
        query = select(outbox_page).where(outbox_page.c.reference == reference).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _shown(row)


def _shown(row: Row[Any]) -> Shown:
    values = row._asdict()
    del values["id"]
    return Shown(**values)
