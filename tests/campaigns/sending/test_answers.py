"""What each kind of a provider's answer does to a message and to its campaign: a real gateway, a hostile provider."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from assistant.campaigns import sending
from assistant.campaigns.sending.following import DeliveryLine, Progress
from assistant.campaigns.sending.reconciling import Reconciler
from assistant.campaigns.sending.sender import Sender
from assistant.policies import shipped_policies
from assistant.sms.configured import gateway
from assistant.sms.none import NoGateway
from assistant.sms.outbox import OutboxGateway
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.interviews import Conflict
from assistant.storage.outbox.attempts import MOST_TRIES
from assistant.storage.outbox.opt_outs import OptOuts
from tests.campaigns.sending import made
from tests.sms.provider import Provider
from tests.sms.provider_plan import Plan

Approve = Callable[[Campaign], Campaign]


class Office:
    """One approved campaign, sent through a provider that answers as it was told."""

    def __init__(self, engine: Engine, clock: made.Clock, campaign: Campaign, provider: Provider) -> None:
        settings = made.settings_for(engine, sms_timeout_seconds=0.5, **provider.twilio_settings())
        self.engine, self.clock, self.campaign, self.provider = engine, clock, campaign, provider
        self.gateway = gateway(settings, engine)
        parts = (engine, settings, shipped_policies(), self.gateway)
        self.sender = Sender(*parts, worker="w1", now=clock)
        self.reconciler = Reconciler(*parts, worker="w1", now=clock)

    def send(self) -> int:
        """Send what may leave now; return how many requests that were."""
        tasks = self.sender.claim()
        for task in tasks:
            self.sender.send(task)
        self.clock.pass_by(seconds=1)
        return len(tasks)

    def lines(self) -> list[DeliveryLine]:
        """How the messages stand."""
        return sending.delivery(self.engine, self.campaign.id)

    def progress(self) -> Progress:
        """How the campaign stands."""
        return sending.progress(self.engine, self.campaign.id, now=self.clock)

    def state(self) -> str:
        """The campaign's state."""
        found = Campaigns(self.engine).get(self.campaign.id)
        assert found
        return found.state


@pytest.fixture
def opened(engine: Engine, clock: made.Clock, approve: Approve, tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """Return a function that opens an office whose provider gives one answer."""
    with ExitStack() as stack:

        def make(answer: str, firms: int = 1, **plan: Any) -> Office:
            provider = stack.enter_context(Provider(Plan({answer: 1}, **plan), tmp_path / "ledger.jsonl"))
            return Office(engine, clock, approve(made.submitted(engine, firms)), provider)

        yield make


def test_accepted(opened: Callable[..., Office]) -> None:
    office = opened("accept")
    office.send()
    (line,) = office.lines()
    assert (line.state, line.attempts, line.error_code) == ("accepted", 1, None)
    (entry,) = office.provider.ledger.all()
    assert entry.to == made.phone(1)


def test_a_number_that_is_none_fails_for_good(opened: Callable[..., Office]) -> None:
    office = opened("invalid_number")
    office.send()
    (line,) = office.lines()
    assert (line.state, line.error_class) == ("failed", "permanent")
    assert sending.retry_failed(office.engine, office.campaign) == 0


def test_opted_out_at_the_provider_counts_everywhere(opened: Callable[..., Office], approve: Approve) -> None:
    office = opened("opted_out")
    office.send()
    assert office.lines()[0].state == "opted_out"
    next_year = approve(made.submitted(office.engine, 1))
    assert sending.delivery(office.engine, next_year.id)[0].state == "opted_out"


def test_an_opt_out_after_the_approval_holds_for_what_is_claimed(opened: Callable[..., Office]) -> None:
    office = opened("accept", firms=2)
    tasks = office.sender.claim()
    OptOuts(office.engine, made.SECRET).record(made.phone(1), "reply", office.clock())
    for task in tasks:
        office.sender.send(task)
    assert [line.state for line in office.lines()] == ["opted_out", "accepted"]
    assert len(office.provider.ledger.all()) == 1


def test_wrong_credentials_stop_the_campaign_and_blame_no_message(opened: Callable[..., Office]) -> None:
    office = opened("unauthorised", firms=5)
    office.send()
    assert office.state() == "paused"
    assert office.provider.stats()["answers"] == {"unauthorised": 1}
    assert {(line.state, line.attempts) for line in office.lines()} == {("queued", 0)}
    assert office.progress().reason_kind == "stop"
    sending.resume(office.engine, office.campaign, now=office.clock)
    assert office.progress().reason_kind is None


def test_without_a_gateway_the_campaign_pauses_and_says_why(
    engine: Engine, approve: Approve, new_sender: Callable[..., Sender], clock: made.Clock
) -> None:
    campaign = approve(made.submitted(engine))
    sender = new_sender(NoGateway())
    for task in sender.claim():
        sender.send(task)
    progress = sending.progress(engine, campaign.id, now=clock)
    assert (progress.states["queued"], progress.reason_kind, progress.reason_code) == (3, "pause", "no_gateway")
    paused = Campaigns(engine).get(campaign.id)
    assert paused
    assert paused.state == "paused"


def test_too_fast_waits_as_long_as_the_provider_asks(opened: Callable[..., Office]) -> None:
    office = opened("too_many_retry_after")
    office.send()
    assert office.lines()[0].state == "queued"
    office.clock.pass_by(seconds=-0.1)  # one second has gone by in ``send``
    assert office.send() == 0
    office.clock.pass_by(seconds=3)
    assert office.send() == 1
    assert office.provider.ledger.all() == []


def test_tries_are_bounded_and_a_person_may_begin_again(opened: Callable[..., Office]) -> None:
    office = opened("too_many")
    requests = 0
    for _ in range(MOST_TRIES + 3):
        requests += office.send()
        office.clock.pass_by(minutes=6)
    (line,) = office.lines()
    assert requests == MOST_TRIES
    assert (line.state, line.error_class) == ("failed", "retry")
    assert sending.retry_failed(office.engine, office.campaign) == 1
    assert office.send() == 1


@pytest.mark.parametrize("answer", ["hang", "reset", "accept_html_500", "garbage", "html_500"])
def test_whatever_may_have_been_taken_is_unknown_and_left_alone(opened: Callable[..., Office], answer: str) -> None:
    office = opened(answer, hang_seconds=2)
    office.send()
    assert office.lines()[0].state == "unknown"
    office.clock.pass_by(hours=3)
    assert office.send() == 0
    assert sending.retry_failed(office.engine, office.campaign) == 0


def test_the_provider_is_asked_and_has_it(opened: Callable[..., Office]) -> None:
    office = opened("reset")
    office.send()
    assert office.reconciler.ask() == 0  # it may still be on its way
    office.clock.pass_by(seconds=15)
    assert office.reconciler.ask() == 1
    assert office.lines()[0].state in ("accepted", "delivered")
    with pytest.raises(Conflict):
        sending.resend_unknown(office.engine, office.lines()[0].message_id)


def test_the_provider_is_asked_and_has_it_not_and_a_person_may_send_again(opened: Callable[..., Office]) -> None:
    office = opened("html_500")
    office.send()
    office.clock.pass_by(seconds=15)
    office.reconciler.ask()
    assert (office.lines()[0].state, office.lines()[0].missing) == ("unknown", False)  # too soon to be sure
    office.clock.pass_by(minutes=3)
    assert office.reconciler.ask() == 1
    assert (office.lines()[0].state, office.lines()[0].missing) == ("unknown", True)
    assert office.progress().missing == 1
    sending.resend_unknown(office.engine, office.lines()[0].message_id)
    assert (office.lines()[0].state, office.lines()[0].missing) == ("queued", False)
    assert office.send() == 1


def test_the_questions_become_rarer_and_never_end(opened: Callable[..., Office]) -> None:
    office = opened("html_500")
    office.send()
    office.clock.pass_by(minutes=1)
    for days in (1, 1, 1, 1, 1, 1, 30, 1):
        assert office.reconciler.ask() == 1
        assert office.reconciler.ask() == 0
        office.clock.pass_by(days=days)


def test_the_outbox_tells_at_once_what_became_of_a_message(
    engine: Engine, approve: Approve, new_sender: Callable[..., Sender], clock: made.Clock
) -> None:
    campaign = approve(made.submitted(engine))
    sender = new_sender()
    for task in sender.claim():
        sender.send(task)
    settings = made.settings_for(engine)
    Reconciler(engine, settings, shipped_policies(), OutboxGateway(engine), worker="w1", now=clock).ask()
    assert sending.progress(engine, campaign.id).states["delivered"] == 3
