"""Reads sentences for the tests of the workers' facts: every one on the corpus' day, 20 November 2024."""

from datetime import date
from types import ModuleType
from typing import Any

from assistant.understanding.facts import Facts
from assistant.understanding.model import Context
from assistant.understanding.quantities import quantities
from assistant.understanding.text import read

TODAY = date(2024, 11, 20)


def facts_of(module: ModuleType, typed: str, *, inside: bool = False, as_of: date = TODAY) -> Facts:
    """What ``module`` finds; ``inside``: the conversation is in its program."""
    context = Context(today=TODAY, as_of=as_of, program=module.PROGRAM if inside else None)
    text = read(typed)
    return module.find(text, quantities(text, context), context)  # type: ignore[no-any-return]


def found(facts: Facts) -> dict[str, Any]:
    """The certain facts, by name."""
    return {one.fact: one.value for one in facts.found}


def doubted(facts: Facts) -> dict[str, str]:
    """Why each doubt is one, by fact."""
    return {one.fact: one.why for one in facts.doubts}
