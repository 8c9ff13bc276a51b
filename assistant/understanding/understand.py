"""Understanding a message: the one way in. Total: whatever is sent, there is an ``Understood``.

Only the first ``READ`` characters are understood, so that a message costs what a message may cost;
``Understood.text.typed`` is always the whole message, masked.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from assistant.interview.engine import UNSURE
from assistant.rules.topics import EVERY
from assistant.understanding import answering, commands, days, places
from assistant.understanding import text as texts
from assistant.understanding.facts import Facts
from assistant.understanding.facts.readers import read_facts
from assistant.understanding.hearing import shipped_hearing
from assistant.understanding.model import Context, Found, Text, Understood
from assistant.understanding.programs import choose_flow, choose_program, program_scores
from assistant.understanding.quantities import Quantities, quantities
from assistant.understanding.topics import choose_topic

READ = 2000


def prepare() -> None:
    """Read every word list and build what is made of it: a second or two that the first message would wait for.

    Raises PolicyError for a mistake in a list, with file, key and reason.
    """
    someday = date(2024, 1, 1)
    for text in ("我去年考了三级电工证，社保交了两年，能领多少？", "我们公司去年没裁员，能返多少？", "I was laid off"):
        understand(text, Context(someday, someday))


def understand(typed: str, context: Context) -> Understood:
    """What the message says, given where the conversation stands. Never raises."""
    whole = texts.read(typed)
    text = _first(whole)
    amounts = quantities(text, context)
    named = places.find(text)
    hits = shipped_hearing().hits(text.folded)
    read = {program: read_facts(program, text, amounts, context) for program in _read(context)}
    answered = _answered(text, amounts, context)
    scores = program_scores(hits, _votes(read))
    program = choose_program(scores, context.program)
    facts = _facts(read, answered, program)
    choice = choose_topic(
        text.folded,
        hits,
        program,
        stated=bool(facts.found or facts.doubts),
        answering=context.asked is not None,
    )
    if program is None:
        program = choice.program
    return Understood(
        text=whole,
        program=program,
        flow=choose_flow(text.folded, program, context.asked.fact.name if context.asked else None),
        topic=choice.topic,
        subject=choice.subject,
        place=named[0] if named else None,
        other_places=named[1:],
        day=days.find(text, context, amounts),
        facts=facts.found,
        doubts=facts.doubts,
        occupations=facts.occupations,
        command=commands.read(whole),
        scores=choice.scores,
    )


def _first(text: Text) -> Text:
    """The part of a message that is understood."""
    if len(text.folded) <= READ:
        return text
    return replace(text, folded=text.folded[:READ], places=text.places[: READ + 1])


def _read(context: Context) -> tuple[str, ...]:
    """The programs whose facts are looked for: each, for the message may turn out to be about another."""
    return (*EVERY, context.program) if context.program and context.program not in EVERY else EVERY


def _answered(text: Text, amounts: Quantities, context: Context) -> Facts:
    """What the message answers to the question that was asked. A value that cannot be is for whoever asked to refuse."""
    if context.asked is None:
        return Facts()
    try:
        answer = answering.read(text, context.asked, amounts, context, options=_offered(context))
    except answering.AnswerError:
        return Facts()
    if isinstance(answer, Found):
        return Facts((answer,))
    return Facts(doubts=(answer,)) if answer else Facts()


def _offered(context: Context) -> tuple[Any, ...]:
    """The values among which “第二个” chooses: those offered, else the question's own, and 不清楚 after them."""
    if context.options or context.asked is None:
        return context.options
    fact = context.asked.fact
    own = (True, False) if fact.kind == "bool" else tuple(choice.value for choice in fact.choices)
    return (*own, UNSURE) if own else ()


def _votes(read: dict[str, Facts]) -> dict[str, float]:
    return {program: len(facts.found) for program, facts in read.items() if facts.found}


def _facts(read: dict[str, Facts], answered: Facts, program: str | None) -> Facts:
    """The facts of the program; while it is unknown the certain ones of each, so that none is lost once it is."""
    chosen = [read[program]] if program in read else [] if program else [Facts(facts.found) for facts in read.values()]
    asked = {one.fact for one in answered.found} | {one.fact for one in answered.doubts}
    found = [*answered.found, *(f for facts in chosen for f in facts.found if f.fact not in asked)]
    doubts = [*answered.doubts, *(d for facts in chosen for d in facts.doubts if d.fact not in asked)]
    occupations = next((facts.occupations for facts in chosen if facts.occupations), ())
    return Facts(tuple(found), tuple(doubts), occupations)
