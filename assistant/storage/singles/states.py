"""The states of a single message, and what may be done with a row in each.

queued → claimed → accepted → delivered | failed | opted_out | expired, and unknown: it may have left. Claiming and writing the
attempt are one step, so that a claimed row's request may be on its way. Nothing leads from unknown back to queued.
"""

from typing import Any, Final

from sqlalchemy import and_
from sqlalchemy.sql import ColumnElement

from assistant.storage.tables import single_messages as singles

FINAL: Final = ("delivered", "failed", "opted_out", "expired")

UNCLAIMED: Final = {"worker": None, "lease_until": None}
# It may have left: the text is not needed any more; the number is, should the provider say that it wants no messages.
LEFT: Final = {**UNCLAIMED, "body": None}
ENDED: Final = {**LEFT, "number": None}


def awaiting(message: int, reference: str) -> ColumnElement[bool]:
    """The row waits for the outcome of this very attempt."""
    return and_(singles.c.id == message, singles.c.reference == reference, singles.c.state.in_(("claimed", "unknown")))


def may_become(message: int, status: str) -> ColumnElement[bool]:
    """The row may take what the provider says of it: nothing ever goes back."""
    before = ("claimed", "unknown") if status == "accepted" else ("claimed", "unknown", "accepted")
    return and_(singles.c.id == message, singles.c.reference.is_not(None), singles.c.state.in_(before))


def ended(state: str, at: Any) -> dict[str, Any]:
    """What is written when a row comes to its end."""
    return {**ENDED, "state": state, "finished_at": at}
