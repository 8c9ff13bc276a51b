"""What is said for “哪一个适合我”: the situation of a worker, what a firm wants to know. Only where that was asked."""

from typing import Final

from assistant.rules.start.firm import NAME as FIRM
from assistant.rules.start.worker import NAME as WORKER
from assistant.understanding.choices import choices, settle
from assistant.understanding.facts import Facts
from assistant.understanding.model import Context, Text
from assistant.understanding.quantities.hits import Quantities

PROGRAMS: Final = (WORKER, FIRM)


def find(text: Text, quantities: Quantities, context: Context) -> Facts:
    """The situation that the message tells, while the conversation is at one of the two beginnings; else nothing."""
    if context.program not in PROGRAMS:
        return Facts()
    parts = text.clauses
    asked = context.asked.fact.name if context.asked else None
    found, doubts = settle(context.program, choices(context.program).find(text, parts, asked), parts)
    return Facts(tuple(found), tuple(doubts))
