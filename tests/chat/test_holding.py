"""What a conversation holds: the same interview as the pages, changed by both, whatever comes in between."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant import storage
from assistant.chat.assistant import Assistant
from assistant.chat.kept import part_from_json, parts_from_json
from assistant.chat.plain import render
from assistant.chat.presses import Press, answer, read_press
from assistant.chat.replies import Ask, Card, Lead, Say
from assistant.chat.said import Words
from assistant.chat.state import LONGEST_KEPT, MOST_TURNS, State
from assistant.interview.cases import Cases
from assistant.storage.interviews import Interview, Interviews
from tests.chat.talking import Talk, cases_in
from tests.conftest import TEST_SECRET

DAY = date(2024, 11, 20)


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    return cases_in(tmp_path)


@pytest.fixture
def talk(cases: Cases) -> Talk:
    """A conversation in which the first question on the skill subsidy in Jiangxi is asked."""
    found = Talk(cases, DAY)
    found.send("flow:skill_subsidy")
    found.send("region:360000")
    return found


class Busy(Interviews):
    """Interviews that somebody else changes just before they are saved, as often as ``meanwhile`` says."""

    meanwhile: list[Mapping[str, Any]] = []  # noqa: RUF012  (each test sets its own)

    def save(self, interview: Interview, steps: Iterable[tuple[str, str]] = ()) -> Interview:
        if self.meanwhile:
            super().save(replace(interview, answers=dict(self.meanwhile.pop())))
        return super().save(interview, steps)


def busy(tmp_path: Path, cases: Cases, meanwhile: list[Mapping[str, Any]]) -> Cases:
    """The same cases, changed elsewhere."""
    engine = storage.prepare(f"sqlite:///{tmp_path / 'chat.sqlite3'}", migrate=False)
    interviews = Busy(engine, TEST_SECRET, timedelta(9))
    interviews.meanwhile = meanwhile
    return replace(cases, interviews=interviews)


def test_an_answer_given_on_the_pages_meanwhile_stays(talk: Talk, cases: Cases, tmp_path: Path) -> None:
    talk.assistant = replace(talk.assistant, cases=busy(tmp_path, cases, [{"certificate_level": "four"}]))
    talk.press("企业在职职工")
    assert talk.case.interview.answers == {"employment_status": "enterprise_employee", "certificate_level": "four"}


def test_who_is_changed_again_and_again_is_told_so(talk: Talk, cases: Cases, tmp_path: Path) -> None:
    elsewhere: list[Mapping[str, Any]] = [{"certificate_level": "four"}] * 5
    talk.assistant = replace(talk.assistant, cases=busy(tmp_path, cases, elsewhere))
    talk.press("企业在职职工")
    assert "请再发一次" in talk.said()
    assert talk.state.asked == "employment_status"


def test_an_interview_of_the_pages_is_gone_on_with(cases: Cases) -> None:
    flow = cases.flows["skill_subsidy"]
    begun = cases.begin(flow, "360000", DAY, answers={"employment_status": "enterprise_employee"})
    talk = Talk(cases, DAY)
    state = talk.assistant.adopt(talk.state, begun.code)
    assert (state.code, state.flow, state.region) == (begun.code, "skill_subsidy", "360000")
    welcome = talk.assistant.welcome(state)
    assert any(isinstance(part, Ask) and part.fact == "certificate_kind" for part in welcome.parts)
    assert any(isinstance(part, Say) and begun.shown_code in part.text for part in welcome.parts)
    assert talk.assistant.adopt(state, begun.code) is state
    assert talk.assistant.adopt(state, "ACDEF-GHJKM") is state


def test_an_interview_that_was_deleted_is_missed_kindly(talk: Talk) -> None:
    talk.cases.interviews.delete(talk.case.stored)
    talk.press("企业在职职工")
    assert "打不开了" in talk.said()
    assert talk.state.code is None
    assert talk.parts(Ask)


def test_deleting_deletes_the_interview_and_what_was_said(talk: Talk) -> None:
    code = talk.case.code
    talk.send("delete")
    turn = talk.send("confirm")
    assert turn.acts == ("deleted",)
    assert talk.cases.load(code) is None
    assert talk.state == State(offered=talk.state.offered)


def test_what_the_door_keeps_stays(talk: Talk) -> None:
    talk.state = replace(talk.state, door={"style": "short"})
    talk.send("restart")
    assert talk.state.door == {"style": "short"}


def test_the_oldest_turns_go_and_long_messages_are_cut(talk: Talk) -> None:
    talk.say("很长" * 3000)
    assert len(talk.state.turns[-2]["text"]) == LONGEST_KEPT + 1
    for _ in range(MOST_TURNS):
        talk.send("why")
    assert len(talk.state.turns) == MOST_TURNS


def test_the_language_that_a_door_fixes_holds(cases: Cases) -> None:
    talk = Talk(cases, DAY, language="en")
    talk.say("江西技能补贴")
    assert talk.last.language == "en"
    assert "Skill subsidy" in talk.said()


@pytest.mark.parametrize("flow", ["worker_start", "firm_start"])
def test_short_interviews_lead_to_others(flow: str, cases: Cases) -> None:
    talk = Talk(cases, DAY)
    talk.send(f"flow:{flow}")
    for _ in range(5):
        if not talk.state.asked:
            break
        talk.send(f"unsure:{talk.state.asked}")
    assert not talk.parts(Card)
    assert [press for press in talk.state.offered if press.startswith("flow:")]


def test_a_result_has_its_clauses_and_the_ways_on(talk: Talk) -> None:
    while talk.state.asked:
        talk.send(f"unsure:{talk.state.asked}")
    (card,) = talk.parts(Card)
    assert card.verdict == "undetermined"
    assert card.code == talk.case.shown_code
    assert all(clause.cites for clause in card.clauses)
    assert {"answers", "flow", "human", "restart"} <= set(talk.state.offered)
    talk.send("human")
    (lead,) = talk.parts(Lead)
    assert lead.address == "tel:12333"
    assert card.code in lead.text
    assert not talk.parts(Card), "shown once is enough"
    talk.send("result")
    assert talk.parts(Card)


def test_a_refusal_puts_what_decided_first_and_only_that(cases: Cases) -> None:
    talk = Talk(cases)
    talk.say("我在江西自己辞职的，能领失业金吗")
    (card,) = talk.parts(Card)
    assert [clause.result for clause in card.decisive] == ["not_met"]
    assert card.unasked
    text = render(talk.last.parts, talk.state.offered, room=4000, page=0, language=talk.state.language).text
    assert "不是因本人意愿中断就业" in text
    assert "还不能判断" not in text


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("why", Press("why")),
        ("unsure:months_paid", Press("unsure", "months_paid")),
        ("region:360000", Press("region", "360000")),
        ("basis:last", Press("basis", "last")),
        ('answer:certificate_level:"four"', Press("answer", "certificate_level", "four")),
        (answer("months_paid", 12), Press("answer", "months_paid", 12)),
        ("basis:tomorrow", None),
        ("region:３６００００", None),
        ("why:not", None),
        ("answer:x:{", None),
        ("answer:x:" + "[" * 1500, None),
        ("x" * 5000, None),
    ],
)
def test_a_press_is_of_the_grammar_or_nothing(sent: str, read: Press | None) -> None:
    assert read_press(sent) == read


def test_parts_that_cannot_be_read_any_more_are_left_out() -> None:
    assert part_from_json({"part": "Say", "text": "好"}) == Say("好")
    assert parts_from_json([{"part": "Say"}, {"part": "Gone"}, 3, {"part": "Say", "text": "好"}]) == (Say("好"),)
    assert parts_from_json("no") == ()


def test_text_messages_are_offered_only_where_people_can_write(cases: Cases) -> None:
    one_way = Assistant(cases, lambda: DAY).turn(State(), Words("用短信聊"))
    assert not any(isinstance(part, Lead) and part.address.startswith("sms:") for part in one_way.parts)
    assert any(isinstance(part, Say) and "12333" in part.text for part in one_way.parts)
    both_ways = Assistant(cases, lambda: DAY, "10690000").turn(State(), Words("用短信聊"))
    assert any(isinstance(part, Lead) and part.address == "sms:10690000" for part in both_ways.parts)


def test_a_case_code_is_led_to_the_page_that_opens_it(cases: Cases) -> None:
    turn = Assistant(cases, lambda: DAY).turn(State(), Words("acdef-ghjkm"))
    assert any(isinstance(part, Lead) and part.address == "/resume" for part in turn.parts)
