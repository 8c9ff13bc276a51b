"""Checking a password or a code: counted before it is checked, the same work for names that nobody has."""

import logging
from collections.abc import Callable
from typing import Final

from flask import request

from assistant.rules.facts import N_
from assistant.site.application import engine, settings
from assistant.staff import passwords, second_factor, trail
from assistant.staff.stores import accounts, now
from assistant.storage.staffing.accounts import MOST_TRIES, Account

# One wording for all: wrong, unknown, locked and disabled cannot be told apart.
NOT_SIGNED_IN: Final = N_(
    "登录名或密码不对，或者这个账号现在不能登录。连续 5 次不对，账号会锁定 15 分钟；忘了密码请找本单位的管理员重置。"
)
WRONG_CODE: Final = N_(
    "验证码不对，或者已经用过，或者试得太多。请等应用换出新的一个再试；连续 5 次不对，账号会锁定 15 分钟。"
)
WRONG_PASSWORD: Final = N_("现在的密码不对。连续 5 次不对，账号会锁定 15 分钟。")

_NOBODY = 0  # no account has this number: its queries find nothing, and take as long
_UNKNOWN = "?"  # what was typed is not kept: it may be a password

log = logging.getLogger(__name__)


def password_is_right(account: Account | None, typed: str) -> bool:
    """Check a password; a wrong one counts towards the lock-out, and is written to the trail."""
    kept = None if account is None or account.disabled_at else account.password_hash
    right = _tried(account, lambda: passwords.matches(typed, kept), "password")
    if right and account is not None and passwords.outdated(account.password_hash):
        accounts().rehash(account, passwords.hashed(typed))
    return right


def code_is_right(account: Account, typed: str) -> bool:
    """Check a code of the account's second factor, and use it up; a wrong one counts towards the lock-out."""
    return _tried(account, lambda: _used_up(account, typed), "code")


def _used_up(account: Account, typed: str) -> bool:
    if account.totp_secret is None:
        return False
    try:
        secret = second_factor.unseal(account.totp_secret, settings().secret_key)
    except second_factor.Unreadable:
        log.error("the second factor of account %d was sealed under another SECRET_KEY: reset it", account.id)
        return False
    step = second_factor.matching_step(secret, typed, now())
    return step is not None and accounts().take_step(account.id, step)


def _tried(account: Account | None, check: Callable[[], bool], what: str) -> bool:
    key = _NOBODY if account is None else account.id
    number = accounts().claim_try(key)
    # A locked account's password is checked all the same, in vain, so that the answer takes as long.
    right = (number is not None or what == "password") and check()
    if right and number is not None:
        accounts().give_back_try(key)
        return True
    locked = account is not None and number is None
    write("sign_in_failed", account, result="refused", after={"tried": what, "locked": locked})
    if number == MOST_TRIES:
        write("locked_out", account, result="refused")
    return False


def write(event: str, account: Account | None, **values: object) -> None:
    """Add to the trail what happened to an account that is not signed in (yet)."""
    trail.write(
        engine(),
        event,
        actor=_UNKNOWN if account is None else account.name,
        account=None if account is None else account.id,
        region=None if account is None else account.region,
        subject="account",
        subject_id=None if account is None else account.id,
        address=request.remote_addr,
        at=now(),
        **values,  # type: ignore[arg-type]
    )
