"""A worker's sending: claim what may leave, wait for each message's moment, send it, write down the answer."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Lock

from pydantic import ValidationError

from assistant.campaigns.sending.answers import LOST_RECEIPT, Answers
from assistant.campaigns.sending.gate import Gate
from assistant.campaigns.sending.hours import beijing_day, may_leave, replies_end, utc_now
from assistant.campaigns.terms import Terms
from assistant.campaigns.wording import Composed, Wording
from assistant.policies import Policies
from assistant.settings import Settings
from assistant.sms import outbox
from assistant.sms.gateway import Ambiguous, Gateway, Outcome, Rejected
from assistant.sms.wording import WordingError
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign
from assistant.storage.firm_page.links import FirmPages
from assistant.storage.firms import Firms
from assistant.storage.outbox.attempts import Attempt, Attempts
from assistant.storage.outbox.claiming import Claim, Claiming, Pace

log = logging.getLogger(__name__)

AHEAD = timedelta(seconds=1)  # how far ahead of its moment a message is claimed
LATE = timedelta(seconds=2)  # beyond, its moment is somebody else's: it gets another
_SOON, _IDLE = 0.1, 1.0  # seconds until the outbox is looked at again


@dataclass(frozen=True, slots=True)
class Task:
    """A claim with its campaign as it was read."""

    claim: Claim
    campaign: Campaign
    terms: Terms


class Sender:
    """Sends the messages of approved campaigns. Any number of senders may work on one database (SQLite: of one process)."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        policies: Policies,
        gateway: Gateway,
        *,
        worker: str,
        threads: int = 64,
        lease: timedelta = timedelta(seconds=120),
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """``threads`` requests are under way at most; ``lease`` is longer than one may take."""
        self._gateway, self._now = gateway, now
        self._claiming = Claiming(engine, worker, lease)
        self._attempts = Attempts(engine, settings.secret_key)
        # The development outbox sends no receipts: what became of a message is asked at once.
        within = timedelta() if gateway.name == outbox.NAME else LOST_RECEIPT
        self._answers = Answers(self._attempts, now, receipt_within=within)
        self._firms = Firms(engine)
        self._pages = FirmPages(engine, settings.secret_key)
        self._wording = Wording(policies, settings.public_origin or f"http://{settings.host}:{settings.port}")
        self._threads, self._lease, self._gate = threads, lease, Gate()
        self._waiting, self._lock = 0, Lock()

    def run(self, stop: Event) -> None:
        """Send until ``stop``; what is under way then is finished, what has not begun is given back."""
        with ThreadPoolExecutor(self._threads, "sending") as pool:
            while not stop.is_set():
                tasks = self.claim()
                with self._lock:
                    self._waiting += len(tasks)
                for task in tasks:
                    pool.submit(self._in_its_time, task, stop)
                stop.wait(_SOON if self._waiting else _IDLE)

    def claim(self) -> list[Task]:
        """Claim what may leave soon, as much as the threads will manage."""
        tasks: list[Task] = []
        for campaign in self._claiming.campaigns():
            terms = _terms(campaign)
            if terms is None or not may_leave(terms, self._now()):
                continue
            room = 2 * self._threads - self._waiting - len(tasks)
            pace = Pace(terms.per_second, terms.daily_cap, beijing_day(self._now()))
            claims = self._claiming.claim(campaign, pace, self._now(), limit=room, ahead=AHEAD)
            tasks += [Task(claim, campaign, terms) for claim in claims]
        return tasks

    def _in_its_time(self, task: Task, stop: Event) -> None:
        try:
            if stop.wait(max(0.0, (task.claim.slot - self._now()).total_seconds())):
                self._claiming.release([task.claim])
            else:
                self.send(task)
        except Exception:
            # The lease ends by itself: the sweep queues the message again, or calls it unknown if it may have left.
            log.exception("message %s of campaign %s", task.claim.message, task.claim.campaign)
        finally:
            with self._lock:
                self._waiting -= 1

    def send(self, task: Task) -> None:
        """Send one message, if it may still leave now."""
        now = self._now()
        if not may_leave(task.terms, now) or now > task.claim.slot + LATE:
            self._claiming.release([task.claim])
            return
        begun = self._attempts.begin(task.claim, self._gateway.name, now, self._lease)
        if begun == "changed":
            self._claiming.release([task.claim])
        if isinstance(begun, Attempt):
            outcome, segments = self._request(task, begun)
            self._answers.write(begun, outcome, segments)

    def _request(self, task: Task, attempt: Attempt) -> tuple[Outcome, int]:
        """Make the secret and let the request leave; return the answer, and the pieces of the text."""
        try:
            message = self._composed(task, attempt)
            segments = message.segments(self._gateway.capabilities)
        except WordingError as error:
            log.warning("message %s cannot be worded: %s", attempt.message, error)
            return Rejected("wording", "permanent"), 0
        except Exception:
            log.exception("message %s could not be prepared", attempt.message)
            return Rejected("not_prepared", "retry"), 0
        self._gate.wait(task.campaign.id, task.terms.per_second)
        return self._sent(message, attempt), segments

    def _sent(self, message: Composed, attempt: Attempt) -> Outcome:
        values = (message.message, message.params, attempt.phone, attempt.reference, message.language)
        try:
            return self._gateway.send(*values)
        except WordingError as error:  # raised before anything leaves
            log.warning("message %s cannot be worded: %s", attempt.message, error)
            return Rejected("wording", "permanent")
        except Exception:
            log.exception("message %s: the gateway broke, and nobody knows whether the message left", attempt.message)
            return Ambiguous("exception")

    def _composed(self, task: Task, attempt: Attempt) -> Composed:
        """The message with a secret of its own, which stands nowhere but in it."""
        firm = self._firms.get(attempt.firm)
        assert firm is not None, "messages refer to firms"
        secret = self._pages.issue(firm.id, task.terms.reach, replies_end(task.terms))
        return self._wording.composed(task.campaign, firm, attempt.purpose, secret)


def _terms(campaign: Campaign) -> Terms | None:
    try:
        return Terms.of(campaign)
    except ValidationError:
        log.error("campaign %s: its settings cannot be read, nothing of it is sent", campaign.id)
        return None
