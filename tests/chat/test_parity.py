"""Every worked case, answered in the chat as a person would type it and by pressing what is offered: the page's decision."""

from typing import Any

import pytest

from assistant.chat.assistant import Assistant
from assistant.chat.presses import answer
from assistant.chat.replies import Card
from assistant.chat.state import State
from assistant.interview.changes import said
from assistant.interview.decision_json import decision_json
from assistant.interview.engine import UNSURE
from assistant.interview.report import report
from assistant.interview.stored import value_to_json
from tests.cases.loading import WorkedCase
from tests.cases.walked import CASES, flow_of, region_of, wanted
from tests.chat.talking import TODAY, Talk, cases_in


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    """One conversation for all cases: each begins anew in it."""
    return Talk(cases_in(tmp_path_factory.mktemp("parity")))


def begin(talk: Talk, case: WorkedCase) -> None:
    """Begin the case's interview as the pages begin it, and go on with it in the chat."""
    begun = talk.cases.begin(flow_of(case), region_of(case), case.as_of, case.notice)
    talk.assistant = Assistant(talk.cases, lambda: TODAY)
    talk.lines.clear()
    talk.state = talk.assistant.adopt(State(), begun.code)
    talk.send("on")


def typed(fact: Any, value: Any) -> str:
    """An answer as a person types it: what the pages show of it."""
    return "不清楚" if value is UNSURE else said(fact, value)


def answer_all(talk: Talk, case: WorkedCase, *, by_pressing: bool) -> None:
    """Answer every question that is asked, until the result is there."""
    answers = case.answers()
    for _ in range(80):
        if talk.parts(Card) or not talk.state.asked:
            return
        fact = talk.case.flow.question(talk.state.asked).fact
        value = answers.get(fact.name, UNSURE)
        if fact.kind == "list" and value is not UNSURE:
            talk.cases.save(talk.case, {**talk.case.interview.answers, fact.name: value})  # only the page can take it
            talk.press("填好了")
        elif by_pressing:
            talk.send(answer(fact, value_to_json(value)))
        else:
            talk.say(typed(fact, value))
    pytest.fail(f"no end\n{talk.script()}")


@pytest.mark.parametrize("by_pressing", [False, True], ids=["typed", "pressed"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_chat_decides_as_the_pages_do(case: WorkedCase, by_pressing: bool, talk: Talk) -> None:
    begin(talk, case)
    answer_all(talk, case, by_pressing=by_pressing)
    expected = wanted(case)
    assert decision_json(talk.case.interview.decision()) == decision_json(expected.decision()), talk.script()
    shown = report(expected, "zh_Hans_CN")
    if shown.decides:
        (card,) = talk.parts(Card)
        assert (card.verdict, card.summary) == (shown.verdict, shown.summary)
        assert shown.amount is None or shown.amount.text in card.amount
