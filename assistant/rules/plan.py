"""A plan: one program under one notice on one day, ready to be read for a case or for columns.

Policies build plans from data files; rules only read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from assistant.rules.registry import ConditionKind, FigureKind, Params, Program
from assistant.rules.texts import Text

Kind = TypeVar("Kind", ConditionKind, FigureKind)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands: the notice's id, its section as printed, and the source tier (clauses.md §0.2)."""

    notice: str
    section: str
    tier: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """A later document's parameters for the cases whose ``tag`` fact is true (or for all, without a tag)."""

    tag: str | None
    params: Params
    citation: Citation


@dataclass(frozen=True, slots=True)
class Part(Generic[Kind]):
    """One function that applies: which, with which parameters, by which clause. ``reads``: the facts that it looks at;
    ``topics``: questions that it answers beyond those that its kind always does."""

    id: str
    kind: Kind
    params: Params
    citation: Citation
    filled_from: tuple[Citation, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    note: Text | None = None
    reads: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition(Part[ConditionKind]):
    """One condition that applies."""


@dataclass(frozen=True, slots=True)
class FigurePart(Part[FigureKind]):
    """One figure that is computed."""


@dataclass(frozen=True, slots=True)
class When:
    """When a caveat, step or deadline is shown: all named facts have one of the values, and the verdict is one of these."""

    facts: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    verdicts: tuple[str, ...] = ()
    programme_over: bool | None = None


@dataclass(frozen=True, slots=True)
class Caveat:
    """A reservation that belongs to a result; ``entry`` is its number in the register of silences.

    ``topics``: questions that it answers as well; ``silent_on``: those on which it says that nothing is stated.
    """

    id: str
    text: Text
    citation: Citation | None
    when: When
    entry: str = ""
    topics: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What the text says on questions that people ask, beyond conditions, figures and advice.

    ``tier`` T4 or T5: only pointed to, it answers nothing. ``silent_on``: questions that the text leaves open.
    """

    id: str
    text: Text
    citation: Citation | None
    tier: str
    entry: str = ""
    topics: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do: what, where, with which papers. ``url`` is a public address the reader may type."""

    id: str
    what: Text
    where: Text | None
    papers: tuple[Text, ...]
    citation: Citation | None
    when: When
    url: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """An act's last day: fixed ``on``, or counted in ``months`` / ``days`` / ``working_days`` from the day a fact names."""

    id: str
    act: Text
    citation: Citation
    when: When
    on: date | None = None
    start_fact: str = ""
    months: int = 0
    days: int = 0
    working_days: int = 0
    figure: str = ""
    after: Text | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """The span of days for which the notice governs the program; either end may be unstated."""

    first: date | None
    last: date | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class NoticeRef:
    """What an answer says of the notice: title, number ('' = not stated in the copy at hand), issue day."""

    id: str
    region: str
    title: Text
    number: str
    issued: date


@dataclass(frozen=True)
class Plan:
    """Everything needed to decide, explain and screen one program under one notice as of one day."""

    program: Program
    notice: NoticeRef
    as_of: date
    term: Term
    conditions: tuple[Condition, ...]
    figures: tuple[FigurePart, ...]
    caveats: tuple[Caveat, ...] = ()
    steps: tuple[NextStep, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    says: tuple[Statement, ...] = ()
    notices: Mapping[str, NoticeRef] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[Condition | FigurePart, ...]:
        """Conditions, then figures."""
        return (*self.conditions, *self.figures)

    @property
    def advice(self) -> tuple[Caveat | NextStep | Deadline, ...]:
        """Caveats, next steps and deadlines."""
        return (*self.caveats, *self.steps, *self.deadlines)

    @property
    def fact_names(self) -> tuple[str, ...]:
        """Every fact that this plan may read, in the program's order."""
        used = {name for part in self.parts for name in part.reads} | set(self.guidance)
        return tuple(fact.name for fact in self.program.facts if fact.name in used)

    @cached_property
    def guidance_parts(self) -> tuple[tuple[When, tuple[str, ...]], ...]:
        """For each piece of advice that waits for facts: when it is for a case, and the names of those facts."""
        found = []
        for part in self.advice:
            names = [name for name, _ in part.when.facts]
            if isinstance(part, Deadline) and part.start_fact:
                names.append(part.start_fact)
            if names:
                found.append((part.when, tuple(names)))
        return tuple(found)

    @property
    def guidance(self) -> tuple[str, ...]:
        """Facts that change only the advice: caveats, steps and deadlines."""
        return tuple(dict.fromkeys(name for _, names in self.guidance_parts for name in names))

    @property
    def over(self) -> bool:
        """Whether the as-of day lies after the notice's term for the program."""
        return self.term.last is not None and self.as_of > self.term.last
