"""``/q/<fact>``: one question, in the order that the rule needs, and the way back."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.interview.answer_forms import given_form, rows_changed
from assistant.interview.cases import Case
from assistant.interview.engine import Change, preview
from assistant.interview.flows import today
from assistant.interview.inputs import Misread, read_answer
from assistant.interview.stored import value_to_json
from assistant.web.interview.changing import preview_page
from assistant.web.interview.session import current, from_this_form, pages, save_answer
from assistant.web.interview.showing import Place, question_page


@pages.get("/q")
def go_on() -> ResponseReturnValue:
    """Lead to the first open question, or on to the answers when nothing is left to ask."""
    return redirect(next_address(current()), 303)


def next_address(case: Case) -> str:
    """Where this interview goes on."""
    upcoming = case.interview.next_question()
    if upcoming is not None:
        return url_for("interview.question", fact=upcoming.fact.name)
    return url_for("interview.answers" if case.interview.answers else "interview.result")


@pages.get("/q/<fact>")
def question(fact: str) -> ResponseReturnValue:
    """Ask one question, with the answer that was given before."""
    case = current()
    place = _place(case, fact)
    if place is None:
        return redirect(next_address(case), 303)
    return question_page(case, place, given_form(case.interview, place.question.fact))


@pages.post("/q/<fact>")
def answer(fact: str) -> ResponseReturnValue:
    """Take one answer, and lead on; a change that makes other answers void is shown before it is saved."""
    case = from_this_form()
    place = _place(case, fact)
    if place is None:
        return redirect(next_address(case), 303)
    if request.form.get("do"):
        return question_page(case, place, rows_changed(place.question.fact, request.form))
    try:
        value = read_answer(place.question, request.form, today())
    except Misread as misread:
        return question_page(case, place, request.form, misread), 422
    change = _lossy_change(case, fact, value)
    if change is not None:
        return preview_page(case, place.question, value, change)
    return redirect(next_address(save_answer(case, fact, value)), 303)


def _place(case: Case, fact: str) -> Place | None:
    """Where the question stands on the path; None where it is not asked (any more)."""
    path = case.interview.path()
    back = url_for("interview.start", flow=case.flow.id)
    for number, asked in enumerate(path, 1):
        if asked.fact.name == fact:
            return Place(asked, number, back)
        back = url_for("interview.question", fact=asked.fact.name)
    upcoming = case.interview.next_question()
    return Place(upcoming, len(path) + 1, back) if upcoming is not None and upcoming.fact.name == fact else None


def _lossy_change(case: Case, fact: str, value: Any) -> Change | None:
    before = case.interview.answers.get(fact)
    if before is None or value_to_json(before) == value_to_json(value):
        return None
    change = preview(case.interview, fact, value)
    return change if change.dropped else None
