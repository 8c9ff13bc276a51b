"""Calling back: whose list, what is carried into the new call, what came of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from assistant.staff import stores
from assistant.storage.hotline.tasks import CALLBACK, DONE, DROPPED, OPEN, Task, Tasks
from tests import staffing
from tests.clocks import Clock
from tests.hotline.agents import LIST, Agent, agent, case_code, taken
from tests.operator.desk import errors, rows
from tests.web.interview.visiting import main_of

CALLBACKS = "/console/callbacks"
TODAY = date(2024, 9, 27)
PHONE = "13712345678"


@pytest.fixture
def desk(app: Flask) -> Agent:
    app.extensions[stores.CLOCK] = Clock(datetime(2024, 9, 27, 2, tzinfo=UTC))
    return agent(app)


def tasks(app: Flask) -> Tasks:
    settings = staffing.settings_of(app)
    return Tasks(staffing.engine_of(app), settings.secret_key, settings.keep_for, app.extensions[stores.CLOCK])


def callback(desk: Agent, on: date = TODAY, region: str | None = "360000", **content: Any) -> Task:
    """A callback that is left of a call which has ended."""
    call = desk.calls.end(desk.calls.take(desk.id, region, "new", caller="worker"))
    said = {"number": f"+86{PHONE}", "note": "先查档案", **content}
    return tasks(desk.app).add(CALLBACK, call.id, region, on, desk.id, said, topic="amount")


def of(task: Task) -> str:
    return f"{CALLBACKS}/{task.id}"


def after(desk: Agent, task: Task) -> Task:
    found = tasks(desk.app).get(task.id)
    assert found is not None
    return found


def test_the_regions_callbacks_are_listed_the_one_due_first_first(desk: Agent) -> None:
    later, late = callback(desk, TODAY + timedelta(days=3)), callback(desk, TODAY - timedelta(days=1))
    callback(desk, region="220000")
    page = desk.get(CALLBACKS)
    shown = rows(page)[1:]
    assert [row[4] for row in shown] == [str(late.call), str(later.call)]
    assert shown[0][0].endswith("已过期")
    assert shown[0][2] == "137****5678"
    assert PHONE not in page.text
    # The start page counts what is due by today.
    assert "1 项等您处理" in main_of(desk.get("/console"))


def test_the_number_is_shown_to_be_dialled_and_that_is_on_record(desk: Agent) -> None:
    task = callback(desk)
    page = main_of(desk.get(of(task)))
    assert "137 1234 5678" in page
    assert "先查档案" in page
    assert [(event.subject, event.subject_id) for event in desk.events("unmasked")] == [("callback", str(task.id))]


def test_calling_back_opens_a_call_with_what_was_carried_over(desk: Agent) -> None:
    code = case_code(desk.app).replace("-", "")
    task = callback(desk, code=code)
    number = taken(desk.post(f"{of(task)}/start"))
    opened = desk.open
    assert opened is not None
    assert (opened.id, opened.way, opened.caller, opened.flow) == (number, "callback", "worker", "stabilization_refund")
    held = desk.content(number)
    assert (held.code, held.number, held.notes, held.callback) == (code, f"+86{PHONE}", "先查档案", task.id)
    assert after(desk, task).state == OPEN
    # The call over, its result is asked for.
    answer = desk.post(f"{LIST}/{number}/end", topic="amount", outcome="resolved")
    assert answer.headers["Location"] == of(task)


def test_a_case_that_has_gone_is_not_carried_over(desk: Agent) -> None:
    number = taken(desk.post(f"{of(callback(desk, code='ACDEFGHJKM'))}/start"))
    assert desk.content(number).code is None


def test_with_a_call_open_nobody_is_called_back_unasked(desk: Agent) -> None:
    task, first = callback(desk), desk.take()
    answer = desk.post(f"{of(task)}/start")
    assert answer.status_code == 409
    assert f"把来电 {first} 转为待续" in main_of(answer)
    taken(desk.post(f"{of(task)}/start", then="keep", open_call=first))
    assert [call.id for call in desk.calls.kept_of(desk.id)] == [first]


def test_who_was_reached_is_called_no_more(desk: Agent) -> None:
    task = callback(desk, code="ACDEFGHJKM")
    assert desk.post(of(task), version=task.version, result="reached", note=f"已告知 {PHONE}").status_code == 303
    settled = after(desk, task)
    assert (settled.state, settled.result, settled.handled_by) == (DONE, "reached", desk.id)
    assert settled.content == {"note": "已告知 ****"}  # neither number nor code any more
    assert rows(desk.get(CALLBACKS)) == []
    (event,) = desk.events("callback_done")
    assert event.after == {"result": "reached", "state": "done", "call": task.call}
    assert desk.post(f"{of(task)}/start").status_code == 409


def test_who_was_not_reached_is_tried_on_another_day(desk: Agent) -> None:
    task = callback(desk)
    assert desk.post(of(task), version=1, result="not_reached", day="2024-09-30").status_code == 303
    waits = after(desk, task)
    assert (waits.state, waits.due_on, waits.content["number"]) == (OPEN, date(2024, 9, 30), f"+86{PHONE}")
    assert "上次没联系上" in main_of(desk.get(CALLBACKS))


def test_what_is_not_needed_is_dropped(desk: Agent) -> None:
    task = callback(desk)
    assert desk.post(of(task), version=1, result="not_needed").status_code == 303
    assert after(desk, task).state == DROPPED


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"result": ""}, "result"),
        ({"result": "not_reached", "day": "2024-09-26"}, "day"),
        ({"result": "not_reached", "day": ""}, "day"),
    ],
)
def test_what_is_amiss_is_said(desk: Agent, form: dict[str, str], wrong: str) -> None:
    task = callback(desk)
    answer = desk.post(of(task), version=1, note="写了一半", **form)
    assert answer.status_code == 422
    assert set(errors(answer)) == {wrong}
    assert "写了一半" in answer.text
    assert after(desk, task) == task


def test_of_two_agents_the_second_is_told(desk: Agent) -> None:
    task, other = callback(desk), agent(desk.app)
    assert other.post(of(task), version=1, result="not_reached", day="2024-09-30").status_code == 303
    answer = desk.post(of(task), version=1, result="reached", note="我也打了")
    assert answer.status_code == 409
    assert "别人刚才处理过" in answer.text
    assert "我也打了" in answer.text
    assert after(desk, task).state == OPEN


def test_another_regions_callbacks_are_not_there(desk: Agent) -> None:
    task, elsewhere = callback(desk), agent(desk.app, region="220000")
    assert elsewhere.get(of(task)).status_code == 404
    assert elsewhere.post(of(task), version=1, result="reached").status_code == 404
    assert elsewhere.post(f"{of(task)}/start").status_code == 404
    assert agent(desk.app, region=None).get(of(task)).status_code == 200
