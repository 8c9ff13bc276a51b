"""Sending single messages: each answer of a provider leads to one state, and nothing leaves twice."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, select

from assistant import storage
from assistant.settings import Settings
from assistant.sms.gateway import Accepted, Ambiguous, Capabilities, Outcome, Rejected
from assistant.sms.outbox import OutboxGateway
from assistant.storage.outbox_page import Outbox
from assistant.storage.singles.queue import Queue, Text
from assistant.storage.tables import single_messages
from assistant.texting.registered import Registered
from assistant.texting.sender import REST, TextSender
from tests.clocks import Clock

SECRET = "only-for-tests-" * 3
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
NUMBER = "+8613800138000"


class Answering(OutboxGateway):
    """A gateway that gives the answers it is told to, one after the other, and counts what it was asked to send."""

    capabilities = Capabilities(links=False, two_way=True)

    def __init__(self, *answers: Outcome | Exception) -> None:
        self.capabilities = Capabilities(links=False, two_way=True)
        self.answers: Iterator[Outcome | Exception] = iter(answers)
        self.asked: list[str] = []
        self.sent: list[tuple[str, dict[str, str], str]] = []

    def send(self, message: str, params: Mapping[str, str], to: str, reference: str, language: str) -> Outcome:
        self.sent.append((message, dict(params), language))
        return self.say("", to, reference)

    def say(self, text: str, to: str, reference: str) -> Outcome:
        self.asked.append(reference)
        answer = next(self.answers)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    return storage.prepare(sqlite_url, migrate=False)


@pytest.fixture
def sender(engine: Engine, clock: Clock) -> Callable[..., TextSender]:
    settings = Settings(secret_key=SECRET, database_url=engine.url.render_as_string(hide_password=False))
    return lambda gateway: TextSender(engine, settings, gateway, worker="w1", now=clock)


def queue(engine: Engine, count: int = 1) -> None:
    for number in range(count):
        text = Text("chat", f"d{number}", NUMBER, f"第{number}条", NOW + timedelta(minutes=10))
        Queue(engine, SECRET).write(text, NOW)


REGISTERED = Registered(
    "case_code_pickup", {"signature": "江西人社", "code": "ACDEF-GHJKM", "page": "https://x.cn/resume"}, "en"
)


def queue_registered(engine: Engine, body: str = REGISTERED.body, kind: str = REGISTERED.message) -> None:
    Queue(engine, SECRET).write(Text(kind, "desk:1:1", NUMBER, body, NOW + timedelta(minutes=10)), NOW)


def row(engine: Engine) -> Any:
    with engine.connect() as connection:
        return connection.execute(select(single_messages).order_by(single_messages.c.id)).first()


@pytest.mark.parametrize(
    ("answer", "state", "error"),
    [
        (Accepted("SM1"), "accepted", None),
        (Ambiguous("ReadTimeout"), "unknown", "ReadTimeout"),
        (RuntimeError("broke"), "unknown", "exception"),
        (Rejected("21211", "permanent"), "failed", "21211"),
        (Rejected("30003", "late_retry"), "failed", "30003"),
        (Rejected("21610", "opted_out"), "opted_out", "21610"),
    ],
)
def test_an_answer_leads_to_a_state_and_the_text_goes(
    engine: Engine, sender: Callable[..., TextSender], answer: Any, state: str, error: str | None
) -> None:
    queue(engine)
    gateway = Answering(answer)
    sending = sender(gateway)
    assert sending.send_one()
    assert not sending.send_one()
    assert (row(engine).state, row(engine).error_code, row(engine).body) == (state, error, None)
    assert gateway.asked == [row(engine).reference]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Accepted("SM1"), "accepted"),
        (Ambiguous("ReadTimeout"), "unknown"),
        (RuntimeError("broke"), "unknown"),
        (Rejected("x", "opted_out"), "opted_out"),
    ],
)
def test_a_registered_message_leaves_as_such_and_once(
    engine: Engine, sender: Callable[..., TextSender], answer: Any, state: str
) -> None:
    queue_registered(engine)
    gateway = Answering(answer)
    sending = sender(gateway)
    assert sending.send_one()
    assert not sending.send_one()
    assert gateway.sent == [(REGISTERED.message, REGISTERED.params, "en")]
    assert (row(engine).state, row(engine).body) == (state, None)
    assert row(engine).segments == (4 if state == "accepted" else 0)  # the whole text's, signature and all


@pytest.mark.parametrize("body", ["not JSON", '{"params": {"code": "A"}, "language": "en"}', '{"language": "en"}'])
def test_what_cannot_be_filled_in_never_leaves(engine: Engine, sender: Callable[..., TextSender], body: str) -> None:
    queue_registered(engine, body)
    gateway = Answering()
    sending = sender(gateway)
    assert sending.send_one()
    assert not sending.send_one()
    assert (row(engine).state, row(engine).error_code, gateway.asked) == ("failed", "wording", [])


def test_a_refusal_for_the_moment_is_tried_again_a_few_times(
    engine: Engine, sender: Callable[..., TextSender], clock: Clock
) -> None:
    queue(engine)
    gateway = Answering(*[Rejected("20429", "retry", 3.0)] * 9)
    sending = sender(gateway)
    assert sending.send_one()
    clock.now += timedelta(seconds=2)
    assert not sending.send_one()
    for _ in range(8):
        clock.now += timedelta(seconds=30)
        sending.send_one()
    assert (row(engine).state, row(engine).tries) == ("failed", 4)
    assert len(set(gateway.asked)) == 4


@pytest.mark.parametrize("kind", ["stop", "pause"])
def test_what_every_text_would_meet_lets_all_rest(
    engine: Engine, sender: Callable[..., TextSender], clock: Clock, kind: Any
) -> None:
    queue(engine, 3)
    gateway = Answering(Rejected("20003", kind), *[Accepted(f"SM{n}") for n in range(3)])
    sending = sender(gateway)
    sending.send_one()
    assert not sending.send_one()
    assert len(gateway.asked) == 1
    clock.now += REST
    while sending.send_one():
        pass
    assert len(gateway.asked) == 4
    assert row(engine).tries == 1


def test_what_waited_too_long_is_not_sent(engine: Engine, sender: Callable[..., TextSender], clock: Clock) -> None:
    queue(engine)
    clock.now += timedelta(minutes=10)
    gateway = Answering()
    sending = sender(gateway)
    assert not sending.send_one()
    sending.sweep()
    assert row(engine).state == "expired"


def test_it_runs_until_it_is_told_to_stop(engine: Engine, sender: Callable[..., TextSender]) -> None:
    queue(engine, 5)
    stop = Event()
    sending = sender(OutboxGateway(engine))
    threads = [Thread(target=task, args=(stop,)) for task in (sending.run, sending.sweep_on)]
    for thread in threads:
        thread.start()
    shown = Outbox(engine)
    while len(shown.latest()) < 5:
        assert threads[0].is_alive()
        stop.wait(0.02)
    stop.set()
    for thread in threads:
        thread.join()
    assert sorted(one.body for one in shown.latest()) == [f"第{number}条" for number in range(5)]
    assert row(engine).state == "accepted"
