"""Stored interviews on a real database file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from assistant import storage
from assistant.storage.interviews import Conflict, Interviews
from tests.clocks import Clock

KEEP_FOR = timedelta(days=30)
START = datetime(2024, 8, 15, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    return storage.prepare(sqlite_url, migrate=False)


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def interviews(engine: Engine, clock: Clock) -> Interviews:
    return Interviews(engine, "k" * 32, KEEP_FOR, clock)


def _raw(engine: Engine) -> list[dict[str, object]]:
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(text("SELECT * FROM interviews"))]


def test_a_code_opens_what_was_stored(interviews: Interviews) -> None:
    answers = {"insured_headcount": 30, "size": "small", "zombie_firm": {"unsure": True}}
    code, created = interviews.create("firm", "360000", date(2024, 8, 15), "jiangxi-2024", answers)
    assert interviews.load(f" {code[:5].lower()}-{code[5:]}") == created
    assert created.answers == answers
    assert (created.version, created.created_at, created.expires_at) == (1, START, START + KEEP_FOR)


def test_the_code_itself_is_stored_nowhere(interviews: Interviews, engine: Engine) -> None:
    code, _ = interviews.create("firm", "360000", date(2024, 8, 15))
    assert code not in str(_raw(engine))


def test_wrong_codes_open_nothing(interviews: Interviews) -> None:
    interviews.create("firm", "360000", date(2024, 8, 15))
    assert interviews.load("ACDEFGHJKM") is None
    assert interviews.load("not a code") is None


def test_another_key_opens_nothing(interviews: Interviews, engine: Engine) -> None:
    code, _ = interviews.create("firm", "360000", date(2024, 8, 15))
    assert Interviews(engine, "other" * 8, KEEP_FOR).load(code) is None


def test_saving_stores_everything_and_prolongs(interviews: Interviews, clock: Clock) -> None:
    code, created = interviews.create("firm", "360000", date(2024, 8, 15))
    clock.now += timedelta(days=10)
    changed = replace(created, region="620000", as_of=date(2024, 9, 1), notice="x", answers={"人数": 3})
    saved = interviews.save(changed)
    assert interviews.load(code) == saved
    assert (saved.version, saved.region, saved.answers) == (2, "620000", {"人数": 3})
    assert (saved.created_at, saved.expires_at) == (START, clock.now + KEEP_FOR)


def test_the_second_of_two_windows_is_told(interviews: Interviews) -> None:
    code, created = interviews.create("firm", "360000", date(2024, 8, 15))
    interviews.save(replace(created, answers={"a": 1}))
    with pytest.raises(Conflict):
        interviews.save(replace(created, answers={"b": 2}))
    stored = interviews.load(code)
    assert stored is not None
    assert stored.answers == {"a": 1}


def test_a_deleted_interview_is_gone(interviews: Interviews, engine: Engine) -> None:
    code, created = interviews.create("firm", "360000", date(2024, 8, 15))
    interviews.delete(created)
    interviews.delete(created)
    assert interviews.load(code) is None
    assert _raw(engine) == []
    with pytest.raises(Conflict):
        interviews.save(created)


def test_an_expired_interview_cannot_be_opened(interviews: Interviews, clock: Clock) -> None:
    code, _ = interviews.create("firm", "360000", date(2024, 8, 15))
    clock.now += KEEP_FOR - timedelta(seconds=1)
    assert interviews.load(code) is not None
    clock.now += timedelta(seconds=1)
    assert interviews.load(code) is None


@pytest.mark.parametrize(
    "purge", [Interviews.purge_expired, lambda kept: kept.create("firm", "360000", date(2024, 8, 15))]
)
def test_expired_interviews_are_deleted(
    interviews: Interviews, engine: Engine, clock: Clock, purge: Callable[[Interviews], object]
) -> None:
    interviews.create("old", "360000", date(2024, 8, 15))
    clock.now += timedelta(days=20)
    interviews.create("young", "360000", date(2024, 8, 15))
    clock.now += timedelta(days=10)
    purge(interviews)
    assert "old" not in {row["flow"] for row in _raw(engine)}
    assert "young" in {row["flow"] for row in _raw(engine)}


def test_times_are_utc_whatever_zone_they_came_in(engine: Engine) -> None:
    beijing = datetime.fromisoformat("2024-08-15T07:00:00+08:00")
    interviews = Interviews(engine, "k" * 32, KEEP_FOR, lambda: beijing)
    code, _ = interviews.create("firm", "360000", date(2024, 8, 15))
    stored = interviews.load(code)
    assert stored is not None
    assert stored.created_at.isoformat() == "2024-08-14T23:00:00+00:00"
