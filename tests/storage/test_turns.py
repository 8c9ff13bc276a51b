"""Turns on both databases: all of a turn or nothing of it, each message once, limits that hold for many at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from assistant import storage
from assistant.storage.conversations import key_of
from assistant.storage.interviews import Conflict
from assistant.storage.singles.queue import Text
from assistant.storage.tables import conversations, inbound, single_messages
from assistant.storage.turns import Heard, Limits, New, Repeated, TooMany, Turns
from tests.clocks import Clock

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
NUMBER = "+8613800138000"
KEY = key_of("sms", "twilio", "+15005550006", NUMBER)
LIMITS = Limits(an_hour=3, a_day=5, in_total=7)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.prepare(database_url, migrate=False)


@pytest.fixture
def turns(engine: Engine, clock: Clock) -> Turns:
    return Turns(engine, "k" * 32, timedelta(hours=24), clock)


def heard(number: int, sender: str = NUMBER) -> Heard:
    return Heard("twilio", f"SM{number}", sender)


def answer(number: int) -> Text:
    return Text("chat", f"chat:twilio:SM{number}", NUMBER, "好", NOW + timedelta(minutes=10))


def counts(engine: Engine) -> tuple[int, ...]:
    with engine.connect() as connection:
        return tuple(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (conversations, inbound, single_messages)
        )


def test_a_turn_is_kept_whole(turns: Turns, engine: Engine) -> None:
    assert not turns.seen(heard(1))
    turns.keep(heard(1), saved=New(KEY, "sms", {"step": 1}, "A"), text=answer(1))
    assert turns.seen(heard(1))
    (begun,) = turns.conversations.all(KEY)
    turns.keep(heard(2), saved=replace(begun, content={"step": 2}), text=answer(2))
    assert [one.content for one in turns.conversations.all(KEY)] == [{"step": 2}]
    assert counts(engine) == (1, 2, 2)


def test_a_repeated_message_changes_nothing(turns: Turns, engine: Engine) -> None:
    turns.keep(heard(1), saved=New(KEY, "sms", 1, "A"), text=answer(1))
    (begun,) = turns.conversations.all(KEY)
    with pytest.raises(Repeated):
        turns.keep(heard(1), saved=replace(begun, content=2), text=answer(1))
    assert turns.conversations.all(KEY) == [begun]
    assert counts(engine) == (1, 1, 1)


def test_when_the_conversation_went_on_meanwhile_nothing_is_kept(turns: Turns, engine: Engine) -> None:
    turns.keep(heard(1), saved=New(KEY, "sms", 1, "A"), text=answer(1))
    (begun,) = turns.conversations.all(KEY)
    turns.keep(heard(2), saved=begun, text=answer(2))
    for stale in (begun, New(KEY, "sms", 1, "A")):
        with pytest.raises(Conflict):
            turns.keep(heard(3), saved=stale, text=answer(3))
    assert not turns.seen(heard(3))
    assert counts(engine) == (1, 2, 2)


def test_what_breaks_in_between_leaves_nothing(turns: Turns, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE single_messages"))
    with pytest.raises(SQLAlchemyError):
        turns.keep(heard(1), saved=New(KEY, "sms", 1, "A"), text=answer(1))
    assert not turns.seen(heard(1))
    assert turns.conversations.all(KEY) == []


def test_a_reply_is_given_again_and_cannot_be_read_in_the_table(turns: Turns, engine: Engine) -> None:
    turns.keep(heard(1), reply="您要查哪一项？")
    turns.keep(heard(2))
    assert turns.reply_to(heard(1)) == "您要查哪一项？"
    assert turns.reply_to(heard(2)) is None
    assert turns.reply_to(heard(3)) is None
    assert turns.reply_to(replace(heard(1), sender="another")) is None
    with engine.connect() as connection:
        raw = str(connection.execute(text("SELECT * FROM inbound")).all())
    assert "哪" not in raw
    assert "138001380" not in raw


def test_who_writes_too_much_is_told_once_and_answered_again_later(turns: Turns, clock: Clock) -> None:
    for number in range(3):
        turns.keep(heard(number), limits=LIMITS)
    with pytest.raises(TooMany) as found:
        turns.check(heard(3), LIMITS)
    assert (found.value.first, found.value.hours) == (True, 1)
    turns.keep(heard(3), limits=LIMITS, result="limited", text=answer(3))
    for result in ("answered", "limited"):
        with pytest.raises(TooMany) as found:
            turns.keep(heard(4), limits=LIMITS, result=result)
        assert not found.value.first
    turns.check(heard(4, "another"), LIMITS)
    clock.now += timedelta(hours=1)
    turns.keep(heard(5), limits=LIMITS)
    turns.keep(heard(6), limits=LIMITS)
    with pytest.raises(TooMany) as found:
        turns.keep(heard(7), limits=LIMITS)
    assert found.value.hours == 24
    clock.now += timedelta(days=1)
    turns.keep(heard(8), limits=LIMITS)


def test_all_senders_together_have_a_limit(turns: Turns) -> None:
    for number in range(7):
        turns.keep(heard(number, f"sender {number}"), limits=LIMITS)
    with pytest.raises(TooMany) as found:
        turns.keep(heard(8, "another"), limits=LIMITS)
    assert not found.value.first


def test_many_at_once_get_no_more_than_the_limit(turns: Turns, engine: Engine) -> None:
    def told(number: int) -> str:
        try:
            turns.keep(heard(number), limits=LIMITS)
        except TooMany:
            try:
                turns.keep(heard(number), limits=LIMITS, result="limited")
            except TooMany:
                return "silence"
            return "limited"
        return "answered"

    with ThreadPoolExecutor(8) as pool:
        results = sorted(pool.map(told, range(24)))
    assert (results.count("answered"), results.count("limited")) == (3, 1)


def test_the_same_message_at_once_is_kept_once(turns: Turns, engine: Engine) -> None:
    def kept(_: int) -> bool:
        try:
            turns.keep(heard(1), saved=New(KEY, "sms", 1, "A"), text=answer(1))
        except (Repeated, Conflict):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(kept, range(8))) == 1
    assert counts(engine) == (1, 1, 1)
