"""What firms replied: one reply for each firm, whatever is pressed twice; found again by its receipt code 回执号."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select, update
from sqlalchemy.sql import ColumnElement

from assistant.storage.case_codes import ALPHABET, LENGTH, CodeHasher, normalise
from assistant.storage.interviews import Conflict
from assistant.storage.paying.locking import lock_campaign
from assistant.storage.tables import firms, replies
from assistant.storage.writing import writing

CONFIRMED: Final = "confirmed"
OBJECTED: Final = "objected"
APPLIED: Final = "applied"  # a dispatch agency, with its own figures
KINDS: Final = (CONFIRMED, OBJECTED, APPLIED)
CORRECT: Final = "correct"
NOT_OURS: Final = "not_ours"
NO_ACCOUNT: Final = "none"
ACCOUNT_ANSWERS: Final = (CORRECT, NOT_OURS, NO_ACCOUNT)
RECEIVED: Final = "received"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
STATES: Final = (RECEIVED, ACCEPTED, REFUSED)
_DRAWS = 5


@dataclass(frozen=True, slots=True)
class Said:
    """What a firm says. ``facts``: those that it gives otherwise than the bureau, as JSON values; amounts in fen."""

    kind: str
    account_answer: str | None = None
    facts: Mapping[str, Any] | None = None
    note: str | None = None
    verdict: str | None = None
    refund_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply, with what its list shows of the firm."""

    id: int
    firm: int
    campaign: int
    kind: str
    account_answer: str | None
    facts: Mapping[str, Any] | None
    note: str | None
    verdict: str | None
    refund_fen: int | None
    receipt_hash: str
    state: str
    created_at: datetime
    handled_by: int | None
    handled_at: datetime | None
    answer: str | None
    version: int
    firm_name: str
    credit_code: str


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Replies:
    """The replies of one database."""

    def __init__(self, engine: Engine, secret_key: str, now: Callable[[], datetime] = _utc_now) -> None:
        """Derive the keys of receipts; nothing is read yet."""
        self._engine = engine
        self._hashes = CodeHasher(secret_key, "receipt-hash")
        self._codes = CodeHasher(secret_key, "receipt-code")
        self._now = now

    def add(self, campaign: int, firm: int, said: Said) -> tuple[Reply, bool]:
        """Store a firm's reply and return it with True; if the firm replied before, return that reply and False."""
        with writing(self._engine) as connection:
            lock_campaign(connection, campaign)  # who pays sees the reply, or the reply comes after the payment
            found = _one(connection, replies.c.firm == firm)
            if found is not None:
                return found, False
            row = {"campaign": campaign, "firm": firm, "receipt_hash": self._unused(connection, firm)}
            row |= {name: getattr(said, name) for name in Said.__slots__}
            row |= {"state": RECEIVED, "version": 1, "created_at": self._now()}
            connection.execute(insert(replies).values(row))
            stored = _one(connection, replies.c.firm == firm)
        assert stored is not None
        return stored, True

    def receipt(self, reply: Reply) -> str:
        """Return the reply's receipt code, as a case code of ten characters; it is stored nowhere.

        It follows from the firm and the secret key, so that every answer to a form sent twice shows the same one.
        """
        for draw in range(_DRAWS):
            code = self._code(reply.firm, draw)
            if self._hashes.digest(code) == reply.receipt_hash:
                return code
        raise LookupError("SECRET_KEY is not the one that this receipt was made with")

    def by_receipt(self, typed: str) -> Reply | None:
        """Return the reply that a typed receipt code names, or None."""
        digest = self._hashes.digest(normalise(typed) or "")
        with self._engine.connect() as connection:
            return _one(connection, replies.c.receipt_hash == digest)

    def get(self, key: int) -> Reply | None:
        """Return the reply, or None."""
        with self._engine.connect() as connection:
            return _one(connection, replies.c.id == key)

    def of_firm(self, firm: int) -> Reply | None:
        """Return the firm's reply, or None."""
        with self._engine.connect() as connection:
            return _one(connection, replies.c.firm == firm)

    def page(
        self, campaign: int, kind: str | None = None, state: str | None = None, after: int = 0, limit: int = 50
    ) -> list[Reply]:
        """Return up to ``limit`` replies of a campaign whose id is above ``after``, by id."""
        where = [*_narrowed(campaign, kind, state), replies.c.id > after]
        with self._engine.connect() as connection:
            found = connection.execute(_joined().where(*where).order_by(replies.c.id).limit(limit))
            return [Reply(**row._asdict()) for row in found]

    def counts(self, campaign: int) -> dict[tuple[str, str], int]:
        """Return how many replies of a campaign there are of each (kind, state); those that there are none of are absent."""
        query = select(replies.c.kind, replies.c.state, func.count().label("number")).where(
            replies.c.campaign == campaign
        )
        with self._engine.connect() as connection:
            found = connection.execute(query.group_by(replies.c.kind, replies.c.state))
            return {(row.kind, row.state): row.number for row in found}

    def handle(self, reply: Reply, state: str, by: int, answer: str | None) -> Reply:
        """Store the office's answer and return the reply; raise ``Conflict`` if it changed since it was read."""
        values = {"state": state, "handled_by": by, "handled_at": self._now(), "answer": answer}
        as_read = (replies.c.id == reply.id, replies.c.version == reply.version)
        with writing(self._engine) as connection:
            lock_campaign(connection, reply.campaign)
            change = update(replies).where(*as_read).values(version=reply.version + 1, **values)
            if connection.execute(change).rowcount != 1:
                raise Conflict
            handled = _one(connection, replies.c.id == reply.id)
        assert handled is not None
        return handled

    def _unused(self, connection: Connection, firm: int) -> str:
        """The hash of the firm's receipt code; another one where some firm has the same code, once in a great while."""
        hashes = [self._hashes.digest(self._code(firm, draw)) for draw in range(_DRAWS)]
        taken = set(
            connection.execute(select(replies.c.receipt_hash).where(replies.c.receipt_hash.in_(hashes))).scalars()
        )
        return next(found for found in hashes if found not in taken)

    def _code(self, firm: int, draw: int) -> str:
        number = int(self._codes.digest(f"{firm}:{draw}"), 16)
        code = ""
        for _ in range(LENGTH):
            number, place = divmod(number, len(ALPHABET))
            code += ALPHABET[place]
        return code


def _joined() -> Select[Any]:
    firm_columns = (firms.c.name.label("firm_name"), firms.c.credit_code)
    return select(replies, *firm_columns).join(firms, firms.c.id == replies.c.firm)


def _one(connection: Connection, where: ColumnElement[bool]) -> Reply | None:
    row: Row[Any] | None = connection.execute(_joined().where(where)).one_or_none()
    return None if row is None else Reply(**row._asdict())


def _narrowed(campaign: int, kind: str | None, state: str | None) -> list[ColumnElement[bool]]:
    where = [replies.c.campaign == campaign]
    if kind:
        where.append(replies.c.kind == kind)
    if state:
        where.append(replies.c.state == state)
    return where
