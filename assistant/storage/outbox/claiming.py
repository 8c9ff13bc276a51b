"""Claiming: which worker may send which message, when, and who clears up after a worker that died.

A claim is a row under a lease. Its correctness never rests on clocks that agree: whoever is late finds that the row is not its
own any more. The campaign's clock gives each claim its moment, so that all workers together keep the rate and the daily cap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, and_, bindparam, or_, select, update

from assistant.storage.campaigns import Campaign
from assistant.storage.outbox.states import UNCLAIMED, not_begun
from assistant.storage.tables import campaigns, messages, sending_clocks
from assistant.storage.writing import writing

_SWEPT = 1000  # rows in one transaction
# A provider counts within a second of its own: two in a hundred are left out, so that none is refused for a moment's unevenness.
MARGIN: Final = 1.02

# Built once, as all that runs for each message: building a statement costs five times as much as running it.
_APPROVED = (
    select(campaigns.c.version)
    .where(campaigns.c.id == bindparam("campaign_id"), campaigns.c.state == "approved")
    .with_for_update(read=True)
)
# The row is this very claim's, and nothing left for it.
STILL_HELD = and_(
    messages.c.id == bindparam("message_id"),
    messages.c.worker == bindparam("holder"),
    messages.c.lease_until == bindparam("until"),
    not_begun(),
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a campaign may be sent; ``day`` is the one that the cap counts in, Beijing's."""

    per_second: int
    daily_cap: int
    day: date


@dataclass(frozen=True, slots=True)
class Claim:
    """One message in a worker's hands until ``lease_until``, to leave at ``slot`` and counted on ``day``.

    ``version`` is the campaign's: any change of the campaign makes its claims void.
    """

    message: int
    campaign: int
    version: int
    firm: int
    purpose: str
    worker: str
    lease_until: datetime
    slot: datetime
    day: date


class Claiming:
    """One worker's view of the outbox."""

    def __init__(self, engine: Engine, worker: str, lease: timedelta) -> None:
        """Keep what every query needs. ``lease`` must be longer than a request to the provider may take."""
        self._engine = engine
        self._worker = worker
        self._lease = lease

    def campaigns(self) -> list[Campaign]:
        """Return the approved campaigns."""
        with self._engine.connect() as connection:
            query = select(campaigns).where(campaigns.c.state == "approved").order_by(campaigns.c.id)
            return [Campaign(**row._asdict()) for row in connection.execute(query)]

    def claim(self, campaign: Campaign, pace: Pace, now: datetime, *, limit: int, ahead: timedelta) -> list[Claim]:
        """Claim up to ``limit`` messages that may leave before ``now + ahead``.

        None when the campaign changed since it was read, and whenever the clock leaves any doubt: no clock, a day of
        its own that lies ahead of ours, a cap that is used up.
        """
        if limit < 1 or not self._any_queued(campaign.id, now):
            return []
        with writing(self._engine) as connection:
            if not approved_as(connection, campaign.id, campaign.version):
                return []
            clock = _clock(connection, campaign.id)
            slots = [] if clock is None else _slots(clock, pace, now, limit, ahead)
            rows = self._take(connection, campaign.id, now, len(slots))
            if not rows:
                return []
            assert clock is not None
            _advance(connection, clock, pace, slots[len(rows) - 1], len(rows))
            until = now + self._lease
            return [
                Claim(row.id, campaign.id, campaign.version, row.firm, row.purpose, self._worker, until, slot, pace.day)
                for row, slot in zip(rows, slots, strict=False)
            ]

    def release(self, claims: Sequence[Claim]) -> None:
        """Give back claims for which nothing left, and their share of the daily cap if the day is still the same."""
        for campaign in sorted({claim.campaign for claim in claims}):
            with writing(self._engine) as connection:
                clock = _clock(connection, campaign)
                given_back = 0
                for claim in (claim for claim in claims if claim.campaign == campaign):
                    row = update(messages).where(STILL_HELD).values({**UNCLAIMED, "state": "queued"})
                    counted = (
                        connection.execute(row, held(claim)).rowcount and clock is not None and clock.day == claim.day
                    )
                    given_back += bool(counted)
                values = {"used": sending_clocks.c.used - given_back}
                connection.execute(update(sending_clocks).where(sending_clocks.c.campaign == campaign).values(values))

    def sweep(self, now: datetime, ask_at: datetime) -> tuple[int, int]:
        """Clear up after workers that died; return how many messages were queued again and how many became unknown.

        There is no window: a row counts by its lease alone, however long ago that ended.
        """
        with writing(self._engine) as connection:
            over = and_(messages.c.state == "claimed", messages.c.lease_until <= now)
            query = select(messages.c.id, messages.c.attempt).where(messages.c.campaign.in_(_begun_campaigns()), over)
            rows = connection.execute(query.limit(_SWEPT).with_for_update(skip_locked=True)).all()
            idle = [row.id for row in rows if row.attempt is None]
            doubtful = [row.id for row in rows if row.attempt is not None]
            _set(connection, idle, {**UNCLAIMED, "state": "queued"})
            _set(connection, doubtful, {**UNCLAIMED, "state": "unknown", "not_before": ask_at})
        return len(idle), len(doubtful)

    def _any_queued(self, campaign: int, now: datetime) -> bool:
        """Look without locks first: most of the time there is nothing to do."""
        with self._engine.connect() as connection:
            return connection.execute(_due(campaign, now).limit(1)).first() is not None

    def _take(self, connection: Connection, campaign: int, now: datetime, count: int) -> Sequence[Row[Any]]:
        query = _due(campaign, now).order_by(messages.c.id).limit(count).with_for_update(skip_locked=True)
        rows = connection.execute(query).all() if count else []
        lease = {"state": "claimed", "worker": self._worker, "lease_until": now + self._lease}
        _set(connection, [row.id for row in rows], lease)
        return rows


def approved_as(connection: Connection, campaign: int, version: int) -> bool:
    """Return whether the campaign is approved and as it was read, and hold it so until the transaction ends."""
    return connection.execute(_APPROVED, {"campaign_id": campaign}).scalar_one_or_none() == version


def held(claim: Claim) -> dict[str, Any]:
    """The values for ``STILL_HELD``."""
    return {"message_id": claim.message, "holder": claim.worker, "until": claim.lease_until}


def _due(campaign: int, now: datetime) -> Any:
    ready = or_(messages.c.not_before.is_(None), messages.c.not_before <= now)
    return select(messages.c.id, messages.c.firm, messages.c.purpose).where(
        messages.c.campaign == campaign, messages.c.state == "queued", ready
    )


def _begun_campaigns() -> Any:
    return select(campaigns.c.id).where(campaigns.c.approved_at.is_not(None))


def _clock(connection: Connection, campaign: int) -> Row[Any] | None:
    query = select(sending_clocks).where(sending_clocks.c.campaign == campaign).with_for_update()
    return connection.execute(query).one_or_none()


def _slots(clock: Row[Any], pace: Pace, now: datetime, limit: int, ahead: timedelta) -> list[datetime]:
    if clock.day > pace.day or (clock.hold_until is not None and clock.hold_until > now):
        return []
    left = pace.daily_cap - (clock.used if clock.day == pace.day else 0)
    first, step = max(clock.next_slot, now), timedelta(seconds=MARGIN) / pace.per_second
    fitting = int((now + ahead - first) / step) + 1 if first <= now + ahead else 0
    return [first + number * step for number in range(min(limit, left, fitting))]


def _advance(connection: Connection, clock: Row[Any], pace: Pace, last: datetime, count: int) -> None:
    values = {
        "next_slot": last + timedelta(seconds=MARGIN) / pace.per_second,
        "day": pace.day,
        "used": count + (clock.used if clock.day == pace.day else 0),
    }
    same = sending_clocks.c.campaign == clock.campaign
    connection.execute(update(sending_clocks).where(same).values(values))


def _set(connection: Connection, ids: list[int], values: dict[str, Any]) -> None:
    if ids:
        connection.execute(update(messages).where(messages.c.id.in_(ids)).values(values))
