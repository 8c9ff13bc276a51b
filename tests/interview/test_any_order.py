"""Answers in any order, as callers give them: the interview ends, and its decision is that of the pages."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from assistant.interview.decision_json import decision_json
from assistant.interview.engine import UNSURE, Interview
from assistant.interview.stored import from_json, to_json
from tests.cases.loading import WorkedCase
from tests.cases.walked import CASES, flow_of, wanted


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
def test_any_order_of_answers_comes_to_the_same_decision(case: WorkedCase, chance: Random) -> None:
    flow, plan, known = flow_of(case), case.plan(), case.answers()
    waiting = [question.fact.name for question in flow.questions]
    chance.shuffle(waiting)
    interview = Interview(flow, plan, {})
    while (asked := interview.next_question()) is not None:
        # The caller answers what was asked, or says something else that was not said before.
        name = asked.fact.name if chance.random() < 0.5 else waiting[0]
        waiting.remove(name)  # each question at most once: an end is reached
        interview = interview.with_answer(name, known.get(name, UNSURE))
        interview = Interview(flow, plan, from_json(flow.program, to_json(interview.answers)))
    assert decision_json(interview.decision()) == decision_json(wanted(case).decision())
    assert interview.as_told().decision().verdict == wanted(case).decision().verdict
