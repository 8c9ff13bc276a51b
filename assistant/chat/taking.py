"""“我理解的是”: what was taken from a message, shown with the words that said it, each to be corrected by a tap."""

from dataclasses import dataclass
from typing import Any

from assistant.chat.answering import take
from assistant.chat.exchange import Exchange
from assistant.chat.replies import Chip, Took
from assistant.interview.changes import said
from assistant.interview.engine import UNSURE
from assistant.interview.parsing.text import clean
from assistant.interview.question_views import TYPED
from assistant.interview.wording import say, show_date
from assistant.rules.facts import N_, Fact
from assistant.rules.registry import PROGRAMS, fact_of
from assistant.rules.texts import Message
from assistant.understanding.model import Understood

PROGRAM = N_("想了解的")
REGION = N_("参保地区")
DAY = N_("核算日期")
OCCUPATION = N_("职业（工种）")


@dataclass(frozen=True, slots=True)
class Before:
    """Where the conversation stood before the message: only what it changed is shown."""

    program: str | None
    region: str | None
    as_of: Any

    @classmethod
    def of(cls, ex: Exchange) -> "Before":
        """As it stands now."""
        return cls(ex.program, ex.region, ex.as_of)


def take_facts(ex: Exchange, understood: Understood) -> None:
    """Take every fact that is certain, program by program."""
    found: dict[str, dict[str, Any]] = {}
    for fact in understood.facts:
        found.setdefault(fact.program, {})[fact.fact] = fact.value
    if ex.program is None and len(found) == 1:
        ex.put(program=next(iter(found)))
    for program, values in found.items():
        take(ex, program, values)


def said_chips(ex: Exchange, understood: Understood) -> list[Chip]:
    """One chip per fact, with the words that said it."""
    chips = []
    for found in understood.facts:
        fact = fact_of(found.program, found.fact)
        if fact is not None:
            value = said(fact, found.value, ex.language)
            words = understood.text.said_in_full(found.span).strip("，,。. ")
            chips.append(Chip(say(fact.label, ex.language), value, words, f"change:{fact.name}"))
    for named in understood.occupations:
        chips.append(Chip(ex.tr(OCCUPATION), named.name, understood.text.said(named.span), ""))
    return chips


def show_taken(ex: Exchange, understood: Understood, before: Before, facts: list[Chip]) -> None:
    """Show what the message brought; what only waits to be confirmed is shown there."""
    chips = []
    if ex.program and ex.program != before.program and ex.program in PROGRAMS:
        chips.append(Chip(ex.tr(PROGRAM), say(Message(PROGRAMS[ex.program].label), ex.language), "", "flow"))
    if ex.region and ex.region != before.region:
        words = understood.text.said(understood.place.span) if understood.place else ""
        chips.append(Chip(ex.tr(REGION), ex.place(ex.region), words, "region"))
    if ex.as_of != before.as_of:
        words = understood.text.said(understood.day.span) if understood.day else ""
        chips.append(Chip(ex.tr(DAY), show_date(ex.as_of, ex.language), words, "day"))
    waiting = {f"change:{change.fact}" for change in ex.state.changes}
    chips += [chip for chip in facts if chip.press not in waiting]
    if chips:
        ex.parts.append(Took(tuple(chips)))


def typed_chip(ex: Exchange, fact: Fact, value: Any, typed: str) -> None:
    """How a typed number or day was read, unless it was typed just so."""
    shown = said(fact, value, ex.language)
    if fact.kind in TYPED and value is not UNSURE and clean(typed).replace(" ", "") != shown.replace(" ", ""):
        ex.parts.append(Took((Chip(say(fact.label, ex.language), shown, typed.strip()[:60], f"change:{fact.name}"),)))
