"""How rules get at facts in each domain, and how one part of a plan (with its overlays) is read."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from assistant.rules import graph
from assistant.rules.column import Column, column
from assistant.rules.days import day_number
from assistant.rules.facts import Fact, Implied
from assistant.rules.graph import Node
from assistant.rules.plan import Condition, FigurePart
from assistant.rules.registry import OPEN_POINTS, Figure, Finding, Program, Steps
from assistant.rules.values import Case, pick

OPEN = "open:"
FIRST_DAY, LAST_DAY = date(1949, 10, 1).toordinal(), date(2199, 12, 31).toordinal()


class CaseFacts:
    """One case's facts as ``Case`` values, made when a rule first reads them."""

    def __init__(
        self,
        answers: Mapping[str, Any],
        asked: Mapping[str, tuple[str, ...]],
        implied: Mapping[str, tuple[Implied, ...]] | None = None,
    ) -> None:
        self._answers = answers
        self._asked = asked
        self._implied = implied or {}

    def __getattr__(self, name: str) -> Case:
        value = self._answers.get(name)
        if isinstance(value, date):
            value = value.toordinal()
        case = self._unknown(name) if value is None else Case(value)
        self.__dict__[name] = case
        return case

    def _unknown(self, name: str) -> Case:
        """What other answers imply; else unknown, waiting for those answers first and then for the fact itself."""
        waiting: tuple[Case, ...] = ()
        for rule in self._implied.get(name, ()):
            other = getattr(self, rule.fact)
            if other.v is None:
                waiting += (other,)
            elif other.v == rule.value:
                return Case(rule.then)
        return Case(None, (*waiting, *self._asked[name]))

    def open(self, point: str) -> Case:
        """A point left open: unknown, unless the caller assumes a reading under ``open:<point>``."""
        name = OPEN + point
        return Case(self._answers.get(name), (name,))


class ReadFacts:
    """Everything unknown: notes which facts a rule reads."""

    def __init__(self, known: Mapping[str, Fact]) -> None:
        self._known = known
        self.names: dict[str, None] = {}

    def __getattr__(self, name: str) -> Case:
        if name not in self._known:
            raise AttributeError(f"no such fact: {name}")
        for rule in self._known[name].implied:
            getattr(self, rule.fact)
        self.names[name] = None
        return Case(None, (name,))

    def open(self, point: str) -> Case:
        """As ``CaseFacts.open``; checks that the point is registered."""
        if point not in OPEN_POINTS:
            raise AttributeError(f"no such open point: {point}")
        return Case(None, (OPEN + point,))


class ColumnFacts:
    """A table's facts as ``Column`` values; a fact without a column is unknown in every row."""

    def __init__(
        self, facts: Mapping[str, Fact], available: Collection[str], assumed: Mapping[str, Any] | None = None
    ) -> None:
        """``assumed``: open point → the reading to take for it; ``opened`` then holds every point that was met."""
        self._facts = facts
        self._available = available
        self._assumed = assumed or {}
        self.opened: dict[str, None] = {}

    def __getattr__(self, name: str) -> Column:
        fact = self._facts[name]
        value = _column_of(fact, name in self._available)
        for rule in fact.implied:
            other = getattr(self, rule.fact) == rule.value
            follows = graph.logic(False, graph.is_unknown(value.node), other.node)
            chosen = graph.when(follows, column(rule.then).node, value.node)
            value = Column(chosen, value.kind, value.lo, value.hi)
        self.__dict__[name] = value
        return value

    def open(self, point: str) -> Column:
        """Unknown in every row, unless a reading is assumed."""
        self.opened[point] = None
        if point in self._assumed:
            return column(self._assumed[point])
        return _null(OPEN_POINTS[point].kind, 0, 0)


def _null(kind: str, lo: int, hi: int) -> Column:
    return Column(graph.unknown(kind), kind, lo, hi)


_KINDS = {"bool": "bool", "choice": "str"}


def _column_of(fact: Fact, present: bool) -> Column:
    if fact.kind == "list":
        raise TypeError(f"{fact.name}: a list is not a column; rules read what is derived from it")
    kind = _KINDS.get(fact.kind, "int")
    if fact.kind in ("date", "month"):
        return _day_column(fact.name) if present else _null("int", FIRST_DAY, LAST_DAY)
    lo, hi = fact.lo or 0, fact.hi or 0
    return Column(Node("fact", (), fact.name), kind, lo, hi) if present else _null(kind, lo, hi)


def _day_column(name: str) -> Column:
    parts = (("year", 1949, 2199), ("month", 1, 12), ("day", 1, 31))
    whole = Node("fact", (), name)
    y, m, d = (Column(Node("part", (whole,), part), "int", lo, hi) for part, lo, hi in parts)
    return Column(day_number(y, m, d).node, "int", FIRST_DAY, LAST_DAY)


def asked_names(program: Program) -> dict[str, tuple[str, ...]]:
    """For each fact the name under which it is asked, as the ``needs`` of an unknown value."""
    return {fact.name: (fact.asked_as or fact.name,) for fact in program.facts}


def implied_facts(program: Program) -> dict[str, tuple[Implied, ...]]:
    """The facts that other answers may already settle."""
    return {fact.name: fact.implied for fact in program.facts if fact.implied}


def find(part: Condition, facts: Any, at: int) -> Finding:
    """A condition's finding, with each overlay in force laid over it."""
    finding = part.kind.find(facts, part.params, at)
    for overlay in part.overlays:
        over = part.kind.find(facts, overlay.params, at)
        tag = getattr(facts, overlay.tag) if overlay.tag else True
        finding = Finding(pick(tag, over.holds, finding.holds), pick(tag, over.certain, finding.certain))
    return finding


def compute(part: FigurePart, facts: Any, at: int, steps: Steps) -> Figure:
    """A figure, with each overlay in force laid over it; steps are told for the parameters that count."""
    if not part.overlays:
        return _figure(part.kind.compute(facts, part.params, at, steps))
    chosen = _figure(part.kind.compute(facts, part.params, at, steps))
    for overlay in part.overlays:
        own = type(steps)()
        over = _figure(part.kind.compute(facts, overlay.params, at, own))
        tag = getattr(facts, overlay.tag) if overlay.tag else True
        if tag is True or (isinstance(tag, Case) and tag.v is True):
            steps.lines, steps.readings = own.lines, own.readings
        at_most = over.at_most if tag is True else chosen.at_most
        chosen = Figure(pick(tag, over.value, chosen.value), pick(tag, over.contested, chosen.contested), at_most)
    return chosen


def _figure(result: Any) -> Figure:
    return result if isinstance(result, Figure) else Figure(result)


def as_case(value: Any) -> Case:
    """Lift a constant into the scalar domain."""
    return value if isinstance(value, Case) else Case(value)


def as_column(value: Any) -> Column:
    """Lift a constant (also the scalar constants YES and NO) into the column domain."""
    return column(value.v if isinstance(value, Case) else value)
