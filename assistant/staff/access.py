"""Who may use a view: ``@requires(Permission.x)``; and ``@freshly_confirmed`` for what shall not be done by a stolen visit."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.rules.facts import N_
from assistant.site.preferences import HOME, safe_next
from assistant.site.speaking import say
from assistant.staff import trail
from assistant.staff.person import NotSignedIn, Staff, current, live_session, signed_in
from assistant.staff.roles import Permission
from assistant.staff.stores import now

__all__ = ["FRESH", "NotSignedIn", "Staff", "back_to", "current", "freshly_confirmed", "requires", "signed_in"]

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

FRESH = timedelta(minutes=10)
START = "/console"
_WITH_INITIAL_PASSWORD = ("staff.password", "staff.change_password", "staff.confirm", "staff.check_confirm")
CONFIRM_FIRST = N_("这一步要先验证身份。验证后会回到这个页面，请再提交一次。")


def requires(*permissions: Permission) -> Callable[[View[P]], View[P]]:
    """Let only staff who have any of the permissions (none named: any who signed in) use a view; its answer is not kept.

    Not signed in: 303 to sign in. Lacking: 403, and a line in the trail. An initial password has to be changed first.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            response = make_response(_refusal(permissions) or view(*args, **kwargs))
            response.headers["Cache-Control"] = "no-store"
            return response

        guarded.permissions = frozenset(permissions)  # type: ignore[attr-defined]  # read by the test of all routes
        return guarded

    return decorate


def freshly_confirmed(view: View[P]) -> View[P]:
    """Ask for the second factor again when it was last shown more than ten minutes ago; stands below ``@requires``.

    Then the person is back where they were. What was sent is not kept meanwhile: its page is shown again, and says so.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        held = live_session()
        if held is None or held.confirmed_at is None:
            raise NotSignedIn
        if now() - held.confirmed_at > FRESH:
            if request.method not in {"GET", "HEAD"}:
                flash(say(CONFIRM_FIRST))
            return redirect(url_for("staff.confirm", next=_here()), 303)
        return view(*args, **kwargs)

    return guarded


def back_to(target: str | None) -> str:
    """Return ``target`` when it is a path on this site, else the console's start."""
    safe = safe_next(target)
    return START if safe == HOME else safe


def _refusal(permissions: tuple[Permission, ...]) -> Response | None:
    staff = signed_in()
    if staff is None:
        return make_response(redirect(url_for("staff.sign_in", next=_here()), 303))
    held = live_session()
    if held is not None and held.account.must_change_password and request.endpoint not in _WITH_INITIAL_PASSWORD:
        return make_response(redirect(url_for("staff.password"), 303))
    if permissions and not staff.may(*permissions):
        trail.record("access_refused", subject="route", subject_id=request.endpoint, result="refused")
        return make_response(render_template("staff/refused.html"), 403)
    return None


def _here() -> str:
    """The page that the person is looking at: this one, or the one whose form was sent."""
    if request.method in {"GET", "HEAD"}:
        return request.full_path.removesuffix("?")
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return START
    return back_to(came_from.path + (f"?{came_from.query}" if came_from.query else ""))
