"""Calls at the hotline desk: one open per agent, others kept or ended. What says something of a caller is sealed and goes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import ColumnElement

from assistant.storage.case_codes import CodeHasher
from assistant.storage.interviews import Conflict
from assistant.storage.sealing import Sealer
from assistant.storage.tables import calls
from assistant.storage.writing import writing

OPEN, KEPT, ENDED = "open", "kept", "ended"
BROKEN_OFF: Final = "dropped"  # the outcome of a call that nobody ended
_TAIL: Final = 4
_COLUMNS = [column for column in calls.c if column.name not in ("number_hash", "number_tail")]


class OneOpenAlready(Exception):
    """The agent has an open call: it has to be kept or ended first."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call. Change it with ``dataclasses.replace`` and hand the result to ``save``; columns as in ``tables.hotline``."""

    id: int
    agent: int
    region: str | None
    state: str
    way: str
    caller: str
    firm: int | None
    flow: str | None
    program: str | None
    topic: str | None
    outcome: str | None
    verdict: str | None
    seconds: int
    demonstration: int
    version: int
    began_at: datetime
    opened_at: datetime
    consent_at: datetime | None
    ended_at: datetime | None
    expires_at: datetime
    content: Any = field(default_factory=dict, repr=False)  # a JSON value; empty once it has gone


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


class Calls:
    """The calls of one database. ``keep_for``: how long what was said is kept after the last change."""

    def __init__(
        self, engine: Engine, secret_key: str, keep_for: timedelta, now: Callable[[], datetime] = utc_now
    ) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine, self._keep_for, self._now = engine, keep_for, now
        self._sealer = Sealer(secret_key, "call")
        self._hasher = CodeHasher(secret_key, "call-number")

    def take(self, agent: int, region: str | None, way: str, content: Any = None, **values: Any) -> Call:
        """Open a new call for an agent; ``values`` are columns. Raises OneOpenAlready."""
        now = self._now()
        row: dict[str, Any] = {
            "agent": agent, "region": region, "state": OPEN, "way": way, "caller": "", "seconds": 0,
            "demonstration": 0, "version": 1, "began_at": now, "opened_at": now,
            "expires_at": now + self._keep_for, **values,
        }  # fmt: skip
        row |= self._number(content)
        try:
            with writing(self._engine) as connection:
                number: int = connection.execute(insert(calls).values(row).returning(calls.c.id)).scalar_one()
                # Sealed with the row's own number: contents cannot be put into another row.
                sealed = {"content": self._sealer.seal_json(str(number), content or {})}
                connection.execute(update(calls).where(calls.c.id == number).values(sealed))
        except IntegrityError:
            if self.open_of(agent) is not None:
                raise OneOpenAlready from None
            raise
        found = self.get(number)
        assert found is not None
        return found

    def get(self, key: int, agent: int | None = None) -> Call | None:
        """Return the call; None if there is none, or none of that agent."""
        found = self._all(calls.c.id == key)
        return found[0] if found and agent in (None, found[0].agent) else None

    def open_of(self, agent: int) -> Call | None:
        """Return the agent's open call, or None."""
        found = self._all(calls.c.agent == agent, calls.c.state == OPEN)
        return found[0] if found else None

    def kept_of(self, agent: int) -> list[Call]:
        """Return the agent's unfinished calls that wait, the latest first."""
        return self._all(calls.c.agent == agent, calls.c.state == KEPT, calls.c.expires_at > self._now())

    def ended_of(self, agent: int, limit: int = 20) -> list[Call]:
        """Return the agent's ended calls, the latest first."""
        return self._all(calls.c.agent == agent, calls.c.state == ENDED, limit=limit)

    def of_number(self, number: str, agent: int) -> list[Call]:
        """Return an agent's calls from an E.164 number, the latest first, as long as anything of them is kept."""
        same = calls.c.number_hash == self._hasher.digest(number)
        return self._all(same, calls.c.agent == agent, calls.c.expires_at > self._now())

    def of_tail(self, tail: str, agent: int) -> list[Call]:
        """Return an agent's calls from numbers with these last four digits, the latest first."""
        return self._all(calls.c.number_tail == tail, calls.c.agent == agent, calls.c.expires_at > self._now())

    def save(self, call: Call) -> Call:
        """Store a changed call and return it as stored; raise ``Conflict`` if it changed meanwhile."""
        with writing(self._engine) as connection:
            return self.save_in(connection, call)

    def save_in(self, connection: Connection, call: Call) -> Call:
        """Do the same within a transaction."""
        saved = replace(call, version=call.version + 1, expires_at=self._now() + self._keep_for)
        values = {column.name: getattr(saved, column.name) for column in _COLUMNS if column.name != "id"}
        values |= {"content": self._sealer.seal_json(str(saved.id), saved.content), **self._number(saved.content)}
        same = (calls.c.id == call.id) & (calls.c.version == call.version)
        try:
            if connection.execute(update(calls).where(same).values(values)).rowcount != 1:
                raise Conflict
        except IntegrityError:
            raise OneOpenAlready from None
        return saved

    def keep(self, call: Call) -> Call:
        """Put an open call aside, unfinished."""
        return self.save(replace(call, state=KEPT, seconds=call.seconds + self._since(call)))

    def resume(self, call: Call) -> Call:
        """Take up a kept call again. Raises OneOpenAlready, Conflict."""
        return self.save(replace(call, state=OPEN, opened_at=self._now()))

    def end(self, call: Call, left: Iterable[Callable[[Connection], object]] = ()) -> Call:
        """End an open call: it is changed no more. Its case code does not stay with it.

        ``left``: what the call leaves to do, written in the same transaction. Raises Conflict.
        """
        content = {name: value for name, value in call.content.items() if name != "code"}
        seconds = call.seconds + self._since(call)
        ended = replace(call, state=ENDED, seconds=seconds, ended_at=self._now(), content=content)
        with writing(self._engine) as connection:
            saved = self.save_in(connection, ended)
            for write in left:
                write(connection)
        return saved

    def _since(self, call: Call) -> int:
        return max(0, int((self._now() - call.opened_at).total_seconds()))

    def _all(self, *where: ColumnElement[bool], limit: int = 100) -> list[Call]:
        query = select(*_COLUMNS).where(*where).order_by(calls.c.began_at.desc(), calls.c.id.desc()).limit(limit)
        with self._engine.connect() as connection:
            return [self._call(row) for row in connection.execute(query)]

    def _call(self, row: Row[Any]) -> Call:
        values = row._asdict()
        return Call(content=self._sealer.content(str(row.id), values.pop("content")), **values)

    def _number(self, content: Any) -> dict[str, str | None]:
        number = (content or {}).get("number")
        if not number:
            return {"number_hash": None, "number_tail": None}
        return {"number_hash": self._hasher.digest(number), "number_tail": number[-_TAIL:]}
