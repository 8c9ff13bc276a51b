"""Which reader finds the facts of a program."""

from collections.abc import Callable, Mapping
from typing import Final

from assistant.rules.contribution_rate.facts import NAME as RATE
from assistant.rules.stabilization_refund.facts import NAME as REFUND
from assistant.rules.start.firm import NAME as FIRM_START
from assistant.rules.start.worker import NAME as WORKER_START
from assistant.understanding.facts import Facts, benefit, rate, refund, skill, start
from assistant.understanding.model import Context, Text
from assistant.understanding.quantities.hits import Quantities

Reader = Callable[[Text, Quantities, Context], Facts]

READERS: Final[Mapping[str, Reader]] = {
    skill.PROGRAM: skill.find,
    benefit.PROGRAM: benefit.find,
    REFUND: refund.find,
    RATE: rate.find,
    WORKER_START: start.find,
    FIRM_START: start.find,
}


def read_facts(program: str, text: Text, quantities: Quantities, context: Context) -> Facts:
    """What the message says of a program's facts; nothing for a program without a reader."""
    reader = READERS.get(program)
    return reader(text, quantities, context) if reader else Facts()
