"""What agents handed on: to whom it is shown, what goes along, what came of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from assistant.staff import stores
from assistant.storage.hotline.tasks import CALLBACK, DONE, ESCALATION, OPEN, Task, Tasks
from tests import staffing
from tests.clocks import Clock
from tests.hotline.agents import LIST, Agent, agent, case_code
from tests.hotline.closing import begun
from tests.operator.desk import Desk, errors, rows
from tests.web.interview.visiting import JIANGXI_FIRM, main_of

ESCALATIONS = "/console/escalations"
TODAY = date(2024, 9, 27)
PHONE, ID_NUMBER, CARD = "13712345678", "110101199003077715", "6222021234567890123"


@pytest.fixture
def desk(app: Flask) -> Agent:
    app.extensions[stores.CLOCK] = Clock(datetime(2024, 9, 27, 2, tzinfo=UTC))
    return agent(app)


@pytest.fixture
def office(desk: Agent) -> Desk:
    return Desk.of(desk.app, "operator", region="360000")


def tasks(app: Flask) -> Tasks:
    settings = staffing.settings_of(app)
    return Tasks(staffing.engine_of(app), settings.secret_key, settings.keep_for, app.extensions[stores.CLOCK])


def escalated(desk: Agent, on: date = TODAY, region: str | None = "360000", **content: Any) -> Task:
    call = desk.calls.take(desk.id, region, "new")
    filed: dict[str, Any] = {"topic": "layoff_rate", "program": "stabilization_refund"}
    desk.calls.end(replace(call, **filed, verdict="ineligible"))
    said = {"number": f"+86{PHONE}", "note": "请核对去年的裁员率", **content}
    return tasks(desk.app).add(ESCALATION, call.id, region, on, desk.id, said, **filed)


def of(task: Task) -> str:
    return f"{ESCALATIONS}/{task.id}"


def after(desk: Agent, task: Task) -> Task:
    found = tasks(desk.app).get(task.id)
    assert found is not None
    return found


def test_the_regions_escalations_are_listed_the_one_due_first_first(desk: Agent, office: Desk) -> None:
    escalated(desk, TODAY + timedelta(days=5)), escalated(desk, TODAY - timedelta(days=1))
    escalated(desk, region="220000")
    page = office.get(ESCALATIONS)
    shown = rows(page)[1:]
    assert [row[0].endswith("已过期") for row in shown] == [True, False]
    assert shown[0][1] == "稳岗返还 · 裁员率"
    assert "2 项等您处理" in main_of(office.get("/console"))


def test_one_is_shown_with_the_number_masked(desk: Agent, office: Desk) -> None:
    task = escalated(desk)
    page = main_of(office.get(of(task)))
    for said in ("请核对去年的裁员率", "137****5678", "不符合", "没有带上来电人的填写"):
        assert said in page
    assert PHONE not in page
    (event,) = office.events("escalation_viewed")
    assert (event.subject_id, event.after) == (str(task.id), {"call": task.call, "with_case": False})


def test_with_the_callers_consent_the_interview_stands_beside(desk: Agent, office: Desk) -> None:
    # 120,000.00 × 60 %
    code = case_code(desk.app, **JIANGXI_FIRM).replace("-", "")
    page = office.get(of(escalated(desk, code=code)))
    shown = main_of(page)
    for said in ("72,000.00", "可以享受", "120,000.00", "江西"):
        assert said in shown
    assert code not in page.text
    assert code[:5] not in page.text


def test_what_was_told_ahead_of_its_turn_is_not_kept_from_the_office(desk: Agent, office: Desk) -> None:
    case = begun(desk.app, {"registration_status": "deregistered_before_payout"}, "stabilization_refund")
    shown = main_of(office.get(of(escalated(desk, code=case.code))))
    assert "单位现在的登记状态是什么" in shown
    assert "有 1 个条件不符合" in shown


def test_an_interview_that_has_gone_is_said_to_have_gone(desk: Agent, office: Desk) -> None:
    assert "已经删除或过期" in main_of(office.get(of(escalated(desk, code="ACDEFGHJKM"))))


def test_the_answer_comes_back_to_the_agent(desk: Agent, office: Desk) -> None:
    task = escalated(desk, code="ACDEFGHJKM")
    answer = office.post(of(task), version=1, result="solved", answer="裁员率按系统为 3%，可以享受")
    assert answer.status_code == 303
    done = after(desk, task)
    assert (done.state, done.result, done.handled_at) == (DONE, "solved", datetime(2024, 9, 27, 2, tzinfo=UTC))
    assert done.content == {"note": "请核对去年的裁员率", "answer": "裁员率按系统为 3%，可以享受"}
    (event,) = office.events("escalation_handled")
    assert event.after == {"result": "solved", "call": task.call}
    (row,) = rows(desk.get(LIST))[1:]
    assert row[0] == str(task.call)
    assert "已解决 裁员率按系统为 3%，可以享受" in row[4]
    assert tasks(desk.app).count(CALLBACK) == 0
    assert "最近办结" in office.get(ESCALATIONS).text


def test_the_desk_is_asked_to_call_back(desk: Agent, office: Desk) -> None:
    task = escalated(desk, code="ACDEFGHJKM")
    form = {"result": "passed_on", "answer": "已转税务部门", "call_back": "y"}
    assert office.post(of(task), version=1, **form).status_code == 303
    (callback,) = tasks(desk.app).waiting(CALLBACK, region="360000")
    # The next working day: Sunday 29 September 2024 is worked in exchange.
    assert (callback.due_on, callback.topic) == (date(2024, 9, 29), "layoff_rate")
    assert callback.content == {"number": f"+86{PHONE}", "note": "经办员答复：已转税务部门", "code": "ACDEFGHJKM"}
    assert len(office.events("callback_added")) == 1


@pytest.mark.parametrize(
    ("form", "wrong"),
    [({"result": "", "answer": "写了一半"}, "result"), ({"result": "solved", "answer": "好"}, "answer")],
)
def test_what_is_amiss_is_said(desk: Agent, office: Desk, form: dict[str, str], wrong: str) -> None:
    task = escalated(desk)
    answer = office.post(of(task), version=1, **form)
    assert answer.status_code == 422
    assert set(errors(answer)) == {wrong}
    assert form["answer"] in answer.text
    assert after(desk, task).state == OPEN


def test_of_two_operators_the_second_is_told(desk: Agent, office: Desk) -> None:
    task, other = escalated(desk), Desk.of(desk.app, "operator", region="360000")
    form = {"version": 1, "result": "solved", "call_back": "y"}
    assert other.post(of(task), **form, answer="先答的").status_code == 303
    answer = office.post(of(task), **form, answer="后答的")
    assert answer.status_code == 409
    assert "别人刚才处理过" in answer.text
    assert after(desk, task).content["answer"] == "先答的"
    assert tasks(desk.app).count(CALLBACK) == 1


def test_other_regions_and_callbacks_are_not_there(desk: Agent, office: Desk) -> None:
    task = escalated(desk)
    elsewhere = Desk.of(desk.app, "operator", region="220000")
    assert elsewhere.get(of(task)).status_code == 404
    assert elsewhere.post(of(task), version=1, result="solved", answer="不该我答").status_code == 404
    callback = tasks(desk.app).add(CALLBACK, task.call, "360000", TODAY, desk.id, {})
    assert office.get(of(callback)).status_code == 404
    assert desk.get(of(task)).status_code == 403
    assert after(desk, task).state == OPEN


def test_numbers_of_persons_in_an_answer_are_masked(desk: Agent, office: Desk) -> None:
    task = escalated(desk, code="ACDEFGHJKM")
    said = f"打 {PHONE}，身份证 {ID_NUMBER}，卡 {CARD}，查询码 ACDEF-GHJKM"
    refused = office.post(of(task), version=1, result="", answer=said).text
    office.post(of(task), version=1, result="solved", answer=said)
    assert after(desk, task).content["answer"] == "打 ****，身份证 ****，卡 ****，查询码 ****"
    with staffing.engine_of(desk.app).connect() as connection:
        trail = str([tuple(row) for row in connection.execute(text("select * from audit_events"))])
    for secret in (PHONE, ID_NUMBER, CARD, "ACDEF"):
        assert secret not in refused + office.get(of(task)).text + desk.get(LIST).text + trail
