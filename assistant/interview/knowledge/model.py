"""What an answer consists of. Everything is spoken already, in the person's language; nothing is laid out."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "warning", "quiet"]
Need = Literal["region", "program"]


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a rule stands: number (else title) and section; the whole title; its tier in words; the notice's id."""

    short: str
    title: str
    tier: str
    notice: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or two. ``entry``: its number in the register of silences, where the text at hand leaves it open."""

    text: str
    cites: tuple[Clause, ...] = ()
    tone: Tone = "plain"
    entry: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What can be done next; ``detail`` where and with which papers; ``address``: https:…, tel:… or a path here."""

    text: str
    detail: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """The guided questions that answer it for the person's own case."""

    flow: str
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question about the rules.

    ``silent``: the documents at hand do not say. ``notice``: id and title of the one that was asked; ``over``: its term
    for the program has ended by today (or by the day asked for). ``more``: what there was no room for in ``lines``.
    ``needs``: what must be known first; then ``lines`` ask for it.
    """

    topic: str
    program: str | None
    lines: tuple[Line, ...]
    more: tuple[Line, ...] = ()
    silent: bool = False
    notice: tuple[str, str] | None = None
    over: bool = False
    next_steps: tuple[NextStep, ...] = ()
    needs: tuple[Need, ...] = ()
    start_flow: Start | None = None
