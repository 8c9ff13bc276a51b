"""One question's form as it is shown: with what was answered or typed, rows added, errors in words. Pages and desk alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.interview.engine import Interview
from assistant.interview.flows import Question
from assistant.interview.inputs import (
    ANSWER,
    IN_CELL,
    UNIT,
    Cell,
    Form,
    Misread,
    cells,
    echo,
    most_rows,
    row_count,
    sum_of_rows,
)
from assistant.interview.parsing import AnswerError
from assistant.interview.question_views import QuestionView, form_of_rows, form_value, question_view
from assistant.interview.report.amounts import show_amount
from assistant.interview.wording import translate
from assistant.rules.facts import Fact


@dataclass(frozen=True, slots=True)
class FormView:
    """What stands in a question's fields: a single value (with its unit) or rows of (cell, text); errors by field name.

    ``total``: the amounts of all rows together, in words; empty where there are none.
    """

    value: str
    unit: str | None
    rows: list[list[tuple[Cell, str]]]
    total: str
    may_add: bool
    errors: dict[str, str]


def given_form(interview: Interview, fact: Fact) -> Form:
    """The form as it was answered before."""
    value = interview.answers.get(fact.name)
    if fact.kind == "list":
        return form_of_rows(fact, value if isinstance(value, list) else [])
    return {ANSWER: form_value(fact, value)}


def rows_changed(fact: Fact, form: Mapping[str, str]) -> Form:
    """The form that was sent with a row more (``do`` is "add") or less ("remove-<i>"), everything typed kept."""
    act, _, which = form["do"].partition("-")
    count = row_count(fact, form)
    if act == "add":
        return {**form, "rows": str(min(count + 1, most_rows(fact)))}
    if act != "remove" or not which.isascii() or not which.isdigit() or int(which) >= count:
        return form
    kept = {name: text for name, text in form.items() if not name.startswith("row-")}
    for new, old in enumerate(i for i in range(count) if i != int(which)):
        prefix = f"row-{old}-"
        kept |= {f"row-{new}-{k.removeprefix(prefix)}": v for k, v in form.items() if k.startswith(prefix)}
    return {**kept, "rows": str(max(count - 1, 1))}


def form_view(question: Question, form: Form, today: date, language: str, misread: Misread | None = None) -> FormView:
    """The form in a reader's language, what was typed kept except for what must not be shown again."""
    fact, problems = question.fact, misread.errors if misread else {}
    rows = cells(fact, form, range(row_count(fact, form))) if fact.kind == "list" else []
    view = question_view(question, language)
    total = sum_of_rows(fact, form, today) if rows else None
    return FormView(
        value=echo(form.get(ANSWER, ""), problems.get(ANSWER)),
        unit=form.get(UNIT),
        rows=[[(cell, echo(cell.text, problems.get(cell.name))) for cell in row] for row in rows],
        total="" if total is None else show_amount(total, "fen", language),
        may_add=len(rows) < most_rows(fact),
        errors={name: _said(name, error, view, language) for name, error in problems.items()},
    )


def _said(name: str, error: AnswerError, view: QuestionView, language: str) -> str:
    """An error in the reader's language; one in a list says in which row and cell."""
    text = error_text(error, language)
    if not name.startswith("row-"):
        return text
    _, row, item = name.split("-", 2)
    cell = next(field.label for field in view.items if field.fact.name == item)
    return translate(IN_CELL, language) % {"row": view.row_labels[int(row)], "what": cell, "why": text}


def error_text(error: AnswerError, language: str) -> str:
    """Why an answer could not be taken, in the reader's language."""
    text = translate(error.msgid, language)
    return text % error.params if error.params else text
