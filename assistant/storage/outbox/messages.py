"""Reading the outbox: how far a campaign is, what became of each message, what the provider is to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, and_, case, func, select, update

from assistant.storage.outbox.states import STATES, awaiting, retryable
from assistant.storage.tables import attempts, firms, messages, sending_clocks
from assistant.storage.writing import writing

_LOST_RECEIPT_QUESTIONS = 3


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
    """A message whose provider is to be asked; ``began``: when the request may have left."""

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

    def reasons(self, campaign: int) -> list[tuple[str, int]]:
        """Return the error codes of a campaign's messages, each with how many bear it, the most frequent first."""
        number = func.count().label("number")
        query = select(messages.c.error_code, number).where(
            messages.c.campaign == campaign, messages.c.error_code.is_not(None)
        )
        query = query.group_by(messages.c.error_code).order_by(number.desc(), messages.c.error_code)
        with self._engine.connect() as connection:
            return [(row.error_code, row.number) for row in connection.execute(query)]

    def belongs(self, message: int, campaign: int) -> bool:
        """Return whether a message is the campaign's."""
        query = select(messages.c.id).where(messages.c.id == message, messages.c.campaign == campaign)
        with self._engine.connect() as connection:
            return connection.execute(query).one_or_none() is not None

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
        """Return messages whose provider is due to be asked, and note when each is next, should nothing be learnt.

        ``delays``: until the second time, the third, …; the last one is repeated for as long as a message is unknown.
        One that was accepted, and only lacks its receipt, is asked about a few times and then left.
        """
        due = and_(messages.c.state.in_(("unknown", "accepted")), messages.c.not_before <= now)
        query = select(messages.c.id, messages.c.asked, messages.c.state).where(due).limit(limit)
        with writing(self._engine) as connection:
            rows = connection.execute(query.with_for_update(skip_locked=True)).all()
            for key, asked, state in rows:
                last = state == "accepted" and asked + 1 >= _LOST_RECEIPT_QUESTIONS
                following = None if last else now + delays[min(asked, len(delays) - 1)]
                values = {"asked": asked + 1, "not_before": following}
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
