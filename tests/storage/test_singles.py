"""Single messages on both databases: written once, taken once, settled for good."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, text

from assistant import storage
from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.outbox.settling import News
from assistant.storage.singles.queue import Queue, Text
from assistant.storage.singles.sending import Attempt, Sending
from assistant.storage.singles.settling import Settling
from assistant.storage.tables import receipts, single_messages

SECRET = "k" * 32
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
LEASE, LATER = timedelta(seconds=60), NOW + timedelta(seconds=61)
NUMBER = "+8613800138000"


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.prepare(database_url, migrate=False)


@pytest.fixture
def queue(engine: Engine) -> Queue:
    return Queue(engine, SECRET)


@pytest.fixture
def sending(engine: Engine) -> Sending:
    return Sending(engine, SECRET, "w1", LEASE)


@pytest.fixture
def settling(engine: Engine) -> Settling:
    return Settling(engine, SECRET)


def some(number: int = 1, to: str = NUMBER) -> Text:
    return Text("chat", f"chat:twilio:SM{number}", to, "您要查哪一项？1 技能补贴", NOW + timedelta(minutes=10))


def row(engine: Engine) -> Any:
    with engine.connect() as connection:
        return connection.execute(select(single_messages).order_by(single_messages.c.id)).first()


def taken(sending: Sending, now: datetime = NOW) -> Attempt:
    attempt = sending.take("twilio", now)
    assert attempt is not None
    return attempt


def test_a_text_is_written_once_and_taken_once(queue: Queue, sending: Sending) -> None:
    assert queue.write(some(), NOW) == "queued"
    assert queue.write(some(), NOW) == "duplicate"
    attempt = taken(sending)
    assert (attempt.kind, attempt.to, attempt.body, attempt.tries) == ("chat", NUMBER, some().body, 1)
    assert sending.take("twilio", NOW) is None


def test_what_became_of_texts_is_told_by_how_their_keys_begin(queue: Queue, sending: Sending) -> None:
    for number in (1, 10, 2):
        queue.write(some(number), NOW)
    sending.failed(taken(sending), "no_template", "stop", NOW)
    found = [(one.dedupe, one.state, one.error_code) for one in queue.states("chat:twilio:SM1")]
    assert found == [("chat:twilio:SM1", "failed", "no_template"), ("chat:twilio:SM10", "queued", None)]
    assert queue.states("chat_twilio") == []


def test_nothing_of_it_can_be_read(queue: Queue, engine: Engine) -> None:
    queue.write(some(), NOW)
    with engine.connect() as connection:
        raw = str(connection.execute(text("SELECT * FROM single_messages")).all())
    assert "138001380" not in raw
    assert "技能" not in raw
    assert NUMBER not in repr(some())


def test_text_and_number_go_once_they_are_not_needed(queue: Queue, sending: Sending, engine: Engine) -> None:
    queue.write(some(), NOW)
    attempt = taken(sending)
    sending.accepted(attempt, "twilio", "SM9", 1, NOW)
    assert (row(engine).state, row(engine).body, row(engine).segments) == ("accepted", None, 1)
    assert row(engine).number is not None
    Settling(engine, SECRET).settle("twilio", News("SM9", "delivered"), None, NOW)
    assert (row(engine).state, row(engine).number) == ("delivered", None)


def test_another_secret_key_sends_nothing(queue: Queue, engine: Engine) -> None:
    queue.write(some(), NOW)
    assert Sending(engine, "o" * 32, "w1", LEASE).take("twilio", NOW) is None
    assert (row(engine).state, row(engine).error_code) == ("failed", "unreadable")


@pytest.mark.parametrize("when", ["before writing", "before sending"])
def test_a_number_that_opted_out_gets_nothing(queue: Queue, sending: Sending, engine: Engine, when: str) -> None:
    opt_outs = OptOuts(engine, SECRET)
    if when == "before writing":
        opt_outs.record(NUMBER, "reply", NOW)
        assert queue.write(some(), NOW) == "opted_out"
        assert row(engine) is None
    else:
        queue.write(some(), NOW)
        queue.write(some(2, "+8613900139000"), NOW)
        opt_outs.record(NUMBER, "reply", NOW)
        assert (row(engine).state, row(engine).number) == ("opted_out", None)
        assert taken(sending).to == "+8613900139000"
    assert sending.take("twilio", NOW) is None
    assert opt_outs.lift(NUMBER)
    assert not opt_outs.lift(NUMBER)
    assert queue.write(some(3), NOW) == "queued"


def test_an_opt_out_that_another_program_wrote_counts_at_sending(
    queue: Queue, sending: Sending, engine: Engine
) -> None:
    queue.write(some(), NOW)
    OptOuts(engine, SECRET).record(NUMBER, "reply", NOW)
    with engine.begin() as connection:
        connection.execute(text("UPDATE single_messages SET state = 'queued'"))
        sealed = Queue(engine, SECRET)._seals.values(some())
        connection.execute(single_messages.update().values(sealed))
    assert sending.take("twilio", NOW) is None
    assert row(engine).state == "opted_out"


def test_what_is_too_late_does_not_leave(queue: Queue, sending: Sending, engine: Engine) -> None:
    queue.write(some(), NOW)
    after = NOW + timedelta(minutes=10)
    assert sending.take("twilio", after) is None
    assert sending.sweep(after) == (1, 0)
    assert (row(engine).state, row(engine).body, row(engine).number) == ("expired", None, None)


def test_what_a_dead_worker_had_begun_is_unknown_and_stays_so(queue: Queue, sending: Sending, engine: Engine) -> None:
    queue.write(some(), NOW)
    taken(sending)
    assert sending.sweep(NOW) == (0, 0)
    assert sending.sweep(LATER) == (0, 1)
    assert row(engine).state == "unknown"
    assert sending.take("twilio", LATER) is None


def test_an_answer_after_the_lease_is_believed(queue: Queue, sending: Sending, engine: Engine) -> None:
    queue.write(some(), NOW)
    attempt = taken(sending)
    sending.sweep(LATER)
    sending.accepted(attempt, "twilio", "SM9", 1, LATER)
    assert row(engine).state == "accepted"


def test_a_certain_rejection_is_tried_again_under_another_reference(
    queue: Queue, sending: Sending, engine: Engine
) -> None:
    queue.write(some(), NOW)
    first = taken(sending)
    sending.again(first, "20429", "retry", NOW + timedelta(seconds=5))
    assert sending.take("twilio", NOW) is None
    second = taken(sending, NOW + timedelta(seconds=5))
    assert (second.tries, second.reference != first.reference) == (2, True)
    sending.ambiguous(first, "late", NOW)
    assert row(engine).reference == second.reference
    sending.again(second, "no_gateway", "pause", NOW)
    assert taken(sending).tries == 2


@pytest.mark.parametrize("state", ["claimed", "unknown"])
@pytest.mark.parametrize("by", ["reference", "id"])
def test_a_receipt_settles_it(
    queue: Queue, sending: Sending, settling: Settling, engine: Engine, state: str, by: str
) -> None:
    queue.write(some(), NOW)
    attempt = taken(sending)
    if by == "id":
        sending.accepted(attempt, "twilio", "SM9", 1, NOW)
    elif state == "unknown":
        sending.ambiguous(attempt, "ReadTimeout", NOW)
    reference = attempt.reference if by == "reference" else None
    assert settling.settle("twilio", News("SM9", "delivered"), reference, NOW)
    assert settling.settle("twilio", News("SM9", "accepted"), reference, NOW)
    assert settling.settle("twilio", News("SM9", "failed", "30003", "late_retry"), reference, NOW)
    assert (row(engine).state, row(engine).provider_id) == ("delivered", "SM9")
    sending.accepted(attempt, "twilio", "SM9", 1, NOW)
    assert row(engine).state == "delivered"


def test_receipts_of_others_settle_nothing(queue: Queue, sending: Sending, settling: Settling, engine: Engine) -> None:
    queue.write(some(), NOW)
    assert not settling.settle("twilio", News("SM9", "delivered"), None, NOW)
    attempt = taken(sending)
    assert not settling.settle("twilio", News("SM9", "delivered"), "another", NOW)
    assert not settling.settle("tencent", News("SM9", "delivered"), attempt.reference, NOW)
    assert row(engine).state == "claimed"


@pytest.mark.parametrize("sooner", [True, False])
def test_a_receipt_without_our_reference_waits_for_its_message(
    queue: Queue, sending: Sending, settling: Settling, engine: Engine, sooner: bool
) -> None:
    queue.write(some(), NOW)
    attempt = taken(sending)
    stored = {"gateway": "twilio", "provider_id": "SM9", "status": "delivered", "received_at": NOW, "matched": 0}
    if not sooner:
        sending.accepted(attempt, "twilio", "SM9", 1, NOW)
    with engine.begin() as connection:
        connection.execute(insert(receipts).values(stored))
    if sooner:
        sending.accepted(attempt, "twilio", "SM9", 1, NOW)
    assert settling.match(NOW) == (0 if sooner else 1)
    assert row(engine).state == "delivered"


def test_a_number_that_the_provider_may_not_send_to_is_kept_as_opted_out(
    queue: Queue, sending: Sending, settling: Settling, engine: Engine
) -> None:
    queue.write(some(), NOW)
    attempt = taken(sending)
    sending.accepted(attempt, "twilio", "SM9", 1, NOW)
    settling.settle("twilio", News("SM9", "failed", "21610", "opted_out"), None, NOW)
    assert row(engine).state == "opted_out"
    assert queue.write(some(2), NOW) == "opted_out"


def test_a_refusal_for_having_opted_out_is_kept_too(queue: Queue, sending: Sending, engine: Engine) -> None:
    queue.write(some(), NOW)
    sending.failed(taken(sending), "21610", "opted_out", NOW)
    assert (row(engine).state, row(engine).number) == ("opted_out", None)
    assert queue.write(some(2), NOW) == "opted_out"
