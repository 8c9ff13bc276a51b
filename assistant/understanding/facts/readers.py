"""Which reader finds the facts of a program."""

from collections.abc import Callable, Mapping
from typing import Final

from assistant.understanding.facts import Facts, benefit, rate, refund, skill, start
from assistant.understanding.model import Context, Text
from assistant.understanding.quantities.hits import Quantities

Reader = Callable[[Text, Quantities, Context], Facts]

READERS: Final[Mapping[str, Reader]] = {
    skill.PROGRAM: skill.find,
    benefit.PROGRAM: benefit.find,
    refund.NAME: refund.find,
    rate.NAME: rate.find,
    start.WORKER: start.find,
    start.FIRM: start.find,
}


def read_facts(program: str, text: Text, quantities: Quantities, context: Context) -> Facts:
    """What the message says of a program's facts; nothing for a program without a reader."""
    reader = READERS.get(program)
    return reader(text, quantities, context) if reader else Facts()
