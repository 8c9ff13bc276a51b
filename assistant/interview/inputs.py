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
IN_CELL = N_("%(row)s，%(what)s：%(why)s")
LABEL = "label"  # the item that only names a row; it is given, never asked, so that no real name is typed
# Of a government body neither size nor cost-bearing is asked: the cell may stay empty where the other one says so.
_NEEDLESS = {"host_size": ("host_kind", "government_body"), "bears_costs": ("host_kind", "government_body")}
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
    """The rows of a list; a cell that is not known is left out of its row, a row left empty out of the list.

    Raises ``Misread`` for all cells at once.
    """
    errors: dict[str, AnswerError] = {}
    filled = [
        row
        for row in cells(fact, form, range(row_count(fact, form)))
        if any(cell.text.strip() or cell.unsure for cell in row)
    ]
    found = [_read_row(row, today, errors) for row in filled]
    if errors:
        raise Misread(errors)
    if any(item.name == LABEL for item in fact.items):
        found = [{LABEL: row_label(fact, i), **values} for i, values in enumerate(found)]
    return found


def _read_row(row: list[Cell], today: date, errors: dict[str, AnswerError]) -> dict[str, Any]:
    """What is known of one row; adds to ``errors``."""
    values: dict[str, Any] = {}
    for cell in row:
        if cell.unsure or _needless(cell, values):
            continue
        try:
            value = _read(cell.item, cell.text, "", today)
        except AnswerError as error:
            errors[cell.name] = error
        else:
            if value is not UNSURE:
                values[cell.item.name] = value
    return values


def _needless(cell: Cell, values: Mapping[str, Any]) -> bool:
    other, value = _NEEDLESS.get(cell.item.name, ("", ""))
    return not cell.text and bool(other) and values.get(other) == value


def sum_of_rows(fact: Fact, form: Form, today: date) -> int | None:
    """The amounts of all rows together, in fen, as far as they can be read; None while there is none."""
    total = None
    for row in cells(fact, form, range(row_count(fact, form))):
        for cell in row:
            if cell.item.kind == "money" and cell.text:
                try:
                    value = _read(cell.item, cell.text, "", today)
                except AnswerError:
                    continue
                total = (total or 0) + (value if isinstance(value, int) else 0)
    return total


def echo(text: str, error: AnswerError | None = None) -> str:
    """What may stand in the field again: no personal number, no control or direction characters, not endless."""
    if isinstance(error, PersonalDataError):
        return ""
    return "".join(char for char in text if unicodedata.category(char)[0] != "C")[:_LONGEST_ECHO]
