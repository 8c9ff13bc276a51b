"""Sending single messages: the attempt is written before the request leaves, and ended with what the provider answered."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, or_, select, update

from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.outbox.settling import News
from assistant.storage.sealing import Unreadable
from assistant.storage.singles.queue import Seals
from assistant.storage.singles.settling import Settling
from assistant.storage.singles.states import LEFT, UNCLAIMED, awaiting, ended
from assistant.storage.tables import single_messages as singles
from assistant.storage.writing import writing

MOST_TRIES: Final = 4
_SWEPT = 500  # rows in one transaction


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that may leave now; ``reference`` comes back in receipts. ``tries`` counts this one."""

    message: int
    kind: str
    reference: str
    tries: int
    to: str = field(repr=False)
    body: str = field(repr=False)


class Sending:
    """One worker's view of the single messages of one database. Each method is one transaction."""

    def __init__(self, engine: Engine, secret_key: str, worker: str, lease: timedelta) -> None:
        """``lease`` must be longer than a request to the provider may take."""
        self._engine, self._worker, self._lease = engine, worker, lease
        self._seals, self._opt_outs = Seals(secret_key), OptOuts(engine, secret_key)
        self._settling = Settling(engine, secret_key)

    def take(self, gateway: str, now: datetime) -> Attempt | None:
        """Claim the oldest text that is due and write its attempt; None when there is none. Only then may it leave."""
        if not self._any_due(now):
            return None
        with writing(self._engine) as connection:
            while True:
                row = connection.execute(_due(now).with_for_update(skip_locked=True)).first()
                if row is None:
                    return None
                attempt = self._begin(connection, row, gateway, now)
                if attempt is not None:
                    return attempt

    def _any_due(self, now: datetime) -> bool:
        """Look without locks first: most of the time there is nothing to do."""
        with self._engine.connect() as connection:
            return connection.execute(_due(now)).first() is not None

    def _begin(self, connection: Connection, row: Row[Any], gateway: str, now: datetime) -> Attempt | None:
        this = update(singles).where(singles.c.id == row.id)
        try:
            number, body = self._seals.number(row), self._seals.body(row)
        except Unreadable:  # SECRET_KEY is another one by now
            connection.execute(this.values(ended("failed", now) | {"error_code": "unreadable"}))
            return None
        if self._opt_outs.holds(connection, number):
            connection.execute(this.values(ended("opted_out", now)))
            return None
        attempt = Attempt(row.id, row.kind, secrets.token_hex(16), row.tries + 1, number, body)
        claimed = {"state": "claimed", "worker": self._worker, "lease_until": now + self._lease, "begun_at": now}
        claimed |= {"reference": attempt.reference, "tries": attempt.tries, "gateway": gateway, "not_before": None}
        connection.execute(this.values(claimed))
        return attempt

    def accepted(self, attempt: Attempt, gateway: str, provider_id: str, segments: int, at: datetime) -> None:
        """The provider took the text. Receipts that were here sooner than this answer are applied too."""
        with writing(self._engine) as connection:
            self._settling.apply(connection, attempt.message, News(provider_id, "accepted"), at)
            self._settling.apply_stored(connection, attempt.message, gateway, provider_id, at)
            connection.execute(update(singles).where(singles.c.id == attempt.message).values(segments=segments))

    def ambiguous(self, attempt: Attempt, reason: str, at: datetime) -> None:
        """Nobody knows whether the provider took the text."""
        self._end(attempt, {**LEFT, "state": "unknown", "error_code": reason[:64]})

    def failed(self, attempt: Attempt, code: str, kind: str, at: datetime) -> None:
        """The provider certainly did not take the text, and it is not tried again."""
        state = "opted_out" if kind == "opted_out" else "failed"
        with writing(self._engine) as connection:
            values = {**ended(state, at), "error_code": code[:64], "error_class": kind}
            connection.execute(update(singles).where(awaiting(attempt.message, attempt.reference)).values(values))
            if kind == "opted_out":
                self._opt_outs.record_in(connection, attempt.to, "provider", at)

    def again(self, attempt: Attempt, code: str, kind: str, not_before: datetime) -> None:
        """The provider certainly did not take the text: it is queued again, until it expires.

        Only a rejection of kind ``retry`` counts as a try: for ``stop`` and ``pause`` the text is not to blame.
        """
        tries = attempt.tries if kind == "retry" else attempt.tries - 1
        queued: dict[str, Any] = {**UNCLAIMED, "state": "queued", "reference": None, "begun_at": None, "tries": tries}
        queued |= {"error_code": code[:64], "error_class": kind, "not_before": not_before}
        self._end(attempt, queued)

    def _end(self, attempt: Attempt, values: dict[str, Any]) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(singles).where(awaiting(attempt.message, attempt.reference)).values(values))

    def sweep(self, now: datetime) -> tuple[int, int]:
        """End what expired, and call unknown what workers that died had begun; return how many of each."""
        expired = (singles.c.state == "queued") & (singles.c.expires_at <= now)
        died = (singles.c.state == "claimed") & (singles.c.lease_until <= now)
        with self._engine.connect() as connection:
            if connection.execute(select(singles.c.id).where(or_(expired, died)).limit(1)).first() is None:
                return 0, 0
        with writing(self._engine) as connection:
            return (
                _set(connection, expired, ended("expired", now)),
                _set(connection, died, {**LEFT, "state": "unknown", "error_code": "worker_died"}),
            )


def _due(now: datetime) -> Any:
    waited = or_(singles.c.not_before.is_(None), singles.c.not_before <= now)
    due = select(singles).where(singles.c.state == "queued", singles.c.expires_at > now, waited)
    return due.order_by(singles.c.id).limit(1)


def _set(connection: Connection, where: Any, values: dict[str, Any]) -> int:
    rows = select(singles.c.id).where(where).limit(_SWEPT).with_for_update(skip_locked=True)
    keys = connection.execute(rows).scalars().all()
    connection.execute(update(singles).where(singles.c.id.in_(keys), where).values(values))
    return len(keys)
