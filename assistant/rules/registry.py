"""What a notice's data file may select: condition and figure functions with typed parameters, per program.

A condition function answers with a ``Finding``; a figure function with a Value (or a ``Figure`` when two honest readings
of the text give different amounts). Both get ``(f, p, at)``: the facts, their parameters, and the as-of day number.
They are pure and contain no Python branching on facts, so one function serves both domains of ``rules.values``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from assistant.rules.facts import Fact, by_name
from assistant.rules.texts import Message, Money, Text
from assistant.rules.values import Value


class Params(BaseModel):
    """Parameters of one selected function, as the data file gives them."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NoParams(Params):
    """For functions that take none."""


class Facts(Protocol):
    """How a rule reads a fact: ``f.months_paid``; a point that the notice leaves open: ``f.open("name")``."""

    def __getattr__(self, name: str) -> Value: ...
    def open(self, point: str) -> Value: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition's answer. ``holds`` False: not met. ``certain`` False while it holds: a person must review."""

    holds: Any
    certain: Any = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure. Where ``contested`` is True two honest readings differ: they stand in the steps, and ``value`` is unknown.

    ``at_most``: a ceiling that the text states where it states no amount (A25: never shown as the amount).
    """

    value: Any
    contested: Any = False
    at_most: Any = None


@dataclass(slots=True)
class Steps:
    """Collects how a figure came about (scalar reading only); a screening passes ``None`` steps that drop it all."""

    lines: list[Message] = field(default_factory=list)
    readings: list[tuple[Message, int]] = field(default_factory=list)

    def add(self, text: str, **values: Any) -> None:
        """One line of the derivation; dropped while any of its values is still unknown."""
        plain = {k: _plain(v) for k, v in values.items()}
        if None not in plain.values():
            self.lines.append(Message(text, plain))

    def reading(self, label: Message, value: Value) -> None:
        """One of several honest readings of the text, with its amount."""
        amount = _plain(value)
        if amount is not None:
            self.readings.append((label, amount))


class NoSteps(Steps):
    """For the column domain, where nothing is told line by line."""

    def add(self, text: str, **values: Any) -> None:
        """Drop it."""

    def reading(self, label: Message, value: Value) -> None:
        """Drop it."""


def _plain(value: Any) -> Any:
    if isinstance(value, Value):
        return getattr(value, "v", None)
    if isinstance(value, Money) and isinstance(value.fen, Value):
        fen = _plain(value.fen)
        return None if fen is None else Money(fen)
    return value


Find = Callable[[Any, Any, int], Finding]
Near = Callable[[Mapping[str, Any], Any, int], list[Message]]
Compute = Callable[[Any, Any, int, Steps], Any]
TextOf = Callable[[Any], Message]


@dataclass(frozen=True, slots=True)
class ConditionKind:
    """A condition that notices can select by ``name``. ``text`` says it in plain words, ``review`` why a person looks."""

    program: str
    name: str
    params: type[Params]
    find: Find
    text: TextOf
    review: Message | None = None
    near: Near | None = None


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A figure that notices can select by ``name``; ``unit`` is fen, months or count."""

    program: str
    name: str
    params: type[Params]
    compute: Compute
    label: str
    unit: str = "fen"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A point that no text at hand settles. ``choices`` are the possible readings as (value, label) pairs."""

    name: str
    text: str
    choices: tuple[tuple[Any, str], ...] = ()
    kind: str = "bool"


@dataclass(frozen=True, slots=True, eq=False)  # one object per benefit: itself is its identity, and hashing is free
class Program:
    """One benefit: its facts in asking order, which figure is its amount, and how derived facts come about."""

    name: str
    label: str
    audience: str
    facts: tuple[Fact, ...]
    amount: str
    derive: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None


PROGRAMS: dict[str, Program] = {}
CONDITIONS: dict[tuple[str, str], ConditionKind] = {}
FIGURES: dict[tuple[str, str], FigureKind] = {}
OPEN_POINTS: dict[str, OpenPoint] = {}

ANY_PROGRAM = "*"


def fact_of(program: str, name: str) -> Fact | None:
    """A program's fact; None for what is none."""
    return by_name(PROGRAMS[program].facts).get(name) if program in PROGRAMS else None


def program(spec: Program) -> Program:
    """Register a program."""
    PROGRAMS[spec.name] = spec
    return spec


def open_point(name: str, text: str, *choices: tuple[Any, str], kind: str = "bool") -> str:
    """Register a point left open by the texts at hand; returns its name."""
    OPEN_POINTS[name] = OpenPoint(name, text, choices, kind)
    return name


def condition(
    program_name: str,
    name: str,
    params: type[Params] = NoParams,
    *,
    text: str | TextOf,
    review: str | None = None,
    near: Near | None = None,
) -> Callable[[Find], Find]:
    """Register a condition function. A plain ``text`` may use the parameters' names as places."""

    def register(find: Find) -> Find:
        say = text if callable(text) else _from_params(text)
        why = Message(review) if review else None
        CONDITIONS[program_name, name] = ConditionKind(program_name, name, params, find, say, why, near)
        return find

    return register


def figure(
    program_name: str, name: str, params: type[Params] = NoParams, *, label: str, unit: str = "fen"
) -> Callable[[Compute], Compute]:
    """Register a figure function; ``label`` is its Chinese msgid."""

    def register(compute: Compute) -> Compute:
        FIGURES[program_name, name] = FigureKind(program_name, name, params, compute, label, unit)
        return compute

    return register


def _from_params(text: str) -> TextOf:
    return lambda p: Message(text, dict(p))


def condition_kind(program_name: str, name: str) -> ConditionKind | None:
    """The registered condition of that name: the program's own, else one that any program may use."""
    return CONDITIONS.get((program_name, name)) or CONDITIONS.get((ANY_PROGRAM, name))


def figure_kind(program_name: str, name: str) -> FigureKind | None:
    """The registered figure of that name."""
    return FIGURES.get((program_name, name)) or FIGURES.get((ANY_PROGRAM, name))


__all__ = [
    "ANY_PROGRAM", "CONDITIONS", "FIGURES", "OPEN_POINTS", "PROGRAMS", "ConditionKind", "Facts", "Figure",
    "FigureKind", "Finding", "NoParams", "NoSteps", "OpenPoint", "Params", "Program", "Steps", "Text",
    "condition", "condition_kind", "figure", "figure_kind", "open_point", "program",
]  # fmt: skip
