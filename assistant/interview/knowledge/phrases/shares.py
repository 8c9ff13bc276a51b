"""What several programs' phrases need."""

from assistant.rules.facts import by_name
from assistant.rules.registry import PROGRAMS
from assistant.rules.texts import Message, Permille


def percent(value: int) -> Permille:
    """A whole percentage."""
    return Permille(value * 10)


def fact_label(program: str, name: str) -> Message:
    """What a fact is called."""
    return Message(by_name(PROGRAMS[program].facts)[name].label)
