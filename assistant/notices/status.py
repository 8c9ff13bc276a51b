"""``/n/status``: what became of a reply, by its receipt code and the last six of the firm's code."""

import hmac

from flask import render_template, request
from flask.typing import ResponseReturnValue

from assistant.campaigns.firm_page.proof import last_six
from assistant.campaigns.terms import Terms
from assistant.interview.wording import translate
from assistant.notices import visit
from assistant.notices.landing import GUESSING_IN_TOTAL
from assistant.notices.visit import pages
from assistant.rules.facts import N_
from assistant.site.application import engine
from assistant.site.limits import GUESSING, limiter, only_failures
from assistant.site.preferences import language
from assistant.storage.campaigns import Campaigns
from assistant.storage.firm_page.progress import progress
from assistant.storage.firm_page.replies import Reply
from assistant.storage.firms import Firms

# One wording for both: nobody learns whether a receipt exists.
NOT_FOUND = N_("没有查到。请核对回执号和统一社会信用代码末六位，两样都要对。")


@pages.get("/n/status")
def status_page() -> ResponseReturnValue:
    """Ask for both."""
    return render_template("firm/status.html", errors={})


@pages.post("/n/status")
@limiter.limit(GUESSING, deduct_when=only_failures)
@limiter.limit(GUESSING_IN_TOTAL, key_func=lambda: "everyone", deduct_when=only_failures)
def status() -> ResponseReturnValue:
    """Show the reply's state."""
    typed = last_six(request.form.get("last_six", ""))
    reply = visit.replies().by_receipt(request.form.get("code", "")[:60])
    if reply is None or not hmac.compare_digest(typed.encode(), last_six(reply.credit_code).encode()):
        return render_template("firm/status.html", errors={"code": translate(NOT_FOUND, language())}), 422
    return _state(reply)


def _state(reply: Reply) -> str:
    firm, campaign = Firms(engine()).get(reply.firm), Campaigns(engine()).get(reply.campaign)
    assert firm is not None and campaign is not None  # noqa: PT018  (a reply refers to both)
    return render_template(
        "firm/status_shown.html",
        reply=reply,
        terms=Terms.of(campaign),
        progress=progress(engine(), firm.id),
    )
