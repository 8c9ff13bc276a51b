"""What the provider says of an attempt (its answer, a receipt, an inquiry), applied so that nothing ever goes back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, select, update

from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.outbox.states import UNCLAIMED, may_become
from assistant.storage.tables import UtcDateTime, attempts, firms, messages, receipts

_ATTEMPT: BindParameter[int] = bindparam("attempt_id")
_MESSAGE: BindParameter[int] = bindparam("message_id")
_PROVIDER_ID: BindParameter[str] = bindparam("name")
_NOW = bindparam("now", type_=UtcDateTime)

# Built once, as all that runs for each message: building a statement costs five times as much as running it.
_NAME = (
    update(attempts)
    .where(attempts.c.id == _ATTEMPT)
    .values(
        provider_id=func.coalesce(attempts.c.provider_id, _PROVIDER_ID),
        outcome="accepted",
        finished_at=func.coalesce(attempts.c.finished_at, _NOW),
    )
    .returning(attempts.c.message)
)
_KNOWN: dict[str, Any] = {
    **UNCLAIMED,
    "state": bindparam("new_state"),
    "attempt": _ATTEMPT,
    "provider_id": _PROVIDER_ID,
    "not_before": None,
    "missing_at": None,
    "accepted_at": func.coalesce(messages.c.accepted_at, _NOW),
    "error_code": bindparam("code"),
    "error_class": bindparam("kind"),
}
_BECOME = {
    status: update(messages)
    .where(may_become(_ATTEMPT, _MESSAGE, status))
    .values(_KNOWN if status == "accepted" else {**_KNOWN, "finished_at": _NOW})
    for status in ("accepted", "delivered", "failed")
}
_WAITING = and_(receipts.c.gateway == bindparam("by"), receipts.c.provider_id == _PROVIDER_ID, receipts.c.matched == 0)
_STORED = select(receipts.c.status, receipts.c.code, receipts.c.kind).where(_WAITING).order_by(receipts.c.id)


@dataclass(frozen=True, slots=True)
class News:
    """``status``: accepted, delivered or failed; ``code`` and ``kind`` say why it failed."""

    provider_id: str
    status: str
    code: str | None = None
    kind: str | None = None


class Settling:
    """Applies news to messages, always within somebody's transaction."""

    def __init__(self, opt_outs: OptOuts) -> None:
        """``opt_outs`` learns from failures that mean that a number wants no messages."""
        self._opt_outs = opt_outs

    def apply(self, connection: Connection, attempt: int, news: News, at: datetime) -> None:
        """Give the attempt's message the state that the news mean, if it may still take it."""
        named = {"attempt_id": attempt, "name": news.provider_id, "now": at}
        message = connection.execute(_NAME, named).scalar_one()
        state = "opted_out" if news.status == "failed" and news.kind == "opted_out" else news.status
        kind = (news.kind or "permanent") if news.status == "failed" else None
        values = {**named, "message_id": message, "new_state": state, "code": news.code, "kind": kind}
        if connection.execute(_BECOME[news.status], values).rowcount and state == "opted_out":
            phone = select(firms.c.phone).join(messages, messages.c.firm == firms.c.id)
            number = connection.execute(phone.where(messages.c.id == message)).scalar_one()
            self._opt_outs.record_in(connection, number, "provider", at)

    def apply_stored(self, connection: Connection, attempt: int, gateway: str, provider_id: str, at: datetime) -> None:
        """Apply the receipts for ``provider_id`` that came before anybody knew whose it was."""
        named = {"by": gateway, "name": provider_id}
        found = connection.execute(_STORED, named).all()
        for row in found:
            self.apply(connection, attempt, News(provider_id, row.status, row.code, row.kind), at)
        if found:
            connection.execute(update(receipts).where(_WAITING).values(matched=1), named)
