"""The firm's objection, or a dispatch agency's application, given to the bureau by telephone: as on the firm's own page.

The walk begins with the bureau's facts; then both results stand side by side, and one press files it.
"""

from flask import Blueprint, Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.campaigns.firm_page import own, replying
from assistant.campaigns.firm_page.replying import LONGEST_NOTE, Closed, NothingSaid
from assistant.hotline.at_hand import at_hand, record
from assistant.hotline.calling_firm import CallingFirm, calling_firm, replies
from assistant.hotline.content import Said
from assistant.hotline.framing import WALK, call_page
from assistant.interview.cases import Case
from assistant.interview.prefilled import bureaus, differences, side
from assistant.interview.spoken.codes import spelt
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import cases, settings
from assistant.site.preferences import language
from assistant.site.speaking import say
from assistant.staff.access import requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.case_codes import grouped
from assistant.storage.interviews import Conflict

pages = Blueprint("desk_objection", __name__, url_prefix="/console/calls/<int:number>/firm/objection")

SAY_WHAT = N_("还没有改动任何一项。请写明哪里不对，或者先改动不符的数据。")
TOO_LONG = N_("说明最多 %(most)s 字，请写短一点。")
CHANGED_MEANWHILE = N_("这份填写刚在别处改过。下面是最新的内容，请和来电人再核对一遍后登记。")
_FIRM = "desk_firm.show"


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.errorhandler(Conflict)
def conflict(error: Conflict) -> ResponseReturnValue:
    """Say that the call was changed in another window, and lead to what is now."""
    return call_page("hotline/changed.html", at_hand(int((request.view_args or {})["number"])), _FIRM), 409


@pages.get("")
@requires(Permission.hotline)
def show(number: int) -> ResponseReturnValue:
    """Show both results side by side, or the receipt once it was filed."""
    here = calling_firm(number)
    if here.verified and here.replied_meanwhile:
        return _receipt(here)
    case = here.own
    if not here.verified or here.reply is not None or case is None:
        return redirect(url_for(_FIRM, number=number), 303)
    record("case_viewed", here.at.call, page="objection", firm=here.firm.id)
    return _both(here, case)


@pages.post("/begin")
@requires(Permission.hotline)
def begin(number: int) -> ResponseReturnValue:
    """Begin the firm's own interview with the bureau's facts, or go on with the one that was begun."""
    here = calling_firm(number)
    if not here.verified or not here.may_reply:
        return redirect(url_for(_FIRM, number=number), 303)
    if here.own is None:
        case = own.begin(cases("desk"), here.found)
        columns = {"flow": case.flow.id, "program": case.flow.program.name, "caller": "firm", "verdict": None}
        at = here.at.put(columns, code=case.code, trail=(), said=Said(), read_back=None)
        record("case_changed", at.call, how="begun", flow=case.flow.id, firm=here.firm.id)
    return redirect(url_for(WALK, number=number), 303)


@pages.post("")
@requires(Permission.hotline)
def file(number: int) -> ResponseReturnValue:
    """Give the objection or application to the bureau, once."""
    here = calling_firm(number)
    case = here.own
    if not here.verified or case is None:
        return redirect(url_for(_FIRM, number=number), 303)
    if here.reply is not None or case.interview.next_question() is not None:
        return redirect(url_for(".show", number=number), 303)
    note = replying.clean(request.form.get("note", ""))
    if request.form.get("version") != str(case.stored.version):
        return _both(here, case, {"version": say(CHANGED_MEANWHILE)}), 409
    if len(note) > LONGEST_NOTE:
        return _both(here, case, {"note": say(TOO_LONG) % {"most": LONGEST_NOTE}}), 422
    try:
        reply = replying.object_or_apply(replies(), here.found, case.interview, case.stored.prefilled, note, now())
    except NothingSaid:
        return _both(here, case, {"note": say(SAY_WHAT)}), 422
    except Closed:
        return redirect(url_for(_FIRM, number=number), 303)
    facts = sorted(reply.facts or {})
    record("objection_filed", here.at.call, firm=here.firm.id, reply=reply.id, kind=reply.kind, facts=facts)
    return redirect(url_for(".show", number=number), 303)


def _both(here: CallingFirm, case: Case, errors: dict[str, str] | None = None) -> str:
    spoken, interview, theirs = language(), case.interview, case.stored.prefilled
    return call_page(
        "hotline/objection.html",
        here.at,
        _FIRM,
        matter=here,
        bureau=side(bureaus(interview, theirs), spoken),
        own=side(interview, spoken),
        differences=differences(interview, theirs, spoken),
        unfinished=interview.next_question() is not None,
        version=case.stored.version,
        note=replying.clean(request.form.get("note", "")),
        longest=LONGEST_NOTE,
        errors=errors or {},
    )


def _receipt(here: CallingFirm) -> str:
    assert here.reply is not None
    code = replies().receipt(here.reply)
    origin = settings().public_origin or request.host_url.rstrip("/")
    return call_page(
        "hotline/filed.html",
        here.at,
        _FIRM,
        matter=here,
        code=grouped(code),
        spelt=spelt(code, language()),
        status_address=origin + url_for("firm_page.status_page"),
    )
