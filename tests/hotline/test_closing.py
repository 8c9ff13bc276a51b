"""Reading back and saying the result: only of answers that the caller agreed to, and the same as the caller sees."""

import re

import pytest
from flask import Flask

from assistant.interview.engine import UNSURE
from tests.hotline.agents import LIST, Agent, agent
from tests.hotline.closing import SKILL, begun, cases, read_back, taken_up
from tests.web.interview.visiting import Visit, main_of


@pytest.fixture
def desk(app: Flask) -> Agent:
    return agent(app)


def test_answers_are_read_back_and_each_leads_to_its_question(desk: Agent) -> None:
    case = begun(desk.app, {**SKILL, "certificate_level": UNSURE})
    at = taken_up(desk, case)
    page = desk.get(f"{at}/readback")
    said = main_of(page)
    assert "证书核发日期：2024年3月1日。" in said
    assert "“证书等级”，您还不清楚，我先按不清楚记着。" in said
    assert f'href="{at}?ask=issued_on"' in page.text


def test_the_result_is_said_only_after_these_very_answers_were_read_back(desk: Agent) -> None:
    case = begun(desk.app)
    at = taken_up(desk, case)
    assert desk.get(f"{at}/result").location == f"{at}/readback?why=first"
    read_back(desk, at, case)
    said = main_of(desk.get(f"{at}/result"))
    assert "这份文件写明的条件您都符合，可以享受。" in said
    assert "技能提升补贴金额是一千五百元。" in said
    # The caller changes an answer on the telephone meanwhile.
    case = cases(desk.app).save(case, {**case.interview.answers, "certificate_level": "five"})
    answer = desk.get(f"{at}/result")
    assert answer.location == f"{at}/readback?why=changed"
    assert "上次复述以后，回答改过了" in main_of(desk.get(answer.location))
    for path in ("send", "read"):
        assert desk.post(f"{at}/{path}", number="13800138000", consent="y").location == answer.location
    read_back(desk, at, case)
    assert "技能提升补贴金额是一千元。" in main_of(desk.get(f"{at}/result"))


def test_only_what_was_shown_is_agreed_to(desk: Agent) -> None:
    case = begun(desk.app)
    at = taken_up(desk, case)
    cases(desk.app).save(case, {**case.interview.answers, "certificate_level": "five"})
    answer = desk.post(f"{at}/readback", shown=f"{case.stamp}.{case.stored.version}")
    assert answer.status_code == 409
    assert "初级（五级）" in main_of(answer)
    assert desk.get(f"{at}/result").status_code == 303


def test_a_result_with_open_questions_is_said_to_be_preliminary(desk: Agent) -> None:
    case = begun(desk.app, {"employment_status": "enterprise_employee", "certificate_kind": "skill_level"})
    at = taken_up(desk, case)
    assert "还没有问完" in main_of(desk.get(f"{at}/readback"))
    read_back(desk, at, case)
    page = desk.get(f"{at}/result")
    assert "下面的结果只是初步的" in main_of(page)
    assert "这还不是最后的结果" in main_of(page)
    assert f'href="{at}?ask=certificate_level"' in page.text


def test_what_was_told_ahead_of_its_turn_is_read_back_and_counts_for_the_preliminary_result(desk: Agent) -> None:
    case = begun(desk.app, {"certificate_level": "four", "training_subsidy": True})
    at = taken_up(desk, case)
    assert "证书等级：中级（四级）。" in main_of(desk.get(f"{at}/readback"))
    read_back(desk, at, case)
    page = desk.get(f"{at}/result")
    assert "有 1 个条件现在对不上" in main_of(page)  # as the walk's side says
    assert "下面的结果只是初步的" in main_of(page)
    assert f'href="{at}?ask=training_subsidy"' not in page.text


def test_without_an_interview_there_is_nothing_to_close(desk: Agent) -> None:
    at = f"{LIST}/{desk.take(caller='worker')}"
    answers = [desk.get(f"{at}/readback"), desk.get(f"{at}/result")]
    answers += [desk.post(f"{at}/{path}") for path in ("readback", "send", "read")]
    assert [answer.location for answer in answers] == [at] * 5


def test_every_page_of_another_agents_call_is_not_there_and_of_a_kept_one_is_shut(desk: Agent) -> None:
    at = taken_up(desk, begun(desk.app))
    other = agent(desk.app)
    assert other.get(f"{at}/readback").status_code == other.get(f"{at}/result").status_code == 404
    assert {other.post(f"{at}/{path}").status_code for path in ("readback", "send", "read")} == {404}
    desk.post(f"{at}/keep")
    assert desk.get(f"{at}/readback").status_code == desk.get(f"{at}/result").status_code == 409
    assert {desk.post(f"{at}/{path}").status_code for path in ("readback", "send", "read")} == {409}


def test_every_view_is_in_the_trail_and_no_answer_is(desk: Agent) -> None:
    case = begun(desk.app)
    at = taken_up(desk, case)
    desk.get(f"{at}/readback")
    read_back(desk, at, case)
    desk.get(f"{at}/result")
    seen = [event.after for event in desk.events("case_viewed")][::-1]
    assert seen[-3:] == [{"page": "readback"}, {"page": "readback", "confirmed": True}, {"page": "result"}]
    assert case.code not in str(seen)


def test_the_caller_opens_the_code_and_sees_the_same_decision(desk: Agent) -> None:
    case = begun(desk.app)
    at = taken_up(desk, case)
    read_back(desk, at, case)
    ours = desk.get(f"{at}/result")
    visit = Visit(desk.app.test_client())
    visit.get("/resume")
    visit.send("/resume", code=case.shown_code)
    assert visit.path == "/result"
    for page in (ours, visit.page):
        assert '<strong class="badge yes">' in page.text
        assert "1,500.00 元" in page.text
        assert set(re.findall("2025年7月10日|2024年12月31日", page.text)) == {"2025年7月10日", "2024年12月31日"}


def test_the_english_desk_speaks_english(desk: Agent) -> None:
    case = begun(desk.app)
    at = taken_up(desk, case)
    read_back(desk, at, case)
    desk.post("/preferences", language="en")
    said = main_of(desk.get(f"{at}/result"))
    assert "you meet every condition that the notice states" in said
    assert "Amount of the skill subsidy: 1,500 yuan." in said
