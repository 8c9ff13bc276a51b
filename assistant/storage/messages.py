"""Reading the outbox: how far a campaign is, what became of each message, what the provider is to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, and_, case, func, select, update

from assistant.storage.outbox_states import STATES, awaiting, retryable
from assistant.storage.tables import attempts, campaigns, firms, messages, sending_clocks
from assistant.storage.writing import writing


@dataclass(frozen=True, slots=True)
class Counts:
    """``states``: messages by state, all states named. ``missing``: unknown, and the provider says it has them not."""

    states: Mapping[str, int]
    purposes: Mapping[str, int]
    segments: int
    retryable: int
    missing: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A campaign's clock: how much of the cap was used on ``day`` (Beijing's), and why it rests, if it does by itself."""

    day: date
    used: int
    hold_until: datetime | None
    reason_kind: str | None
    reason_code: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One message with its firm; ``phone`` in full."""

    id: int
    firm: int
    name: str
    phone: str
    purpose: str
    state: str
    attempts: int
    error_code: str | None
    error_class: str | None
    missing_at: datetime | None
    accepted_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An unknown message whose provider is to be asked; ``began``: when the request may have left."""

    message: int
    attempt: int
    campaign: int
    firm: int
    purpose: str
    gateway: str
    reference: str
    phone: str
    began: datetime


class Messages:
    """The messages of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def counts(self, campaign: int) -> Counts:
        """Return how a campaign's messages stand."""
        number, again = func.count(), func.sum(case((retryable(), 1), else_=0))
        missing = func.sum(case((and_(messages.c.state == "unknown", messages.c.missing_at.is_not(None)), 1), else_=0))
        columns = (messages.c.state, messages.c.purpose, number, func.sum(messages.c.segments), again, missing)
        query = select(*columns).where(messages.c.campaign == campaign).group_by(messages.c.state, messages.c.purpose)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        states, purposes = dict.fromkeys(STATES, 0), {"notice": 0, "invitation": 0, "reminder": 0}
        for state, purpose, count, *_ in rows:
            states[state] += count
            purposes[purpose] += count
        segments, failed, lost = (sum(row[column] for row in rows) for column in (3, 4, 5))
        return Counts(states, purposes, segments, failed, lost)

    def clock(self, campaign: int) -> Clock | None:
        """Return the campaign's clock; None before it is approved."""
        query = select(*(sending_clocks.c[name] for name in Clock.__slots__)).where(
            sending_clocks.c.campaign == campaign
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Clock(**row._asdict())

    def lines(self, campaign: int, state: str | None, after: int, limit: int) -> list[Line]:
        """Return up to ``limit`` messages whose id is above ``after``, in order of id; ``state`` None: of any state."""
        columns = [*(messages.c[name] for name in Line.__slots__ if name in messages.c), firms.c.name, firms.c.phone]
        query = select(*columns).join(firms, firms.c.id == messages.c.firm).where(messages.c.campaign == campaign)
        if state is not None:
            query = query.where(messages.c.state == state)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(messages.c.id > after).order_by(messages.c.id).limit(limit))
            return [Line(**row._asdict()) for row in rows]

    def to_ask(self, now: datetime, delays: Sequence[timedelta], limit: int) -> list[Doubtful]:
        """Return unknown messages whose provider is due to be asked, and note when each is next, should nothing be learnt.

        ``delays``: until the second time, the third, …; the last one is repeated, for as long as the message is unknown.
        """
        begun = select(campaigns.c.id).where(campaigns.c.approved_at.is_not(None))
        due = and_(messages.c.campaign.in_(begun), messages.c.state == "unknown", messages.c.not_before <= now)
        query = select(messages.c.id, messages.c.asked).where(due).order_by(messages.c.not_before).limit(limit)
        with writing(self._engine) as connection:
            rows = connection.execute(query.with_for_update(skip_locked=True)).all()
            for key, asked in rows:
                after = delays[min(asked, len(delays) - 1)]
                values = {"asked": asked + 1, "not_before": now + after}
                connection.execute(update(messages).where(messages.c.id == key).values(values))
            found = connection.execute(_doubtful([row.id for row in rows])).all() if rows else []
        return [Doubtful(**row._asdict()) for row in found]

    def missing(self, doubtful: Doubtful, at: datetime) -> None:
        """Keep that the provider says it has not got the message. It stays unknown."""
        row = update(messages).where(awaiting(doubtful.attempt), messages.c.state == "unknown")
        with writing(self._engine) as connection:
            connection.execute(row.values(missing_at=at))

    def other_ids(self, doubtful: Doubtful) -> list[str]:
        """Return the provider's ids of every other message to the same number."""
        query = select(attempts.c.provider_id).join(messages, messages.c.id == attempts.c.message)
        query = query.join(firms, firms.c.id == messages.c.firm).where(firms.c.phone == doubtful.phone)
        others = query.where(attempts.c.id != doubtful.attempt, attempts.c.provider_id.is_not(None))
        with self._engine.connect() as connection:
            return [key for key in connection.execute(others).scalars() if key]


def _doubtful(keys: list[int]) -> Any:
    columns = (
        messages.c.id.label("message"), attempts.c.id.label("attempt"), messages.c.campaign, messages.c.firm,
        messages.c.purpose, attempts.c.gateway, attempts.c.reference, firms.c.phone, attempts.c.started_at.label("began"),
    )  # fmt: skip
    query = select(*columns).join(attempts, attempts.c.id == messages.c.attempt)
    return query.join(firms, firms.c.id == messages.c.firm).where(messages.c.id.in_(keys))
