"""Sending single messages: take one, let its request leave, write down the answer. Never twice; what is in doubt stays so."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import BoundedSemaphore, Event
from typing import Final

from assistant.settings import Settings
from assistant.sms.gateway import Accepted, Ambiguous, Gateway, Outcome, Rejected
from assistant.sms.segments import segments
from assistant.storage import Engine
from assistant.storage.singles.sending import MOST_TRIES, Attempt, Sending
from assistant.storage.singles.settling import Settling
from assistant.texting.registered import leave, text_of

log = logging.getLogger(__name__)

REST: Final = timedelta(seconds=30)  # when the provider takes nothing: set-up, balance, filter
_IDLE, _IDLE_ONE_WAY = 0.5, 2.0  # seconds until the outbox is looked at again; somebody waits for an answer
_SWEEPING = 1.0
_WRITING_AGAIN = (0.1, 0.5, 2.0)  # seconds: an answer that is not written down leaves the message unknown


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


class TextSender:
    """Sends the single messages of one database. Any number of senders may work on it (SQLite: of one process)."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        gateway: Gateway,
        *,
        worker: str,
        threads: int = 4,
        lease: timedelta = timedelta(seconds=120),
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """``threads`` requests are under way at most; ``lease`` is longer than one may take."""
        self._gateway, self._now, self._threads = gateway, now, threads
        self._sending = Sending(engine, settings.secret_key, worker, lease)
        self._settling = Settling(engine, settings.secret_key)
        self._pause = 1 / settings.sms_texts_per_second
        self._idle = _IDLE if gateway.capabilities.two_way else _IDLE_ONE_WAY
        self._rests_until = now()

    def run(self, stop: Event) -> None:
        """Send until ``stop``; what is under way then is finished. A text is only taken when a thread is free for it."""
        free = BoundedSemaphore(self._threads)
        with ThreadPoolExecutor(self._threads, "texting") as pool:
            while not stop.is_set():
                if not free.acquire(timeout=self._idle):
                    continue
                attempt = self._take()
                if attempt is None:
                    free.release()
                    stop.wait(self._idle)
                    continue
                pool.submit(self._send, attempt).add_done_callback(lambda _: free.release())
                stop.wait(self._pause)

    def sweep_on(self, stop: Event) -> None:
        """Clear up after dead workers until ``stop``, and end what expired."""
        while not stop.is_set():
            self.sweep()
            stop.wait(_SWEEPING)

    def send_one(self) -> bool:
        """Send the oldest text that is due; return whether there was one."""
        attempt = self._take()
        if attempt is not None:
            self._send(attempt)
        return attempt is not None

    def sweep(self) -> None:
        """End what expired, call unknown what dead workers had begun, apply receipts that waited for their message."""
        expired, unknown = self._sending.sweep(self._now())
        if expired or unknown:
            log.warning("of single messages, %d expired and %d are unknown since their worker died", expired, unknown)
        self._settling.match(self._now())

    def _take(self) -> Attempt | None:
        now = self._now()
        return None if now < self._rests_until else self._sending.take(self._gateway.name, now)

    def _send(self, attempt: Attempt) -> None:
        try:
            outcome = leave(self._gateway, attempt)
        except Exception:
            log.exception("single message %s: nobody knows whether it left", attempt.message)
            outcome = Ambiguous("exception")
        try:
            self._insist(attempt, outcome)
        except Exception:
            # The lease ends by itself: the sweep calls the message unknown.
            log.exception("single message %s: the answer could not be written down", attempt.message)

    def _insist(self, attempt: Attempt, outcome: Outcome) -> None:
        for pause in _WRITING_AGAIN:
            try:
                return self._write(attempt, outcome)
            except Exception:
                log.warning("single message %s: the answer is written down again in %s s", attempt.message, pause)
                time.sleep(pause)
        return self._write(attempt, outcome)

    def _write(self, attempt: Attempt, outcome: Outcome) -> None:
        now = self._now()
        match outcome:
            case Accepted(provider_id):
                count = segments(text_of(attempt), self._gateway.capabilities)
                self._sending.accepted(attempt, self._gateway.name, provider_id, count, now)
            case Ambiguous(reason):
                self._sending.ambiguous(attempt, reason, now)
            case Rejected():
                self._rejected(attempt, outcome, now)

    def _rejected(self, attempt: Attempt, outcome: Rejected, now: datetime) -> None:
        match outcome.kind:
            case "stop" | "pause":
                self._rests_until = now + REST
                self._sending.again(attempt, outcome.code, outcome.kind, now + REST)
                log.warning("single messages rest: %s %s", outcome.kind, outcome.code)
            case "retry" if attempt.tries < MOST_TRIES:
                wait = max(outcome.retry_after or 0.0, float(2**attempt.tries))
                self._sending.again(attempt, outcome.code, "retry", now + timedelta(seconds=wait))
            case kind:
                self._sending.failed(attempt, outcome.code, kind, now)
