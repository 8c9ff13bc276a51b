"""What the provider says of a single message: its answer, or a receipt, in any order and any number of times."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, select, update

from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.outbox.settling import News
from assistant.storage.sealing import Unreadable
from assistant.storage.singles.queue import Seals
from assistant.storage.singles.states import LEFT, ended, may_become
from assistant.storage.tables import receipts
from assistant.storage.tables import single_messages as singles
from assistant.storage.writing import writing

_AT_ONCE = 200


class Settling:
    """Applies news to the single messages of one database."""

    def __init__(self, engine: Engine, secret_key: str) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine = engine
        self._opt_outs, self._seals = OptOuts(engine, secret_key), Seals(secret_key)

    def settle(self, gateway: str, news: News, reference: str | None, at: datetime) -> bool:
        """Apply a receipt; False when it is of no single message (as far as is known yet).

        Found by our reference, which is known before anything leaves, else by the provider's id.
        """
        named = singles.c.reference == reference if reference else singles.c.provider_id == news.provider_id
        query = select(singles.c.id, singles.c.provider_id).where(named, singles.c.gateway == gateway)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return False
        if row.provider_id in (None, news.provider_id):
            with writing(self._engine) as connection:
                self.apply(connection, row.id, news, at)
        return True

    def apply(self, connection: Connection, message: int, news: News, at: datetime) -> None:
        """Give the message the state that the news mean, if it may still take it."""
        state = "opted_out" if news.status == "failed" and news.kind == "opted_out" else news.status
        values: dict[str, Any] = {**LEFT, "state": state} if state == "accepted" else ended(state, at)
        values |= {"provider_id": news.provider_id, "accepted_at": func.coalesce(singles.c.accepted_at, at)}
        values |= {"error_code": news.code, "error_class": news.kind}
        row = connection.execute(select(singles).where(singles.c.id == message)).one()
        changed = connection.execute(update(singles).where(may_become(message, news.status)).values(values)).rowcount
        if changed and state == "opted_out":
            self._opt_out(connection, row, at)

    def _opt_out(self, connection: Connection, row: Any, at: datetime) -> None:
        try:
            self._opt_outs.record_in(connection, self._seals.number(row), "provider", at)
        except Unreadable:
            return  # sealed with another SECRET_KEY: the provider itself sends nothing more

    def apply_stored(self, connection: Connection, message: int, gateway: str, provider_id: str, at: datetime) -> None:
        """Apply receipts that came before anybody knew whose they were."""
        waiting = (receipts.c.gateway == gateway) & (receipts.c.provider_id == provider_id) & (receipts.c.matched == 0)
        query = select(receipts.c.status, receipts.c.code, receipts.c.kind).where(waiting).order_by(receipts.c.id)
        found = connection.execute(query).all()
        for row in found:
            self.apply(connection, message, News(provider_id, row.status, row.code, row.kind), at)
        if found:
            connection.execute(update(receipts).where(waiting).values(matched=1))

    def match(self, at: datetime) -> int:
        """Apply receipts that were stored in the very moment in which their message learnt its id; return how many."""
        joined = (singles.c.provider_id == receipts.c.provider_id) & (singles.c.gateway == receipts.c.gateway)
        query = select(singles.c.id, receipts.c.gateway, receipts.c.provider_id).join(receipts, joined)
        with self._engine.connect() as connection:
            found = connection.execute(query.where(receipts.c.matched == 0).distinct().limit(_AT_ONCE)).all()
        for row in found:
            with writing(self._engine) as connection:
                self.apply_stored(connection, row.id, row.gateway, row.provider_id, at)
        return len(found)
