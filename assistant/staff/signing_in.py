"""Signing in: name and password, then the code; at first, setting up the second factor. And signing out."""

import re
import unicodedata

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from assistant.site.application import settings
from assistant.site.limits import GUESSING, limiter
from assistant.site.security import no_store
from assistant.site.speaking import say
from assistant.staff import checking, person, second_factor, trail
from assistant.staff.access import back_to
from assistant.staff.pages import pages
from assistant.staff.stores import accounts, now, sessions
from assistant.storage.staffing.sessions import Session

_NEXT = "staff_next"
_NAME = re.compile("[a-z][a-z0-9._-]{1,31}")


def normal_name(typed: str) -> str | None:
    """Return a typed name as it is kept; None when it cannot be one."""
    name = unicodedata.normalize("NFKC", typed).strip().lower()
    return name if _NAME.fullmatch(name) else None


@pages.get("/staff/sign-in")
@no_store
def sign_in() -> ResponseReturnValue:
    """Ask for name and password."""
    if person.signed_in() is not None:
        return redirect(back_to(request.args.get("next")), 303)
    return _asking({})


@pages.post("/staff/sign-in")
@limiter.limit(GUESSING)
@no_store
def check_password() -> ResponseReturnValue:
    """Check them, and lead on to the second factor."""
    name = normal_name(request.form.get("name", ""))
    account = None if name is None else accounts().named(name)
    if not checking.password_is_right(account, request.form.get("password", "")) or account is None:
        return _asking({"name": say(checking.NOT_SIGNED_IN)}), 422
    person.begin(account, confirmed_at=None)
    session[_NEXT] = back_to(request.form.get("next"))
    return redirect(_second_step(account.totp_secret), 303)


def _asking(errors: dict[str, str]) -> str:
    # The name is shown again, the password is not; neither in the title nor anywhere else.
    return render_template(
        "staff/sign_in.html",
        errors=errors,
        name=request.form.get("name", "")[:64],
        next=request.values.get("next", ""),
    )


def _second_step(sealed: str | None) -> str:
    return url_for("staff.set_up" if sealed is None else "staff.code")


@pages.get("/staff/code")
@no_store
def code() -> ResponseReturnValue:
    """Ask for the code."""
    held = _halfway()
    if held is None or held.account.totp_secret is None:
        return redirect(url_for("staff.sign_in"), 303)
    return render_template("staff/code.html", errors={})


@pages.post("/staff/code")
@limiter.limit(GUESSING)
@no_store
def check_code() -> ResponseReturnValue:
    """Check it, and sign in."""
    held = _halfway()
    if held is None or held.account.totp_secret is None:
        return redirect(url_for("staff.sign_in"), 303)
    if not checking.code_is_right(held.account, request.form.get("code", "")):
        return render_template("staff/code.html", errors={"code": say(checking.WRONG_CODE)}), 422
    return _signed_in(held)


@pages.get("/staff/set-up")
@no_store
def set_up() -> ResponseReturnValue:
    """Show a new secret to an account that has none yet."""
    held = _without_factor()
    return redirect(url_for("staff.sign_in"), 303) if held is None else offer(held, "staff.check_set_up", {})


@pages.post("/staff/set-up")
@limiter.limit(GUESSING)
@no_store
def check_set_up() -> ResponseReturnValue:
    """Keep it once a code shows that the app has it, and sign in."""
    held = _without_factor()
    if held is None:
        return redirect(url_for("staff.sign_in"), 303)
    if not keep_offered(held):
        return offer(held, "staff.check_set_up", {"code": say(checking.WRONG_CODE)}), 422
    return _signed_in(held)


def offer(held: Session, action: str, errors: dict[str, str]) -> str:
    """Render the page that shows a new secret: the same one for as long as the session lasts."""
    if held.offered_secret is None:
        secret = second_factor.new_secret()
        sessions().offer(held, second_factor.seal(secret, settings().secret_key))
    else:
        secret = second_factor.unseal(held.offered_secret, settings().secret_key)
    picture, key = second_factor.setting_up(secret, held.account.name)
    return render_template("staff/set_up.html", errors=errors, picture=picture, key=key, action=url_for(action))


def keep_offered(held: Session) -> bool:
    """Make the offered secret the account's, if the code that was sent is one of it; it is used up by that."""
    if held.offered_secret is None:
        return False
    secret = second_factor.unseal(held.offered_secret, settings().secret_key)
    step = second_factor.matching_step(secret, request.form.get("code", ""), now())
    if step is None or not accounts().set_secret(held.account, held.offered_secret, step):
        return False
    sessions().offer(held, None)
    checking.write("totp_set_up", held.account)
    return True


def _halfway() -> Session | None:
    held = person.live_session()
    return held if held is not None and held.confirmed_at is None else None


def _without_factor() -> Session | None:
    held = _halfway()
    return held if held is not None and held.account.totp_secret is None else None


def _signed_in(held: Session) -> ResponseReturnValue:
    target = back_to(session.get(_NEXT))
    accounts().forget_tries(held.account.id)
    person.begin_signed_in(held.account)
    trail.record("sign_in")
    return redirect(target, 303)


@pages.post("/staff/sign-out")
@no_store
def sign_out() -> ResponseReturnValue:
    """End the session on the server, so that a copied cookie is worth nothing."""
    if person.signed_in() is not None:
        trail.record("sign_out")
    person.end()
    return redirect(url_for("staff.sign_in"), 303)
