"""The interview that this visit holds (see ``site.visits``), with its flow and plan.

The address of a page never says whose interview it shows; the session does.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from assistant.interview.cases import Case
from assistant.interview.cases import plan_for as held_plan
from assistant.interview.flows import Flow
from assistant.rules.plan import Plan
from assistant.site import visits
from assistant.site.application import cases, conversations, interviews, policies, settings
from assistant.storage.interviews import Conflict

pages = Blueprint("interview", __name__)
_STAMP = "stamp"


class NoInterview(LookupError):
    """This visit holds no interview: none was begun ("none"), or it expired or was deleted ("gone")."""


def plan_for(flow: Flow, region: str, as_of: date, notice: str | None) -> Plan:
    """The plan that an interview is held under. Raises NoNotice, KeyError for an unknown notice."""
    return held_plan(policies(), flow, region, as_of, notice)


def begin(flow: Flow, region: str, as_of: date, notice: str | None) -> None:
    """Store a new interview and make it this visit's."""
    visits.hold(cases("page").begin(flow, region, as_of, notice).code)


def resume(typed_code: str) -> bool:
    """Make the interview that a code opens this visit's; False if there is none."""
    case = cases("page").load(typed_code)
    if case is None:
        return False
    visits.hold(case.code)
    return True


def current() -> Case:
    """This visit's interview. Raises NoInterview, and NoNotice when its notice is no longer held."""
    code = visits.held()
    if code is None:
        raise NoInterview("none")
    case = cases("page").load(code)
    if case is None:
        visits.let_go()
        raise NoInterview("gone")
    return case


def from_this_form() -> Case:
    """This visit's interview, for a form that was sent. Raises Conflict when the form belongs to another interview."""
    case = current()
    if request.form.get(_STAMP, case.stamp) != case.stamp:
        raise Conflict
    return case


def save(case: Case, answers: Mapping[str, Any], **basis: Any) -> Case:
    """Store the answers (and a changed region, as_of or notice). Raises Conflict."""
    return cases("page").save(case, answers, **basis)


def save_answer(case: Case, fact: str, value: Any) -> Case:
    """Store one answer; if the interview was changed meanwhile, add the answer to what it is now."""
    try:
        return save(case, {**case.interview.answers, fact: value})
    except Conflict:
        case = current()
        return save(case, {**case.interview.answers, fact: value})


def delete() -> None:
    """Delete this visit's interview, and what was said about it in the chat."""
    interviews().delete(current().stored)
    visits.let_go()
    talk = visits.talk()
    if talk is not None:
        conversations().delete_all(talk)
        visits.end_talk()


@pages.errorhandler(NoInterview)
def no_interview(error: NoInterview) -> ResponseReturnValue:
    """Say kindly that there is nothing to go on with, and how to start or resume."""
    reason = str(error)
    return render_template("interview/gone.html", reason=reason), 410 if reason == "gone" else 404


@pages.errorhandler(Conflict)
def conflict(error: Conflict) -> ResponseReturnValue:
    """Say that the form belongs to an older state, and lead to the present one."""
    return render_template("interview/conflict.html"), 409


@pages.context_processor
def how_long() -> dict[str, int]:
    """For how many days answers are kept."""
    return {"keep_days": settings().interview_days}


@pages.after_request
def keep_private(response: Response) -> Response:
    """No browser or proxy keeps a page of the interview."""
    response.headers["Cache-Control"] = "no-store"
    return response
