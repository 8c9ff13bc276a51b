"""Rendering one question with what was typed or answered before; asking and changing share it."""

from dataclasses import dataclass

from flask import render_template

from assistant.interview.answer_forms import form_view
from assistant.interview.cases import Case
from assistant.interview.engine import UNSURE
from assistant.interview.flows import Question, today
from assistant.interview.inputs import Form, Misread
from assistant.interview.question_views import question_view, why_asked
from assistant.site.preferences import language


@dataclass(frozen=True, slots=True)
class Place:
    """A question that is asked, its number on the path (None while it is changed), and the address one step back."""

    question: Question
    number: int | None
    back: str


def question_page(case: Case, place: Place, form: Form, misread: Misread | None = None) -> str:
    """Render a question."""
    fact, spoken = place.question.fact, language()
    shown = form_view(place.question, form, today(), spoken, misread)
    return render_template(
        "interview/question.html",
        case=case,
        place=place,
        question=question_view(place.question, spoken),
        why=why_asked(case.interview, fact.name, spoken),
        errors=shown.errors,
        value=shown.value,
        unit=shown.unit,
        rows=shown.rows,
        form=form,
        total=shown.total,
        may_add=shown.may_add,
        was_unsure=case.interview.answers.get(fact.name) is UNSURE,
    )
