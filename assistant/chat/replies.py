"""What the assistant says in one turn, as parts that each door lays out: bubbles on the web, numbered lines in a text.

All texts are spoken already, in the person's language. A part is kept with the conversation as JSON.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Option:
    """A quick reply: what is shown, a hint below it, and what pressing it sends (see ``said.Pressed``)."""

    label: str
    press: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A clause: the notice's short name (number or title) with section, its whole title, its tier in words, its page."""

    short: str
    title: str
    tier: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence or two; ``tone`` only shades it."""

    text: str
    tone: Literal["plain", "warning", "quiet"] = "plain"
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood: label, value, the words that said it, and what tapping it to correct sends."""

    label: str
    value: str
    said: str
    press: str


@dataclass(frozen=True, slots=True)
class Took:
    """“我理解的是”: what was taken from the last message."""

    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that waits for an answer: of the flow (``fact``) or of the conversation itself (``fact`` empty).

    ``typed``: an answer may be typed that is none of the options; ``numeric``: it is a number, so that numbers do not choose.
    """

    text: str
    options: tuple[Option, ...] = ()
    fact: str = ""
    help: str = ""
    hint: str = ""  # how to type the answer
    typed: bool = True
    numeric: bool = False
    inputmode: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of an earlier answer does, before it is made; options confirm or leave it."""

    text: str
    lines: tuple[str, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition in a result: result (met, not_met, unknown, review), its word, the condition, its clause."""

    result: str
    word: str
    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The result: verdict and word, amount in words (may be empty), summary, conditions (those not met first), next
    steps, caveats, case code, and the page's address that shows all of it."""

    title: str
    verdict: str
    word: str
    amount_label: str
    amount: str
    summary: str
    basis: str  # as-of day, region, term
    clauses: tuple[Clause, ...]
    steps: tuple[str, ...]
    caveats: tuple[str, ...]
    code: str
    address: str  # path of the result page

    @property
    def decisive(self) -> tuple[Clause, ...]:
        """The conditions that bear the verdict; beside one that is not met, what was therefore not asked says nothing."""
        failed = any(clause.result == "not_met" for clause in self.clauses)
        shown = ("not_met", "review") if failed else ("unknown", "review")
        return tuple(clause for clause in self.clauses if clause.result in shown)

    @property
    def unasked(self) -> tuple[Clause, ...]:
        """The conditions that are left open because another one is not met."""
        return tuple(c for c in self.clauses if c.result == "unknown" and c not in self.decisive)


@dataclass(frozen=True, slots=True)
class Lead:
    """A way to another door: a page of this site, a telephone number, a text message."""

    text: str
    label: str
    address: str  # a path, or tel:12333, or sms:…


Part = Say | Took | Ask | Effect | Card | Lead
