"""The caller's own words at the desk: what is entered, confirmed, asked back, kept for later, answered beside."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assistant.hotline.content import Content
from assistant.staff import stores
from tests.clocks import Clock
from tests.hotline.agents import agent
from tests.hotline.walking import Walk, hidden_of
from tests.web.interview.visiting import main_of


@pytest.fixture
def walk(app: Flask) -> Walk:
    """A call at noon on 2024-11-20; 去年 is 2023."""
    app.extensions[stores.CLOCK] = Clock(datetime(2024, 11, 20, 4, tzinfo=UTC))
    return Walk(agent(app))


def say(walk: Walk, words: str, fact: str = "") -> str:
    """Type what the caller says; return what the page shows then."""
    answer = walk.post("said", typed=words, **({"fact": fact} if fact else {}))
    assert answer.status_code == 303, main_of(answer)
    return main_of(walk.desk.get(answer.headers["Location"]))


def content(walk: Walk) -> Content:
    return walk.desk.content(walk.number)


def skill(walk: Walk) -> Walk:
    walk.begin("skill_subsidy", as_of="2024-11-20")
    return walk


# -- before the interview -------------------------------------------------------------------------


def test_words_before_the_interview_fill_the_form_that_begins_it_and_then_its_answers(walk: Walk) -> None:
    shown = say(walk, "我在南昌一家公司上班，去年10月18号考了三级电工证，社保交了两年")
    assert "三级" in shown
    held = content(walk)
    assert (held.program, held.flow, held.region, held.as_of) == ("skill_subsidy", "skill_subsidy", "360000", None)
    page = walk.show().text
    assert re.search(r'value="skill_subsidy"[^>]* checked', page)
    assert re.search(r'value="360000" selected', page)
    walk.begin("skill_subsidy", as_of="2024-11-20")
    assert walk.answers == {
        "employment_status": "enterprise_employee",
        "issued_on": "2023-10-18",
        "certificate_level": "three",
        "insured_months_at_application": 24,
    }
    assert content(walk).told == {}


def test_what_holds_in_one_year_only_is_not_taken_into_another(walk: Walk) -> None:
    say(walk, "我们是劳务派遣公司，去年没裁员")
    assert (content(walk).flow, content(walk).told["stabilization_refund"]["laid_off_anyone"]) == (
        "dispatch_refund",
        False,
    )
    # Told in 2024 of 2023; the rules of 2018 ask for 2017.
    assert "laid_off_anyone" not in content(walk).told_for("stabilization_refund", 2018)
    walk.begin("stabilization_refund", as_of="2024-11-20")
    assert walk.answers == {"organisation_type": "dispatch_agency", "laid_off_anyone": False}


def test_a_day_told_relative_to_another_year_is_asked_back_not_lost(walk: Walk) -> None:
    say(walk, "我在企业上班，去年10月18号考了三级电工证")
    walk.begin("skill_subsidy", as_of="2025-06-01", anyway="1")
    assert "issued_on" not in walk.answers
    shown = main_of(walk.show())
    assert "您说的“去年10月18号”，我不确定是哪一年。" in shown
    assert "2023年10月18日" in shown
    walk.post("said/confirm", program="skill_subsidy", fact="issued_on", candidate="0")
    assert walk.answers["issued_on"] == "2023-10-18"


def test_several_places_are_asked_for_not_guessed(walk: Walk) -> None:
    assert "说到不止一个地方" in say(walk, "我在江西交过，也在甘肃交过，想领失业金")
    assert content(walk).region is None


def test_who_asks_what_there_is_begins_with_the_questions_that_lead_on(walk: Walk) -> None:
    say(walk, "有什么补贴可以领")
    assert content(walk).flow == "worker_start"


# -- in the interview -----------------------------------------------------------------------------


def test_one_sentence_answers_several_questions_also_ahead_of_their_turn(walk: Walk) -> None:
    shown = say(skill(walk), "在企业上班，三级的技能等级证，社保交了两年，没领过")
    assert walk.answers == {
        "employment_status": "enterprise_employee",
        "certificate_level": "three",
        "certificate_kind": "skill_level",
        "insured_months_at_application": 24,
        "claimed_before": False,
    }
    assert "“三级”" in shown  # the words that said it stand beside what was taken
    assert "“没领过”" in shown  # with their 没, without which they would say the opposite
    # employment_status and certificate_kind are on the path; the rest waits for its turn and is not lost on the way.
    walk.answer("issued_on", "2023-10-18")
    assert walk.answers["claimed_before"] is False
    event = next(event for event in walk.desk.events("case_changed") if "said" in str(event.after))
    assert set(event.after["facts"]) >= {"certificate_level", "claimed_before"}
    assert "三级" not in str(event.after)


def test_words_do_not_stand_beside_an_answer_that_was_given_otherwise(walk: Walk) -> None:
    assert "“三级”" in say(skill(walk), "三级的技能等级证，在企业上班")
    walk.post("answer/confirm", **hidden_of(walk.answer("certificate_level", "four")))
    shown = main_of(walk.show())
    assert "“三级”" not in shown
    assert "“在企业上班”" in shown


@pytest.mark.parametrize(
    ("fact", "words", "value"),
    [
        ("certificate_level", "三级", "three"),
        ("insured_months_at_application", "2年", 24),
        ("claimed_before", "没有", False),
        ("certificate_kind", "不清楚", {"unsure": True}),
    ],
)
def test_a_whole_message_answers_the_question_that_is_shown(fact: str, words: str, value: object, walk: Walk) -> None:
    say(skill(walk), words, fact)
    assert walk.answers == {fact: value}


def test_another_value_for_an_answered_question_is_shown_before_it_is_changed(walk: Walk) -> None:
    walk.begin("stabilization_refund", as_of="2024-11-20")
    walk.answer("organisation_type", "enterprise")
    shown = say(walk, "我们是机关单位")
    assert walk.answers == {"organisation_type": "enterprise"}
    assert "和刚才答的不一样" in shown
    assert "结论由" in shown  # an enterprise may be entitled, a government body is not
    assert "和刚才答的不一样" in say(walk, "你好")  # it waits until it is confirmed or left
    version = walk.case.stored.version
    assert walk.post("said/confirm", fact="organisation_type", version=version).status_code == 303
    assert walk.answers == {"organisation_type": "government_body"}
    assert content(walk).said.changes == {}


def test_a_change_may_be_left(walk: Walk) -> None:
    walk.begin("stabilization_refund", as_of="2024-11-20")
    walk.answer("organisation_type", "enterprise")
    say(walk, "我们是机关单位")
    walk.post("said/leave", fact="organisation_type")
    assert walk.answers == {"organisation_type": "enterprise"}
    assert "和刚才答的不一样" not in main_of(walk.show())


def test_a_change_that_was_shown_for_other_answers_is_shown_anew(walk: Walk) -> None:
    walk.begin("stabilization_refund", as_of="2024-11-20")
    walk.answer("organisation_type", "enterprise")
    say(walk, "我们是机关单位")
    old = walk.case.stored.version
    walk.answer_elsewhere("page", registration_status="active")
    answer = walk.post("said/confirm", fact="organisation_type", version=old)
    assert answer.status_code == 409
    assert "刚在别处改过" in main_of(answer)
    assert walk.answers["organisation_type"] == "enterprise"


def test_what_is_not_certain_is_asked_back_with_what_may_have_been_meant(walk: Walk) -> None:
    shown = say(skill(walk), "我有两本证，一本三级电工一本四级焊工")
    assert "没听准，请问清楚" in shown
    assert walk.answers == {}
    assert re.findall(r'name="candidate" value="(\d)">([^<]+)<', walk.show().text) == [
        ("0", "高级（三级）"),
        ("1", "中级（四级）"),
    ]
    walk.post("said/confirm", program="skill_subsidy", fact="certificate_level", candidate="1")
    assert walk.answers == {"certificate_level": "four"}
    assert "没听准" not in main_of(walk.show())


def test_a_day_that_was_said_in_part_is_completed_by_the_rest(walk: Walk) -> None:
    assert "2023年10月几号" in say(skill(walk), "去年10月发的证")
    say(walk, "18号", "issued_on")
    assert walk.answers == {"issued_on": "2023-10-18"}


def test_facts_for_another_program_wait_until_it_is_begun(walk: Walk) -> None:
    shown = say(skill(walk), "我还想问失业金，合同到期没续，交了三年")
    assert walk.answers == {}
    assert "失业保险金" in shown
    walk.begin("unemployment_benefit", as_of="2024-11-20")
    assert walk.answers == {"leaving_reason": "contract_expired", "months_paid": 36}


@pytest.mark.parametrize(
    ("words", "field"),
    [("其实我在甘肃参保", 'name="region" value="620000"'), ("按2023年的政策算", 'value="2023-12-31"')],
)
def test_another_place_or_day_is_offered_never_taken_by_itself(words: str, field: str, walk: Walk) -> None:
    say(skill(walk), words)
    assert (walk.case.stored.region, walk.case.stored.as_of) == ("360000", date(2024, 11, 20))
    assert re.search(rf'action="/console/calls/{walk.number}/place".*?{field}', walk.show().text, re.DOTALL)


# -- questions, and what is none --------------------------------------------------------------------


def test_a_question_on_the_rules_is_answered_beside_with_clauses(walk: Walk) -> None:
    shown = say(skill(walk), "一年能领几次？")
    assert "一年能领几次" in shown
    assert "/notices/" in walk.show().text.split('class="said-rules')[1]
    assert "12333" not in shown.split("问的是规定")[1].split("还有")[0]  # the caller has called it
    assert walk.answers == {}


def test_a_question_that_lacks_its_place_is_answered_once_that_is_said(walk: Walk) -> None:
    assert "参保" in say(walk, "技能补贴一年能领几次？")
    assert "江西" in say(walk, "江西的")
    assert content(walk).said.topic == "times_per_year"


def test_who_looks_for_a_way_round_is_told_no_and_nothing_is_taken(walk: Walk) -> None:
    say(skill(walk), "三级证是买的，怎么骗到补贴")
    assert (content(walk).said.topic, walk.answers) == ("evasion", {})


def test_personal_numbers_are_masked_at_once_and_that_is_said(walk: Walk) -> None:
    shown = say(walk, "我身份证360102199001011234，想领失业金")
    assert "已经遮住" in shown
    assert "360102" not in shown + str(content(walk).to_json())


def test_what_is_not_understood_is_said_with_what_to_do(walk: Walk) -> None:
    shown = say(skill(walk), "嘟嘟囔囔哇啦哇啦")
    assert "没听懂" in shown
    assert "嘟嘟囔囔" in shown
    assert "没听懂" not in say(walk, "在企业上班")  # only the last words are kept


@pytest.mark.parametrize(("typed", "problem"), [("  ", "先把来电人的话打进来"), ("好" * 2001, "2000")])
@pytest.mark.parametrize("begun", [True, False])
def test_nothing_or_too_much_is_said_beside_the_field(typed: str, problem: str, begun: bool, walk: Walk) -> None:
    if begun:
        skill(walk)
    answer: TestResponse = walk.post("said", typed=typed)
    assert answer.status_code == 422
    assert problem in main_of(answer)
    assert typed.strip() in answer.text


def test_nothing_is_heard_in_a_call_that_is_not_this_agents_or_not_open(app: Flask, walk: Walk) -> None:
    other = agent(app)
    assert other.post(f"{walk.address}/said", typed="江西").status_code == 404
    walk.post("keep")
    assert walk.post("said", typed="江西").status_code == 409
