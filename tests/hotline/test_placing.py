"""Beginning an interview within a call; another place, day or program in the middle of it."""

import pytest
from flask import Flask

from assistant.hotline.content import Content
from assistant.interview.flows import today
from tests.hotline.agents import Agent, agent
from tests.hotline.walking import DAY, GANSU, JIANGXI, Walk, asked, states
from tests.operator.desk import errors, selected, value_of
from tests.web.interview.visiting import main_of


@pytest.fixture
def desk(app: Flask) -> Agent:
    return agent(app)


@pytest.fixture
def walk(desk: Agent) -> Walk:
    return Walk(desk, caller="firm")


def remembered(walk: Walk, **content: object) -> None:
    """Put into the call what was said before the interview."""
    call = walk.desk.open
    assert call is not None
    walk.desk.calls.save(type(call)(**{**_columns(call), "content": Content(**content).to_json()}))  # type: ignore[arg-type]


def _columns(call: object) -> dict[str, object]:
    return {name: getattr(call, name) for name in call.__dataclass_fields__}  # type: ignore[attr-defined]


def test_before_the_interview_the_callers_kind_comes_first(walk: Walk) -> None:
    page = walk.show()
    text = main_of(page)
    assert text.index("单位问的") < text.index("职工问的")
    assert selected(page)["region"] == JIANGXI  # the agent's own


def test_what_was_said_already_stands_in_the_form_and_is_answered_then(walk: Walk) -> None:
    told = {"skill_subsidy": {"certificate_level": "three", "issued_on": "2024-10-01"}, "contribution_rate": {}}
    remembered(walk, flow="skill_subsidy", region=GANSU, told=told)
    page = walk.show()
    assert 'value="skill_subsidy" data-digit="7" checked' in page.text
    assert selected(page)["region"] == GANSU
    assert walk.begin("skill_subsidy").status_code == 303
    assert walk.answers == told["skill_subsidy"]
    assert states(walk.show())["certificate_level"] == "ahead"
    content = walk.desk.content(walk.number)
    assert set(content.told) == {"contribution_rate"}
    assert content.trail == ("certificate_level", "issued_on")


def test_the_calls_columns_say_what_is_asked(walk: Walk) -> None:
    walk.begin("skill_subsidy")
    call = walk.desk.open
    assert call is not None
    assert (call.caller, call.flow, call.program) == ("worker", "skill_subsidy", "skill_subsidy")
    event = walk.desk.events("case_changed")[0]
    assert event.after == {"how": "begun", "flow": "skill_subsidy", "region": JIANGXI, "told": []}


def test_an_incomplete_form_says_what_is_missing_and_keeps_the_rest(walk: Walk) -> None:
    page = walk.begin("stabilization_refund", region="", as_of="前天的前天")
    assert page.status_code == 422
    assert set(errors(page)) == {"region", "as_of"}
    assert value_of(page, "as_of") == "前天的前天"
    assert walk.post("start", region=JIANGXI, day="today").status_code == 422
    assert walk.desk.content(walk.number).code is None


def test_an_ended_term_is_said_first_and_can_be_held_to_its_last_day(walk: Walk) -> None:
    page = walk.begin("stabilization_refund", as_of=today().isoformat())
    assert page.status_code == 200
    assert "执行期到 2024年12月31日 为止" in main_of(page)
    assert walk.desk.content(walk.number).code is None
    assert walk.begin("stabilization_refund", as_of="2024-12-31", notice="jiangxi-2024").status_code == 303
    assert (walk.case.stored.as_of.isoformat(), walk.case.stored.notice) == ("2024-12-31", "jiangxi-2024")
    assert walk.begin("stabilization_refund", as_of=today().isoformat(), anyway="1").status_code == 303
    assert "已经结束" in main_of(walk.show()) or "为止" in main_of(walk.show())


def test_no_notice_is_said_kindly_with_what_is_held(walk: Walk) -> None:
    page = walk.begin("stabilization_refund", region="440000")
    assert page.status_code == 422
    text = main_of(page)
    assert "不等于当地没有这项政策" in text
    assert "江西" in text  # where it is held
    assert walk.desk.content(walk.number).code is None


def test_the_short_interviews_ask_no_place_and_lead_on(walk: Walk) -> None:
    assert walk.post("start", flow="firm_start", day="today").status_code == 303
    walk.answer("topic", "refund")
    page = walk.answer("is_dispatch_agency", "no") and walk.show()
    assert asked(page) is None
    assert f"{walk.address}/start?flow=stabilization_refund" in page.text


def test_another_province_midway_keeps_the_answers_and_says_what_is_different(walk: Walk) -> None:
    walk.begin("stabilization_refund")
    for fact, value in (("organisation_type", "enterprise"), ("registration_status", "active"), ("months_paid", "14")):
        walk.answer(fact, value)
    before, code = walk.answers, walk.case.code
    moved = walk.post("place", region=GANSU)
    assert moved.headers["Location"].endswith(f"?was={JIANGXI}.{DAY}.")
    assert (walk.case.code, walk.case.stored.region, walk.answers) == (code, GANSU, before)
    text = main_of(walk.desk.get(moved.headers["Location"]))
    assert "原来按江西、2024年10月18日。换过来以后" in text
    assert "登记状态" in text  # asked in 江西 alone: laid aside, not thrown away
    assert walk.desk.events("case_changed")[0].after == {"how": "placed", "region": GANSU, "as_of": DAY}


def test_a_place_without_a_notice_leaves_the_interview_as_it_is(walk: Walk) -> None:
    walk.begin("stabilization_refund")
    page = walk.post("place", region="440000")
    assert page.status_code == 422
    assert "刚才那份查询不变" in main_of(page)
    assert walk.case.stored.region == JIANGXI


def test_a_day_that_is_none_is_said_beside_the_field(walk: Walk) -> None:
    walk.begin("stabilization_refund")
    page = walk.post("place", as_of="不知道")
    assert page.status_code == 422
    assert set(errors(page)) == {"place-as_of"}
    assert value_of(page, "as_of") == "不知道"


def test_a_day_after_the_term_asks_how_to_go_on(walk: Walk) -> None:
    walk.begin("stabilization_refund")
    page = walk.post("place", as_of="2025-03-01")
    assert page.status_code == 200
    assert f'action="{walk.address}/place"' in page.text
    assert walk.case.stored.as_of.isoformat() == DAY


def test_another_program_leaves_the_first_interview_stored_under_its_code(walk: Walk) -> None:
    walk.begin("stabilization_refund")
    walk.answer("months_paid", "14")
    first = walk.case
    page = walk.desk.get(f"{walk.address}/start", flow="contribution_rate")
    assert first.shown_code in page.text
    walk.begin("contribution_rate")
    assert walk.case.code != first.code
    assert walk.answers == {}
    kept = walk.held().load(first.code)
    assert kept is not None
    assert kept.interview.answers == {"months_paid": 14}


def test_an_interview_that_is_gone_is_said_so(walk: Walk) -> None:
    walk.begin("stabilization_refund")
    walk.held().interviews.delete(walk.case.stored)
    page = walk.show()
    assert page.status_code == 200
    assert "已经过期或被删除" in main_of(page)
    assert walk.post("answer", fact="months_paid", version="1", answer="14").status_code == 409
