"""The interview: answers in, next question or decision out. Pages, chat, text messages and hotline all use this.

The path is computed from the answers every time and never stored: questions are replayed from the start, and an answer
to a question that is no longer asked has no effect and cannot leak into the result. "Not sure" is an answer like any
other (``UNSURE``): it is not asked again, and the fact stays unknown.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from assistant.interview.flows import Flow, Question
from assistant.rules.decide import decide
from assistant.rules.explain import Decision, explain, listed_values
from assistant.rules.plan import Plan
from assistant.rules.registry import PROGRAMS


class Unsure:
    """The person does not know."""

    def __repr__(self) -> str:
        return "UNSURE"


UNSURE: Final = Unsure()
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Interview:
    """One person's answers to one flow under one plan. ``answers`` may hold more than the path uses."""

    flow: Flow
    plan: Plan
    answers: Answers

    def path(self) -> tuple[Question, ...]:
        """The questions asked and answered, in order; what the answers no longer lead to is left out."""
        return self._walk()[0]

    def next_question(self) -> Question | None:
        """The first question, in the flow's order, whose fact can still change the answer; None when all is asked."""
        return self._walk()[1]

    def facts(self) -> dict[str, Any]:
        """What is known on the path (given facts and answers; "not sure" is absent)."""
        on_path = {q.fact.name: self.answers[q.fact.name] for q in self.path()}
        return {**self.flow.given, **{k: v for k, v in on_path.items() if v is not UNSURE}}

    def unsure(self) -> tuple[Question, ...]:
        """The questions on the path that were answered with "not sure"."""
        return tuple(q for q in self.path() if self.answers[q.fact.name] is UNSURE)

    def decision(self) -> Decision:
        """The decision on what is known so far."""
        return explain(self.plan, self.facts())

    def with_answer(self, fact_name: str, value: Any) -> "Interview":
        """The interview with one answer given or changed."""
        return Interview(self.flow, self.plan, {**self.answers, fact_name: value})

    def as_told(self) -> "Interview":
        """The interview as if what was told ahead of its turn had been asked first: how things stand with all that is known.

        Only to look at: the path goes by the flow's own order. A fact that is not wanted has no effect here either.
        """
        told = [q for q in self.flow.questions if q.fact.name in self.answers]
        rest = [q for q in self.flow.questions if q.fact.name not in self.answers]
        order = {question.fact.name: place for place, question in enumerate((*told, *rest))}
        return Interview(replace(self.flow, questions=(*told, *rest), order=order), self.plan, self.answers)

    def asked_because(self, fact_name: str) -> tuple[str, ...]:
        """Ids of the conditions and figures that wait for a fact ("why am I asked this")."""
        facts = {fact.name: fact for fact in self.plan.program.facts}
        return tuple(p.id for p in self.plan.parts if any((facts[n].asked_as or n) == fact_name for n in p.reads))

    def _walk(self) -> tuple[tuple[Question, ...], Question | None]:
        known = dict(self.flow.given)
        asked: dict[str, Question] = {}
        while (question := _first(self.flow, needs(self.plan, known), asked)) is not None:
            name = question.fact.name
            if name not in self.answers:
                return tuple(asked.values()), question
            asked[name] = question
            if self.answers[name] is not UNSURE:
                known[name] = self.answers[name]
        return tuple(asked.values()), None


def _first(flow: Flow, names: tuple[str, ...], asked: Mapping[str, Question]) -> Question | None:
    waiting = [flow.order[n] for n in names if n in flow.order and n not in asked]
    return flow.questions[min(waiting)] if waiting else None


# A page replays the whole path, and each step differs from the last page's only at its end: remember the steps.
_NEEDS: OrderedDict[tuple[Any, ...], tuple[str, ...]] = OrderedDict()
_MOST_REMEMBERED = 20_000


def needs(plan: Plan, known: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts that can still change the answer, remembered per plan and known facts."""
    key = (
        id(plan),
        *((name, value if not isinstance(value, list) else repr(value)) for name, value in known.items()),
    )
    found = _NEEDS.get(key)
    if found is None:
        found = decide(plan, known).needs
        _NEEDS[key] = found
        _PLANS_KEPT[id(plan)] = plan
        if len(_NEEDS) > _MOST_REMEMBERED:
            _NEEDS.popitem(last=False)
    return found


_PLANS_KEPT: dict[int, Plan] = {}  # keeps a remembered plan alive, so that its id is not given to another


@dataclass(frozen=True, slots=True)
class Change:
    """What changing one answer does: answers that fall away, whether something new is asked, and both decisions."""

    dropped: tuple[Question, ...]
    newly_asked: Question | None
    before: Decision
    after: Decision
    interview: Interview


def preview(interview: Interview, fact_name: str, value: Any) -> Change:
    """Show what an answer would change, without changing it.

    A question that is newly asked stands before others on the path: those are still wanted and keep their answers, so
    the comparison takes what is newly asked as not known. ``interview`` is the changed one without the dropped answers.
    """
    changed = interview.with_answer(fact_name, value)
    supposed = changed
    while (question := supposed.next_question()) is not None:
        supposed = supposed.with_answer(question.fact.name, UNSURE)
    kept = {question.fact.name for question in supposed.path()}
    dropped = tuple(q for q in interview.path() if q.fact.name not in kept)
    gone = {q.fact.name for q in dropped}
    rest = Interview(changed.flow, changed.plan, {k: v for k, v in changed.answers.items() if k not in gone})
    upcoming, before = changed.next_question(), interview.next_question()
    newly_asked = None if upcoming is before else upcoming
    return Change(dropped, newly_asked, interview.decision(), supposed.decision(), rest)


@dataclass(frozen=True, slots=True)
class Possibility:
    """What one value of one fact would make of the answer."""

    question: Question
    value: Any
    verdict: str
    amount: int | None


def possibilities(interview: Interview) -> tuple[Possibility, ...]:
    """For each question answered "not sure" whose values can be listed: what each value would mean."""
    found = []
    facts = interview.facts()
    for question in interview.unsure():
        for value in listed_values(question.fact):
            outcome = decide(interview.plan, {**facts, question.fact.name: value})
            found.append(Possibility(question, value, outcome.verdict, _amount(interview, outcome.figures)))
    return tuple(found)


def what_if(interview: Interview) -> tuple[Possibility, ...]:
    """Single listed answers that would change the verdict or the amount, everything else staying as it is."""
    facts = interview.facts()
    now = decide(interview.plan, facts)
    mine = (now.verdict, _amount(interview, now.figures))
    found = []
    for question in interview.path():
        given = interview.answers[question.fact.name]
        if given is UNSURE:
            continue
        for value in listed_values(question.fact):
            if value == given:
                continue
            outcome = decide(interview.plan, {**facts, question.fact.name: value})
            result = (outcome.verdict, _amount(interview, outcome.figures))
            if result != mine:
                found.append(Possibility(question, value, *result))
    return tuple(found)


def _amount(interview: Interview, figures: Mapping[str, Any]) -> int | None:
    figure = figures.get(interview.plan.program.amount)
    return None if figure is None else figure.v


def flows_of(program: str, flows: Mapping[str, Flow]) -> tuple[Flow, ...]:
    """The flows that lead to a program."""
    return tuple(flow for flow in flows.values() if flow.program is PROGRAMS[program])
