"""Writing single messages: each once, by a key of its writer's choice, and none to a number that opted out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from assistant.storage.case_codes import CodeHasher
from assistant.storage.outbox.opt_outs import SINGLE_NUMBERS, OptOuts
from assistant.storage.sealing import Sealer
from assistant.storage.tables import single_messages
from assistant.storage.writing import writing

Written = Literal["queued", "opted_out", "duplicate"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text to one person. ``dedupe``: whatever has the same is the same message; from ``expires_at`` on it is worthless."""

    kind: str
    dedupe: str
    to: str = field(repr=False)  # E.164
    body: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class State:
    """What became of a text: see ``singles.states``."""

    dedupe: str
    state: str
    error_code: str | None


class Seals:
    """How number and text stand in a row: opened by SECRET_KEY with the row's own key, so that rows cannot be mixed up."""

    def __init__(self, secret_key: str) -> None:
        """Derive nothing yet."""
        self._numbers = Sealer(secret_key, "single-message-number")
        self._bodies = Sealer(secret_key, "single-message-body")

    def values(self, text: Text) -> dict[str, str]:
        """The sealed columns of a row."""
        number, body = self._numbers.seal(text.dedupe, text.to), self._bodies.seal(text.dedupe, text.body)
        return {"number": number, "body": body}

    def number(self, row: Any) -> str:
        """A row's number. Raises Unreadable."""
        return self._numbers.unseal(row.dedupe, row.number)

    def body(self, row: Any) -> str:
        """A row's text. Raises Unreadable."""
        return self._bodies.unseal(row.dedupe, row.body)


class Queue:
    """Where single messages of one database are written."""

    def __init__(self, engine: Engine, secret_key: str) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine = engine
        self._opt_outs = OptOuts(engine, secret_key)
        self._hasher = CodeHasher(secret_key, SINGLE_NUMBERS)
        self._seals = Seals(secret_key)

    def write(self, text: Text, at: datetime) -> Written:
        """Queue a text; say so if it was queued before, or if its number wants none (then nothing is kept)."""
        with writing(self._engine) as connection:
            return self.write_in(connection, text, at)

    def states(self, prefix: str) -> list[State]:
        """Return what became of the texts whose ``dedupe`` begins so, in the order in which they were written."""
        columns = (single_messages.c.dedupe, single_messages.c.state, single_messages.c.error_code)
        query = select(*columns).where(single_messages.c.dedupe.startswith(prefix, autoescape=True))
        with self._engine.connect() as connection:
            return [State(*row) for row in connection.execute(query.order_by(single_messages.c.id))]

    def write_in(self, connection: Connection, text: Text, at: datetime) -> Written:
        """Do the same within a transaction, with which the text comes or does not come about."""
        if self._opt_outs.holds(connection, text.to):
            return "opted_out"
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        row: dict[str, Any] = {"kind": text.kind, "dedupe": text.dedupe, "number_hash": self._hasher.digest(text.to)}
        row |= {"state": "queued", "tries": 0, "segments": 0, "created_at": at, "expires_at": text.expires_at}
        statement = insert(single_messages).values(row | self._seals.values(text)).on_conflict_do_nothing()
        key = connection.execute(statement.returning(single_messages.c.id)).scalar_one_or_none()
        return "duplicate" if key is None else "queued"
