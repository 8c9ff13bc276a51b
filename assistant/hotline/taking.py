"""``/console/calls``: taking a call: new, by case code, by firm, by number, or one that was kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address

from assistant.campaigns.calendar import beijing_day
from assistant.campaigns.firm_page.masking import mask_phone
from assistant.hotline import finding
from assistant.hotline.at_hand import NotOpen, at_hand, calls, own_call, record, tasks
from assistant.hotline.content import Content
from assistant.hotline.framing import CALLERS, WALK
from assistant.hotline.lines import line_of
from assistant.interview.cases import Case
from assistant.policies import NoNotice
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import cases, engine
from assistant.site.limits import GUESSING, limiter, only_failures
from assistant.site.speaking import say
from assistant.staff import menu, trail
from assistant.staff.access import current, requires, signed_in
from assistant.staff.person import Staff
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaigns
from assistant.storage.firms import Firm, Firms
from assistant.storage.hotline.calls import KEPT, OPEN, Call, OneOpenAlready
from assistant.storage.hotline.tasks import CALLBACK

pages = Blueprint("calls", __name__, url_prefix="/console/calls")

NOT_OPENED: Final = N_(
    "这个查询码打不开：可能听错、打错了一位，也可能已经过期或被删除。请和来电人逐位核对，或者重新问一遍。"
)
# What a form asked for: sent again once it is said what becomes of the call that is open.
_ASKED: Final = ("caller", "code", "firm", "call")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The call that is to be taken: how, with what, and the columns that are known."""

    way: str
    content: Content = field(default_factory=Content)
    columns: Mapping[str, Any] = field(default_factory=dict)


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages, lead to them, and say of every page of a call that it is kept or ended."""
    app.register_blueprint(pages)
    app.register_error_handler(NotOpen, _not_open)
    menu.add(app, N_("热线来电"), "calls.index", Permission.hotline, place=20, waiting=_waiting)


def _waiting(staff: Staff) -> int:
    return len(calls().kept_of(staff.id))


def _not_open(error: NotOpen) -> ResponseReturnValue:
    return render_template("hotline/not_open.html", call=error.call, tried=request.method == "POST"), 409


def _by_agent() -> str:
    """Who guesses: agents of one office share an address."""
    staff = signed_in()
    return get_remote_address() if staff is None else f"staff {staff.id}"


@pages.get("")
@requires(Permission.hotline)
def index() -> ResponseReturnValue:
    """Show the open call, those that wait, and the ways to take one."""
    return _page()


@pages.post("/new")
@requires(Permission.hotline)
def new() -> ResponseReturnValue:
    """Take a call of which nothing is known but, perhaps, who calls."""
    caller = request.form.get("caller", "")
    return take(Wanted("new", columns={"caller": caller if caller in CALLERS else ""}))


@pages.post("/by-code")
@requires(Permission.hotline)
@limiter.limit(GUESSING, key_func=_by_agent, deduct_when=only_failures)
def by_code() -> ResponseReturnValue:
    """Take a call that goes on with the interview which a case code opens."""
    case = _case(request.form.get("code", ""))
    if case is None:
        trail.record("caller_searched", subject="call", after={"by": "case_code", "found": 0}, result="refused")
        # What was typed is not shown again: it may be a telephone number typed by mistake.
        return _page({"code": say(NOT_OPENED)}), 422
    columns = {"flow": case.flow.id, "program": case.flow.program.name, "caller": case.flow.audience}
    return take(Wanted("code", Content(code=case.code), columns))


@pages.post("/search")
@requires(Permission.hotline)
def search() -> ResponseReturnValue:
    """Show the firms and earlier calls that may be meant. Sent by a form: nobody's number stands in an address."""
    which = "number" if "number" in request.form else "firm_name"
    typed = request.form.get(which, "")
    try:
        found = finding.by_number(typed) if which == "number" else finding.by_firm(typed)
    except finding.Unclear as error:
        return _page({which: say(str(error))}, {which: typed[:60]}), 422
    trail.record("caller_searched", subject="call", after={"by": found.by, "found": found.number})
    lines = [line_of(call) for call in found.calls]
    shown = {"found": found, "lines": lines, "typed": {which: typed[:60]}, "mask_phone": mask_phone}
    return render_template("hotline/found.html", errors={}, **shown)


@pages.post("/by-firm")
@requires(Permission.hotline)
def by_firm() -> ResponseReturnValue:
    """Take a call from a firm of a campaign."""
    firm = _firm(_row_number("firm"))
    return take(Wanted("firm", columns={"firm": firm.id, "caller": "firm"}))


@pages.post("/resume")
@requires(Permission.hotline)
def resume() -> ResponseReturnValue:
    """Go on with a call that was kept."""
    call = own_call(_row_number("call"))
    if call.state == OPEN:  # pressed twice
        return _shown(call)
    if call.state != KEPT:
        raise NotOpen(call)
    _keep_the_open_one()
    try:
        resumed = calls().resume(call)
    except OneOpenAlready:
        return _one_open()
    record("call_resumed", resumed)
    return _shown(resumed)


def take(wanted: Wanted) -> ResponseReturnValue:
    """Open the call, or put what is known of the caller into the one that is open; else ask which of both is meant."""
    if request.form.get("then") == "join":
        return _join(wanted)
    _keep_the_open_one()
    staff = current()
    columns = {"demonstration": int(staff.demonstration), **wanted.columns}
    try:
        call = calls().take(staff.id, staff.region, wanted.way, wanted.content.to_json(), **columns)
    except OneOpenAlready:
        return _one_open(wanted)
    record("call_taken", call, way=call.way)
    return _shown(call)


def _join(wanted: Wanted) -> ResponseReturnValue:
    """The caller of the open call is the one that was found."""
    at = at_hand(_row_number("open_call"))
    if not _may_join(at.call, wanted):
        return _one_open(wanted)
    if wanted.way == "firm":
        joined = at.put(wanted.columns, verified=False, tries=0)
        record("case_changed", joined.call, firm=joined.call.firm)
    else:
        joined = at.put({**wanted.columns, "verdict": None}, code=wanted.content.code, trail=(), read_back=None)
        record("case_changed", joined.call, by="case_code")
    return _shown(joined.call)


def _may_join(call: Call, wanted: Wanted) -> bool:
    """Whether the call lacks what was found: what one caller said is never laid over another's."""
    if wanted.way == "firm":
        return call.firm is None
    return wanted.way == "code" and Content.from_json(call.content).code is None


def _keep_the_open_one() -> None:
    """Put the open call aside, where the agent said so of this very call."""
    opened = calls().open_of(current().id)
    if request.form.get("then") == "keep" and opened is not None and opened.id == _row_number("open_call"):
        record("call_kept", calls().keep(opened))


def _one_open(wanted: Wanted | None = None) -> ResponseReturnValue:
    opened = calls().open_of(current().id)
    if opened is None:
        abort(409)  # it was ended between two looks
    return render_template(
        "hotline/one_open.html",
        line=line_of(opened),
        again=request.path,
        asked={name: request.form[name] for name in _ASKED if name in request.form},
        may_join=wanted is not None and _may_join(opened, wanted),
    ), 409


def _shown(call: Call) -> ResponseReturnValue:
    """Lead to where the call begins."""
    endpoint = "desk_firm.show" if call.firm and not Content.from_json(call.content).code else WALK
    return redirect(url_for(endpoint, number=call.id), 303)


def _row_number(name: str) -> int:
    """A number that a row can have, out of a form; 404 for what is none."""
    found: int = request.form.get(name, 0, type=int)
    return found if 0 < found < 2**63 else abort(404)


def _case(typed: str) -> Case | None:
    try:
        return cases("desk").load(typed)
    except NoNotice:
        return None


def _firm(key: int) -> Firm:
    """A firm of the agent's region; 404 for another's, as if there were none."""
    firm = Firms(engine()).get(key)
    if firm is None or Campaigns(engine()).get(firm.campaign, current().region) is None:
        abort(404)
    return firm


def _page(errors: dict[str, str] | None = None, typed: dict[str, str] | None = None) -> str:
    staff = current()
    opened = calls().open_of(staff.id)
    return render_template(
        "hotline/calls.html",
        opened=line_of(opened) if opened else None,
        kept=[line_of(call) for call in calls().kept_of(staff.id)],
        callbacks=tasks().count(CALLBACK, region=staff.region, due_by=beijing_day(now())),
        errors=errors or {},
        typed=typed or {},
    )
