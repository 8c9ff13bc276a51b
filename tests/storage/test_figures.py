"""Sums over calls and tallies on both databases, against what a person adds up; counting while many write."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, update

from assistant import storage
from assistant.storage.hotline.calls import Calls
from assistant.storage.hotline.figures import Figures, Totals, Wanted
from assistant.storage.hotline.tallies import Tallies, Tally
from assistant.storage.hotline.tasks import Tasks
from assistant.storage.interviews import Interviews
from assistant.storage.tables import audit_events, calls

SECRET, KEEP = "k" * 32, timedelta(days=30)
# 23:30 in Beijing on 2 November, and an hour later: the next day there, though still the same one in UTC.
EVENING = datetime(2026, 11, 2, 15, 30, tzinfo=UTC)
NOVEMBER = Wanted(datetime(2026, 10, 31, 16, tzinfo=UTC), datetime(2026, 11, 30, 16, tzinfo=UTC))
DAY = date(2026, 11, 2)


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.prepare(database_url, migrate=False)


def call(engine: Engine, agent: int, *, at: datetime = EVENING, seconds: int | None = None, **columns: Any) -> int:
    """Add a call; with ``seconds``, one that ended after them."""
    kept = Calls(engine, SECRET, KEEP, lambda: at)
    made = kept.take(agent, columns.pop("region", "360000"), columns.pop("way", "new"))
    over = {"state": "kept"} if seconds is None else {"state": "ended", "seconds": seconds, "ended_at": at}
    with engine.begin() as connection:
        connection.execute(update(calls).where(calls.c.id == made.id).values(**over, **columns))
    return made.id


def told(engine: Engine, event: str, number: int) -> None:
    row = {"at": EVENING, "event": event, "actor": "a", "subject": "call", "subject_id": str(number), "result": "done"}
    with engine.begin() as connection:
        connection.execute(insert(audit_events).values(row))


def test_totals_are_of_calls_not_of_what_was_done_in_them(engine: Engine) -> None:
    first, second, third = call(engine, 1, seconds=60), call(engine, 1, seconds=90), call(engine, 2)
    call(engine, 3, seconds=10, demonstration=1)
    call(engine, 4, seconds=10, region="620000")
    call(engine, 5, seconds=10, at=NOVEMBER.end)
    for event, number in (("case_code_sent", first), ("case_code_sent", first), ("case_code_read", second)):
        told(engine, event, number)
    tasks = Tasks(engine, SECRET, KEEP, lambda: EVENING)
    for kind in ("escalation", "callback", "callback"):
        tasks.add(kind, third, "360000", DAY, 1, {})
    # 3 calls of 江西, 2 of them over, by agents 1 and 2
    assert Figures(engine).totals(replace(NOVEMBER, region="360000")) == Totals(3, 2, 2, 1, 1, 1, 1)
    assert Figures(engine).totals(NOVEMBER).calls == 4
    assert Figures(engine).totals(replace(NOVEMBER, demonstration=True)).calls == 5
    assert Figures(engine).totals(replace(NOVEMBER, region="150000")) == Totals(0, 0, 0, 0, 0, 0, 0)


def test_days_are_those_of_beijing(engine: Engine) -> None:
    call(engine, 1)
    call(engine, 2, at=EVENING + timedelta(hours=1))
    call(engine, 3, at=EVENING + timedelta(hours=1))
    assert Figures(engine).by_day(NOVEMBER) == {date(2026, 11, 2): 1, date(2026, 11, 3): 2}


def test_values_and_durations_are_counted(engine: Engine) -> None:
    call(engine, 1, seconds=60, topic="amount", program="skill_subsidy")
    call(engine, 1, seconds=60, topic="amount", program="skill_subsidy")
    call(engine, 2, seconds=200, way="firm")
    call(engine, 3, topic="deadline")
    figures = Figures(engine)
    assert figures.by("way", NOVEMBER) == {"new": 3, "firm": 1}
    assert figures.by("topic", NOVEMBER, ended=True) == {"amount": 2, "": 1}
    assert figures.seconds(NOVEMBER) == {"skill_subsidy": {60: 2}, "": {200: 1}}


def test_a_region_counts_with_what_lies_in_it(engine: Engine) -> None:
    tallies = Tallies(engine)
    for region in ("360000", "360100", "360121", "620000"):
        tallies.add(Tally(DAY, region, "page", "skill_subsidy", "begun"))

    def begun(below: str | None) -> int:
        return sum(tallies.sums(["kind"], since=DAY, until=DAY, below=below).values())

    assert [begun(below) for below in (None, "360000", "360100", "360121")] == [4, 3, 2, 1]


def test_many_interviews_at_once_are_all_counted_and_wait_for_nobody_for_ever(engine: Engine) -> None:
    """Eight threads save interviews of their own and count the same steps, each in another order."""
    interviews = Interviews(engine, SECRET, KEEP, lambda: EVENING)
    steps = [("asked", name) for name in "abcdefgh"]

    def walk(number: int) -> None:
        _, held = interviews.create("skill_subsidy", "360000", DAY, channel="page", steps=[("begun", "")])
        for turn in range(10):
            held = interviews.save(held, steps[(number + turn) % 8 :] + steps[: (number + turn) % 8])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(walk, range(8)))
    found = Tallies(engine).sums(["kind", "name"], since=DAY, until=DAY)
    assert found == {("begun", ""): 8, **dict.fromkeys(steps, 80)}
