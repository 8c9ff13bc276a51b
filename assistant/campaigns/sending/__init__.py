"""Sending a campaign's messages: what people decide, what workers do, what providers report."""

from assistant.campaigns.sending.deciding import (
    SamePerson,
    abort,
    add_late,
    approve,
    pause,
    remind,
    resend_unknown,
    resume,
    retry_failed,
)
from assistant.campaigns.sending.following import DeliveryLine, Progress, delivery, progress
from assistant.storage.interviews import Conflict

__all__ = [
    "Conflict",
    "DeliveryLine",
    "Progress",
    "SamePerson",
    "abort",
    "add_late",
    "approve",
    "delivery",
    "pause",
    "progress",
    "remind",
    "resend_unknown",
    "resume",
    "retry_failed",
]
