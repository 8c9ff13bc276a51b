"""Conversations of the chat: found by the door's key, sealed with it, saved under an optimistic lock, purged.

A copy of the table says neither who talked nor what was said: the door's key stands in it only as a keyed hash, and the
content opens only with that key and SECRET_KEY together.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from assistant.storage.case_codes import CodeHasher
from assistant.storage.interviews import Conflict
from assistant.storage.sealing import Sealer, Unreadable
from assistant.storage.tables import conversations
from assistant.storage.writing import writing

_COLUMNS = [column for column in conversations.c if column.name != "key_hash"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One stored conversation. Change ``content`` with ``dataclasses.replace`` and hand the result to ``save``."""

    id: int
    key: str = field(repr=False)  # the door's: see ``key_of``
    tag: str
    channel: str
    content: Any = field(repr=False)  # a JSON value
    version: int
    created_at: datetime
    updated_at: datetime
    expires_at: datetime


def key_of(channel: str, *parts: str) -> str:
    """Return the key of a door: ("web", token), ("sms", gateway, our number, theirs), ("wechat", account, openid)."""
    return "\x1f".join((channel, *parts))


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Conversations:
    """The conversations of one database, each kept for ``keep_for`` after its last change."""

    def __init__(
        self, engine: Engine, secret_key: str, keep_for: timedelta, now: Callable[[], datetime] = _utc_now
    ) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine = engine
        self._hasher = CodeHasher(secret_key, "conversation")
        self._sealer = Sealer(secret_key, "conversation")
        self._keep_for = keep_for
        self._now = now

    def open(self, key: str, tag: str = "") -> Conversation | None:
        """Return the door's conversation with this tag; None when there is none (any more)."""
        return next((one for one in self.all(key) if one.tag == tag), None)

    def all(self, key: str) -> list[Conversation]:
        """Return the door's conversations, the one that changed last first."""
        of_door = (conversations.c.key_hash == self._hasher.digest(key)) & (conversations.c.expires_at > self._now())
        query = select(*_COLUMNS).where(of_door).order_by(conversations.c.updated_at.desc(), conversations.c.id.desc())
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [found for row in rows if (found := self._conversation(key, row)) is not None]

    def create(self, key: str, channel: str, content: Any, tag: str = "") -> Conversation:
        """Store a new conversation; raise ``Conflict`` if the door has one with this tag already."""
        with writing(self._engine) as connection:
            return self.create_in(connection, key, channel, content, tag)

    def create_in(self, connection: Connection, key: str, channel: str, content: Any, tag: str = "") -> Conversation:
        """Do the same within a transaction."""
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        now = self._now()
        # Visitors were told when what they said goes: that must not depend on a scheduled job.
        _purge(connection, now)
        values: dict[str, Any] = {
            "tag": tag, "channel": channel, "version": 1, "created_at": now, "updated_at": now,
        }  # fmt: skip
        values["expires_at"] = now + self._keep_for
        row = {**values, "key_hash": self._hasher.digest(key), "content": self._sealer.seal_json(key, content)}
        statement = insert(conversations).values(row).on_conflict_do_nothing().returning(conversations.c.id)
        number = connection.execute(statement).scalar_one_or_none()
        if number is None:
            raise Conflict
        return Conversation(id=number, key=key, content=content, **values)

    def save(self, conversation: Conversation) -> Conversation:
        """Store a changed conversation and return it as stored; raise ``Conflict`` if it changed meanwhile."""
        with writing(self._engine) as connection:
            return self.save_in(connection, conversation)

    def save_in(self, connection: Connection, conversation: Conversation) -> Conversation:
        """Do the same within a transaction."""
        now = self._now()
        saved = replace(conversation, version=conversation.version + 1, updated_at=now, expires_at=now + self._keep_for)
        same = (conversations.c.id == saved.id) & (conversations.c.version == conversation.version)
        values = {name: getattr(saved, name) for name in ("version", "updated_at", "expires_at")}
        values["content"] = self._sealer.seal_json(saved.key, saved.content)
        if connection.execute(update(conversations).where(same).values(values)).rowcount != 1:
            raise Conflict
        return saved

    def delete(self, conversation: Conversation) -> None:
        """Delete the conversation for good; it is no error if it is gone already."""
        with writing(self._engine) as connection:
            self.delete_in(connection, conversation)

    def delete_in(self, connection: Connection, conversation: Conversation) -> None:
        """Do the same within a transaction."""
        connection.execute(delete(conversations).where(conversations.c.id == conversation.id))

    def delete_all(self, key: str) -> None:
        """Delete all conversations of a door."""
        with writing(self._engine) as connection:
            connection.execute(delete(conversations).where(conversations.c.key_hash == self._hasher.digest(key)))

    def purge_expired(self) -> int:
        """Delete every conversation whose time is over; return how many there were."""
        with writing(self._engine) as connection:
            return _purge(connection, self._now())

    def _conversation(self, key: str, row: Row[Any]) -> Conversation | None:
        values = row._asdict()
        try:
            content = self._sealer.unseal_json(key, values.pop("content"))
        except Unreadable:
            return None
        return Conversation(key=key, content=content, **values)


def _purge(connection: Connection, now: datetime) -> int:
    return connection.execute(delete(conversations).where(conversations.c.expires_at <= now)).rowcount
