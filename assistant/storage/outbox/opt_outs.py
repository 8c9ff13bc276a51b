"""Numbers that want no more messages. Kept as keyed hashes: a copy of the table alone names nobody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from assistant.storage.case_codes import CodeHasher
from assistant.storage.outbox.states import UNCLAIMED, not_begun
from assistant.storage.singles.states import ended
from assistant.storage.tables import firms, messages, opt_outs, single_messages
from assistant.storage.writing import writing

SINGLE_NUMBERS: Final = "single-message-number"  # the purpose under which single messages keep their number's hash

_HOLDS = select(opt_outs.c.id).where(opt_outs.c.phone_hash == bindparam("digest"))


class OptOuts:
    """The numbers of one database that opted out, in whichever campaign it was."""

    def __init__(self, engine: Engine, secret_key: str) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine = engine
        self._hasher = CodeHasher(secret_key, "opt-out")
        self._singles = CodeHasher(secret_key, SINGLE_NUMBERS)

    def record(self, phone: str, source: str, at: datetime) -> None:
        """Keep that an E.164 number wants no messages (``source``: reply, provider or staff), and stop what is queued."""
        with writing(self._engine) as connection:
            self.record_in(connection, phone, source, at)

    def record_in(self, connection: Connection, phone: str, source: str, at: datetime) -> None:
        """Do the same within a transaction."""
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        row = {"phone_hash": self._hasher.digest(phone), "source": source, "at": at}
        connection.execute(insert(opt_outs).values(row).on_conflict_do_nothing())
        of_number = messages.c.firm.in_(select(firms.c.id).where(firms.c.phone == phone))
        stopped = {**UNCLAIMED, "state": "opted_out", "finished_at": at}
        connection.execute(update(messages).where(of_number, not_begun()).values(stopped))
        single = (single_messages.c.number_hash == self._singles.digest(phone)) & (single_messages.c.state == "queued")
        connection.execute(update(single_messages).where(single).values(ended("opted_out", at)))

    def lift(self, phone: str) -> bool:
        """Forget that a number opted out, since its owner wrote to the provider to get messages again; False: it had not."""
        with writing(self._engine) as connection:
            row = delete(opt_outs).where(opt_outs.c.phone_hash == self._hasher.digest(phone))
            return connection.execute(row).rowcount > 0

    def held(self, phone: str) -> bool:
        """Return whether the number opted out, in a transaction of its own."""
        with self._engine.connect() as connection:
            return self.holds(connection, phone)

    def holds(self, connection: Connection, phone: str) -> bool:
        """Return whether the number opted out."""
        return connection.execute(_HOLDS, {"digest": self._hasher.digest(phone)}).one_or_none() is not None

    def among(self, connection: Connection, phones: Mapping[int, str]) -> list[int]:
        """Return the keys of those numbers that opted out."""
        hashes = {key: self._hasher.digest(phone) for key, phone in phones.items()}
        wanted = opt_outs.c.phone_hash.in_(list(hashes.values()))
        kept = set(connection.execute(select(opt_outs.c.phone_hash).where(wanted)).scalars())
        return [key for key, phone_hash in hashes.items() if phone_hash in kept]

    def any_in(self, connection: Connection) -> bool:
        """Return whether any number opted out at all."""
        return connection.execute(select(opt_outs.c.id).limit(1)).one_or_none() is not None
