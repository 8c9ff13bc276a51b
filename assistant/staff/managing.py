"""Accounts, for administrators: list, add, change, disable, reset. Other regions' accounts are not found."""

import unicodedata

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.policies.regions import PROVINCES
from assistant.rules.facts import N_
from assistant.site.speaking import say
from assistant.staff import accounts as rules
from assistant.staff import trail
from assistant.staff.access import current, freshly_confirmed, requires
from assistant.staff.accounts import Refused, Wish
from assistant.staff.pages import pages
from assistant.staff.person import Staff
from assistant.staff.roles import ROLES, Permission
from assistant.staff.signing_in import normal_name
from assistant.staff.stores import accounts, now
from assistant.storage.staffing.accounts import Account

DISABLED = N_("账号已停用，登录已退出。")
ENABLED = N_("账号已启用。")
UNLOCKED = N_("账号已解除锁定。")
SETTLED = N_("已保存。该账号的登录都已退出，下次登录按新的角色。")
FACTOR_RESET = N_("已重置：该账号下次登录时重新设置动态验证码。")
UNKNOWN_REGION = N_("请选择列表里的地区。")


@pages.get("/staff/accounts")
@requires(Permission.manage_staff)
def list_accounts() -> ResponseReturnValue:
    """List the accounts of the person's region."""
    return render_template("staff/accounts.html", accounts=accounts().all(current().region), now=now())


@pages.get("/staff/accounts/new")
@requires(Permission.manage_staff)
@freshly_confirmed
def new_account() -> ResponseReturnValue:
    """Ask for a new account's name, roles and region."""
    return render_template("staff/new_account.html", **_choices(), given=request.form, errors={})


@pages.post("/staff/accounts/new")
@requires(Permission.manage_staff)
@freshly_confirmed
def add_account() -> ResponseReturnValue:
    """Add it, and show its initial password: this once, for it is kept nowhere."""
    name = normal_name(request.form.get("name", ""))
    try:
        if name is None:
            raise Refused("name", rules.BAD_NAME)
        account, password = rules.add(accounts(), current(), name, _wish())
    except Refused as refused:
        page = render_template(
            "staff/new_account.html", **_choices(), given=request.form, errors={refused.field: say(refused.why)}
        )
        return page, 422
    _record("account_added", account, after=_state(account))
    return render_template("staff/initial_password.html", account=account, password=password)


@pages.get("/staff/accounts/<int:number>")
@requires(Permission.manage_staff)
def show_account(number: int) -> ResponseReturnValue:
    """Show one account, and what can be done to it."""
    return _page(_managed(number), {})


@pages.post("/staff/accounts/<int:number>")
@requires(Permission.manage_staff)
@freshly_confirmed
def change_account(number: int) -> ResponseReturnValue:
    """Change name, roles and region."""
    account = _managed(number)
    try:
        rules.settle(accounts(), current(), account, _wish())
    except Refused as refused:
        return _page(account, {refused.field: say(refused.why)}), 422
    _record("roles_changed", account, before=_state(account), after=_state(_managed(number, moved=True)))
    flash(say(SETTLED))
    return redirect(url_for("staff.list_accounts"), 303)


@pages.post("/staff/accounts/<int:number>/disable")
@requires(Permission.manage_staff)
@freshly_confirmed
def disable_account(number: int) -> ResponseReturnValue:
    """Let it sign in no more; its sessions end."""
    account = _managed(number)
    try:
        rules.disable(accounts(), current(), account)
    except Refused as refused:
        return _page(account, {refused.field: say(refused.why)}), 422
    return _done("account_disabled", account, DISABLED)


@pages.post("/staff/accounts/<int:number>/enable")
@requires(Permission.manage_staff)
@freshly_confirmed
def enable_account(number: int) -> ResponseReturnValue:
    """Let it sign in again."""
    account = _changeable(number)
    accounts().enable(account.id)
    return _done("account_enabled", account, ENABLED)


@pages.post("/staff/accounts/<int:number>/unlock")
@requires(Permission.manage_staff)
@freshly_confirmed
def unlock_account(number: int) -> ResponseReturnValue:
    """Let it try again before the pause is over."""
    account = _changeable(number)
    accounts().forget_tries(account.id)
    return _done("unlocked", account, UNLOCKED)


@pages.post("/staff/accounts/<int:number>/reset-second-factor")
@requires(Permission.manage_staff)
@freshly_confirmed
def reset_second_factor(number: int) -> ResponseReturnValue:
    """Let it set up its second factor anew; its sessions end."""
    account = _changeable(number)
    accounts().remove_secret(account.id)
    return _done("totp_reset", account, FACTOR_RESET)


@pages.post("/staff/accounts/<int:number>/reset-password")
@requires(Permission.manage_staff)
@freshly_confirmed
def reset_password(number: int) -> ResponseReturnValue:
    """Give it a new initial password, shown this once; its sessions end."""
    account = _changeable(number)
    password = rules.reset_password(accounts(), current(), account)
    _record("password_reset", account)
    return render_template("staff/initial_password.html", account=account, password=password)


def locked_now(staff: Staff) -> int:
    """Return how many accounts of the person's region are locked."""
    return sum(a.locked_until is not None and a.locked_until > now() for a in accounts().all(staff.region))


def _managed(number: int, *, moved: bool = False) -> Account:
    """The account, which has to be of the person's region (unless it was moved just now)."""
    account = accounts().get(number)
    if account is None or not (moved or current().sees(account.region)):
        abort(404)
    return account


def _changeable(number: int) -> Account:
    account = _managed(number)
    try:
        rules.check_managed(current(), account)
    except Refused:
        abort(403)
    return account


def _page(account: Account, errors: dict[str, str]) -> str:
    return render_template(
        "staff/one_account.html", **_choices(), account=account, given=request.form, errors=errors, now=now()
    )


def _choices() -> dict[str, object]:
    """What the person may choose from: fields that are not offered are not taken either."""
    by = current()
    return {
        "roles": [role for role in ROLES if rules.may_give(by, role)],
        "regions": [code for code in PROVINCES if by.sees(code)] if by.region is None else [by.region],
        "everywhere": by.region is None,
    }


def _wish() -> Wish:
    display_name = " ".join(trail.plain(unicodedata.normalize("NFC", request.form.get("display_name", ""))).split())
    region = request.form.get("region", "") or None
    if region is not None and region not in PROVINCES and region != current().region:
        raise Refused("region", UNKNOWN_REGION)
    return Wish(display_name, frozenset(request.form.getlist("roles")), region)


def _state(account: Account) -> dict[str, object]:
    return {"display_name": account.display_name, "roles": account.roles, "region": account.region}


def _record(
    event: str, account: Account, before: dict[str, object] | None = None, after: dict[str, object] | None = None
) -> None:
    trail.record(event, subject="account", subject_id=account.id, region=account.region, before=before, after=after)


def _done(event: str, account: Account, message: str) -> ResponseReturnValue:
    _record(event, account)
    flash(say(message))
    return redirect(url_for("staff.show_account", number=account.id), 303)
