"""One turn of a conversation by message: what came in, the conversation, and the text that answers, in one transaction.

A crash therefore neither loses a reply nor makes two: either all of it is there, or nothing is and the provider calls again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Final, Literal
from weakref import WeakValueDictionary

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy import text as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement

from assistant.storage.case_codes import CodeHasher
from assistant.storage.conversations import Conversation, Conversations
from assistant.storage.sealing import Sealer, Unreadable
from assistant.storage.singles.queue import Queue, Text
from assistant.storage.tables import inbound
from assistant.storage.writing import writing

Result = Literal["answered", "limited"]
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_SENDERS_LOCK: Final = 7_310_302  # any number that no other advisory lock of this application has
_LOCKS: WeakValueDictionary[tuple[int, str], Lock] = WeakValueDictionary()
_MAKING_LOCKS = Lock()


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as the gateway brought it. ``sender``: their number or name there; limits count by it."""

    gateway: str
    provider_id: str
    sender: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class New:
    """A conversation that begins with this turn."""

    key: str = field(repr=False)
    channel: str
    content: Any = field(repr=False)
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages of one sender are answered in an hour and in a day, and of all senders in a day."""

    an_hour: int
    a_day: int
    in_total: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A conversation that is deleted with this turn."""

    conversation: Conversation


class Repeated(Exception):
    """This very message was dealt with already."""


class TooMany(Exception):
    """The sender, or all of them, wrote more than is answered.

    ``first``: the sender was not told so yet. ``hours``: over how long a time it was too much.
    """

    def __init__(self, *, first: bool, hours: int) -> None:
        """Keep both."""
        super().__init__("first" if first else "again")
        self.first, self.hours = first, hours


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Turns:
    """The turns of one database."""

    def __init__(
        self, engine: Engine, secret_key: str, keep_for: timedelta, now: Callable[[], datetime] = _utc_now
    ) -> None:
        """``keep_for``: as in ``Conversations``."""
        self._engine, self._now = engine, now
        self.conversations = Conversations(engine, secret_key, keep_for, now)
        self._queue = Queue(engine, secret_key)
        self._senders = CodeHasher(secret_key, "inbound-sender")
        self._sealer = Sealer(secret_key, "inbound-reply")

    @contextmanager
    def in_turn(self, heard: Heard) -> Iterator[None]:
        """Let one sender's messages be dealt with one after the other, from reading to ``keep``.

        ``keep`` alone would refuse the second of two at once, but by then it had answered a question of the interview that
        the first had answered already.
        """
        sender = self._senders.digest(heard.sender)
        if self._engine.dialect.name != "postgresql":
            with _lock(id(self._engine), sender):
                yield
            return
        with self._engine.begin() as connection:
            keys = {"kind": _SENDERS_LOCK, "sender": int(sender[:7], 16)}
            connection.execute(sql("SELECT pg_advisory_xact_lock(:kind, :sender)"), keys)
            yield

    def seen(self, heard: Heard) -> bool:
        """Return whether this very message was dealt with already."""
        with self._engine.connect() as connection:
            return connection.execute(select(inbound.c.id).where(_same(heard))).one_or_none() is not None

    def reply_to(self, heard: Heard) -> str | None:
        """Return the reply kept with a message, for doors that must give the same one again; None if there is none."""
        with self._engine.connect() as connection:
            sealed = connection.execute(select(inbound.c.reply).where(_same(heard))).scalar()
        if sealed is None:
            return None
        try:
            return self._sealer.unseal(_door(heard), sealed)
        except Unreadable:
            return None

    def check(self, heard: Heard, limits: Limits) -> None:
        """Raise TooMany if the message may not be answered: before work is done for it. ``keep`` counts for certain."""
        with self._engine.connect() as connection:
            self._check(connection, heard, limits)

    def keep(
        self,
        heard: Heard,
        *,
        saved: Conversation | New | Ended | None = None,
        text: Text | None = None,
        reply: str | None = None,
        limits: Limits | None = None,
        result: Result = "answered",
    ) -> None:
        """Keep that the message was dealt with, together with all that it led to.

        ``text`` leaves by the outbox of single messages, ``reply`` is kept to be given again; ``result`` is "limited" where
        they say that there were too many. Raises Repeated, Conflict (the conversation changed or was begun meanwhile),
        TooMany: then nothing was kept.
        """
        now = self._now()
        with writing(self._engine) as connection:
            if limits is not None:
                _one_at_a_time(connection, self._senders.digest(heard.sender))
                self._check(connection, heard, limits, telling=result == "limited")
            self._record(connection, heard, result, reply, now)
            match saved:
                case Conversation():
                    self.conversations.save_in(connection, saved)
                case New():
                    self.conversations.create_in(connection, saved.key, saved.channel, saved.content, saved.tag)
                case Ended():
                    self.conversations.delete_in(connection, saved.conversation)
            if text is not None:
                self._queue.write_in(connection, text, now)

    def _record(self, connection: Connection, heard: Heard, result: Result, reply: str | None, now: datetime) -> None:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        sealed = None if reply is None else self._sealer.seal(_door(heard), reply)
        row: dict[str, Any] = {
            "gateway": heard.gateway,
            "provider_id": heard.provider_id,
            "result": result,
            "reply": sealed,
        }
        row |= {"sender_hash": self._senders.digest(heard.sender), "received_at": now}
        statement = insert(inbound).values(row).on_conflict_do_nothing().returning(inbound.c.id)
        if connection.execute(statement).one_or_none() is None:
            raise Repeated

    def _check(self, connection: Connection, heard: Heard, limits: Limits, *, telling: bool = False) -> None:
        """Raise TooMany, unless this is to tell the sender so for the first time."""
        now = self._now()
        of_sender = inbound.c.sender_hash == self._senders.digest(heard.sender)

        def count(since: timedelta, result: Result, *where: ColumnElement[bool]) -> int:
            rows = select(func.count()).select_from(inbound).where(inbound.c.received_at > now - since, *where)
            found: int = connection.execute(rows.where(inbound.c.result == result)).scalar_one()
            return found

        for since, most in ((_HOUR, limits.an_hour), (_DAY, limits.a_day)):
            if count(since, "answered", of_sender) >= most:
                first = count(since, "limited", of_sender) == 0
                if telling and first:
                    return
                raise TooMany(first=first, hours=since // _HOUR)
        if count(_DAY, "answered") >= limits.in_total:
            raise TooMany(first=False, hours=_DAY // _HOUR)


def _lock(database: int, sender: str) -> Lock:
    """The lock of a sender in this process: SQLite serves one."""
    with _MAKING_LOCKS:
        return _LOCKS.setdefault((database, sender), Lock())


def _same(heard: Heard) -> ColumnElement[bool]:
    return (inbound.c.gateway == heard.gateway) & (inbound.c.provider_id == heard.provider_id)


def _door(heard: Heard) -> str:
    return "\x1f".join((heard.gateway, heard.provider_id, heard.sender))


def _one_at_a_time(connection: Connection, sender_hash: str) -> None:
    """Let one sender's messages count one after the other. On SQLite there is one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sql("SELECT pg_advisory_xact_lock(:key)"), {"key": int(sender_hash[:15], 16)})
