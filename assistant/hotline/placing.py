"""Beginning an interview within a call, and changing its place or day midway: views of ``walking.pages``."""

from collections.abc import Iterator
from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.hotline.at_hand import AtHand, at_hand, record
from assistant.hotline.beginning import (
    CHOOSE_FLOW,
    Basis,
    Unclear,
    begin_page,
    first_values,
    is_over,
    no_notice_page,
    over_page,
    read_basis,
    read_flow,
)
from assistant.hotline.framing import WALK
from assistant.hotline.moving import basis_text
from assistant.hotline.questions import asked_question, walk_page
from assistant.hotline.walking import pages
from assistant.interview.cases import plan_for
from assistant.interview.flows import Flow
from assistant.interview.inputs import echo
from assistant.interview.stored import from_json
from assistant.interview.wording import translate
from assistant.policies import NoNotice
from assistant.site.application import cases, policies
from assistant.site.preferences import language
from assistant.staff.access import requires
from assistant.staff.roles import Permission
from assistant.storage.interviews import Conflict
from assistant.understanding.unclear import Unclear as InDoubt


@pages.get("/start")
@requires(Permission.hotline)
def start_form(number: int) -> ResponseReturnValue:
    """Ask what to begin, also where the call has an interview already: that one stays stored under its code."""
    at = at_hand(number)
    if at.case is not None:
        record("case_viewed", at.call, page="start")
    return begin_page(at, first_values(at, request.args.get("flow", "")))


@pages.post("/start")
@requires(Permission.hotline)
def start(number: int) -> ResponseReturnValue:
    """Begin the interview with what the caller has said; an ended term and a missing notice are said first."""
    at, flow = at_hand(number), read_flow(request.form)
    if flow is None:
        return begin_page(at, request.form, {"flow": translate(CHOOSE_FLOW, language())}), 422
    try:
        basis = read_basis(flow, request.form)
        plan = plan_for(policies(), flow, basis.region, basis.as_of, basis.notice)
    except Unclear as unclear:
        return begin_page(at, request.form, unclear.errors), 422
    except NoNotice as error:
        return no_notice_page(at, flow, error), 422
    if is_over(plan) and not request.form.get("anyway"):
        return over_page(at, flow, basis, plan, "desk.start")
    _begin(at, flow, basis)
    return redirect(url_for(WALK, number=number), 303)


def _begin(at: AtHand, flow: Flow, basis: Basis) -> None:
    program = flow.program.name
    told = from_json(flow.program, at.content.told_for(program, basis.as_of.year))
    told = {name: value for name, value in told.items() if name in flow.order}
    said = replace(at.content.said, doubts=(*at.content.said.doubts, *_days_in_doubt(at, flow, basis.as_of.year)))
    case = cases("desk").begin(flow, basis.region, basis.as_of, basis.notice, told)
    rest = {name: facts for name, facts in at.content.told.items() if name != program}
    columns = {"flow": flow.id, "program": program, "caller": flow.audience, "verdict": None}
    begun = {"program": None, "flow": None, "region": None, "as_of": None, "read_back": None, "said": said}
    at.put(columns, code=case.code, told=rest, trail=tuple(told), **begun)
    record("case_changed", at.call, how="begun", flow=flow.id, region=basis.region, told=list(told))


def _days_in_doubt(at: AtHand, flow: Flow, year: int) -> Iterator[InDoubt]:
    """Days that were told relative to another year than the one asked for: asked back with the day they were, not lost."""
    program = flow.program.name
    holds, words = at.content.told_for(program, year), at.content.said.taken.get(program, {})
    for name, raw in at.content.told.get(program, {}).items():
        if name not in holds and name in flow.order and flow.question(name).fact.kind == "date":
            yield InDoubt(program, name, "relative_year", words.get(name, raw), (raw,))


@pages.post("/place")
@requires(Permission.hotline)
def place(number: int) -> ResponseReturnValue:
    """Hold the interview for another region or day, every answer kept; where no notice is held, it stays as it is."""
    at = at_hand(number)
    if at.case is None:
        raise Conflict
    flow, stored = at.case.flow, at.case.stored
    form = {"region": stored.region, "as_of": stored.as_of.isoformat()}
    form |= {name: text for name, text in request.form.items() if text.strip()}
    try:
        basis = read_basis(flow, form | {"day": "other"})
        plan = plan_for(policies(), flow, basis.region, basis.as_of, basis.notice)
    except Unclear as unclear:
        shown = {"as_of": echo(form["as_of"]), "region": form["region"]}
        question = asked_question(at.case)
        return walk_page(at, at.case, question, place_errors=unclear.errors, place_typed=shown), 422
    except NoNotice as error:
        return no_notice_page(at, flow, error), 422
    if is_over(plan) and not request.form.get("anyway"):
        return over_page(at, flow, basis, plan, "desk.place")
    at.save(lambda case: case.interview.answers, region=basis.region, as_of=basis.as_of, notice=basis.notice)
    record("case_changed", at.call, how="placed", region=basis.region, as_of=basis.as_of.isoformat())
    return redirect(url_for(WALK, number=number, was=basis_text(stored)), 303)
