"""The states of a message, and what may be done with a row in each.

queued → claimed → accepted → delivered | failed | unknown | cancelled | opted_out. While a row is claimed, ``attempt`` says
whether its request may have left: without one it may still be queued again or cancelled, with one it may not.
"""

from typing import Any, Final

from sqlalchemy import and_, or_
from sqlalchemy.sql import ColumnElement

from assistant.storage.tables import messages

STATES: Final = ("queued", "claimed", "accepted", "delivered", "failed", "unknown", "cancelled", "opted_out")
FINAL: Final = ("delivered", "failed", "cancelled", "opted_out")

UNCLAIMED: Final = {"worker": None, "lease_until": None}
# What a person's choice, or a certain rejection, makes of a row: as if it had never been claimed.
QUEUED_AGAIN: Final = {**UNCLAIMED, "state": "queued", "attempt": None, "provider_id": None, "finished_at": None}


def not_begun() -> ColumnElement[bool]:
    """No request for the row can be on its way."""
    return and_(messages.c.state.in_(("queued", "claimed")), messages.c.attempt.is_(None))


def awaiting(attempt: Any) -> ColumnElement[bool]:
    """The row waits for the outcome of this attempt (its key, or a place for it)."""
    return and_(messages.c.attempt == attempt, messages.c.state.in_(("claimed", "unknown")))


def may_become(attempt: Any, message: Any, status: str) -> ColumnElement[bool]:
    """The row may take what the provider says of this attempt.

    ``accepted`` and ``delivered`` also reach a row that a person queued again, as long as nothing else left for it.
    """
    open_row = awaiting(attempt)
    if status in ("delivered", "failed"):
        open_row = or_(open_row, and_(messages.c.attempt == attempt, messages.c.state == "accepted"))
    if status in ("accepted", "delivered"):
        open_row = or_(open_row, not_begun())
    return and_(messages.c.id == message, open_row)


def retryable() -> ColumnElement[bool]:
    """The row failed for a reason that may have passed; a telephone out of reach is tried once more and never again."""
    passing = messages.c.error_class.in_(("retry", "stop", "pause"))
    later = and_(messages.c.error_class == "late_retry", messages.c.late_retry == 0)
    return and_(messages.c.state == "failed", or_(passing, later))
