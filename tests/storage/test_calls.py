"""Calls on both databases: one open for each agent, kept, taken up, ended; what says something of a caller is sealed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from assistant import storage
from assistant.storage.hotline.callers import Callers
from assistant.storage.hotline.calls import ENDED, KEPT, OPEN, Call, Calls, OneOpenAlready
from assistant.storage.interviews import Conflict
from tests.campaigns.firm_page import sample
from tests.clocks import Clock

KEEP_FOR = timedelta(hours=24)
START = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
MARIA, LEI = 7, 8
SAID = {"code": "ACDEFGHJKM", "number": "+8613812341234", "notes": "孩子刚出生"}


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = storage.prepare(database_url, migrate=False)
    yield engine
    engine.dispose()


@pytest.fixture
def calls(engine: Engine, clock: Clock) -> Calls:
    return Calls(engine, "k" * 32, KEEP_FOR, clock)


def raw(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT * FROM calls")).mappings().all())


def test_one_agent_has_one_open_call_however_many_are_taken_at_once(calls: Calls) -> None:
    def take(_: int) -> Call | None:
        try:
            return calls.take(MARIA, "360000", "new")
        except OneOpenAlready:
            return None

    with ThreadPoolExecutor(8) as pool:
        taken = [call for call in pool.map(take, range(16)) if call is not None]
    assert len(taken) == 1
    assert calls.open_of(MARIA) == taken[0]
    assert calls.take(LEI, None, "new").agent == LEI


def test_a_call_is_kept_taken_up_and_ended_and_its_seconds_add_up(calls: Calls, clock: Clock) -> None:
    first = calls.take(MARIA, "360000", "new", SAID, caller="worker")
    clock.now += timedelta(seconds=90)
    kept = calls.keep(first)
    assert (kept.state, kept.seconds, calls.open_of(MARIA)) == (KEPT, 90, None)
    second = calls.take(MARIA, "360000", "new")
    clock.now += timedelta(minutes=30)
    with pytest.raises(OneOpenAlready):
        calls.resume(kept)
    calls.end(second)
    resumed = calls.resume(kept)
    assert (resumed.state, resumed.seconds, resumed.opened_at) == (OPEN, 90, clock.now)
    clock.now += timedelta(seconds=30)
    ended = calls.end(resumed)
    assert (ended.state, ended.seconds, ended.ended_at) == (ENDED, 120, clock.now)
    assert ended.content == {name: value for name, value in SAID.items() if name != "code"}
    assert [call.id for call in calls.ended_of(MARIA)] == [second.id, first.id]
    assert calls.kept_of(MARIA) == []


def test_whoever_comes_second_with_an_old_state_is_told(calls: Calls) -> None:
    taken = calls.take(MARIA, None, "new")
    calls.keep(taken)
    for change in (calls.save, calls.keep, calls.end):
        with pytest.raises(Conflict):
            change(taken)


def test_two_tabs_take_up_one_kept_call_each_and_one_is_refused(calls: Calls) -> None:
    one, two = (calls.keep(calls.take(MARIA, None, "new")) for _ in range(2))

    def resume(call: Call) -> bool:
        try:
            return bool(calls.resume(call))
        except OneOpenAlready:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(resume, (one, two))) == [False, True]


def test_a_copy_of_the_table_says_nothing_of_the_caller(calls: Calls, engine: Engine) -> None:
    taken = calls.take(MARIA, "360000", "phone", SAID)
    for secret in (*SAID.values(), "13812341234"):
        assert secret not in raw(engine)
    assert calls.get(taken.id) == taken
    other = Calls(engine, "x" * 32, KEEP_FOR)
    found = other.get(taken.id)
    assert found is not None
    assert found.content == {}
    # What is sealed for one row opens in no other.
    calls.keep(taken)
    moved = calls.take(MARIA, "360000", "phone")
    with engine.begin() as connection:
        copied = "UPDATE calls SET content = (SELECT content FROM calls c WHERE c.id = :one) WHERE id = :two"
        connection.execute(text(copied), {"one": taken.id, "two": moved.id})
    found = calls.get(moved.id)
    assert found is not None
    assert found.content == {}


def test_own_calls_are_found_by_number_for_as_long_as_it_is_kept(calls: Calls, clock: Clock) -> None:
    taken = calls.keep(calls.take(MARIA, None, "new", SAID))

    def found(agent: int) -> tuple[Any, ...]:
        return tuple(
            [call.id for call in calls_found]
            for calls_found in (calls.of_number(SAID["number"], agent), calls.of_tail("1234", agent))
        )

    assert found(MARIA) == ([taken.id], [taken.id])
    assert found(LEI) == ([], [])
    assert calls.of_number("+8613812341235", MARIA) == []
    calls.save(replace(taken, content={**SAID, "number": "+8613900005678"}))
    assert found(MARIA) == ([], [])
    clock.now += KEEP_FOR - timedelta(seconds=1)
    assert [call.id for call in calls.of_tail("5678", MARIA)] == [taken.id]
    assert [call.id for call in calls.kept_of(MARIA)] == [taken.id]
    clock.now += timedelta(seconds=1)
    assert calls.of_tail("5678", MARIA) == []
    assert calls.kept_of(MARIA) == []


def test_a_call_is_got_for_its_agent_alone(calls: Calls) -> None:
    taken = calls.take(MARIA, None, "new")
    assert calls.get(taken.id, MARIA) == taken
    assert calls.get(taken.id, LEI) is None
    assert calls.get(taken.id + 1) is None


def test_firms_are_found_the_newest_campaign_first(engine: Engine) -> None:
    old = sample.make(engine, sample.firm_row(0), sample.firm_row(1, name="百分%公司"))
    new = sample.make(engine, sample.firm_row(0))
    sample.make(engine, sample.firm_row(0), state="draft")
    callers, both = Callers(engine), [new.firms[0].id, old.firms[0].id]
    code = sample.CODES[0]

    assert [hit.firm for hit in callers.by_code(code, "360000", 9)] == both
    assert [hit.firm for hit in callers.by_code(code, "360000", 1)] == both[:1]
    assert callers.by_code(code, "620000", 9) == []
    assert [hit.firm for hit in callers.by_name("示例企业1", None, 9)] == both
    assert [hit.firm for hit in callers.by_name(code[-6:].lower(), None, 9)] == both
    assert [hit.firm for hit in callers.by_name("百分%", None, 9)] == [old.firms[1].id]
    assert [hit.firm for hit in callers.by_number(sample.PHONE, None, 9)] == both
    assert [hit.firm for hit in callers.by_part("+86138", "1234", None, 9)] == both
    assert callers.by_part("+86139", "1234", None, 9) == []
    assert (callers.sent_to(both[0]), callers.opened_at(both[0])) == ([], None)
