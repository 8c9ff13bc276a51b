"""The firm that calls: the caller checked, what was found and sent, and what to say when no money came."""

import hmac
from typing import Any, Final

from flask import Blueprint, Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.campaigns.firm_page.masking import mask_account, mask_phone
from assistant.campaigns.firm_page.proof import LAST, last_six
from assistant.campaigns.sending.words import STATES
from assistant.hotline.at_hand import at_hand, record
from assistant.hotline.calling_firm import MOST_TRIES, CallingFirm, calling_firm
from assistant.hotline.framing import call_page
from assistant.hotline.not_received import sayings
from assistant.interview.report import report
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.preferences import language
from assistant.site.speaking import say
from assistant.staff.access import requires
from assistant.staff.roles import Permission
from assistant.storage.interviews import Conflict

pages = Blueprint("desk_firm", __name__, url_prefix="/console/calls/<int:number>/firm")

WRONG: Final = N_("对不上。请来电人看着营业执照再念一遍末六位。")
NO_TRY_LEFT: Final = N_("已经试了 %(most)s 次，这个来电不能再核对。可以转给经办人员，或者请单位用登记的手机号回电。")
_HIDDEN: Final = "*" * LAST


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.errorhandler(Conflict)
def conflict(error: Conflict) -> ResponseReturnValue:
    """Say that the call was changed in another window, and lead to what is now."""
    return call_page("hotline/changed.html", at_hand(int((request.view_args or {})["number"]))), 409


@pages.get("")
@requires(Permission.hotline)
def show(number: int) -> ResponseReturnValue:
    """Show the firm: before the caller is checked, only whether and when messages were sent."""
    here = calling_firm(number)
    record("firm_viewed", here.at.call, firm=here.firm.id, campaign=here.campaign.id, verified=here.verified)
    return page(here)


@pages.post("/verify")
@requires(Permission.hotline)
def verify(number: int) -> ResponseReturnValue:
    """Take the last six of the firm's credit code, as the caller says them."""
    here = calling_firm(number)
    if here.verified:
        return redirect(url_for(".show", number=number), 303)
    if not here.tries_left:
        return page(here, _no_try_left()), 422
    # Counted before it is looked at: however many arrive at once, no more than five are.
    at = here.at.put(tries=here.at.content.tries + 1)
    typed = last_six(request.form.get("last_six", ""))
    right = hmac.compare_digest(typed.encode(), last_six(here.firm.credit_code).encode())
    record("caller_verified", at.call, firm=here.firm.id, right=right, tries=at.content.tries)
    if not right:
        here = CallingFirm(at, here.firm, here.campaign)
        return page(here, {"last_six": say(WRONG)} if here.tries_left else _no_try_left()), 422
    at.put(verified=True)
    return redirect(url_for(".show", number=number), 303)


def page(here: CallingFirm, errors: dict[str, str] | None = None) -> str:
    """Render the firm as far as the caller may hear of it."""
    values: dict[str, Any] = {"matter": here, "firm": here.firm, "campaign": here.campaign, "errors": errors or {}}
    if not here.verified:
        return call_page(
            "hotline/firm_unchecked.html", here.at, shown_code=here.firm.credit_code[:-LAST] + _HIDDEN, **values
        )
    spoken = language()
    return call_page(
        "hotline/firm.html",
        here.at,
        sayings=sayings(here, spoken),
        report=report(here.found.interview, spoken, of_bureau=True) if here.decided else None,
        phone=mask_phone(here.firm.phone) if here.firm.phone else "",
        account=mask_account(here.firm.account) if here.firm.account else "",
        timeline=list(here.timeline()),
        states=STATES,
        **values,
    )


def _no_try_left() -> dict[str, str]:
    return {"last_six": say(NO_TRY_LEFT) % {"most": MOST_TRIES}}
