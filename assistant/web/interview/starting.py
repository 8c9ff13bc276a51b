"""``/check/<flow>``: begin an interview; an ended term and a missing notice are said first, each with a way on."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.interview.flows import Flow, today
from assistant.interview.held.places import flows_held_for
from assistant.interview.report.building import term_values
from assistant.interview.wording import show_date
from assistant.policies import NoNotice
from assistant.rules.plan import Plan
from assistant.site.application import flows, policies
from assistant.site.preferences import language
from assistant.web.interview.asking import next_address
from assistant.web.interview.basis import (
    Basis,
    Unclear,
    asks_region,
    first_values,
    named_notice,
    read_basis,
    region_groups,
    region_name,
    remember,
)
from assistant.web.interview.session import begin, current, from_this_form, pages, plan_for, save


@pages.get("/check/<flow>")
def start(flow: str) -> ResponseReturnValue:
    """Ask for region and day, or confirm the notice that was named."""
    chosen = _flow(flow)
    return _start_page(chosen, first_values(chosen))


@pages.post("/check/<flow>")
def begin_check(flow: str) -> ResponseReturnValue:
    """Begin the interview; where the term is over by then, say so first."""
    chosen = _flow(flow)
    try:
        basis = read_basis(chosen, request.form)
    except Unclear as unclear:
        return _start_page(chosen, {**request.form, "as_of": unclear.as_of}, unclear.errors), 422
    plan = plan_for(chosen, basis.region, basis.as_of, basis.notice)
    if asks_region(chosen):
        remember(basis)
    if _over(plan) and not request.form.get("anyway"):
        return _over_page(chosen, basis, plan)
    begin(chosen, basis.region, basis.as_of, basis.notice)
    return redirect(next_address(current()), 303)


@pages.post("/recalculate")
def recalculate() -> ResponseReturnValue:
    """Hold the present interview by its notice as of the last day of the term (历史核算), every answer kept."""
    case = from_this_form()
    last = case.plan.term.last
    if last is not None:
        case = save(case, case.interview.answers, as_of=last, notice=case.plan.notice.id)
    if case.interview.next_question() is None:
        return redirect(url_for("interview.result"), 303)
    return redirect(next_address(case), 303)


def _flow(name: str) -> Flow:
    found = flows().get(name)
    if found is None:
        abort(404)
    return found


def _over(plan: Plan) -> bool:
    return plan.term.last is not None and plan.as_of > plan.term.last


def _start_page(flow: Flow, values: dict[str, str], errors: dict[str, str] | None = None) -> str:
    own, others = region_groups(flow)
    return render_template(
        "interview/start.html",
        flow=flow,
        notice=named_notice(flow, values.get("notice")),
        asks=asks_region(flow),
        own_regions=own,
        other_regions=others,
        values=values,
        today=show_date(today(), language()),
        errors=errors or {},
    )


def _over_page(flow: Flow, basis: Basis, plan: Plan) -> str:
    return render_template("interview/over.html", flow=flow, basis=basis, plan=plan, **term_values(plan, language()))


@pages.errorhandler(NoNotice)
def no_notice(error: NoNotice) -> ResponseReturnValue:
    """Say which notice is missing, and what can be done instead: what is held for the place, and for the program."""
    flow = next((f for f in flows().values() if f.id == (request.view_args or {}).get("flow")), None)
    page = render_template(
        "interview/no_notice.html",
        error=error,
        flow=flow,
        region=region_name(error.region),
        here=flows_held_for(policies(), tuple(flows().values()), error.region, error.as_of, flow, language()),
        elsewhere=region_groups(flow)[0] if flow and error.reason != "too_early" else [],
        first=show_date(error.first, language()) if error.first else "",
        as_of=show_date(error.as_of, language()),
    )
    return page, 404
