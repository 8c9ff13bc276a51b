"""The end of a call: what it was about, how it came out, what was noted and what it leaves to do."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from assistant.staff import stores
from assistant.storage.hotline.calls import ENDED, KEPT, Call
from assistant.storage.hotline.tasks import Task, Tasks
from tests import staffing
from tests.campaigns.firm_page import sample
from tests.clocks import Clock
from tests.hotline.agents import LIST, Agent, agent, case_code, rows_of
from tests.operator.desk import errors, selected, value_of
from tests.web.interview.visiting import JIANGXI_FIRM, main_of

# A Friday in Beijing, before the National Day of 2024: of the days that follow, 29 September and 12 October are worked,
# 1 to 7 October are not.
FRIDAY = datetime(2024, 9, 27, 2, tzinfo=UTC)
ENDS = {"topic": "amount", "outcome": "resolved"}
PHONE, ID_NUMBER, CARD = "13712345678", "110101199003077715", "6222021234567890123"


@pytest.fixture
def desk(app: Flask) -> Agent:
    found = agent(app)
    app.extensions[stores.CLOCK] = Clock(datetime.now(UTC))
    return found


def end(number: int) -> str:
    return f"{LIST}/{number}/end"


def ended(desk: Agent, call: int, **form: Any) -> Call:
    answer = desk.post(end(call), **{**ENDS, **form})
    assert answer.status_code == 303, errors(answer)
    found = desk.calls.get(call)
    assert found is not None
    assert found.state == ENDED
    return found


def tasks_of(desk: Agent, number: int) -> list[Task]:
    settings = staffing.settings_of(desk.app)
    return Tasks(staffing.engine_of(desk.app), settings.secret_key, settings.keep_for).of_calls(number)


def test_a_call_ends_under_its_topic_and_outcome(desk: Agent) -> None:
    number = desk.take()
    call = ended(desk, number, topic="layoff_rate", notes="问裁员率怎么算")
    # The topic is one program's: that is what the call was about.
    assert (call.topic, call.outcome, call.program) == ("layoff_rate", "resolved", "stabilization_refund")
    assert desk.content(number).notes == "问裁员率怎么算"
    page = desk.get(LIST)
    assert f"来电 {number} 已结束" in page.text
    assert "裁员率" in main_of(page)
    (event,) = desk.events("call_ended")
    assert event.after == {"topic": "layoff_rate", "outcome": "resolved"}
    assert desk.open is None


def test_with_a_finished_interview_the_call_gets_its_verdict(desk: Agent) -> None:
    number = desk.take("by-code", code=case_code(desk.app, **JIANGXI_FIRM))
    assert selected(desk.get(end(number)))["topic"] == "eligibility"
    call = ended(desk, number, topic="eligibility")
    assert (call.verdict, call.flow) == ("eligible", "stabilization_refund")
    assert "code" not in call.content


def test_while_a_question_is_open_there_is_no_verdict(desk: Agent) -> None:
    assert ended(desk, desk.take("by-code", code=case_code(desk.app))).verdict is None


def test_topics_of_the_calls_own_program_come_first(desk: Agent) -> None:
    page = desk.get(end(desk.take("by-code", code=case_code(desk.app)))).text
    own, rest = page.split('<optgroup label="不分项目">')
    assert '<optgroup label="稳岗返还">' in own
    assert 'value="layoff_rate"' in own
    assert 'value="duration"' in rest.split('<optgroup label="其他项目">')[1]
    assert 'value="small_talk"' not in page


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"topic": ""}, {"topic"}),
        ({"topic": "small_talk", "outcome": "paid"}, {"topic", "outcome"}),
        ({"notes": "长" * 1001}, {"notes"}),
        ({"outcome": "escalated"}, {"request_note"}),
        ({"escalate": "y", "request_note": "请核对缴费", "due": "4"}, {"due"}),
        ({"escalate": "y", "request_note": "请核对缴费", "due": "soon"}, {"due"}),
        ({"outcome": "callback", "day": "", "number": ""}, {"day", "number"}),
        ({"callback": "y", "day": "2024-09-26", "number": "137"}, {"day", "number"}),
        ({"callback": "y", "day": "哪天都行", "number": PHONE, "slot": "night"}, {"day", "slot"}),
    ],
)
def test_what_is_amiss_is_said_and_what_was_typed_stays(desk: Agent, form: dict[str, str], wrong: set[str]) -> None:
    number = desk.take()
    desk.app.extensions[stores.CLOCK].now = FRIDAY
    answer = desk.post(end(number), **{**ENDS, "notes": "要留下的话", "request_note": "", **form})
    assert answer.status_code == 422
    assert set(errors(answer)) == wrong
    assert all(re.search("[一-鿿]", message) for message in errors(answer).values())
    if "notes" not in form:
        assert "要留下的话" in answer.text
    if "number" in form:
        assert value_of(answer, "number") == form["number"]
    assert desk.open is not None
    assert tasks_of(desk, number) == []


def test_numbers_of_persons_are_masked_before_anything_is_stored(desk: Agent) -> None:
    app, code = desk.app, case_code(desk.app)
    number = desk.take("by-code", code=code)
    said = f"电话{PHONE}，身份证 {ID_NUMBER}，卡 {CARD}，查询码 {code.lower()}，工资 5000 元"
    assert desk.post(f"{LIST}/{number}/notes", notes=said).status_code == 303
    pages = [desk.get(end(number)).text]
    pages.append(desk.post(end(number), topic="", notes=said, request_note=said, outcome="resolved").text)
    call = ended(desk, number, outcome="escalated", request_note=said, notes=said)
    pages.append(desk.get(LIST).text)
    masked = "电话****，身份证 ****，卡 ****，查询码 ****，工资 5000 元"
    assert call.content["notes"] == masked
    assert tasks_of(desk, number)[0].content["note"] == masked
    assert "有 8 处像证件号、卡号、电话或查询码" in pages[-1]
    with staffing.engine_of(app).connect() as connection:
        trail = str([tuple(row) for row in connection.execute(text("select * from audit_events"))])
    for secret in (PHONE, ID_NUMBER, CARD):
        assert all(secret not in page for page in pages)
        assert secret not in trail
    # The bar names the case code while the call is open; nothing else does.
    assert code not in pages[-1] + trail
    assert "工资" not in str(rows_of(app)) + trail


def test_an_escalation_is_due_in_working_days_and_goes_to_the_callers_region(desk: Agent) -> None:
    staffing.account(desk.app, "operator", region="360000")
    code = case_code(desk.app)
    number = desk.take("by-code", code=code)
    desk.app.extensions[stores.CLOCK].now = FRIDAY
    assert "江西的经办员" in desk.get(end(number)).text
    ended(desk, number, outcome="escalated", request_note="请核对去年的裁员率", due="3", consent="y")
    (task,) = tasks_of(desk, number)
    # Sunday 29 and Monday 30 September are worked, the first seven days of October are not: Tuesday 8 October.
    assert (task.kind, task.region, task.due_on) == ("escalation", "360000", date(2024, 10, 8))
    assert task.content == {"number": None, "note": "请核对去年的裁员率", "code": code.replace("-", "")}
    (event,) = desk.events("escalated")
    assert event.after == {"task": task.id, "due_on": "2024-10-08", "with_case": True}


def test_without_consent_the_case_code_stays_behind(desk: Agent) -> None:
    number = desk.take("by-code", code=case_code(desk.app))
    ended(desk, number, escalate="y", request_note="请核对")
    (task,) = tasks_of(desk, number)
    assert "code" not in task.content


def test_where_no_calendar_is_held_plain_days_are_counted_and_said(desk: Agent) -> None:
    number = desk.take()
    # Calendars are held from 2004 on.
    desk.app.extensions[stores.CLOCK].now = datetime(2003, 12, 29, tzinfo=UTC)
    assert "2003 年的放假安排还没有收录" in main_of(desk.get(end(number)))


def test_an_escalation_goes_where_somebody_sees_it(desk: Agent) -> None:
    # The firm's campaign is 江西's; only 江西 and 吉林 have operators.
    staffing.account(desk.app, "operator", region="220000")
    staffing.account(desk.app, "operator", region="360000", disabled_at=FRIDAY)
    made = sample.make(staffing.engine_of(desk.app), sample.firm_row(0))
    number = desk.take_firm(made.firms[0])
    assert "江西的经办员" in desk.get(end(number)).text  # nobody's: the agent's own
    staffing.account(desk.app, "operator")  # sees every region
    ended(desk, number, escalate="y", request_note="请核对")
    assert [task.region for task in tasks_of(desk, number)] == ["360000"]


def test_a_callback_carries_number_note_and_part_of_the_day(desk: Agent) -> None:
    number = desk.take()
    desk.app.extensions[stores.CLOCK].now = FRIDAY
    # The next working day stands there already: Sunday 29 September 2024, worked in exchange.
    assert value_of(desk.get(end(number)), "day") == "2024-09-29"
    form = {"day": "2024年9月30日", "slot": "morning", "number": "0791-88886666", "notes": "先查档案"}
    ended(desk, number, outcome="callback", **form)
    (task,) = tasks_of(desk, number)
    assert (task.kind, task.region, task.due_on, task.slot) == ("callback", "360000", date(2024, 9, 30), "morning")
    assert task.content == {"number": "+8679188886666", "note": "先查档案"}
    assert len(desk.events("callback_added")) == 1


def test_what_is_not_wanted_is_not_asked_for(desk: Agent) -> None:
    number = desk.take()
    ended(desk, number, day="以后再说", number="137", due="4", slot="night")
    assert tasks_of(desk, number) == []


def test_a_call_is_put_aside_with_its_notes(desk: Agent) -> None:
    number = desk.take()
    assert desk.post(f"{LIST}/{number}/keep", notes=f"等他找材料 {PHONE}").status_code == 303
    (kept,) = desk.calls.kept_of(desk.id)
    assert (kept.state, kept.content["notes"]) == (KEPT, "等他找材料 ****")
    assert len(desk.events("call_kept")) == 1


@pytest.mark.parametrize(
    ("named", "leads"),
    [("/readback", "/readback"), ("?ask=months_paid", "?ask=months_paid"), ("0/end", ""), ("@x", "")],
)
def test_notes_lead_back_to_a_page_of_their_own_call(desk: Agent, named: str, leads: str) -> None:
    own = f"{LIST}/{desk.take()}"
    answer = desk.post(f"{own}/notes", notes="记一笔", next=f"{own}{named}")
    assert answer.headers["Location"] == f"{own}{leads}"


@pytest.mark.parametrize("path", ["end", "keep", "notes"])
def test_nothing_is_recorded_in_another_agents_call_or_one_that_is_over(desk: Agent, path: str) -> None:
    number = desk.take()
    other = agent(desk.app)
    assert other.post(f"{LIST}/{number}/{path}", **ENDS, notes="别人的").status_code == 404
    assert [event.subject_id for event in other.events("access_refused")] == [str(number)]
    ended(desk, number, notes="自己的")
    assert desk.post(f"{LIST}/{number}/{path}", **ENDS, notes="后来的").status_code == 409
    assert desk.content(number).notes == "自己的"
