"""A person's own account: password, second factor; and showing the second factor again before what matters."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.rules.facts import N_
from assistant.site.limits import GUESSING, limiter
from assistant.site.speaking import say
from assistant.staff import checking, passwords, person, trail
from assistant.staff.access import back_to, freshly_confirmed, requires
from assistant.staff.pages import pages
from assistant.staff.signing_in import keep_offered, offer
from assistant.staff.stores import accounts, sessions
from assistant.storage.staffing.accounts import Account
from assistant.storage.staffing.sessions import Session

NOT_THE_SAME = N_("两次输入的新密码不一样，请重新输入。")
UNCHANGED = N_("新密码和现在的一样，请换一个。")
CHANGED = N_("密码已修改，其他地方的登录都已退出。")
RENEWED = N_("动态验证码已更换，旧的不能再用，其他地方的登录都已退出。")
CONFIRMED = N_("身份已验证，10 分钟内有效。刚才的操作如果还没有完成，请再提交一次。")


def _held() -> Session:
    held = person.live_session()
    if held is None:
        raise person.NotSignedIn
    return held


@pages.get("/staff/account")
@requires()
def account() -> ResponseReturnValue:
    """Show the own account."""
    return render_template("staff/account.html", held=_held())


@pages.get("/staff/password")
@requires()
def password() -> ResponseReturnValue:
    """Ask for the present and a new password."""
    return render_template("staff/password.html", errors={}, held=_held())


@pages.post("/staff/password")
@limiter.limit(GUESSING)
@requires()
def change_password() -> ResponseReturnValue:
    """Keep the new password; every session ends, and this visit goes on in a new one."""
    held = _held()
    errors = _password_errors(held.account)
    if errors:
        return render_template("staff/password.html", errors=errors, held=held), 422
    accounts().set_password(held.account.id, passwords.hashed(request.form["new"]), must_change=False)
    person.begin(held.account, confirmed_at=held.confirmed_at)
    trail.record("password_changed", subject="account", subject_id=held.account.id)
    flash(say(CHANGED))
    return redirect(url_for("staff.console"), 303)


def _password_errors(own: Account) -> dict[str, str]:
    present, new = request.form.get("present", ""), request.form.get("new", "")
    if not checking.password_is_right(own, present):
        return {"present": say(checking.WRONG_PASSWORD)}
    trouble = UNCHANGED if new == present else passwords.problem(new, own.name)
    if trouble is not None:
        return {"new": say(trouble)}
    return {} if new == request.form.get("again", "") else {"again": say(NOT_THE_SAME)}


@pages.get("/staff/second-factor")
@requires()
@freshly_confirmed
def renew() -> ResponseReturnValue:
    """Show a new secret, for another telephone."""
    return offer(_held(), "staff.check_renew", {})


@pages.post("/staff/second-factor")
@limiter.limit(GUESSING)
@requires()
@freshly_confirmed
def check_renew() -> ResponseReturnValue:
    """Keep it once a code shows that the app has it; the other sessions end."""
    held = _held()
    if not keep_offered(held):
        return offer(held, "staff.check_renew", {"code": say(checking.WRONG_CODE)}), 422
    sessions().end_others(held)
    flash(say(RENEWED))
    return redirect(url_for("staff.account"), 303)


@pages.get("/staff/confirm")
@requires()
def confirm() -> ResponseReturnValue:
    """Ask for the code again."""
    return render_template("staff/confirm.html", errors={}, next=back_to(request.args.get("next")))


@pages.post("/staff/confirm")
@limiter.limit(GUESSING)
@requires()
def check_confirm() -> ResponseReturnValue:
    """Check it, and lead back to where the person was."""
    held, target = _held(), back_to(request.form.get("next"))
    if not checking.code_is_right(held.account, request.form.get("code", "")):
        return render_template("staff/confirm.html", errors={"code": say(checking.WRONG_CODE)}, next=target), 422
    sessions().confirm(held)
    trail.record("confirmed")
    flash(say(CONFIRMED))
    return redirect(target, 303)
