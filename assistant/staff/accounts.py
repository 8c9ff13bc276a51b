"""What may be done to accounts: by whom, for which region, with which roles. The command line uses it as well."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from assistant.rules.facts import N_
from assistant.staff import passwords
from assistant.staff.person import Staff
from assistant.staff.roles import ADMINISTRATOR, EVERYWHERE, ROLES, conflict
from assistant.storage.staffing.accounts import Account, LastOfRole, NameTaken, StaffAccounts

BAD_NAME: Final = N_("登录名用 2 到 32 个小写字母、数字、点、横线，以字母开头，例如 wang.fang。")
TAKEN: Final = N_("这个登录名已经有人用了，请换一个。")
BAD_DISPLAY_NAME: Final = N_("请填写姓名，1 到 30 个字。")
NO_ROLE: Final = N_("请至少选一个角色。")
UNKNOWN_ROLE: Final = N_("没有这个角色。")
CONFLICT: Final = N_("管理员不能同时是经办或复核：能开账号的人，不能自己再当第二个人。")
NOT_YOUR_ROLE: Final = N_("“政策编辑”对全国有效，只有管全部地区的管理员可以给。")
NOT_YOUR_REGION: Final = N_("您只能管理本地区的账号。")
NOT_YOURSELF: Final = N_("自己的账号要请另一位管理员来改。")
LAST_ADMINISTRATOR: Final = N_("这是最后一位能管理这个地区的管理员，请先添加另一位。")

_DISPLAY_NAME_LENGTH = 30


class Refused(Exception):
    """The change cannot be made: ``field`` of the form that is at fault, and why (a Chinese msgid)."""

    def __init__(self, field: str, why: str) -> None:
        """Keep both."""
        super().__init__(field, why)
        self.field = field
        self.why = why


@dataclass(frozen=True, slots=True)
class Wish:
    """What an account shall be; ``region`` None: every region."""

    display_name: str
    roles: frozenset[str]
    region: str | None


def add(
    store: StaffAccounts,
    by: Staff | None,
    name: str,
    wish: Wish,
    *,
    password: str | None = None,
    sealed_secret: str | None = None,
    demonstration: bool = False,
) -> tuple[Account, str]:
    """Add an account and return it with its initial password, which is kept nowhere and has to be changed.

    ``by`` None: the command line, which may do everything. With ``password`` (demonstration) it stays as it is.
    Raises ``Refused``.
    """
    _check(by, wish)
    first = password or passwords.new_initial()
    try:
        account = store.add(
            wish.roles,
            name=name,
            display_name=wish.display_name,
            region=wish.region,
            password_hash=passwords.hashed(first),
            must_change_password=int(password is None),
            totp_secret=sealed_secret,
            demonstration=int(demonstration),
        )
    except NameTaken:
        raise Refused("name", TAKEN) from None
    return account, first


def settle(store: StaffAccounts, by: Staff | None, account: Account, wish: Wish) -> None:
    """Change name, roles and region of an account, whose sessions end by that. Raises ``Refused``."""
    check_managed(by, account)
    _check(by, wish, held=account.roles)
    try:
        store.settle(account, display_name=wish.display_name, region=wish.region, roles=wish.roles, keep=ADMINISTRATOR)
    except LastOfRole:
        raise Refused("roles", LAST_ADMINISTRATOR) from None


def disable(store: StaffAccounts, by: Staff | None, account: Account) -> None:
    """Let an account sign in no more, and end its sessions. Raises ``Refused``."""
    check_managed(by, account)
    try:
        store.disable(account, keep=ADMINISTRATOR)
    except LastOfRole:
        raise Refused("account", LAST_ADMINISTRATOR) from None


def reset_password(store: StaffAccounts, by: Staff | None, account: Account) -> str:
    """Give an account a new initial password, and return it; its sessions end. Raises ``Refused``."""
    check_managed(by, account)
    password = passwords.new_initial()
    store.set_password(account.id, passwords.hashed(password), must_change=True)
    return password


def check_managed(by: Staff | None, account: Account) -> None:
    """Raise ``Refused`` unless the person may change this account: never the own one, never another region's."""
    if by is None:
        return
    if by.id == account.id:
        raise Refused("account", NOT_YOURSELF)
    if not by.sees(account.region):
        raise Refused("account", NOT_YOUR_REGION)


def may_give(by: Staff | None, role: str) -> bool:
    """Whether the person may give, or take away, this role."""
    return by is None or by.region is None or role not in EVERYWHERE


def _check(by: Staff | None, wish: Wish, held: Iterable[str] = ()) -> None:
    if not 1 <= len(wish.display_name) <= _DISPLAY_NAME_LENGTH:
        raise Refused("display_name", BAD_DISPLAY_NAME)
    if not wish.roles:
        raise Refused("roles", NO_ROLE)
    if wish.roles - ROLES.keys():
        raise Refused("roles", UNKNOWN_ROLE)
    if conflict(wish.roles):
        raise Refused("roles", CONFLICT)
    if not all(may_give(by, role) for role in wish.roles ^ frozenset(held)):
        raise Refused("roles", NOT_YOUR_ROLE)
    if by is not None and not by.sees(wish.region):
        raise Refused("region", NOT_YOUR_REGION)
