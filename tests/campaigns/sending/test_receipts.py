"""Receipts in any order and number, sweeps after dead workers, reminders: nothing ever goes back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from sqlalchemy import select

from assistant.campaigns import sending
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign
from assistant.storage.firm_page.links import FirmPages
from assistant.storage.outbox.attempts import Attempt, Attempts
from assistant.storage.outbox.claiming import Claiming, Pace
from assistant.storage.outbox.messages import Messages
from assistant.storage.outbox.receipts import Receipts
from assistant.storage.outbox.settling import News
from assistant.storage.tables import receipts as receipts_table
from tests.campaigns.sending import made

LEASE = timedelta(seconds=60)
Approve = Callable[[Campaign], Campaign]


class Desk:
    """One message whose request is under way."""

    def __init__(self, engine: Engine, campaign: Campaign, clock: made.Clock) -> None:
        self.engine, self.campaign, self.clock = engine, campaign, clock
        self.attempts = Attempts(engine, made.SECRET)
        self.receipts = Receipts(engine, made.SECRET)
        self.claiming = Claiming(engine, "w1", LEASE)

    def begin(self) -> Attempt:
        """Claim a message and begin an attempt."""
        (campaign,) = self.claiming.campaigns()
        pace = Pace(100, 1000, self.clock().date())
        (claim,) = self.claiming.claim(campaign, pace, self.clock(), limit=1, ahead=timedelta(seconds=1))
        begun = self.attempts.begin(claim, "g", self.clock(), LEASE)
        assert isinstance(begun, Attempt)
        return begun

    def accept(self, attempt: Attempt, provider_id: str = "id1") -> None:
        """The provider's answer."""
        self.attempts.accepted(attempt, provider_id, 1, self.clock(), self.clock())

    def receipt(self, status: str, provider_id: str = "id1", reference: str | None = None) -> int | None:
        """A receipt comes in."""
        code = ("30003", "late_retry") if status == "failed" else (None, None)
        return self.receipts.record("g", News(provider_id, status, *code), reference, self.clock())

    def sweep(self) -> tuple[int, int]:
        """Clear up."""
        return self.claiming.sweep(self.clock(), self.clock())

    def state(self) -> str:
        """How the (only) message stands."""
        (line,) = sending.delivery(self.engine, self.campaign.id)
        return line.state


@pytest.fixture
def desk(engine: Engine, clock: made.Clock, approve: Approve) -> Desk:
    return Desk(engine, approve(made.submitted(engine, 1)), clock)


@pytest.mark.parametrize("order", list(permutations(["accepted", "delivered", "delivered"])))
def test_receipts_in_any_order_lead_to_the_end(desk: Desk, order: tuple[str, ...]) -> None:
    desk.accept(desk.begin())
    for status in order:
        desk.receipt(status)
    assert desk.state() == "delivered"


def test_the_first_end_stays(desk: Desk) -> None:
    desk.accept(desk.begin())
    desk.receipt("failed")
    desk.receipt("delivered")
    desk.receipt("accepted")
    assert desk.state() == "failed"


def test_a_receipt_before_the_answer_is_matched_by_our_reference(desk: Desk) -> None:
    attempt = desk.begin()
    assert desk.receipt("delivered", reference=attempt.reference) == desk.campaign.id
    assert desk.state() == "delivered"
    desk.accept(attempt)
    assert desk.state() == "delivered"


def test_a_receipt_before_the_answer_waits_when_it_has_only_the_providers_id(desk: Desk) -> None:
    attempt = desk.begin()
    assert desk.receipt("delivered") is None
    assert desk.state() == "claimed"
    desk.accept(attempt)
    assert desk.state() == "delivered"


def test_a_receipt_that_missed_its_message_by_a_moment_is_applied_later(desk: Desk) -> None:
    desk.accept(desk.begin())
    desk.receipt("delivered")
    with desk.engine.begin() as connection:  # as if both had been written at the same time
        connection.execute(receipts_table.update().values(matched=0))
    desk.receipts.match(desk.clock())
    with desk.engine.connect() as connection:
        assert connection.execute(select(receipts_table.c.matched)).scalars().all() == [1]
    assert desk.state() == "delivered"


def test_a_receipt_that_contradicts_itself_is_kept_and_not_believed(desk: Desk) -> None:
    attempt = desk.begin()
    desk.accept(attempt)
    assert desk.receipt("failed", provider_id="other", reference=attempt.reference) is None
    assert desk.state() == "accepted"


def test_a_late_receipt_settles_an_unknown_message(desk: Desk) -> None:
    attempt = desk.begin()
    desk.attempts.ambiguous(attempt, "timeout", desk.clock(), desk.clock())
    desk.receipt("delivered", reference=attempt.reference)
    assert desk.state() == "delivered"


def test_a_late_receipt_spares_the_firm_a_second_message(desk: Desk) -> None:
    attempt = desk.begin()
    desk.attempts.ambiguous(attempt, "timeout", desk.clock(), desk.clock())
    sending.resend_unknown(desk.engine, attempt.message)
    desk.receipt("accepted", reference=attempt.reference)
    assert desk.state() == "accepted"
    assert desk.claiming.campaigns()
    assert Messages(desk.engine).counts(desk.campaign.id).states["queued"] == 0


def test_an_old_failure_does_not_end_the_new_try(desk: Desk) -> None:
    attempt = desk.begin()
    desk.attempts.ambiguous(attempt, "timeout", desk.clock(), desk.clock())
    sending.resend_unknown(desk.engine, attempt.message)
    desk.receipt("failed", reference=attempt.reference)
    assert desk.state() == "queued"


def test_a_telephone_out_of_reach_is_tried_once_more_and_never_again(desk: Desk) -> None:
    desk.accept(desk.begin(), "id1")
    desk.receipt("failed", "id1")
    assert sending.progress(desk.engine, desk.campaign.id).retryable == 1
    assert sending.retry_failed(desk.engine, desk.campaign) == 1
    assert sending.retry_failed(desk.engine, desk.campaign) == 0
    desk.clock.pass_by(hours=3)
    desk.accept(desk.begin(), "id2")
    desk.receipt("failed", "id2")
    assert sending.progress(desk.engine, desk.campaign.id).retryable == 0
    assert sending.retry_failed(desk.engine, desk.campaign) == 0
    assert desk.state() == "failed"


def test_a_worker_that_died_before_the_request_left_costs_nothing(desk: Desk) -> None:
    (campaign,) = desk.claiming.campaigns()
    pace = Pace(100, 1000, desk.clock().date())
    (claim,) = desk.claiming.claim(campaign, pace, desk.clock(), limit=1, ahead=LEASE)
    assert desk.sweep() == (0, 0)
    desk.clock.pass_by(days=400)  # however long ago
    assert desk.sweep() == (1, 0)
    assert desk.state() == "queued"
    assert desk.attempts.begin(claim, "g", desk.clock(), LEASE) == "lost"


def test_a_worker_that_died_afterwards_leaves_an_unknown_message(desk: Desk) -> None:
    attempt = desk.begin()
    assert desk.sweep() == (0, 0)
    desk.clock.pass_by(days=400)
    assert desk.sweep() == (0, 1)
    assert desk.state() == "unknown"
    desk.clock.pass_by(days=400)
    assert desk.sweep() == (0, 0)
    desk.accept(attempt)  # it was not dead, only very slow
    assert desk.state() == "accepted"


def test_one_claim_begins_once(desk: Desk) -> None:
    (campaign,) = desk.claiming.campaigns()
    pace = Pace(100, 1000, desk.clock().date())
    (claim,) = desk.claiming.claim(campaign, pace, desk.clock(), limit=1, ahead=LEASE)
    assert isinstance(desk.attempts.begin(claim, "g", desk.clock(), LEASE), Attempt)
    assert desk.attempts.begin(claim, "g", desk.clock(), LEASE) == "lost"


def test_a_reminder_goes_once_to_those_who_did_not_open(engine: Engine, clock: made.Clock, approve: Approve) -> None:
    campaign = approve(made.submitted(engine, 4))
    pages = FirmPages(engine, made.SECRET)
    desk = Desk(engine, campaign, clock)
    begun = []
    for number in range(3):  # the fourth has not got its notice yet
        clock.pass_by(seconds=1)
        begun.append(desk.begin())
        desk.accept(begun[-1], f"id{number}")
    secret = pages.issue(begun[0].firm, "link", datetime.now(UTC) + LEASE)
    assert pages.enter("link", secret)
    assert sending.remind(engine, campaign, secret_key=made.SECRET) == 2
    assert sending.remind(engine, campaign, secret_key=made.SECRET) == 0
    reminded = [line.firm for line in sending.delivery(engine, campaign.id) if line.purpose == "reminder"]
    assert reminded == [begun[1].firm, begun[2].firm]
