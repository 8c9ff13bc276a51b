"""What people decide about sending. Who may do it, and the trail of it, are the pages' business."""

from collections.abc import Callable
from datetime import datetime

from assistant.campaigns.sending.hours import beijing_day, utc_now
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.interviews import Conflict
from assistant.storage.outbox.queueing import Queueing
from assistant.storage.outbox.steering import Steering


class SamePerson(Exception):
    """Whoever submitted a campaign cannot approve it."""


def approve(engine: Engine, campaign: Campaign, by: int, at: datetime, *, secret_key: str) -> Campaign:
    """Approve a submitted campaign and write its messages, in one transaction; return it as stored.

    A message for each firm of track ``automatic`` (notice) or ``invitation`` (invitation) that has a number; those
    whose number opted out are written as such. ``secret_key`` is the settings': opt-outs are kept as keyed hashes.

    Raises ``SamePerson`` if ``by`` submitted it, ``Conflict`` if it changed or is not submitted.
    """
    if by == campaign.submitted_by:
        raise SamePerson
    Queueing(engine, secret_key).approve(campaign, by, at, beijing_day(at))
    return _again(engine, campaign)


def add_late(engine: Engine, campaign: Campaign, *, secret_key: str, now: Callable[[], datetime] = utc_now) -> int:
    """Write messages for firms that came to a track after the approval (a signed review); return how many will be sent.

    A firm that has its message already gets no other. Raises ``Conflict`` if the campaign is neither approved nor paused.
    """
    return Queueing(engine, secret_key).add(campaign.id, now())


def remind(engine: Engine, campaign: Campaign, *, secret_key: str, now: Callable[[], datetime] = utc_now) -> int:
    """Write a reminder, once, for each firm that got its notice and neither opened its page nor replied.

    Returns how many will be sent. Raises ``Conflict`` if the campaign is neither approved nor paused.
    """
    return Queueing(engine, secret_key).remind(campaign.id, now())


def pause(engine: Engine, campaign: Campaign) -> Campaign:
    """Pause sending: when this returns, no further request leaves. Raises ``Conflict`` if the campaign is not approved."""
    Steering(engine).pause(campaign.id)
    return _again(engine, campaign)


def resume(engine: Engine, campaign: Campaign, *, now: Callable[[], datetime] = utc_now) -> Campaign:
    """Let sending go on. Raises ``Conflict`` if the campaign is not paused."""
    Steering(engine).resume(campaign.id, now())
    return _again(engine, campaign)


def abort(engine: Engine, campaign: Campaign, *, now: Callable[[], datetime] = utc_now) -> Campaign:
    """End the campaign; messages that have not begun to leave are cancelled. Raises ``Conflict`` if it is over already."""
    Steering(engine).abort(campaign.id, now())
    return _again(engine, campaign)


def retry_failed(engine: Engine, campaign: Campaign) -> int:
    """Queue again what failed for a reason that may have passed; return how many.

    Telephones out of reach are tried once more and never again; numbers that do not exist never.
    Raises ``Conflict`` if the campaign is neither approved nor paused.
    """
    return Steering(engine).retry_failed(campaign.id)


def resend_unknown(engine: Engine, message_id: int) -> None:
    """Queue one unknown message again: it may then arrive twice. Raises ``Conflict`` if it is not unknown (any more)."""
    Steering(engine).resend_unknown(message_id)


def _again(engine: Engine, campaign: Campaign) -> Campaign:
    found = Campaigns(engine).get(campaign.id)
    if found is None:
        raise Conflict
    return found
