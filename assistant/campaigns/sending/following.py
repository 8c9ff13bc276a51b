"""How far sending is, and what became of each message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.campaigns.firm_page.masking import mask_phone
from assistant.campaigns.sending.hours import beijing_day, utc_now
from assistant.storage import Engine
from assistant.storage.outbox.messages import Messages


@dataclass(frozen=True, slots=True)
class Progress:
    """A campaign's messages by state (all states named) and purpose, and how sending stands.

    ``segments`` were sent so far. ``retryable`` failed for a reason that may have passed. ``missing``: unknown, and the
    provider says that it has them not. ``today`` of the daily cap was used. Sending rests by itself until ``rests_until``
    (or until it is resumed) for a provider's ``reason_code``; ``reason_kind`` is ``stop``, ``pause`` or None.
    """

    states: Mapping[str, int]
    purposes: Mapping[str, int]
    total: int
    segments: int
    retryable: int
    missing: int
    today: int
    rests_until: datetime | None
    reason_kind: str | None
    reason_code: str | None


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One message: to whom (the number masked), how it stands, and why.

    ``missing``: it is unknown, and the provider says that it has it not.
    """

    message_id: int
    firm: int
    name: str
    phone: str
    purpose: str
    state: str
    attempts: int
    error_code: str | None
    error_class: str | None
    missing: bool
    accepted_at: datetime | None
    finished_at: datetime | None


def progress(engine: Engine, campaign_id: int, *, now: Callable[[], datetime] = utc_now) -> Progress:
    """Return how far a campaign's messages are; all zero before it is approved."""
    messages = Messages(engine)
    counts, clock = messages.counts(campaign_id), messages.clock(campaign_id)
    resting = clock is not None and (clock.hold_until is None or clock.hold_until > now())
    return Progress(
        states=counts.states,
        purposes=counts.purposes,
        total=sum(counts.states.values()),
        segments=counts.segments,
        retryable=counts.retryable,
        missing=counts.missing,
        today=clock.used if clock is not None and clock.day == beijing_day(now()) else 0,
        rests_until=clock.hold_until if clock is not None and resting else None,
        reason_kind=clock.reason_kind if clock is not None and resting else None,
        reason_code=clock.reason_code if clock is not None and resting else None,
    )


def delivery(
    engine: Engine, campaign_id: int, state: str | None = None, after: int = 0, limit: int = 50
) -> list[DeliveryLine]:
    """Return up to ``limit`` messages whose id is above ``after``, in order of id; ``state`` None: of any state."""
    return [
        DeliveryLine(
            message_id=line.id,
            firm=line.firm,
            name=line.name,
            phone=mask_phone(line.phone),
            purpose=line.purpose,
            state=line.state,
            attempts=line.attempts,
            error_code=line.error_code,
            error_class=line.error_class,
            missing=line.state == "unknown" and line.missing_at is not None,
            accepted_at=line.accepted_at,
            finished_at=line.finished_at,
        )
        for line in Messages(engine).lines(campaign_id, state, after, limit)
    ]
