"""``/n/object``: the firm's own facts. The guided questions open with the bureau's filled in; then both results, and one press.

A dispatch agency comes here too: it has to apply by itself, and what it is asked is its split.
"""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.campaigns.firm_page import own as own_interview
from assistant.campaigns.firm_page import replying
from assistant.campaigns.firm_page.findings import Findings
from assistant.campaigns.firm_page.replying import LONGEST_NOTE, Closed, NothingSaid
from assistant.interview.engine import Interview
from assistant.interview.prefilled import bureaus, differences, side
from assistant.interview.stored import from_json
from assistant.interview.wording import translate
from assistant.notices import visit
from assistant.notices.visit import Opened, pages
from assistant.rules.facts import N_
from assistant.site import visits
from assistant.site.application import cases, interviews
from assistant.site.preferences import language
from assistant.storage.interviews import Interview as Stored

SAY_WHAT = N_("您还没有改动任何一项。请写明哪里不对，或者先改动不符的数据。")
TOO_LONG = N_("说明最多 %(most)s 字。请写短一点，细节可以到经办机构当面说。")
CHANGED_MEANWHILE = N_("您的回答刚在别处改过。下面是最新的内容，请再看一遍后提交。")


@dataclass(frozen=True, slots=True)
class Own:
    """The firm's own interview, as stored and as it stands."""

    stored: Stored
    interview: Interview


@pages.get("/n/object")
def object_page() -> ResponseReturnValue:
    """Say how it goes, or show both results once the firm's own facts are complete."""
    here = visit.proved()
    if visit.replies().of_firm(here.firm.id) is not None:
        return redirect(url_for("firm_page.receipt"), 303)
    found = visit.found(here)
    own = _own(here, found)
    if own is None:
        return render_template("firm/object_start.html", found=found, open=found.open_on(visit.now()))
    return _both(found, own)


@pages.post("/n/object/begin")
def begin_own() -> ResponseReturnValue:
    """Begin the firm's own interview with the bureau's facts, or go on with the one that was begun."""
    here = visit.proved()
    found = visit.found(here)
    if not found.open_on(visit.now()) or visit.replies().of_firm(here.firm.id) is not None:
        return redirect(url_for("firm_page.object_page"), 303)
    code = visit.own_interview(here.firm) if "anew" not in request.form else None
    if code is None or interviews().load(code) is None:
        code = own_interview.begin(cases("page"), found).code
        visit.keep_own_interview(here.firm, code)
    visits.hold(code)
    return redirect(url_for("interview.go_on" if found.invited else "interview.answers"), 303)


@pages.post("/n/object")
def send_own() -> ResponseReturnValue:
    """Take the objection or application, once."""
    here = visit.proved()
    found = visit.found(here)
    own = _own(here, found)
    if own is None or own.interview.next_question() is not None:
        return redirect(url_for("firm_page.object_page"), 303)
    note = replying.clean(request.form.get("note", ""))
    if request.form.get("version") != str(own.stored.version):
        return _both(found, own, {"version": translate(CHANGED_MEANWHILE, language())}), 409
    if len(note) > LONGEST_NOTE:
        return _both(found, own, {"note": translate(TOO_LONG, language()) % {"most": LONGEST_NOTE}}), 422
    try:
        replying.object_or_apply(visit.replies(), found, own.interview, own.stored.prefilled, note, visit.now())
    except NothingSaid:
        return _both(found, own, {"note": translate(SAY_WHAT, language())}), 422
    except Closed:
        return redirect(url_for("firm_page.found_page"), 303)
    return redirect(url_for("firm_page.receipt"), 303)


def _own(here: Opened, found: Findings) -> Own | None:
    """The interview that this visit began for its firm; None without one, or when it was deleted or is another's."""
    code = visit.own_interview(here.firm)
    stored = interviews().load(code) if code else None
    if stored is None or not own_interview.belongs(stored, found):
        return None
    flow = found.interview.flow
    return Own(stored, Interview(flow, found.interview.plan, from_json(flow.program, stored.answers)))


def _both(found: Findings, own: Own, errors: dict[str, str] | None = None) -> str:
    spoken, theirs = language(), own.stored.prefilled
    return render_template(
        "firm/object.html",
        found=found,
        bureau=side(bureaus(own.interview, theirs), spoken),
        own=side(own.interview, spoken),
        differences=differences(own.interview, theirs, spoken),
        unfinished=own.interview.next_question() is not None,
        version=own.stored.version,
        open=found.open_on(visit.now()),
        note=replying.clean(request.form.get("note", "")),
        longest=LONGEST_NOTE,
        errors=errors or {},
    )
