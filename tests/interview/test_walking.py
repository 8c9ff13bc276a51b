"""Walking a flow by states counts what asking every path one by one counts."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from assistant.interview.engine import UNSURE, Interview
from assistant.interview.flows import Flow, shipped_flows
from assistant.interview.walks import walking
from assistant.interview.walks.checking import report, untranslated
from assistant.interview.walks.graph import answers_in_words, plan_to_walk
from assistant.interview.walks.representatives import answers_to
from assistant.policies import shipped_policies
from assistant.rules.facts import by_name
from assistant.rules.plan import Plan

TODAY = date(2026, 11, 21)
SMALL = [("worker_start", "start"), ("firm_start", "start"), ("contribution_rate", "jiangxi-2024")]
LARGE = [("unemployment_benefit", "statute"), ("dispatch_refund", "jilin-2018"), ("skill_subsidy", "jiangxi-2024")]


def _given(flow: str, notice: str) -> tuple[Flow, Plan]:
    found = shipped_flows()[flow]
    return found, plan_to_walk(shipped_policies(), found, notice, TODAY)


def _one_by_one(flow: Flow, plan: Plan, answers: dict[str, tuple[Any, ...]]) -> tuple[int, int, Counter[str]]:
    """Paths, the longest and the verdicts, with the real interview on every path."""
    paths, longest, verdicts = 0, 0, Counter[str]()
    waiting = [Interview(flow, plan, {})]
    while waiting:
        interview = waiting.pop()
        question = interview.next_question()
        if question is not None:
            waiting += [interview.with_answer(question.fact.name, a) for a in answers[question.fact.name]]
            continue
        paths += 1
        longest = max(longest, len(interview.answers))
        verdicts[walking.decide(plan, interview.facts()).verdict] += 1
    return paths, longest, verdicts


@pytest.mark.parametrize(("flow_id", "notice"), SMALL)
def test_every_path_is_counted(flow_id: str, notice: str) -> None:
    flow, plan = _given(flow_id, notice)
    walked = walking.walk(flow, plan)
    assert not walked.sampled
    counted = (walked.tally.paths, walked.tally.longest, walked.tally.verdicts)
    assert counted == _one_by_one(flow, plan, dict(walked.answers))


@pytest.mark.parametrize(("flow_id", "notice"), LARGE)
def test_every_path_over_a_few_answers_is_counted(flow_id: str, notice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    flow, plan = _given(flow_id, notice)
    # One answer that leads on, so that paths are long, and "not sure" for every second question.
    few = {}
    for i, question in enumerate(flow.questions):
        answers = answers_to(question.fact, plan)
        few[question.fact.name] = (answers[0], answers[-2]) if i % 2 else (answers[-2], UNSURE)
    monkeypatch.setattr(walking, "answers_to", lambda fact, plan: few[fact.name])
    walked = walking.walk(flow, plan)
    assert (walked.tally.paths, walked.tally.longest, walked.tally.verdicts) == _one_by_one(flow, plan, few)


def test_representatives_stand_on_both_sides_of_every_limit() -> None:
    flow, plan = _given("skill_subsidy", "jiangxi-2024")
    facts = by_name(flow.program.facts)
    insured = next(part for part in plan.conditions if part.kind.name == "insured_months")
    months = answers_to(facts[insured.reads[0]], plan)
    assert {0, 11, 12, 13} <= set(months[:-1])
    in_time = next(part for part in plan.conditions if part.kind.name == "in_time")
    days = next(answers_to(facts[name], plan) for name in in_time.reads if facts[name].kind == "date")
    assert {plan.as_of, date(2023, 12, 31), date(2024, 1, 1), date(2024, 7, 10)} <= set(days[:-1])
    assert days[-1] is UNSURE


def test_a_limit_on_states_is_told_as_sampling() -> None:
    flow, plan = _given("skill_subsidy", "jiangxi-2024")
    walked = walking.walk(flow, plan, most_states=5)
    assert walked.sampled
    assert walked.tally.paths > 0


@pytest.mark.parametrize("flow_id", ["worker_start", "firm_start", "unemployment_benefit"])
def test_a_flow_has_no_dead_question_no_endless_path_and_no_error(flow_id: str) -> None:
    found = report(shipped_flows()[flow_id], shipped_policies(), TODAY, most_states=400)
    assert [line for line in found.problems() if "缺少译文" not in line] == []


def test_an_answer_that_makes_the_rules_raise_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    flow, plan = _given("worker_start", "start")
    decide = walking.decide

    def failing(plan: Plan, known: dict[str, Any]) -> Any:
        if known.get("situation") == "drawing":
            raise ZeroDivisionError("no months")
        return decide(plan, known)

    monkeypatch.setattr(walking, "decide", failing)
    assert walking.walk(flow, plan).raised == ("situation = 'drawing': ZeroDivisionError: no months",)


def test_answers_are_grouped_in_words() -> None:
    flow, plan = _given("unemployment_benefit", "statute")
    fact = flow.question("months_paid").fact
    answers = answers_to(fact, plan)
    everything = frozenset(range(len(answers)))
    below = frozenset(i for i, a in enumerate(answers) if a is not UNSURE and a < 12)
    assert answers_in_words(fact, answers, everything) == "任何回答"
    assert answers_in_words(fact, answers, below) == "11 个月及以下"
    assert answers_in_words(fact, answers, everything - below) == "12 个月及以上／不清楚"


def test_a_label_without_english_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.interview.walks.checking.translate", lambda text, language: text)
    assert "situation：“现在的情况”" in list(untranslated(shipped_flows()["worker_start"]))


def test_what_is_taken_as_given_may_make_questions_needless() -> None:
    found = report(shipped_flows()["dispatch_refund"], shipped_policies(), TODAY, most_states=20)
    assert "premium_paid_fen" in found.never_asked()
    assert [line for line in found.problems() if "缺少译文" not in line] == []
