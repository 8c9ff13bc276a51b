"""When messages may leave: the pause that holds before the next one, rate, daily cap, hours, and any doubt."""

from collections.abc import Callable
from datetime import time, timedelta
from itertools import pairwise
from threading import Event

import pytest

from assistant.campaigns import sending
from assistant.campaigns.sending.hours import may_leave, replies_end
from assistant.campaigns.sending.sender import Sender
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.interviews import Conflict
from assistant.storage.outbox.claiming import MARGIN
from assistant.storage.outbox_page import Outbox
from assistant.storage.tables import sending_clocks
from tests.campaigns.sending import made

Approve = Callable[[Campaign], Campaign]
NewSender = Callable[..., Sender]


def _states(engine: Engine, campaign: Campaign) -> list[str]:
    return [line.state for line in sending.delivery(engine, campaign.id)]


def _sent(engine: Engine) -> int:
    return len(Outbox(engine).latest(10_000))


def test_each_firm_gets_one_text_with_a_link_of_its_own(
    engine: Engine, approve: Approve, new_sender: NewSender
) -> None:
    campaign = approve(made.submitted(engine, firms=3))
    sender = new_sender()
    for task in sender.claim():
        sender.send(task)
    texts = Outbox(engine).latest()
    assert [text.to for text in texts] == [made.phone(3), made.phone(2), made.phone(1)]
    assert len({text.body for text in texts}) == 3
    assert all("http://127.0.0.1:8000/n/" in text.body for text in texts)
    assert _states(engine, campaign) == ["accepted"] * 3
    assert sending.progress(engine, campaign.id).segments >= 3
    assert sender.claim() == []


def test_a_pause_holds_before_the_next_message(
    engine: Engine, approve: Approve, new_sender: NewSender, clock: made.Clock
) -> None:
    campaign = approve(made.submitted(engine, firms=4))
    sender = new_sender()
    first, *others = sender.claim()
    sender.send(first)
    assert sending.pause(engine, campaign).state == "paused"
    for task in others:
        sender.send(task)
    assert _sent(engine) == 1
    assert _states(engine, campaign) == ["accepted", "queued", "queued", "queued"]
    assert sender.claim() == []
    assert sending.progress(engine, campaign.id, now=clock).today == 1
    sending.resume(engine, campaign, now=clock)
    for task in sender.claim():
        sender.send(task)
    assert _sent(engine) == 4


def test_pause_and_resume_say_when_they_come_too_late(engine: Engine, approve: Approve) -> None:
    campaign = approve(made.submitted(engine))
    with pytest.raises(Conflict):
        sending.resume(engine, campaign)
    sending.pause(engine, campaign)
    with pytest.raises(Conflict):
        sending.pause(engine, campaign)


def test_a_change_of_the_campaign_makes_its_claims_void(
    engine: Engine, approve: Approve, new_sender: NewSender
) -> None:
    campaign = approve(made.submitted(engine, firms=2))
    sender = new_sender()
    tasks = sender.claim()
    Campaigns(engine).save(campaign)
    for task in tasks:
        sender.send(task)
    assert _sent(engine) == 0
    assert _states(engine, campaign) == ["queued", "queued"]


def test_an_abort_cancels_what_has_not_begun(engine: Engine, approve: Approve, new_sender: NewSender) -> None:
    campaign = approve(made.submitted(engine, firms=4))
    sender = new_sender(threads=1)
    first, second = sender.claim()
    sender.send(first)
    sending.abort(engine, campaign)
    sender.send(second)
    assert _sent(engine) == 1
    assert _states(engine, campaign) == ["accepted", "cancelled", "cancelled", "cancelled"]


def test_two_workers_share_the_rate(engine: Engine, approve: Approve, new_sender: NewSender, clock: made.Clock) -> None:
    approve(made.submitted(engine, firms=40, wanted=made.terms(per_second=10)))
    slots = []
    for worker in ("w1", "w2", "w1", "w2"):
        slots += [task.claim.slot for task in new_sender(worker=worker).claim()]
        clock.pass_by(seconds=0.3)
    assert len(slots) > 10
    assert {later - earlier for earlier, later in pairwise(slots)} == {timedelta(seconds=0.1 * MARGIN)}


def test_two_workers_share_the_daily_cap(
    engine: Engine, approve: Approve, new_sender: NewSender, clock: made.Clock
) -> None:
    approve(made.submitted(engine, firms=30, wanted=made.terms(per_second=100, daily_cap=7)))
    senders = [new_sender(worker=name) for name in ("w1", "w2")]

    def a_while() -> int:
        before = _sent(engine)
        for _ in range(10):
            for sender in senders:
                for task in sender.claim():
                    sender.send(task)
            clock.pass_by(seconds=1)
        return _sent(engine) - before

    assert a_while() == 7
    clock.pass_by(days=1)
    assert a_while() == 7


def test_what_is_given_back_does_not_count_against_the_cap(
    engine: Engine, approve: Approve, new_sender: NewSender, clock: made.Clock
) -> None:
    campaign = approve(made.submitted(engine, firms=10, wanted=made.terms(per_second=100, daily_cap=5)))
    sender = new_sender()
    tasks = sender.claim()
    assert len(tasks) == 5
    sender._claiming.release([task.claim for task in tasks])
    assert sending.progress(engine, campaign.id, now=clock).today == 0
    clock.pass_by(seconds=1)
    assert len(sender.claim()) == 5


def test_a_clock_that_is_ahead_or_gone_lets_nothing_leave(
    engine: Engine, approve: Approve, new_sender: NewSender, clock: made.Clock
) -> None:
    approve(made.submitted(engine))
    with engine.begin() as connection:
        connection.execute(sending_clocks.update().values(day=clock().date() + timedelta(days=1)))
    assert new_sender().claim() == []
    with engine.begin() as connection:
        connection.execute(sending_clocks.delete())
    assert new_sender().claim() == []


def test_nothing_leaves_in_quiet_hours_nor_what_was_claimed_before_them(
    engine: Engine, approve: Approve, new_sender: NewSender, clock: made.Clock
) -> None:
    campaign = approve(made.submitted(engine, wanted=made.terms(send_from=time(8, 30), send_to=time(20, 0))))
    sender = new_sender()
    clock.now = made.NOON.replace(hour=11, minute=59, second=59)
    tasks = sender.claim()
    assert len(tasks) == 3
    clock.pass_by(seconds=1)
    for task in tasks:
        sender.send(task)
    assert _sent(engine) == 0
    assert _states(engine, campaign) == ["queued"] * 3
    assert sender.claim() == []
    clock.now = made.NOON.replace(day=3, hour=0, minute=30)
    assert len(sender.claim()) == 3


@pytest.mark.parametrize(
    ("beijing", "leaves"), [("08:29:59", False), ("08:30:00", True), ("19:59:59", True), ("20:00:00", False)]
)
def test_hours_are_beijings(beijing: str, leaves: bool) -> None:
    hour, minute, second = map(int, beijing.split(":"))
    now = made.NOON.replace(hour=hour - 8, minute=minute, second=second)
    assert may_leave(made.terms(), now) is leaves


def test_nothing_leaves_before_the_start_nor_when_replies_are_over() -> None:
    terms = made.terms(starts_at=made.NOON)
    assert not may_leave(terms, made.NOON - timedelta(seconds=1))
    assert may_leave(terms, made.NOON)
    naive = made.terms(starts_at=made.NOON.replace(hour=12, tzinfo=None))  # noon, as an operator writes it
    assert may_leave(naive, made.NOON)
    assert not may_leave(naive, made.NOON - timedelta(seconds=1))
    last = made.terms(reply_until=made.NOON.date(), send_to=time(23, 59))
    assert replies_end(last).isoformat() == "2024-09-02T16:00:00+00:00"
    assert may_leave(last, made.NOON.replace(hour=15))
    assert not may_leave(last, made.NOON + timedelta(days=1))


def test_a_stopped_worker_gives_back_what_has_not_begun(
    engine: Engine, approve: Approve, new_sender: NewSender
) -> None:
    campaign = approve(made.submitted(engine, firms=20, wanted=made.terms(per_second=1)))
    sender, stop = new_sender(), Event()
    (task, *_) = sender.claim()
    stop.set()
    sender._in_its_time(task, stop)
    assert _sent(engine) == 0
    assert _states(engine, campaign) == ["queued"] * 20


def test_a_message_that_missed_its_moment_gets_another(
    engine: Engine, approve: Approve, new_sender: NewSender, clock: made.Clock
) -> None:
    campaign = approve(made.submitted(engine, firms=2))
    sender = new_sender()
    tasks = sender.claim()
    clock.pass_by(seconds=30)
    for task in tasks:
        sender.send(task)
    assert _states(engine, campaign) == ["queued", "queued"]
    for task in sender.claim():
        sender.send(task)
    assert _states(engine, campaign) == ["accepted", "accepted"]
