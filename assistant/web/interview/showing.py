"""Rendering one question with what was typed or answered before; asking and changing share it."""

from dataclasses import dataclass

from flask import render_template, request

from assistant.interview.cases import Case
from assistant.interview.engine import UNSURE
from assistant.interview.flows import Question, today
from assistant.interview.inputs import (
    ANSWER,
    IN_CELL,
    UNIT,
    Form,
    Misread,
    cells,
    echo,
    most_rows,
    row_count,
    sum_of_rows,
)
from assistant.interview.parsing import AnswerError
from assistant.interview.question_views import QuestionView, form_of_rows, form_value, question_view, why_asked
from assistant.interview.report.amounts import show_amount
from assistant.interview.wording import translate
from assistant.rules.facts import Fact
from assistant.site.preferences import language


@dataclass(frozen=True, slots=True)
class Place:
    """A question that is asked, its number on the path (None while it is changed), and the address one step back."""

    question: Question
    number: int | None
    back: str


def given_form(case: Case, fact: Fact) -> Form:
    """The form as it was answered before."""
    value = case.interview.answers.get(fact.name)
    if fact.kind == "list":
        return form_of_rows(fact, value if isinstance(value, list) else [])
    return {ANSWER: form_value(fact, value)}


def form_with_rows_changed(fact: Fact) -> Form:
    """The form that was sent with a row more ("add") or less ("remove-<i>"), everything typed kept."""
    act, _, which = request.form["do"].partition("-")
    count = row_count(fact, request.form)
    form = request.form.to_dict()
    if act == "add":
        return {**form, "rows": str(min(count + 1, most_rows(fact)))}
    if act != "remove" or not which.isascii() or not which.isdigit() or int(which) >= count:
        return form
    kept = {name: text for name, text in form.items() if not name.startswith("row-")}
    for new, old in enumerate(i for i in range(count) if i != int(which)):
        prefix = f"row-{old}-"
        kept |= {f"row-{new}-{k.removeprefix(prefix)}": v for k, v in form.items() if k.startswith(prefix)}
    return {**kept, "rows": str(max(count - 1, 1))}


def question_page(case: Case, place: Place, form: Form, misread: Misread | None = None) -> str:
    """Render a question."""
    fact, spoken = place.question.fact, language()
    problems = misread.errors if misread else {}
    view = question_view(place.question, spoken)
    rows = cells(fact, form, range(row_count(fact, form))) if fact.kind == "list" else []
    return render_template(
        "interview/question.html",
        case=case,
        place=place,
        question=view,
        why=why_asked(case.interview, fact.name, spoken),
        errors={name: _said(name, error, view, spoken) for name, error in problems.items()},
        value=echo(form.get(ANSWER, ""), problems.get(ANSWER)),
        unit=form.get(UNIT),
        rows=[[(cell, echo(cell.text, problems.get(cell.name))) for cell in row] for row in rows],
        form=form,
        total=_total(fact, form) if rows else "",
        may_add=len(rows) < most_rows(fact),
        was_unsure=case.interview.answers.get(fact.name) is UNSURE,
    )


def _total(fact: Fact, form: Form) -> str:
    total = sum_of_rows(fact, form, today())
    return "" if total is None else show_amount(total, "fen", language())


def _said(name: str, error: AnswerError, view: QuestionView, spoken: str) -> str:
    """An error in the visitor's language; one in a list says in which row and cell."""
    text = translate(error.msgid, spoken)
    text = text % error.params if error.params else text
    if not name.startswith("row-"):
        return text
    _, row, item = name.split("-", 2)
    cell = next(field.label for field in view.items if field.fact.name == item)
    return translate(IN_CELL, spoken) % {"row": view.row_labels[int(row)], "what": cell, "why": text}
