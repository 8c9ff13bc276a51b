"""The interview that this visit holds (see ``site.visits``), with its flow and plan.

The address of a page never says whose interview it shows; the session does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from assistant.interview.engine import Interview
from assistant.interview.flows import Flow
from assistant.interview.stored import from_json, to_json
from assistant.rules.plan import Plan
from assistant.site import visits
from assistant.site.application import flows, interviews, policies, settings
from assistant.storage.case_codes import grouped, normalise
from assistant.storage.interviews import Conflict
from assistant.storage.interviews import Interview as Stored

pages = Blueprint("interview", __name__)
_STAMP = "stamp"


class NoInterview(LookupError):
    """This visit holds no interview: none was begun ("none"), or it expired or was deleted ("gone")."""


@dataclass(frozen=True, slots=True)
class Case:
    """The visit's interview: the code that opens it, what is stored, and the interview itself."""

    code: str
    stored: Stored
    interview: Interview

    @property
    def flow(self) -> Flow:
        """Its flow."""
        return self.interview.flow

    @property
    def plan(self) -> Plan:
        """Its plan."""
        return self.interview.plan

    @property
    def shown_code(self) -> str:
        """The code as it is shown."""
        return grouped(self.code)

    @property
    def stamp(self) -> str:
        """Tells this interview's forms from those of another one that was begun in the same browser."""
        return format(int(self.stored.created_at.timestamp() * 1_000_000), "x")


def plan_for(flow: Flow, region: str, as_of: date, notice: str | None) -> Plan:
    """The plan that an interview is held under. Raises NoNotice, KeyError for an unknown notice."""
    held = policies()
    return held.plan_for(notice, flow.program.name, as_of) if notice else held.plan(flow.program.name, region, as_of)


def begin(flow: Flow, region: str, as_of: date, notice: str | None) -> None:
    """Store a new interview and make it this visit's."""
    code, _ = interviews().create(flow.id, region, as_of, notice)
    visits.hold(code)


def resume(typed_code: str) -> bool:
    """Make the interview that a code opens this visit's; False if there is none."""
    stored, code = interviews().load(typed_code), normalise(typed_code)
    if stored is None or code is None or stored.flow not in flows():
        return False
    visits.hold(code)
    return True


def current() -> Case:
    """This visit's interview. Raises NoInterview, and NoNotice when its notice is no longer held."""
    code = visits.held()
    if code is None:
        raise NoInterview("none")
    stored = interviews().load(code)
    if stored is None or stored.flow not in flows():
        visits.let_go()
        raise NoInterview("gone")
    return _case(code, stored)


def _case(code: str, stored: Stored) -> Case:
    flow = flows()[stored.flow]
    try:
        plan = plan_for(flow, stored.region, stored.as_of, stored.notice)
    except KeyError:
        visits.let_go()
        raise NoInterview("gone") from None
    return Case(code, stored, Interview(flow, plan, from_json(flow.program, stored.answers)))


def from_this_form() -> Case:
    """This visit's interview, for a form that was sent. Raises Conflict when the form belongs to another interview."""
    case = current()
    if request.form.get(_STAMP, case.stamp) != case.stamp:
        raise Conflict
    return case


def save(case: Case, answers: Mapping[str, Any], **basis: Any) -> Case:
    """Store the answers (and a changed region, as_of or notice). Raises Conflict."""
    return _case(case.code, interviews().save(replace(case.stored, answers=to_json(answers), **basis)))


def save_answer(case: Case, fact: str, value: Any) -> Case:
    """Store one answer; if the interview was changed meanwhile, add the answer to what it is now."""
    try:
        return save(case, {**case.interview.answers, fact: value})
    except Conflict:
        case = current()
        return save(case, {**case.interview.answers, fact: value})


def delete() -> None:
    """Delete this visit's interview."""
    interviews().delete(current().stored)
    visits.let_go()


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
