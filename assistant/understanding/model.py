"""What understanding a message comes to. Everything that is taken carries the span of the message that says it."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from assistant.interview.flows import Question
from assistant.rules.plan import Plan
from assistant.understanding.polarity import Clause, clauses

_DENIED = re.compile("(?:从来?|还|都)?(?:没有?|未|不)$")


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` up to ``end`` (not included) in ``Text.typed``."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Text:
    """A message as it may be kept, and as it is matched.

    ``typed``: as typed, with personal numbers masked. ``folded``: full width, traditional characters, case, numerals'
    variants and invisible characters folded. ``places[i]`` is where ``folded[i]`` stands in ``typed``; one more at the end.
    """

    typed: str
    folded: str
    places: tuple[int, ...]
    masked: bool  # an ID, card or phone number was in it

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of ``folded``, told apart once for all who read it."""
        return clauses(self.folded)

    def span(self, start: int, end: int) -> Span:
        """The span in ``typed`` of ``folded[start:end]``."""
        return Span(self.places[start], self.places[end - 1] + 1 if end > start else self.places[start])

    def said(self, span: Span) -> str:
        """What was typed there."""
        return self.typed[span.start : span.end]

    def said_in_full(self, span: Span) -> str:
        """What was typed there, with a 没 or 不 right before it: beside "no", 领过 alone would say the opposite."""
        denied = _DENIED.search(self.typed, 0, span.start)
        return self.typed[denied.start() if denied else span.start : span.end]


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that is certain: its program, name, value (as ``Fact`` has it, or UNSURE) and where it is said."""

    program: str
    fact: str
    value: Any
    span: Span


# conflict: two values are said of one thing; two_certificates: of two different ones; relative_year: 去年 of which year;
# partial: a part is missing (``partial`` holds what is known, e.g. (2023, 10) of a date); vague: 大概, 两三年, 一年多;
# which: the value fits several facts (``fact`` is the likeliest).
Why = Literal["conflict", "two_certificates", "relative_year", "partial", "vague", "which"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something was said of a fact, and what exactly is to be asked back. ``candidates`` may be offered, likeliest first."""

    program: str
    fact: str
    why: Why
    span: Span
    candidates: tuple[Any, ...] = ()
    partial: Any = None


@dataclass(frozen=True, slots=True)
class Place:
    """A region that was named. One code: certain; several: the name stands for each of them.

    ``codes`` are GB/T 2260 of what was named (a county's, a city's or a province's).
    """

    codes: tuple[str, ...]
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Day:
    """For which day or year the rules are asked: ``day`` None where only a year is named, of a month its last."""

    year: int
    day: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Named:
    """Something named that is no fact of a rule, e.g. an occupation: its usual name, and where it stands."""

    name: str
    span: Span


Command = Literal[
    "back", "restart", "human", "why", "pages", "sms", "result", "answers", "delete", "large_type", "english", "chinese",
    "help", "yes", "no",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What is known when a message comes: the days, and where the conversation stands."""

    today: date
    as_of: date  # the interview's, else today
    program: str | None = None
    plan: Plan | None = None
    asked: Question | None = None  # the question that the message may answer
    language: str = "zh_Hans_CN"
    options: tuple[Any, ...] = ()  # the values offered, in order, where they are not simply the question's own


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message says. What is not certain is a doubt or not there at all."""

    text: Text
    program: str | None = None  # None: not said and not to be concluded
    flow: str | None = None  # where the program has several: dispatch_refund
    topic: str = "unclear"  # an id of rules.topics
    subject: str = ""  # what an out-of-scope question is about
    place: Place | None = None
    other_places: tuple[Place, ...] = ()  # further ones: then which counts is to be asked
    day: Day | None = None
    facts: tuple[Found, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    occupations: tuple[Named, ...] = ()
    command: Command | None = None
    scores: dict[str, float] = field(default_factory=dict)  # topics considered, for tuning and --json
