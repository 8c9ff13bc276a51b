"""Understanding a message: the one way in. Total: whatever is sent, there is an ``Understood``.

Only the first ``READ`` characters are understood, so that a message costs what a message may cost;
``Understood.text.typed`` is always the whole message, masked.
"""

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from assistant.understanding import commands
from assistant.understanding import text as texts
from assistant.understanding.facts import Facts
from assistant.understanding.hearing import shipped_hearing
from assistant.understanding.model import Context, Found, Place, Text, Understood
from assistant.understanding.programs import choose_flow, choose_program, program_scores
from assistant.understanding.topics import choose_topic

READ = 2000


def understand(typed: str, context: Context) -> Understood:
    """What the message says, given where the conversation stands. Never raises."""
    whole = texts.read(typed)
    text = _first(whole)
    quantities = _quantities(text, context)
    places, day = _places(text), _day(text, quantities, context)
    hits = shipped_hearing().hits(text.folded)
    read = {name: reader.find(text, quantities, context) for name, reader in _readers()}
    answered = _answered(text, quantities, context)
    scores = program_scores(hits, _votes(read))
    program = choose_program(scores, context.program)
    facts = _facts(read, answered, program)
    choice = choose_topic(
        text.folded,
        hits,
        program,
        stated=bool(facts.found or facts.doubts or places),
        answering=context.asked is not None,
    )
    if program is None:
        program = choice.program
    return Understood(
        text=whole,
        program=program,
        flow=choose_flow(text.folded, program),
        topic=choice.topic,
        subject=choice.subject,
        place=places[0] if places else None,
        other_places=places[1:],
        day=day,
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


def _readers() -> Iterator[tuple[str, Any]]:
    modules = {
        "skill_subsidy": "skill",
        "unemployment_benefit": "benefit",
        "stabilization_refund": "refund",
        "contribution_rate": "rate",
    }
    for name, module in modules.items():
        try:
            yield name, importlib.import_module(f"assistant.understanding.facts.{module}")
        except ImportError:
            pass


def _quantities(text: Text, context: Context) -> Any:
    from assistant.understanding.quantities.hits import Quantities

    return Quantities()


def _places(text: Text) -> tuple[Place, ...]:
    return ()


def _day(text: Text, quantities: Any, context: Context) -> None:
    return None


def _answered(text: Text, quantities: Any, context: Context) -> Facts:
    return Facts()


def _votes(read: dict[str, Facts]) -> dict[str, float]:
    return {program: len(facts.found) for program, facts in read.items() if facts.found}


def _facts(read: dict[str, Facts], answered: Facts, program: str | None) -> Facts:
    """The facts of the program; while it is unknown the certain ones of each, so that none is lost once it is."""
    chosen = [read[program]] if program in read else [] if program else [Facts(facts.found) for facts in read.values()]
    first = {found.fact for found in answered.found}
    found = [*answered.found, *(f for facts in chosen for f in facts.found if f.fact not in first)]
    doubts = [*answered.doubts, *(d for facts in chosen for d in facts.doubts if d.fact not in first)]
    occupations = next((facts.occupations for facts in chosen if facts.occupations), ())
    return Facts(tuple(found), tuple(doubts), occupations)
