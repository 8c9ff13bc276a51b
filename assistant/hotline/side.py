"""Beside the question: all questions of the flow with the state of each, and the result as far as it has come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from assistant.interview.cases import Case
from assistant.interview.changes import change_lines, said
from assistant.interview.engine import UNSURE, Change, Interview, needs
from assistant.interview.flows import Question
from assistant.interview.marks import listed
from assistant.interview.report import Report, report
from assistant.interview.spoken.results import failing_sentences
from assistant.interview.wording import say, translate
from assistant.rules.facts import N_

State = Literal["now", "answered", "unsure", "ahead", "open", "unneeded"]
STATES: Final[Mapping[State, str]] = {
    "now": N_("正在问"),
    "answered": N_("已答"),
    "unsure": N_("不清楚"),
    "ahead": N_("先填了"),
    "open": N_("还要问"),
    "unneeded": N_("不用问"),
}
LAID_ASIDE: Final = N_("有 %(number)s 个回答按这个地区和日期用不上，先替您留着：%(labels)s")


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the flow: its fact, label, state, and what was answered (empty: nothing)."""

    fact: str
    label: str
    state: State
    answer: str


@dataclass(frozen=True, slots=True)
class Side:
    """The result as far as it has come.

    ``missing``: (fact, label) of what it still waits for, the deciding first; ``say``: a kind sentence per failing condition.
    """

    report: Report
    say: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


def lines(case: Case, shown: Question | None, language: str) -> list[Line]:
    """Every question of the flow, in asking order; ``shown`` is the one that is asked now."""
    interview = case.interview
    on_path = {question.fact.name for question in interview.path()}
    wanted = frozenset(needs(interview.plan, interview.facts()))
    return [
        _line(question, interview, question is shown, on_path, wanted, language) for question in case.flow.questions
    ]


def _line(
    question: Question, interview: Interview, now: bool, on_path: set[str], wanted: frozenset[str], language: str
) -> Line:
    name = question.fact.name
    answer = said(question.fact, interview.answers[name], language) if name in interview.answers else ""
    state = "now" if now else _state(name, interview, on_path, wanted)
    return Line(name, say(question.fact.label, language), state, answer)


def _state(name: str, interview: Interview, on_path: set[str], wanted: frozenset[str]) -> State:
    if name in on_path:
        return "unsure" if interview.answers[name] is UNSURE else "answered"
    if name in wanted:
        return "ahead" if name in interview.answers else "open"
    return "unneeded"


def side(case: Case, language: str) -> Side:
    """The result as far as it has come, with what was told ahead of its turn."""
    told = case.interview.as_told()
    decision = told.decision()
    asked = [name for name in decision.missing if name in case.flow.order]
    asked.sort(key=lambda name: (name not in decision.deciding, case.flow.order[name]))
    missing = tuple((name, say(case.flow.question(name).fact.label, language)) for name in asked)
    found = report(told, language)
    return Side(found, tuple(failing_sentences(found, language)), missing)


def what_moved(before: Interview, after: Interview, language: str) -> list[str]:
    """What another place or day makes of the same answers, in words."""
    asks = after.next_question()
    newly = asks if asks is not None and asks is not before.next_question() else None
    change = Change((), newly, before.decision(), after.decision(), after)
    return [*_laid_aside(before, after, language), *change_lines(change, language)]


def _laid_aside(before: Interview, after: Interview, language: str) -> Iterator[str]:
    wanted = {*(q.fact.name for q in after.path()), *needs(after.plan, after.facts())}
    labels = [say(q.fact.label, language) for q in before.path() if q.fact.name not in wanted]
    if labels:
        yield translate(LAID_ASIDE, language) % {"number": len(labels), "labels": listed(labels, language)}
