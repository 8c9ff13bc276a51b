"""What is said of another year than the one that was asked about: 今年裁了 is no answer to last year's question."""

from assistant.rules.stabilization_refund.facts import NAME as REFUND
from assistant.understanding.answering.message import Message
from assistant.understanding.facts.refund_years import Years


def of_another_year(message: Message, start: int, end: int) -> bool:
    """Whether what stands there belongs to another year than 上年度, of which the question is."""
    if message.program != REFUND or message.fact.name not in Years.DATED or message.fact.kind == "date":
        return False
    return message.years.at(start, end) not in (None, message.years.base)
