"""What a gateway's answer does to a message and to its campaign."""

import logging
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from assistant.sms.gateway import Accepted, Ambiguous, Outcome, Rejected
from assistant.storage.outbox.attempts import MOST_TRIES, Attempt, Attempts

log = logging.getLogger(__name__)

LOST_RECEIPT: Final = timedelta(hours=1)  # after that long it is asked what became of an accepted one
FIRST_QUESTION: Final = timedelta(seconds=15)  # after that long the provider is asked about an unknown message
_LONGEST_BACKOFF = 300.0  # seconds
_WRITING_AGAIN = (0.1, 0.5, 2.0, 5.0)  # seconds: an answer that is not written down leaves the message unknown


class Answers:
    """Writes down what gateways answer."""

    def __init__(
        self,
        attempts: Attempts,
        now: Callable[[], datetime],
        *,
        receipt_within: timedelta = LOST_RECEIPT,
        chance: random.Random | None = None,
    ) -> None:
        """``chance`` spreads the retries, so that they do not all come back at once."""
        self._attempts = attempts
        self._now = now
        self._receipt_within = receipt_within
        self._chance = chance or random.Random()  # noqa: S311  # spreads load, guards nothing

    def write(self, attempt: Attempt, outcome: Outcome, segments: int) -> None:
        """Write down the answer to an attempt; ``segments``: what the text was cut into."""
        _insist(lambda: self._write(attempt, outcome, segments), attempt)

    def _write(self, attempt: Attempt, outcome: Outcome, segments: int) -> None:
        now = self._now()
        match outcome:
            case Accepted(provider_id):
                self._attempts.accepted(attempt, provider_id, segments, now, now + self._receipt_within)
            case Ambiguous(reason):
                self._attempts.ambiguous(attempt, reason, now, now + FIRST_QUESTION)
            case Rejected():
                self._rejected(attempt, outcome, now)

    def _rejected(self, attempt: Attempt, outcome: Rejected, now: datetime) -> None:
        match outcome.kind:
            case "stop" | "pause":
                # First the campaign: were this process to die in between, the next message would meet the same wall.
                self._attempts.rest(attempt.campaign, outcome.kind, outcome.code, self._until(outcome, now))
                self._attempts.again(attempt, outcome.code, outcome.kind, now, None)
                log.warning("campaign %s rests: %s %s", attempt.campaign, outcome.kind, outcome.code)
            case "retry" if attempt.tries < MOST_TRIES:
                later = now + timedelta(seconds=self._backoff(attempt.tries, outcome.retry_after))
                self._attempts.again(attempt, outcome.code, "retry", now, later)
            case kind:
                self._attempts.failed(attempt, outcome.code, kind, now)

    def _until(self, outcome: Rejected, now: datetime) -> datetime | None:
        """A provider that says how long it wants to rest is asked again by itself; else a person has to look."""
        if outcome.kind == "stop" or outcome.retry_after is None:
            return None
        return now + timedelta(seconds=outcome.retry_after)

    def _backoff(self, tries: int, retry_after: float | None) -> float:
        """Seconds to wait: at least as long as the provider asks for, twice as long with each try."""
        spread = self._chance.uniform(0.5, 1.0) * min(2.0**tries, _LONGEST_BACKOFF)
        return spread if retry_after is None else retry_after + spread / 2


def _insist(write: Callable[[], None], attempt: Attempt) -> None:
    for pause in _WRITING_AGAIN:
        try:
            write()
        except Exception:
            log.exception("the answer to attempt %s could not be written, and is tried again", attempt.id)
            time.sleep(pause)
        else:
            return
    write()
