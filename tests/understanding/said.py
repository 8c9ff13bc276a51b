"""Quantities of a message in short, for tables: ``money:600000~「6千块」``; ~ vague, r relative, then the part."""

from datetime import date

from assistant.understanding.model import Context
from assistant.understanding.quantities import Moment, Quantity, quantities
from assistant.understanding.text import read

TODAY = date(2024, 11, 20)
CONTEXT = Context(today=TODAY, as_of=TODAY)


def said(typed: str) -> str:
    """Every quantity of ``typed`` in short, without where it stands."""
    return " ".join(map(short, quantities(read(typed), CONTEXT).all()))


def short(hit: Quantity | Moment) -> str:
    """One quantity in short."""
    if isinstance(hit, Quantity):
        return f"{hit.kind}:{hit.value}{'~' * hit.vague}"
    parts = "-".join("?" if part is None else str(part) for part in hit.parts)
    return f"{parts}{'~' * hit.vague}{'r' * hit.relative}{hit.part}"
