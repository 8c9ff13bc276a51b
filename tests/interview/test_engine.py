"""The interview on a small made-up program: what is asked, what falls away, what a change does."""

from datetime import date
from typing import Any

import pytest

from assistant.interview.engine import UNSURE, Interview, possibilities, preview, what_if
from assistant.interview.flows import Flow, Question
from assistant.rules.explain import explain
from assistant.rules.facts import Choice, Fact
from assistant.rules.plan import Caveat, Citation, Condition, FigurePart, NoticeRef, Plan, Term, When
from assistant.rules.registry import ConditionKind, FigureKind, Finding, NoParams, Program
from assistant.rules.texts import Message, Words
from assistant.rules.values import half_up, pick

FACTS = (
    Fact("insured", "bool", "参保"),
    Fact("months", "months", "月数", lo=0, hi=600),
    Fact("size", "choice", "划型", choices=(Choice("large", "大型"), Choice("small", "小型"))),
    Fact("premium_fen", "money", "保费", lo=0, hi=10**9),
    Fact("has_account", "bool", "有对公账户"),
)
PROGRAM = Program("made_up", "编造的项目", "firm", FACTS, "refund_fen")
HERE = Citation("made-up-2024", "一", "T1")


def _insured(f: Any, p: Any, at: int) -> Finding:
    return Finding(f.insured)


def _months(f: Any, p: Any, at: int) -> Finding:
    return Finding(f.months >= 12, f.months >= 24)


def _refund(f: Any, p: Any, at: int, steps: Any) -> Any:
    return half_up(f.premium_fen * pick(f.size == "large", 30, 60), 100)


def _near(answers: Any, p: Any, at: int) -> list[Message]:
    return [Message("再缴 %(n)s 个月", {"n": 12 - answers["months"]})]


def _condition(name: str, find: Any, reads: tuple[str, ...], near: Any = None) -> Condition:
    kind = ConditionKind("made_up", name, NoParams, find, lambda p: Message(name), Message("请人工核定"), near)
    return Condition(name, kind, NoParams(), HERE, reads=reads)


CAVEAT = Caveat("account", Words("没有对公账户的……", "Without an account …"), HERE, When((("has_account", (False,)),)))
PLAN = Plan(
    PROGRAM,
    NoticeRef("made-up-2024", "990000", Words("编造的文件", "A made-up notice"), "", date(2024, 1, 1)),
    date(2024, 6, 1),
    Term(None, date(2024, 12, 31), HERE),
    (_condition("insured", _insured, ("insured",)), _condition("months", _months, ("months",), _near)),
    (
        FigurePart(
            "refund_fen",
            FigureKind("made_up", "refund", NoParams, _refund, "返还"),
            NoParams(),
            HERE,
            reads=("premium_fen", "size"),
        ),
    ),
    caveats=(CAVEAT,),
)
ORDER = ("insured", "months", "premium_fen", "size", "has_account")
QUESTIONS = tuple(
    Question(
        next(f for f in FACTS if f.name == n), Words(n, n), Words("h", "h"), None, Words(n, n), Words("p", "p"), {}, ()
    )
    for n in ORDER
)
FLOW = Flow(
    "made_up", PROGRAM, "firm", Words("t", "t"), Words("i", "i"), {}, QUESTIONS, {n: i for i, n in enumerate(ORDER)}
)
FULL = {"insured": True, "months": 30, "premium_fen": 12_000_000, "size": "large", "has_account": True}


def interview(**answers: Any) -> Interview:
    return Interview(FLOW, PLAN, answers)


def names(questions: tuple[Question, ...]) -> list[str]:
    return [q.fact.name for q in questions]


def test_questions_come_in_the_flows_order_and_only_while_they_matter():
    answers: dict[str, Any] = {}
    for expected in ORDER:
        question = interview(**answers).next_question()
        assert question is not None
        assert question.fact.name == expected
        answers[expected] = FULL[expected]
    assert interview(**answers).next_question() is None
    # 120,000.00 × 30 % = 36,000.00
    assert interview(**answers).decision().amount.value == 3_600_000  # type: ignore[union-attr]


def test_a_failing_fact_ends_the_interview_at_once():
    failed = interview(insured=False)
    assert failed.next_question() is None
    assert failed.decision().verdict == "ineligible"


def test_what_was_told_ahead_counts_for_how_things_stand():
    ahead = interview(insured=True, size="large")  # months and premium, which stand before the size, are still open
    assert ahead.facts() == {"insured": True}
    told = ahead.as_told()
    assert told.facts() == {"insured": True, "size": "large"}
    assert names((told.next_question(),)) == ["months"]  # type: ignore[arg-type]
    # 120,000.00 × 30 % = 36,000.00
    assert interview(size="large", premium_fen=12_000_000).as_told().decision().amount.value == 3_600_000  # type: ignore[union-attr]


def test_an_answer_off_the_path_has_no_effect():
    off_path = interview(insured=False, months=30, size="large")
    assert off_path.as_told().facts() == {"insured": False}
    assert off_path.facts() == {"insured": False}


def test_not_sure_is_not_asked_again_and_stays_unknown():
    unsure = interview(**{**FULL, "size": UNSURE})
    assert unsure.next_question() is None
    decision = unsure.decision()
    assert decision.verdict == "undetermined"
    # 120,000.00 × 30 % and × 60 %
    assert [a.amount for a in decision.alternatives] == [3_600_000, 7_200_000]
    assert decision.alternatives[0].assumptions == ((("size", "large"),),)
    assert [(p.value, p.verdict, p.amount) for p in possibilities(unsure)] == [
        ("large", "eligible", 3_600_000),
        ("small", "eligible", 7_200_000),
    ]


def test_a_change_is_shown_before_it_is_made():
    change = preview(interview(**FULL), "insured", False)
    assert names(change.dropped) == ["months", "premium_fen", "size", "has_account"]
    assert change.after.verdict == "ineligible"
    change = preview(interview(**FULL), "size", "small")
    assert change.dropped == ()
    assert (change.before.amount.value, change.after.amount.value) == (3_600_000, 7_200_000)  # type: ignore[union-attr]


def test_what_if_names_the_single_answers_that_matter():
    found = {(p.question.fact.name, p.value): (p.verdict, p.amount) for p in what_if(interview(**FULL))}
    assert found == {("insured", False): ("ineligible", 3_600_000), ("size", "small"): ("eligible", 7_200_000)}


def test_verdicts_beat_each_other_in_the_fixed_order():
    # months 12..23 hold but are not certain: manual review; an unknown beats it; a failing fact beats all.
    review = {**FULL, "months": 12}
    assert explain(PLAN, review).verdict == "manual_review"
    assert [m.text for m in explain(PLAN, review).review_reasons] == ["请人工核定"]
    assert explain(PLAN, {**review, "insured": None}).verdict == "undetermined"
    assert explain(PLAN, {**review, "insured": False}).verdict == "ineligible"


def test_every_failing_condition_is_reported_with_its_near_miss():
    decision = explain(PLAN, {"insured": False, "months": 10})
    assert [c.id for c in decision.conditions if c.result == "not_met"] == ["insured", "months"]
    assert [dict(m.values) for m in decision.near_misses] == [{"n": 2}]
    assert decision.missing == ()


@pytest.mark.parametrize(("account", "shown"), [(False, 1), (True, 0), (None, 0)])
def test_advice_is_shown_only_where_its_facts_are_known_to_match(account, shown):
    assert len(explain(PLAN, {**FULL, "has_account": account}).caveats) == shown


def test_why_a_question_is_asked():
    assert interview().asked_because("size") == ("refund_fen",)
