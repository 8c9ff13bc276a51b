"""Reading the answers back, saying the result from a script, and giving the caller the case code."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.hotline import sending_code
from assistant.hotline.at_hand import AtHand, at_hand, record
from assistant.hotline.framing import WALK, call_page, today
from assistant.hotline.sending_code import SendForm
from assistant.hotline.walking import conflict
from assistant.interview.cases import Case
from assistant.interview.held.places import region_name
from assistant.interview.report import report
from assistant.interview.spoken.codes import spelt
from assistant.interview.spoken.phrases import CHECK
from assistant.interview.spoken.readback import readback as sentences
from assistant.interview.spoken.results import script
from assistant.interview.wording import say
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import flows, policies
from assistant.site.fields import errors_of
from assistant.site.preferences import language
from assistant.staff.access import requires
from assistant.staff.roles import Permission
from assistant.storage.interviews import Conflict

pages = Blueprint("closing", __name__, url_prefix="/console/calls/<int:number>")
pages.register_error_handler(Conflict, conflict)

# Headings of the script's parts, see ``spoken.results.PARTS``.
HEADINGS: Final[Mapping[str, str]] = {
    "verdict": N_("结论"),
    "amount": N_("金额"),
    "failing": N_("哪里对不上"),
    "open": N_("还没有定下来的"),
    "deadline": N_("期限"),
    "next": N_("接下来怎么办"),
    "caveats": N_("要提醒的"),
    "basis": N_("依据"),
}
# Why the read-back is shown where another page was asked for.
WHY: Final[Mapping[str, str]] = {
    "first": N_("先把回答复述一遍，来电人说都对了，再说结果。"),
    "changed": N_("上次复述以后，回答改过了（可能是来电人自己在手机上改的）。请再核对一遍，再说结果。"),
}
_REFUSED: Final[Mapping[str, str]] = {
    "opted_out": N_("这个号码的主人退订过短信，不能再发。可以换一个号码，或者把查询码读给来电人听。"),
    "too_many": N_("这个来电已经发了好几条短信，不能再发。请把查询码读给来电人听。"),
}


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("/readback")
@requires(Permission.hotline)
def readback(number: int) -> ResponseReturnValue:
    """Show the answers as sentences to confirm."""
    at = at_hand(number)
    if at.case is None:
        return _to_the_walk(number)
    record("case_viewed", at.call, page="readback")
    return _readback_page(at, at.case, request.args.get("why", ""))


@pages.post("/readback")
@requires(Permission.hotline)
def confirm(number: int) -> ResponseReturnValue:
    """The caller says that all is right: of the answers that were shown, and no others."""
    at = at_hand(number)
    if at.case is None:
        return _to_the_walk(number)
    if request.form.get("shown") != _shown(at.case):
        return _readback_page(at, at.case, "changed"), 409
    at.put(read_back=at.case.stored.version)
    record("case_viewed", at.call, page="readback", confirmed=True)
    return redirect(url_for("closing.result", number=number), 303)


@pages.get("/result")
@requires(Permission.hotline)
def result(number: int) -> ResponseReturnValue:
    """Show the script of the result, and the ways to give the caller the case code; only after these answers were read back."""
    at = at_hand(number)
    if at.case is None:
        return _to_the_walk(number)
    if not _agreed(at, at.case):
        return _to_the_readback(at)
    record("case_viewed", at.call, page="result")
    return _result_page(at, at.case)


@pages.post("/send")
@requires(Permission.hotline)
def send(number: int) -> ResponseReturnValue:
    """Send the case code to a number, if the caller agreed."""
    at = at_hand(number)
    if at.case is None:
        return _to_the_walk(number)
    if not _agreed(at, at.case):
        return _to_the_readback(at)
    form = SendForm(request.form)
    if not form.validate():
        return _result_page(at, at.case, form, errors_of(*form)), 422
    try:
        refused = _REFUSED.get(sending_code.send(at, at.case, form.number.data))
    except LookupError:  # the page says that no text can be sent here, and has no such form
        return redirect(url_for("closing.result", number=number), 303)
    if refused:
        return _result_page(at_hand(number), at.case, form, {"number": say(refused, language())}), 422
    return redirect(url_for("closing.result", number=number, _anchor="in-hand"), 303)


@pages.post("/read")
@requires(Permission.hotline)
def read(number: int) -> ResponseReturnValue:
    """Show how the case code is read aloud, and note that it was."""
    at = at_hand(number)
    if at.case is None:
        return _to_the_walk(number)
    if not _agreed(at, at.case):
        return _to_the_readback(at)
    record("case_code_read", at.call)
    return redirect(url_for("closing.result", number=number, read=1, _anchor="read-aloud"), 303)


def _shown(case: Case) -> str:
    """Names the answers that a page shows: of this interview, in this version."""
    return f"{case.stamp}.{case.stored.version}"


def _agreed(at: AtHand, case: Case) -> bool:
    return at.content.read_back == case.stored.version


def _to_the_walk(number: int) -> ResponseReturnValue:
    return redirect(url_for(WALK, number=number), 303)


def _to_the_readback(at: AtHand) -> ResponseReturnValue:
    why = "first" if at.content.read_back is None else "changed"
    return redirect(url_for("closing.readback", number=at.call.id, why=why), 303)


def _readback_page(at: AtHand, case: Case, why: str) -> str:
    place = region_name(policies(), case.stored.region, language())
    return call_page(
        "hotline/readback.html",
        at,
        "closing.readback",
        lead=say(CHECK, language()),
        lines=sentences(case.interview.as_told(), place, language()),
        shown=_shown(case),
        agreed=_agreed(at, case),
        upcoming=_upcoming(case),
        why=WHY.get(why, ""),
    )


def _upcoming(case: Case) -> str:
    """The question that is still to be asked; empty where none is."""
    question = case.interview.next_question()
    return "" if question is None else say(question.fact.label, language())


def _result_page(at: AtHand, case: Case, form: SendForm | None = None, errors: Mapping[str, str] | None = None) -> str:
    spoken, found = language(), report(case.interview.as_told(), language())
    preliminary = case.interview.next_question() is not None
    parts = script(found, spoken, today(), preliminary=preliminary) if found.decides else ()
    return call_page(
        "hotline/result.html",
        at,
        "closing.result",
        report=found,
        parts=parts,
        headings=HEADINGS,
        preliminary=preliminary,
        missing=_missing(case) if preliminary else [],
        suggested=[(flows()[name], sure) for name, sure in found.suggestions if name in flows()],
        may_send=sending_code.message() is not None,
        form=form or SendForm(data={"number": at.content.number}),
        errors=errors or {},
        sent=sending_code.status(at, case),
        resume_page=sending_code.resume_page(),
        code=spelt(case.code, spoken) if "read" in request.args else (),
    )


def _missing(case: Case) -> list[tuple[str, str]]:
    """(fact, label) of what the result still waits for and was not asked yet."""
    told = case.interview.as_told()
    asked = {question.fact.name for question in told.path()}
    waiting = [name for name in told.decision().missing if name in case.flow.order and name not in asked]
    return [(name, say(case.flow.question(name).fact.label, language())) for name in waiting]
