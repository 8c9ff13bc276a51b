"""What calls leave to do: due in time, sealed, changed by one person at a time, written with the call's end or not at all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, select

from assistant import storage
from assistant.storage.hotline.calls import OPEN, Calls
from assistant.storage.hotline.tasks import CALLBACK, DONE, ESCALATION, Tasks
from assistant.storage.interviews import Conflict
from assistant.storage.tables import desk_tasks

SECRET = "only-for-tests-" * 3
KEPT = timedelta(days=30)
NOW = datetime(2024, 9, 2, 4, tzinfo=UTC)
SAID = {"number": "+8613800001234", "note": "请下午打"}


class Desk:
    def __init__(self, url: str) -> None:
        self.engine: Engine = storage.prepare(url, migrate=False)
        self.calls = Calls(self.engine, SECRET, KEPT, lambda: NOW)
        self.tasks = Tasks(self.engine, SECRET, KEPT, lambda: NOW)
        self.call = self.calls.take(1, "360000", "new")

    def callback(self, region: str | None, due_on: date) -> int:
        return self.tasks.add(CALLBACK, self.call.id, region, due_on, 1, SAID).id


@pytest.fixture
def desk(database_url: str) -> Desk:
    return Desk(database_url)


def test_a_region_sees_its_own_and_everybodys_the_one_due_first_first(desk: Desk) -> None:
    later = desk.callback("360000", date(2024, 9, 5))
    everybodys = desk.callback(None, date(2024, 9, 3))
    others = desk.callback("220000", date(2024, 9, 1))
    assert [task.id for task in desk.tasks.waiting(CALLBACK, region="360000")] == [everybodys, later]
    assert [task.id for task in desk.tasks.waiting(CALLBACK)] == [others, everybodys, later]
    assert desk.tasks.count(CALLBACK, region="360000", due_by=date(2024, 9, 3)) == 1
    assert desk.tasks.waiting(ESCALATION) == []


def test_what_was_said_is_sealed_with_its_own_row(desk: Desk) -> None:
    first, second = desk.callback(None, date(2024, 9, 3)), desk.callback(None, date(2024, 9, 3))
    with desk.engine.begin() as connection:
        sealed = {row.id: row.content for row in connection.execute(select(desk_tasks))}
        assert "1234" not in str(sealed)
        connection.execute(desk_tasks.update().where(desk_tasks.c.id == second).values(content=sealed[first]))
    found, moved = desk.tasks.get(first), desk.tasks.get(second)
    assert found is not None
    assert found.content == SAID
    assert moved is not None
    assert moved.content == {}


def test_of_two_who_change_a_task_the_second_is_told(desk: Desk) -> None:
    task = desk.tasks.get(desk.callback(None, date(2024, 9, 3)))
    assert task is not None
    desk.tasks.save(replace(task, state=DONE, result="reached"))
    with pytest.raises(Conflict):
        desk.tasks.save(replace(task, result="not_reached"))


def test_what_is_said_is_kept_until_an_open_task_was_due(desk: Desk) -> None:
    # 2 September + 8 days ahead + 30 days; handled on 2 September: + 30 days.
    task = desk.tasks.get(desk.callback(None, date(2024, 9, 10)))
    assert task is not None
    assert task.expires_at == NOW + timedelta(days=38)
    put_off = desk.tasks.save(replace(task, due_on=date(2024, 9, 12)))
    assert put_off.expires_at == NOW + timedelta(days=40)
    assert desk.tasks.save(replace(put_off, state=DONE)).expires_at == NOW + timedelta(days=30)


def test_a_call_ends_with_its_tasks_or_not_at_all(desk: Desk) -> None:
    task = partial(
        desk.tasks.add_in, kind=ESCALATION, call=desk.call.id, region=None, due_on=NOW.date(), by=1, content={}
    )

    def fails(_connection: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        desk.calls.end(desk.call, [task, fails])
    still = desk.calls.get(desk.call.id)
    assert still is not None
    assert still.state == OPEN
    assert desk.tasks.of_calls(desk.call.id) == []
    desk.calls.end(desk.call, [task])
    (left,) = desk.tasks.of_calls(desk.call.id)
    assert left.kind == ESCALATION
    assert desk.calls.open_of(1) is None


def test_an_answer_and_what_follows_from_it_are_written_together(desk: Desk) -> None:
    task = desk.tasks.get(desk.callback(None, date(2024, 9, 3)))
    assert task is not None
    again = partial(
        desk.tasks.add_in, kind=CALLBACK, call=task.call, region=None, due_on=NOW.date(), by=1, content=SAID
    )
    desk.tasks.save(replace(task, state=DONE), [again])
    with pytest.raises(Conflict):
        desk.tasks.save(replace(task, state=DONE), [again])
    assert len(desk.tasks.of_calls(desk.call.id)) == 2
