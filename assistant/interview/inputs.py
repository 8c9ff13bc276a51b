"""Reading one question's form: what was chosen or typed becomes the fact's value, ``UNSURE``, or a reason per field.

Field names: ``answer`` (and ``unit`` beside an amount) for a single answer; ``row-<i>-<item>`` for the cells of a list,
with ``row-<i>-<item>-unsure`` ticked for a cell that is not known. A button named ``unsure`` answers the whole question.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from assistant.interview.engine import UNSURE
from assistant.interview.flows import Question
from assistant.interview.parsing import AnswerError, PersonalDataError, is_not_sure, parse
from assistant.rules.facts import N_, Fact

ANSWER: Final = "answer"
UNIT: Final = "unit"
NOT_SURE: Final = "unsure"
UNITS: Final = ("元", "万元")
CHOOSE = N_("请选一项；不清楚就选“不清楚”")
IN_CELL = N_("%(what)s：%(why)s")
LABEL = "label"  # the item that only names a row; it is given, never asked, so that no real name is typed
_LONGEST_ECHO = 200

Form = Mapping[str, str]


class Misread(ValueError):
    """The form could not be taken as it is: ``errors`` is field name → reason, in the order of the fields."""

    def __init__(self, errors: Mapping[str, AnswerError]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{name}: {error.msgid}" for name, error in self.errors.items()))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a list as it stands in the form: its field's name, what was typed, whether it is marked unknown."""

    name: str
    item: Fact
    text: str
    unsure: bool


def read_answer(question: Question, form: Form, today: date) -> Any:
    """The value that a form gives for a question, or ``UNSURE``. Raises ``Misread``."""
    if form.get(NOT_SURE):
        return UNSURE
    if question.fact.kind == "list":
        return read_rows(question.fact, form, today)
    try:
        return _read(question.fact, form.get(ANSWER, ""), form.get(UNIT, ""), today)
    except AnswerError as error:
        raise Misread({ANSWER: error}) from error


def _read(fact: Fact, text: str, unit: str, today: date) -> Any:
    if fact.kind in ("bool", "choice"):
        if not text:
            raise AnswerError(CHOOSE)
        if text == NOT_SURE:
            return UNSURE
    elif is_not_sure(text):
        return UNSURE
    return parse(fact, text, unit=unit if fact.kind == "money" and unit in UNITS else None, today=today)


def row_count(fact: Fact, form: Form) -> int:
    """How many rows the form holds, within what the list may hold."""
    given = form.get("rows", "")
    return min(max(int(given), 1), most_rows(fact)) if given.isascii() and given.isdigit() and len(given) < 4 else 1


def most_rows(fact: Fact) -> int:
    """As many as there are labels to tell them apart."""
    return next((len(item.choices) for item in fact.items if item.name == LABEL), 20)


def row_label(fact: Fact, row: int) -> str:
    """What a row is called: A, B, C …"""
    choices = next((item.choices for item in fact.items if item.name == LABEL), ())
    return choices[row].value if row < len(choices) else str(row + 1)


def cells(fact: Fact, form: Form, rows: Iterable[int]) -> list[list[Cell]]:
    """The form's cells, row by row, without the label."""
    return [[_cell(i, item, form) for item in fact.items if item.name != LABEL] for i in rows]


def _cell(row: int, item: Fact, form: Form) -> Cell:
    name = f"row-{row}-{item.name}"
    return Cell(name, item, form.get(name, ""), bool(form.get(f"{name}-{NOT_SURE}")))


def read_rows(fact: Fact, form: Form, today: date) -> list[dict[str, Any]]:
    """The rows of a list; a cell that is not known is left out of its row. Raises ``Misread`` for all cells at once."""
    errors: dict[str, AnswerError] = {}
    found = []
    labelled = any(item.name == LABEL for item in fact.items)
    for i, row in enumerate(cells(fact, form, range(row_count(fact, form)))):
        values: dict[str, Any] = {LABEL: row_label(fact, i)} if labelled else {}
        for cell in row:
            try:
                value = (
                    UNSURE if cell.unsure else _read(cell.item, cell.text, form.get(f"{cell.name}-{UNIT}", ""), today)
                )
            except AnswerError as error:
                errors[cell.name] = error
            else:
                if value is not UNSURE:
                    values[cell.item.name] = value
        found.append(values)
    if errors:
        raise Misread(errors)
    return found


def echo(text: str, error: AnswerError | None = None) -> str:
    """What may stand in the field again: no personal number, no control or direction characters, not endless."""
    if isinstance(error, PersonalDataError):
        return ""
    return "".join(char for char in text if unicodedata.category(char)[0] != "C")[:_LONGEST_ECHO]
