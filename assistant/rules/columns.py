"""Screening: the same plan read once over columns gives the expressions for a table of millions of rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, get_args

import narwhals.stable.v2 as nw

from assistant.rules import graph
from assistant.rules.decide import Result, Verdict
from assistant.rules.facts import by_name
from assistant.rules.graph import Node
from assistant.rules.plan import Plan
from assistant.rules.reading import ColumnFacts, as_column, compute, find
from assistant.rules.registry import Figure, NoSteps

VERDICT = "verdict"
CONDITION, FIGURE = "condition_", "figure_"
VERDICTS = get_args(Verdict)
RESULTS = get_args(Result)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a plan adds to a table: layers to be added one after another, the last one the ``results``."""

    stages: tuple[Mapping[str, nw.Expr], ...]
    results: tuple[str, ...]

    def over(self, frame: Any, keep: Collection[str] = ()) -> Any:
        """``frame`` (a narwhals frame, lazy or not) with the columns to ``keep`` and the results."""
        for stage in self.stages:
            frame = frame.with_columns(**stage)
        return frame.select(*keep, *self.results)


def columns(
    plan: Plan, available: Collection[str], *, enums: bool = False, assumed: Mapping[str, Any] | None = None
) -> Columns:
    """What to compute: ``verdict``, ``condition_<id>`` (its result) and ``figure_<id>`` (fen, months or count).

    ``available``: the facts that the table has as typed columns; all others are unknown in every row. ``enums``: give
    verdicts and results as Enum instead of text, on engines that have it; writing is then several times faster.
    Raises OverflowError where a figure could leave ±2**53, TypeError where a rule mixes kinds.
    """
    facts = ColumnFacts(by_name(plan.program.facts), available, assumed)
    at = plan.as_of.toordinal()
    silent = NoSteps()
    findings = {part.id: find(part, facts, at) for part in plan.conditions}
    figures = {part.id: compute(part, facts, at, silent) for part in plan.figures}
    holds = {name: as_column(f.holds).node for name, f in findings.items()}
    certain = {name: as_column(f.certain).node for name, f in findings.items()}
    words = _Words(VERDICTS if enums else ()), _Words(RESULTS if enums else ())
    out = {VERDICT: _verdict(words[0], [*holds.values()], [*certain.values()], figures.get(plan.program.amount))}
    for name in findings:
        out[CONDITION + name] = _result(words[1], holds[name], certain[name])
    for name, figure in figures.items():
        out[FIGURE + name] = as_column(figure.value).node
    return Columns(graph.staged(out), tuple(out))


def open_points(plan: Plan) -> tuple[str, ...]:
    """The points that the plan's notices leave open and on which a verdict or an amount may wait."""
    facts = ColumnFacts(by_name(plan.program.facts), [fact.name for fact in plan.program.facts if fact.kind != "list"])
    at = plan.as_of.toordinal()
    for condition in plan.conditions:
        find(condition, facts, at)
    for figure in plan.figures:
        if figure.id == plan.program.amount:
            compute(figure, facts, at, NoSteps())
    return tuple(facts.opened)


@dataclass(frozen=True, slots=True)
class _Words:
    """Makes the words of a result: text, or an Enum of the ``members``."""

    members: tuple[str, ...]

    def word(self, text: str) -> Node:
        return graph.member(text, self.members) if self.members else graph.literal(text)

    def when(self, condition: Node, text: str, otherwise: Node) -> Node:
        return graph.when(condition, self.word(text), otherwise)


def _verdict(words: _Words, holds: list[Node], certain: list[Node], amount: Figure | None) -> Node:
    contested = as_column(amount.contested).node if amount else graph.literal(False)
    met, sure = _all(holds), _all([*certain, graph.invert(contested)])
    # An unknown reservation leaves the case undetermined even where another reservation is certain.
    open_ends = [graph.is_unknown(met), *(graph.is_unknown(c) for c in certain)]
    if amount is not None:
        disputed = graph.when(contested, graph.literal(True), graph.literal(False))
        unsettled = graph.is_unknown(as_column(amount.value).node)
        open_ends.append(graph.logic(False, unsettled, graph.invert(disputed)))
    unknown = reduce(lambda x, y: graph.logic(True, x, y), open_ends)
    settled = words.when(graph.invert(sure), "manual_review", words.word("eligible"))
    return words.when(graph.invert(met), "ineligible", words.when(unknown, "undetermined", settled))


def _all(values: list[Node]) -> Node:
    return reduce(lambda x, y: graph.logic(False, x, y), values, graph.literal(True))


def _result(words: _Words, holds: Node, certain: Node) -> Node:
    unknown = graph.logic(True, graph.is_unknown(holds), graph.is_unknown(certain))
    known = words.when(graph.invert(certain), "review", words.word("met"))
    return words.when(graph.invert(holds), "not_met", words.when(unknown, "unknown", known))
