"""Demonstration accounts: one for each role, with a password and a second factor that everybody knows.

They are made by ``assistant serve`` in development only; a production start disables whatever it finds of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyotp

from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.staff import passwords, second_factor
from assistant.staff.roles import ADMINISTRATOR, HOTLINE, OPERATOR, POLICY_EDITOR, REVIEWER, SUPERVISOR
from assistant.storage import Engine
from assistant.storage.staffing.accounts import Account, StaffAccounts, utc_now

REGION: Final = "360000"
PASSWORD: Final = "yanshi-zhuanyong-2024"  # noqa: S105  # shown beside the sign-in form
TOTP_SECRET: Final = "DEMO7DEMO7DEMO7DEMO7DEMO7DEMO7DE"  # noqa: S105
OPERATOR_NAME: Final = "demo-operator"
REVIEWER_NAME: Final = "demo-reviewer"
HOTLINE_NAME: Final = "demo-hotline"


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    display_name: str
    role: str
    region: str | None


_PERSONS: Final = (
    _Person(OPERATOR_NAME, N_("演示经办员"), OPERATOR, REGION),
    _Person(REVIEWER_NAME, N_("演示复核员"), REVIEWER, REGION),
    _Person(HOTLINE_NAME, N_("演示热线坐席"), HOTLINE, REGION),
    _Person("demo-supervisor", N_("演示热线班长"), SUPERVISOR, REGION),
    _Person("demo-policy", N_("演示政策编辑"), POLICY_EDITOR, None),
    _Person("demo-administrator", N_("演示管理员"), ADMINISTRATOR, None),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the sign-in page says of one demonstration account; ``code`` None: wait for the next half minute."""

    name: str
    roles: frozenset[str]
    code: str | None


def prepare(engine: Engine, settings: Settings) -> None:
    """Make every demonstration account usable, whatever was done with it before; others' accounts are left alone."""
    accounts = StaffAccounts(engine)
    for person in _PERSONS:
        held = accounts.named(person.name)
        if held is None:
            _add(accounts, person, settings)
        elif held.demonstration:
            _restore(accounts, held, settings)


def _add(accounts: StaffAccounts, person: _Person, settings: Settings) -> None:
    accounts.add(
        {person.role},
        name=person.name,
        display_name=person.display_name,
        region=person.region,
        password_hash=passwords.hashed(PASSWORD),
        totp_secret=second_factor.seal(TOTP_SECRET, settings.secret_key),
        must_change_password=0,
        demonstration=1,
    )


def _restore(accounts: StaffAccounts, held: Account, settings: Settings) -> None:
    if held.disabled_at is not None or held.failed_attempts:
        accounts.enable(held.id)
    if held.must_change_password or not passwords.matches(PASSWORD, held.password_hash):
        accounts.set_password(held.id, passwords.hashed(PASSWORD), must_change=False)
    if not _has_the_secret(held, settings):
        accounts.remove_secret(held.id)
        emptied = accounts.get(held.id)
        assert emptied is not None
        accounts.set_secret(emptied, second_factor.seal(TOTP_SECRET, settings.secret_key), 0)


def _has_the_secret(held: Account, settings: Settings) -> bool:
    try:
        return (
            held.totp_secret is not None and second_factor.unseal(held.totp_secret, settings.secret_key) == TOTP_SECRET
        )
    except second_factor.Unreadable:
        return False


def shown(engine: Engine, now: Callable[[], datetime] = utc_now) -> list[Shown]:
    """Return the accounts that are there to be used, each with a code that was not used yet."""
    held = {account.name: account for account in StaffAccounts(engine).all() if account.demonstration}
    found = [held[person.name] for person in _PERSONS if person.name in held]
    return [Shown(account.name, account.roles, _code(account, now())) for account in found if not account.disabled_at]


def _code(account: Account, at: datetime) -> str | None:
    totp = pyotp.TOTP(TOTP_SECRET)
    present = totp.timecode(at)
    # The next half minute's code is taken as well, so that one can sign in twice in a row.
    unused = (
        step for step in (present, present + 1) if account.totp_last_step is None or step > account.totp_last_step
    )
    step = next(unused, None)
    return None if step is None else totp.generate_otp(step)
