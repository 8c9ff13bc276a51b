"""The full answer: every condition with values and clause, the amount's derivation, what is missing, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import Any

from assistant.rules.decide import Outcome, Result, Verdict, case_facts, decide, result_of
from assistant.rules.facts import Fact, by_name
from assistant.rules.months import add_months
from assistant.rules.plan import Caveat, Citation, Condition, Deadline, FigurePart, NextStep, Plan, When
from assistant.rules.reading import OPEN, as_case, compute
from assistant.rules.registry import OPEN_POINTS, OpenPoint, Steps
from assistant.rules.texts import Message, Text
from assistant.rules.values import Case
from assistant.rules.working_days import CalendarNotLoaded, working_days_after

MOST_ALTERNATIVES = 200


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition's result with the values compared (fact name → value, None where unknown)."""

    id: str
    result: Result
    text: Message
    citation: Citation
    filled_from: tuple[Citation, ...]
    compared: Mapping[str, Any]
    review: Message | None
    note: Text | None
    near: tuple[Message, ...] = ()  # where it is not met: how little was wanting


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure: its value (None while unknown), a stated ceiling, how it came about, and honest readings."""

    id: str
    label: Message
    unit: str
    value: int | None
    at_most: int | None
    steps: tuple[Message, ...]
    readings: tuple[tuple[Message, int], ...]
    citation: Citation
    filled_from: tuple[Citation, ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """An amount and the assumptions (fact or ``open:`` point → value) under which it is the one."""

    amount: int
    assumptions: tuple[tuple[tuple[str, Any], ...], ...]


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """An act's last day, or None where its start is unknown or the official calendar is not published."""

    id: str
    act: Text
    last: date | None
    start_fact: str
    calendar_missing: bool
    citation: Citation
    after: Text | None


@dataclass(frozen=True)
class Decision:
    """Everything that a door shows of one decided case (design §3)."""

    plan: Plan
    answers: Mapping[str, Any]
    verdict: Verdict
    conditions: tuple[ConditionLine, ...]
    figures: tuple[FigureLine, ...]
    missing: tuple[str, ...]
    open_points: tuple[OpenPoint, ...]
    alternatives: tuple[Alternative, ...]
    caveats: tuple[Caveat, ...]
    steps: tuple[NextStep, ...]
    deadlines: tuple[DeadlineLine, ...]
    term_over: bool
    outcome: Outcome = field(repr=False)

    @property
    def amount(self) -> FigureLine | None:
        """The program's main figure."""
        return next((line for line in self.figures if line.id == self.plan.program.amount), None)

    @property
    def deciding(self) -> frozenset[str]:
        """The missing facts on which the verdict or a figure waits; the other missing ones change only the advice."""
        waiting = [value for f in self.outcome.findings for value in (f.holds, f.certain)]
        waiting += self.outcome.figures.values()
        return frozenset(
            name for value in waiting if isinstance(value, Case) and value.v is None for name in value.needs
        )

    @property
    def near_misses(self) -> tuple[Message, ...]:
        """How little was wanting, for all conditions that are not met."""
        return tuple(text for line in self.conditions for text in line.near)

    @property
    def review_reasons(self) -> tuple[Message, ...]:
        """Why a person must look, one message per condition under review."""
        return tuple(c.review or c.text for c in self.conditions if c.result == "review")


def explain(plan: Plan, answers: Mapping[str, Any]) -> Decision:
    """Decide one case and explain it. ``answers`` as for ``decide``."""
    outcome = decide(plan, answers)
    conditions = tuple(_condition(plan, part, outcome, i, answers) for i, part in enumerate(plan.conditions))
    figures = tuple(_figure(plan, part, outcome, answers) for part in plan.figures)
    shown = [part for part in plan.advice if _applies(part.when, answers, outcome, plan.over)]
    return Decision(
        plan=plan,
        answers=answers,
        verdict=outcome.verdict,
        conditions=conditions,
        figures=figures,
        missing=outcome.needs,
        open_points=_open_points(outcome),
        alternatives=_alternatives(plan, outcome, answers),
        caveats=tuple(part for part in shown if isinstance(part, Caveat)),
        steps=tuple(part for part in shown if isinstance(part, NextStep)),
        deadlines=tuple(_deadline(part, answers, outcome) for part in shown if isinstance(part, Deadline)),
        term_over=plan.over,
        outcome=outcome,
    )


def _condition(plan: Plan, part: Condition, outcome: Outcome, index: int, answers: Mapping[str, Any]) -> ConditionLine:
    result = result_of(outcome.findings[index])
    compared = {name: answers.get(name) for name in part.reads}
    if result in ("met", "not_met"):
        compared = {name: value for name, value in compared.items() if value is not None}
    citation = next((o.citation for o in part.overlays if o.tag is None or answers.get(o.tag) is True), part.citation)
    return ConditionLine(
        part.id,
        result,
        part.kind.text(_params(part, answers)),
        citation,
        part.filled_from,
        compared,
        part.kind.review,
        part.note,
        _near(part, answers, plan) if result == "not_met" else (),
    )


def _params(part: Condition | FigurePart, answers: Mapping[str, Any]) -> Any:
    """The parameters that count for this case: those of the last overlay whose tag it bears, else the notice's own."""
    params = part.params
    for overlay in part.overlays:
        if overlay.tag is None or answers.get(overlay.tag) is True:
            params = overlay.params
    return params


def _figure(plan: Plan, part: FigurePart, outcome: Outcome, answers: Mapping[str, Any]) -> FigureLine:
    steps = Steps()
    figure = compute(part, case_facts(plan, answers), plan.as_of.toordinal(), steps)
    return FigureLine(
        part.id,
        Message(part.kind.label),
        part.kind.unit,
        as_case(figure.value).v,
        as_case(figure.at_most).v,
        tuple(steps.lines),
        tuple(steps.readings) if as_case(figure.contested).v else (),
        part.citation,
        part.filled_from,
        part.note,
    )


def _open_points(outcome: Outcome) -> tuple[OpenPoint, ...]:
    """Points that the texts leave open. While facts are missing too, they may yet turn out not to matter."""
    return tuple(OPEN_POINTS[name.removeprefix(OPEN)] for name in outcome.open_points)


def applies(when: When, answers: Mapping[str, Any], verdict: str, over: bool) -> bool:
    """Whether a piece of advice is for this case. An unknown fact does not match."""
    if when.verdicts and verdict not in when.verdicts:
        return False
    if when.programme_over is not None and when.programme_over != over:
        return False
    return all(answers.get(name) in values for name, values in when.facts)


def _applies(when: When, answers: Mapping[str, Any], outcome: Outcome, over: bool) -> bool:
    return applies(when, answers, outcome.verdict, over)


def _alternatives(plan: Plan, outcome: Outcome, answers: Mapping[str, Any]) -> tuple[Alternative, ...]:
    """The possible amounts when all that the amount still waits for are choices; grouped by amount."""
    amount = outcome.figures.get(plan.program.amount)
    if amount is None or amount.v is not None or outcome.contested or outcome.verdict == "ineligible":
        return ()
    domains = [(name, _values_of(name, by_name(plan.program.facts))) for name in amount.needs]
    if any(not values for _, values in domains) or prod(len(v) for _, v in domains) > MOST_ALTERNATIVES:
        return ()
    found: dict[int, list[tuple[tuple[str, Any], ...]]] = {}
    names = [name for name, _ in domains]
    for combination in product(*(values for _, values in domains)):
        assumed = dict(zip(names, combination, strict=True))
        result = decide(plan, {**answers, **assumed})
        value = result.figures[plan.program.amount].v
        if value is not None and result.verdict != "ineligible":
            found.setdefault(value, []).append(tuple(assumed.items()))
    return tuple(Alternative(value, tuple(ways)) for value, ways in sorted(found.items()))


def _values_of(name: str, facts: Mapping[str, Fact]) -> tuple[Any, ...]:
    """The values a fact or open point may take, if they can be listed."""
    if name.startswith(OPEN):
        return tuple(value for value, _ in OPEN_POINTS[name.removeprefix(OPEN)].choices)
    return listed_values(facts[name])


def listed_values(fact: Fact) -> tuple[Any, ...]:
    """True and False, or the choices; empty for facts whose values cannot be listed."""
    if fact.kind == "bool":
        return (True, False)
    return tuple(choice.value for choice in fact.choices) if fact.kind == "choice" else ()


def _near(part: Condition, answers: Mapping[str, Any], plan: Plan) -> tuple[Message, ...]:
    if part.kind.near is None:
        return ()
    return tuple(part.kind.near(answers, _params(part, answers), plan.as_of.toordinal()))


def _deadline(part: Deadline, answers: Mapping[str, Any], outcome: Outcome) -> DeadlineLine:
    last, missing = None, False
    start = answers.get(part.start_fact) if part.start_fact else None
    try:
        last = _last_day(part, start, outcome)
    except CalendarNotLoaded:
        missing = True
    return DeadlineLine(part.id, part.act, last, part.start_fact, missing, part.citation, part.after)


def _last_day(part: Deadline, start: date | None, outcome: Outcome) -> date | None:
    """The last day by 民法典 201-202 (start day not counted); None while its start is unknown."""
    if part.on is not None:
        return part.on
    if part.figure:
        day = outcome.figures[part.figure].v
        return None if day is None else date.fromordinal(day)
    if start is None:
        return None
    if part.working_days:
        return working_days_after(start, part.working_days)
    return add_months(start, part.months) + timedelta(days=part.days)
