"""Reviews 核定: one row for each firm that a person must decide on, decided by one and signed by another.

open → decided → signed; a decided one that is not signed goes back to open, and so does a signed one when the
firm's objection was accepted or an objection to its publication was upheld (unless it was paid already).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select, update
from sqlalchemy.sql import ColumnElement

from assistant.storage.interviews import Conflict
from assistant.storage.paying.locking import lock_campaign
from assistant.storage.tables import firms, reviews

OPEN: Final = "open"
DECIDED: Final = "decided"
SIGNED: Final = "signed"
PAY: Final = "pay"
REFUSE: Final = "refuse"
STATES: Final = (OPEN, DECIDED, SIGNED)


class AlreadyPaid(Exception):
    """The firm stands in a payment export: nothing about its payment can be decided again."""


class SameReviewer(Exception):
    """Whoever decided a review cannot sign it or send it back to themselves."""


@dataclass(frozen=True, slots=True)
class Review:
    """One review, with what its list shows of the firm. ``reasons``: ids of conditions, or where it came from."""

    id: int
    firm: int
    campaign: int
    reasons: Sequence[str]
    state: str
    decision: str | None
    refund_fen: int | None
    note: str | None
    decided_by: int | None
    decided_at: datetime | None
    signed_by: int | None
    signed_at: datetime | None
    returned_by: int | None
    returned_at: datetime | None
    returned_note: str | None
    version: int
    firm_name: str
    credit_code: str
    track: str
    verdict: str
    payment_export: int | None


_FIRM_COLUMNS = (
    firms.c.name.label("firm_name"),
    firms.c.credit_code,
    firms.c.track,
    firms.c.verdict,
    firms.c.payment_export,
)


class Reviews:
    """The reviews of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def add(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Store a batch of open reviews in the transaction that stores their firms: {firm, campaign, reasons}."""
        batch = [{"state": OPEN, "version": 1, **row} for row in rows]
        if batch:
            connection.execute(insert(reviews), batch)

    def get(self, key: int) -> Review | None:
        """Return the review, or None."""
        return self._one(reviews.c.id == key)

    def of_firm(self, firm: int) -> Review | None:
        """Return the firm's review, or None."""
        return self._one(reviews.c.firm == firm)

    def page(
        self, campaign: int, state: str | None = None, search: str = "", after: int = 0, limit: int = 50
    ) -> list[Review]:
        """Return up to ``limit`` reviews whose id is above ``after``, by id; ``search``: part of a name or code."""
        where = [*_narrowed(campaign, state, search), reviews.c.id > after]
        with self._engine.connect() as connection:
            found = connection.execute(_joined().where(*where).order_by(reviews.c.id).limit(limit))
            return [_review(row) for row in found]

    def counts(self, campaign: int) -> dict[str, int]:
        """Return how many reviews there are in each state (0 where none)."""
        query = select(reviews.c.state, func.count().label("number")).where(reviews.c.campaign == campaign)
        with self._engine.connect() as connection:
            found = {row.state: row.number for row in connection.execute(query.group_by(reviews.c.state))}
        return {state: found.get(state, 0) for state in STATES}

    def decide(self, review: Review, decision: str, refund_fen: int | None, note: str, by: int, at: datetime) -> Review:
        """Store a decision on an open review; raise ``Conflict`` if the review changed since it was read."""
        values = {
            "state": DECIDED,
            "decision": decision,
            "refund_fen": refund_fen if decision == PAY else None,
            "note": note,
            "decided_by": by,
            "decided_at": at,
            "returned_by": None,
            "returned_at": None,
            "returned_note": None,
        }
        with self._engine.begin() as connection:
            return _change(connection, review, OPEN, values)

    def sign(self, review: Review, by: int, at: datetime) -> Review:
        """Store the second signature; raise ``SameReviewer`` for whoever decided, ``Conflict`` as ``decide`` does.

        A firm that is to be paid is from now on like those that screening found eligible: its page and its message say
        the amount that was decided. That it may be paid still follows from the review, not from the firm's track.
        """
        _by_another(review, by)
        with self._engine.begin() as connection:
            signed = _change(connection, review, DECIDED, {"state": SIGNED, "signed_by": by, "signed_at": at})
            if signed.decision == PAY:
                values = {"track": "automatic", "refund_fen": signed.refund_fen}
                connection.execute(update(firms).where(firms.c.id == signed.firm).values(values))
        return signed

    def send_back(self, review: Review, note: str, by: int, at: datetime) -> Review:
        """Open a decided review again, saying why; raises as ``sign`` does."""
        _by_another(review, by)
        values = {"state": OPEN, "returned_by": by, "returned_at": at, "returned_note": note}
        with self._engine.begin() as connection:
            return _change(connection, review, DECIDED, values)

    def open_again(self, campaign: int, firm: int, reason: str) -> None:
        """Open the firm's review (a new one if it has none) with one more reason; raise ``AlreadyPaid``."""
        with self._engine.begin() as connection:
            lock_campaign(connection, campaign)
            paid = select(firms.c.payment_export).where(firms.c.id == firm, firms.c.campaign == campaign)
            if connection.execute(paid).scalar_one() is not None:
                raise AlreadyPaid
            found = connection.execute(select(reviews).where(reviews.c.firm == firm)).one_or_none()
            if found is None:
                self.add(connection, [{"firm": firm, "campaign": campaign, "reasons": [reason]}])
                return
            reasons = [*found.reasons, *([reason] if reason not in found.reasons else [])]
            values = {"state": OPEN, "reasons": reasons, "signed_by": None, "signed_at": None}
            change = update(reviews).where(reviews.c.id == found.id)
            connection.execute(change.values(version=found.version + 1, **values))

    def _one(self, where: ColumnElement[bool]) -> Review | None:
        with self._engine.connect() as connection:
            row = connection.execute(_joined().where(where)).one_or_none()
        return None if row is None else _review(row)


def _change(connection: Connection, review: Review, state: str, values: Mapping[str, Any]) -> Review:
    """Change a review that is as it was read and in ``state``; raise ``Conflict`` if it is not."""
    as_read = (reviews.c.id == review.id, reviews.c.version == review.version, reviews.c.state == state)
    lock_campaign(connection, review.campaign)
    change = update(reviews).where(*as_read).values(version=review.version + 1, **values)
    if connection.execute(change).rowcount != 1:
        raise Conflict
    return _review(connection.execute(_joined().where(reviews.c.id == review.id)).one())


def _by_another(review: Review, by: int) -> None:
    if review.decided_by == by:
        raise SameReviewer


def _joined() -> Select[Any]:
    return select(reviews, *_FIRM_COLUMNS).join(firms, firms.c.id == reviews.c.firm)


def _narrowed(campaign: int, state: str | None, search: str) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [reviews.c.campaign == campaign]
    if state:
        where.append(reviews.c.state == state)
    if search:
        where.append(
            firms.c.name.contains(search, autoescape=True) | firms.c.credit_code.contains(search, autoescape=True)
        )
    return where


def _review(row: Row[Any]) -> Review:
    return Review(**row._asdict())
