"""What the provider says of an attempt (its answer, a receipt, an inquiry), applied so that nothing ever goes back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from assistant.storage.opt_outs import OptOuts
from assistant.storage.outbox_states import UNCLAIMED, may_become
from assistant.storage.tables import attempts, firms, messages, receipts


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
        message = _name(connection, attempt, news.provider_id, at)
        values = {**UNCLAIMED, "attempt": attempt, "provider_id": news.provider_id, **_values(news, at)}
        row = update(messages).where(may_become(attempt, message, news.status)).values(values)
        if connection.execute(row).rowcount and values["state"] == "opted_out":
            phone = select(firms.c.phone).join(messages, messages.c.firm == firms.c.id)
            number = connection.execute(phone.where(messages.c.id == message)).scalar_one()
            self._opt_outs.record_in(connection, number, "provider", at)

    def apply_stored(self, connection: Connection, attempt: int, gateway: str, provider_id: str, at: datetime) -> None:
        """Apply the receipts for ``provider_id`` that came before anybody knew whose it was."""
        waiting = (receipts.c.gateway == gateway) & (receipts.c.provider_id == provider_id) & (receipts.c.matched == 0)
        query = select(receipts.c.status, receipts.c.code, receipts.c.kind).where(waiting).order_by(receipts.c.id)
        found = connection.execute(query).all()
        for row in found:
            self.apply(connection, attempt, News(provider_id, row.status, row.code, row.kind), at)
        if found:
            connection.execute(update(receipts).where(waiting).values(matched=1))


def _name(connection: Connection, attempt: int, provider_id: str, at: datetime) -> int:
    """Keep the provider's name for the attempt; return the key of its message."""
    known = {
        "provider_id": func.coalesce(attempts.c.provider_id, provider_id),
        "outcome": "accepted",
        "finished_at": func.coalesce(attempts.c.finished_at, at),
    }
    row = update(attempts).where(attempts.c.id == attempt).values(known).returning(attempts.c.message)
    message: int = connection.execute(row).scalar_one()
    return message


def _values(news: News, at: datetime) -> dict[str, Any]:
    known: dict[str, Any] = {"not_before": None, "missing_at": None, "error_code": None, "error_class": None}
    known["accepted_at"] = func.coalesce(messages.c.accepted_at, at)
    if news.status == "accepted":
        return {**known, "state": "accepted"}
    known["finished_at"] = at
    if news.status == "delivered":
        return {**known, "state": "delivered"}
    state = "opted_out" if news.kind == "opted_out" else "failed"
    return {**known, "state": state, "error_code": news.code, "error_class": news.kind or "permanent"}
