"""Conversations on both databases: found and read with the door's key alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from assistant import storage
from assistant.storage.conversations import Conversations, key_of
from assistant.storage.interviews import Conflict
from tests.clocks import Clock

KEEP_FOR = timedelta(hours=24)
START = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
KEY = key_of("sms", "twilio", "+15005550006", "+8613800138000")


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.prepare(database_url, migrate=False)


@pytest.fixture
def kept(engine: Engine, clock: Clock) -> Conversations:
    return Conversations(engine, "k" * 32, KEEP_FOR, clock)


def test_what_was_kept_is_opened_by_the_door_s_key(kept: Conversations) -> None:
    created = kept.create(KEY, "sms", {"said": ["三级电工证"]}, "A")
    assert kept.open(KEY, "A") == created
    assert kept.open(KEY) is None
    assert kept.open(key_of("sms", "twilio", "+15005550006", "+8613800138001"), "A") is None
    assert (created.version, created.created_at, created.expires_at) == (1, START, START + KEEP_FOR)


def test_parallel_conversations_of_one_door_come_newest_first(kept: Conversations, clock: Clock) -> None:
    first = kept.create(KEY, "sms", 1, "A")
    clock.now += timedelta(minutes=1)
    kept.create(KEY, "sms", 2, "B")
    assert [one.tag for one in kept.all(KEY)] == ["B", "A"]
    clock.now += timedelta(minutes=1)
    kept.save(replace(first, content=3))
    assert [(one.tag, one.content) for one in kept.all(KEY)] == [("A", 3), ("B", 2)]
    with pytest.raises(Conflict):
        kept.create(KEY, "sms", 4, "B")


def test_the_second_of_two_at_once_is_told(kept: Conversations) -> None:
    created = kept.create(KEY, "sms", {})
    saved = kept.save(replace(created, content={"a": 1}))
    with pytest.raises(Conflict):
        kept.save(replace(created, content={"b": 1}))
    assert kept.open(KEY) == saved
    kept.delete(saved)
    with pytest.raises(Conflict):
        kept.save(saved)


def test_a_conversation_ends_and_goes(kept: Conversations, clock: Clock, engine: Engine) -> None:
    created = kept.create(KEY, "sms", {})
    clock.now += KEEP_FOR - timedelta(seconds=1)
    kept.save(created)
    clock.now += KEEP_FOR - timedelta(seconds=1)
    assert kept.open(KEY) is not None
    clock.now += timedelta(seconds=1)
    assert kept.open(KEY) is None
    kept.create(KEY, "sms", {})  # takes its place
    clock.now += KEEP_FOR
    assert kept.purge_expired() == 1
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM conversations")).scalar_one() == 0


def test_a_copy_of_the_table_says_nothing(kept: Conversations, engine: Engine) -> None:
    created = kept.create(KEY, "sms", {"said": "三级电工证"})
    with engine.connect() as connection:
        raw = str(connection.execute(text("SELECT * FROM conversations")).all())
    for readable in ("13800138000", "15005550006", "三级", "\\u4e09", "said"):
        assert readable not in raw
    assert "13800138000" not in repr(created)


def test_another_secret_key_opens_nothing(kept: Conversations, engine: Engine) -> None:
    kept.create(KEY, "sms", {})
    assert Conversations(engine, "o" * 32, KEEP_FOR).all(KEY) == []


def test_a_row_moved_to_another_door_does_not_open(kept: Conversations, engine: Engine) -> None:
    mine, theirs = kept.create(KEY, "sms", "mine"), key_of("web", "x")
    kept.create(theirs, "web", "theirs")
    with engine.begin() as connection:
        sealed = connection.execute(text("SELECT content FROM conversations WHERE id = :id"), {"id": mine.id}).scalar()
        connection.execute(text("UPDATE conversations SET content = :sealed"), {"sealed": sealed})
    assert kept.open(theirs) is None
    assert kept.open(KEY) == mine
