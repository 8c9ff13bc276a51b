"""``/n/<token>`` and ``/n``: the way in. GET shows a button or a field, and looks nothing up; only POST opens a visit.

The token is a secret in an address. So the page that it leads to has nothing of another site on it, does not repeat the
token, sends no Referer with it, and hands over to an address without it.
"""

import re

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.interview.wording import translate
from assistant.notices import visit
from assistant.notices.visit import pages
from assistant.rules.facts import N_
from assistant.site import preferences
from assistant.site.limits import GUESSING, limiter, only_failures
from assistant.site.preferences import language
from assistant.storage.firm_page.links import LINK, PICKUP, TOKEN_LENGTH

# All wrong codes of an installation together: beyond this somebody tries codes, from however many addresses.
GUESSING_IN_TOTAL = "120 per minute"
NOT_OPENED = N_("这个取件码打不开：可能有一位打错了，也可能已经过期、换了新的，或者试错太多次。请核对最新一条短信。")
# What a telephone may take into a link from the words after it is cut off.
_TOKEN = re.compile(f"[A-Za-z0-9]{{{TOKEN_LENGTH}}}(?![A-Za-z0-9])")


@pages.get("/n")
def pickup_page() -> ResponseReturnValue:
    """Ask for the 取件码."""
    return render_template("firm/pickup.html", errors={})


@pages.post("/n")
@limiter.limit(GUESSING, deduct_when=only_failures)
@limiter.limit(GUESSING_IN_TOTAL, key_func=lambda: "everyone", deduct_when=only_failures)
def pickup() -> ResponseReturnValue:
    """Open a visit with the 取件码 that was typed."""
    token = visit.firm_pages().enter(PICKUP, request.form.get("code", "")[:60])
    if token is None:
        # What was typed is not shown again: it may be a telephone number typed by mistake.
        return render_template("firm/pickup.html", errors={"code": translate(NOT_OPENED, language())}), 422
    return _inside(token)


@pages.get("/n/<path:token>")
def landing(token: str) -> ResponseReturnValue:
    """Show a button. Whoever only looks (a previewer, a scanner) opens nothing and learns nothing."""
    return _landing_page()


@pages.post("/n/<path:token>")
def open_link(token: str) -> ResponseReturnValue:
    """Exchange the token for a visit; or change language or text size, and show the button again."""
    if preferences.sent(request.form):
        preferences.take(request.form)
        return _landing_page()
    found = _TOKEN.match(token)
    opened = visit.firm_pages().enter(LINK, found[0] if found else "")
    if opened is None:
        return _without_referrer(render_template("firm/dead.html"), 404)
    return _inside(opened)


@pages.post("/n/leave")
def leave() -> ResponseReturnValue:
    """End the visit."""
    visit.leave()
    return redirect(url_for("firm_page.left"), 303)


@pages.get("/n/left")
def left() -> ResponseReturnValue:
    """Say that it is over."""
    return render_template("firm/left.html")


def _inside(token: str) -> ResponseReturnValue:
    """Go on to the proof; whoever pressed the link of a page that is proved and open already stays inside."""
    before = visit.present()
    if before is not None and before.proved:
        again = visit.firm_pages().visit(token)
        if again is not None and again.link == before.link:
            visit.firm_pages().leave(again)
            return redirect(url_for("firm_page.found_page"), 303)
    visit.enter(token)
    return redirect(url_for("firm_page.proof_page"), 303)


def _landing_page() -> ResponseReturnValue:
    return _without_referrer(render_template("firm/landing.html"), 200)


def _without_referrer(page: str, status: int) -> ResponseReturnValue:
    """Send a page whose address holds a token: what is pressed there learns only from which site it came."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "origin"
    return response
