"""Clearing up: leases of workers that died, unknown messages that the provider may know, receipts that came too soon."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from typing import Final

from assistant.campaigns.sending.answers import FIRST_QUESTION
from assistant.campaigns.sending.hours import utc_now
from assistant.campaigns.wording import Wording
from assistant.policies import Policies
from assistant.settings import Settings
from assistant.sms.gateway import CannotTell, Finding, Found, Gateway, Missing
from assistant.storage import Engine
from assistant.storage.campaigns import Campaigns
from assistant.storage.firms import Firms
from assistant.storage.outbox.attempts import Attempts
from assistant.storage.outbox.claiming import Claiming
from assistant.storage.outbox.messages import Doubtful, Messages
from assistant.storage.outbox.receipts import Receipts
from assistant.storage.outbox.settling import News

log = logging.getLogger(__name__)

# Until the second question, the third, …; the last is repeated for as long as the message is unknown.
QUESTIONS: Final = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 60, 360, 1440))
# A request may still be on its way within the provider for so long: until then "missing" says nothing.
ARRIVED: Final = timedelta(minutes=2)
_AT_ONCE, _THREADS = 16, 4
_SWEEPING, _ASKING = 1.0, 1.0  # seconds between two rounds


class Reconciler:
    """Looks after what sending left open. Any number of them may work on one database."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        policies: Policies,
        gateway: Gateway,
        *,
        worker: str,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Keep what every round needs; nothing is read yet."""
        self._gateway, self._now = gateway, now
        self._claiming = Claiming(engine, worker, timedelta())
        self._messages, self._attempts = Messages(engine), Attempts(engine, settings.secret_key)
        self._receipts = Receipts(engine, settings.secret_key)
        self._campaigns, self._firms = Campaigns(engine), Firms(engine)
        self._wording = Wording(policies, settings.public_origin)

    def sweep_on(self, stop: Event) -> None:
        """Clear up after dead workers until ``stop``."""
        while not stop.is_set():
            self.sweep()
            stop.wait(_SWEEPING)

    def ask_on(self, stop: Event) -> None:
        """Ask the provider about unknown messages until ``stop``."""
        with ThreadPoolExecutor(_THREADS, "asking") as pool:
            while not stop.is_set():
                asked = list(pool.map(self._ask, self._due()))
                stop.wait(0 if asked else _ASKING)

    def sweep(self) -> None:
        """Queue again or call unknown what dead workers held, and apply receipts that waited for their message."""
        now = self._now()
        queued, unknown = self._claiming.sweep(now, now + FIRST_QUESTION)
        if queued or unknown:
            log.warning("of messages whose worker died, %d are queued again and %d unknown", queued, unknown)
        self._receipts.match(now)

    def ask(self) -> int:
        """Ask the provider about the unknown messages that are due; return how many they were."""
        due = self._due()
        for doubtful in due:
            self._ask(doubtful)
        return len(due)

    def _due(self) -> list[Doubtful]:
        return self._messages.to_ask(self._now(), QUESTIONS, _AT_ONCE)

    def _ask(self, doubtful: Doubtful) -> None:
        try:
            finding = self._finding(doubtful)
        except Exception:
            log.exception("message %s: the provider could not be asked", doubtful.message)
            return
        match finding:
            case Found(provider_id, status, code, kind):
                news = News(provider_id, status, code, kind)
                self._attempts.found(doubtful.attempt, doubtful.gateway, news, self._now())
            case Missing() if self._now() - doubtful.began >= ARRIVED:
                self._messages.missing(doubtful, self._now())
            case Missing() | CannotTell():
                pass  # it is asked again later

    def _finding(self, doubtful: Doubtful) -> Finding:
        if doubtful.gateway != self._gateway.name:
            return CannotTell("another_gateway")
        campaign, firm = self._campaigns.get(doubtful.campaign), self._firms.get(doubtful.firm)
        assert campaign is not None, "messages refer to campaigns"
        assert firm is not None, "messages refer to firms"
        ours = self._wording.recognises(campaign, firm, doubtful.purpose)
        others = self._messages.other_ids(doubtful)
        return self._gateway.find(doubtful.phone, doubtful.began, doubtful.reference, ours=ours, others=others)
