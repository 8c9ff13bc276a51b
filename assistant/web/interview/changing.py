"""``/answers``: everything that was answered; changing one answer, with its effect shown before it is saved."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.interview.answer_forms import given_form, rows_changed
from assistant.interview.cases import Case
from assistant.interview.changes import change_lines, said
from assistant.interview.engine import Change, preview
from assistant.interview.flows import Question, today
from assistant.interview.inputs import Misread, read_answer
from assistant.interview.prefilled import origins
from assistant.interview.question_views import question_view
from assistant.interview.stored import value_from_text, value_to_json, value_to_text
from assistant.site.preferences import language
from assistant.web.interview.session import current, from_this_form, pages, save
from assistant.web.interview.showing import Place, question_page


@pages.get("/answers")
def answers() -> ResponseReturnValue:
    """List every question on the path with its answer and a way to change it."""
    case = current()
    spoken = language()
    path = case.interview.path()
    origin = origins(case.interview, case.stored.prefilled, spoken)
    lines = [
        (question_view(q, spoken), said(q.fact, case.interview.answers[q.fact.name], spoken), origin.get(q.fact.name))
        for q in path
    ]
    back = (
        url_for("interview.question", fact=path[-1].fact.name)
        if path
        else url_for("interview.start", flow=case.flow.id)
    )
    return render_template(
        "interview/answers.html", case=case, lines=lines, upcoming=case.interview.next_question(), back=back
    )


@pages.get("/answers/<fact>")
def change(fact: str) -> ResponseReturnValue:
    """Ask one answered question again."""
    case = current()
    question = _answered(case, fact)
    if question is None:
        return redirect(url_for("interview.answers"), 303)
    return question_page(case, _place(question), given_form(case.interview, question.fact))


@pages.post("/answers/<fact>")
def show_change(fact: str) -> ResponseReturnValue:
    """Show what the new answer would do, without saving it."""
    case = from_this_form()
    question = _answered(case, fact)
    if question is None:
        return redirect(url_for("interview.answers"), 303)
    if request.form.get("do"):
        return question_page(case, _place(question), rows_changed(question.fact, request.form))
    try:
        value = read_answer(question, request.form, today())
    except Misread as misread:
        return question_page(case, _place(question), request.form, misread), 422
    if value_to_json(value) == value_to_json(case.interview.answers[fact]):
        return redirect(url_for("interview.answers"), 303)
    return preview_page(case, question, value, preview(case.interview, fact, value))


@pages.post("/answers/<fact>/confirm")
def confirm_change(fact: str) -> ResponseReturnValue:
    """Save the change that was shown; if the interview changed meanwhile, show what it does now."""
    case = from_this_form()
    question = _answered(case, fact)
    if question is None:
        return redirect(url_for("interview.answers"), 303)
    value = _confirmed_value(question)
    effect = preview(case.interview, fact, value)
    if request.form.get("version") != str(case.stored.version):
        return preview_page(case, question, value, effect, stale=True)
    case = save(case, effect.interview.answers)
    upcoming = case.interview.next_question()
    if upcoming is not None:
        return redirect(url_for("interview.question", fact=upcoming.fact.name), 303)
    return redirect(url_for("interview.answers"), 303)


def preview_page(case: Case, question: Question, value: Any, change: Change, *, stale: bool = False) -> str:
    """Render what a change does, with the new value in the form that confirms it."""
    spoken = language()
    return render_template(
        "interview/preview.html",
        case=case,
        question=question_view(question, spoken),
        before=said(question.fact, case.interview.answers[question.fact.name], spoken),
        after=said(question.fact, value, spoken),
        lines=change_lines(change, spoken),
        value=value_to_text(value),
        stale=stale,
    )


def _answered(case: Case, fact: str) -> Question | None:
    return next((q for q in case.interview.path() if q.fact.name == fact), None)


def _place(question: Question) -> Place:
    return Place(question, None, url_for("interview.answers"))


def _confirmed_value(question: Question) -> Any:
    value = value_from_text(question.fact, request.form.get("value", ""))
    return abort(400) if value is None else value
