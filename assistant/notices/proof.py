"""``/n/proof``: showing to be the firm. First the last six of its code, then the digits sent to its number."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.campaigns.firm_page.masking import mask_phone
from assistant.campaigns.firm_page.proof import SENT, Outcome, Proof
from assistant.interview.inputs import echo
from assistant.interview.wording import translate
from assistant.notices import visit
from assistant.notices.visit import Opened, pages
from assistant.rules.facts import N_
from assistant.site.application import engine, gateway, settings
from assistant.site.limits import limiter
from assistant.site.preferences import language
from assistant.storage.firm_page.one_time_codes import OneTimeCodes

# One mobile network's users share few addresses: this is far above what many firms at once need, and stops a machine.
PROVING = "60 per minute;600 per hour"
WRONG_CODE = N_("验证码不对，或者已经失效。请看最新一条短信；还不行就再发一次。")
# Outcome → (status, what is said).
_TROUBLES: dict[Outcome, tuple[int, str]] = {
    "wrong": (422, N_("与登记的统一社会信用代码对不上。请照营业执照核对末六位。")),
    "no_phone": (409, N_("经办机构没有登记贵单位的手机号，不能在网上确认。请带营业执照和介绍信到经办机构办理。")),
    "too_soon": (429, N_("刚发过一条验证码。请看手机；没有收到的，过一分钟再发。")),
    "too_many": (429, N_("这个手机号今天收到的验证码已经够多了。请明天再试，或者打电话给经办机构。")),
    "busy": (503, N_("今天发出的验证码太多，系统暂时不再发送。请明天再试，或者打电话给经办机构。")),
    "not_sent": (503, N_("短信没有发出去，这不是您的错。请过几分钟再试，或者打电话给经办机构。")),
    "opted_out": (409, N_("这个手机号退订过短信，收不到验证码。请到经办机构办理，或者打电话更换登记的手机号。")),
}


@pages.get("/n/proof")
def proof_page() -> ResponseReturnValue:
    """Ask for the last six, or for the digits once they were sent."""
    here = visit.opened()
    if here.visit.proved:
        return redirect(url_for("firm_page.found_page"), 303)
    return _page(here)


@pages.post("/n/proof")
@limiter.limit(PROVING)
def prove() -> ResponseReturnValue:
    """Take the last six, a wish for another code, or the digits."""
    here = visit.opened()
    if here.visit.proved:
        return redirect(url_for("firm_page.found_page"), 303)
    if "digits" in request.form:
        return _finish(here)
    proof, terms = _proof(), here.terms
    if "again" in request.form:
        outcome = proof.again(here.visit, here.firm, terms.signature, language())
    else:
        typed = request.form.get("last_six", "")
        outcome = proof.begin(here.visit, here.firm, terms.signature, typed, language())
    if outcome in SENT or (outcome == "too_soon" and proof.under_way(here.visit) and "again" not in request.form):
        return redirect(url_for("firm_page.proof_page"), 303)
    return _refused(outcome)


def _finish(here: Opened) -> ResponseReturnValue:
    token = _proof().finish(here.visit, here.firm, request.form["digits"][:60])
    if token is None:
        return _page(visit.opened(), {"digits": translate(WRONG_CODE, language())}), 422
    visit.go_on(token)
    return redirect(url_for("firm_page.found_page"), 303)


def _refused(outcome: Outcome) -> ResponseReturnValue:
    status, said = _TROUBLES[outcome]
    here = visit.opened()  # the tenth wrong try ended the visit
    if outcome == "wrong":
        return _page(here, {"last_six": translate(said, language())}), status
    return _page(here, trouble=translate(said, language())), status


def _page(here: Opened, errors: dict[str, str] | None = None, trouble: str = "") -> str:
    under_way = _proof().under_way(here.visit)
    return render_template(
        "firm/code.html" if under_way else "firm/proof.html",
        terms=here.terms,
        phone=mask_phone(here.firm.phone) if under_way and here.firm.phone else "",
        errors=errors or {},
        trouble=trouble,
        value=echo(request.form.get("last_six", ""))[:20],
    )


def _proof() -> Proof:
    codes = OneTimeCodes(engine(), settings().secret_key, settings().proof_codes_per_day)
    return Proof(visit.firm_pages(), codes, gateway())
