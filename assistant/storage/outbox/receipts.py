"""Receipts: what providers report, in any order, any number of times, and possibly before their own answer."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select, update
from sqlalchemy.dialects import postgresql, sqlite

from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.outbox.settling import News, Settling
from assistant.storage.tables import attempts, messages, receipts
from assistant.storage.writing import writing

_AT_ONCE = 200


class Receipts:
    """The receipts of one database."""

    def __init__(self, engine: Engine, secret_key: str) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine = engine
        self._settling = Settling(OptOuts(engine, secret_key))

    def record(self, gateway: str, news: News, reference: str | None, at: datetime) -> int | None:
        """Keep a receipt and apply it to its message; return the message's campaign.

        None: a duplicate, or no message of ours (yet). What names one attempt by its reference and another by its id
        is kept and applied to neither.
        """
        insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        row = {**asdict(news), "gateway": gateway, "received_at": at, "matched": 0}
        same = (receipts.c.gateway == gateway) & (receipts.c.provider_id == news.provider_id)
        same &= receipts.c.status == news.status
        with writing(self._engine) as connection:
            connection.execute(insert(receipts).values(row).on_conflict_do_nothing())
            fresh = connection.execute(select(receipts.c.id).where(same, receipts.c.matched == 0)).one_or_none()
            attempt = connection.execute(_attempt(gateway, news.provider_id, reference)).first()
            if fresh is None or attempt is None or attempt.provider_id not in (None, news.provider_id):
                return None
            self._settling.apply(connection, attempt.id, news, at)
            connection.execute(update(receipts).where(receipts.c.id == fresh.id).values(matched=1))
            campaign: int = attempt.campaign
            return campaign

    def match(self, at: datetime) -> int:
        """Apply receipts that were stored in the very moment in which their message learnt its id; return how many."""
        joined = (attempts.c.provider_id == receipts.c.provider_id) & (attempts.c.gateway == receipts.c.gateway)
        query = select(attempts.c.id, receipts.c.gateway, receipts.c.provider_id).join(receipts, joined)
        with self._engine.connect() as connection:
            found = connection.execute(query.where(receipts.c.matched == 0).distinct().limit(_AT_ONCE)).all()
        for row in found:
            with writing(self._engine) as connection:
                self._settling.apply_stored(connection, row.id, row.gateway, row.provider_id, at)
        return len(found)


def _attempt(gateway: str, provider_id: str, reference: str | None) -> Any:
    """The attempt that a receipt is of: by our reference, which is known before anything leaves, else by its id."""
    query = select(attempts.c.id, attempts.c.provider_id, messages.c.campaign)
    query = query.join(messages, messages.c.id == attempts.c.message).where(attempts.c.gateway == gateway)
    if reference:
        return query.where(attempts.c.reference == reference)
    return query.where(attempts.c.provider_id == provider_id).order_by(attempts.c.id.desc())
