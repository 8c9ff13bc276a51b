"""``assistant staff …``: make the first account, and help when nobody can sign in to do it in the console."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from assistant.policies.regions import UnknownRegion, region_code
from assistant.settings import Settings, SettingsError

if TYPE_CHECKING:
    from assistant.storage.staffing.accounts import Account, StaffAccounts

T = TypeVar("T")
Write = Callable[[str, "Account"], None]
ACTOR = "(command line)"


@click.group()
def staff() -> None:
    """The accounts of those who work with the console."""


@staff.command()
@click.argument("name")
@click.option("--display-name", required=True, help="As colleagues know the person.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    help="operator, reviewer, hotline, supervisor, policy_editor, administrator.",
)
@click.option("--region", help="The office's region, by name or code (default: every region).")
def add(name: str, display_name: str, roles: tuple[str, ...], region: str | None) -> None:
    """Add an account and print its initial password, once."""
    from assistant.staff import accounts
    from assistant.staff.signing_in import normal_name

    store, write = _stores()
    plain = normal_name(name)
    if plain is None:
        raise click.BadParameter(accounts.BAD_NAME, param_hint="NAME")
    wish = accounts.Wish(display_name.strip(), frozenset(roles), _region(region))
    account, password = _unless_refused(lambda: accounts.add(store, None, plain, wish))
    write("account_added", account)
    click.echo(f"已新增账号 {account.name}。\n初始密码（只显示这一次，首次登录时要修改）：{password}")
    click.echo("首次登录时在 /staff/sign-in 设置动态验证码。")


@staff.command("list")
def list_accounts() -> None:
    """List every account: name, state, roles, region, display name."""
    from assistant.storage.staffing.accounts import utc_now

    store, _ = _stores()
    for account in store.all():
        locked = account.locked_until is not None and account.locked_until > utc_now()
        state = "disabled" if account.disabled_at else "locked" if locked else "active"
        roles = ",".join(sorted(account.roles))
        click.echo(f"{account.name:32} {state:9} {roles:32} {account.region or 'all':7} {account.display_name}")


@staff.command()
@click.argument("name")
def disable(name: str) -> None:
    """Let an account sign in no more, and end its sessions."""
    from assistant.staff import accounts

    store, write = _stores()
    account = _account(store, name)
    _unless_refused(lambda: accounts.disable(store, None, account))
    write("account_disabled", account)
    click.echo(f"已停用 {account.name}。")


@staff.command("reset-second-factor")
@click.argument("name")
def reset_second_factor(name: str) -> None:
    """Let an account set up its second factor anew at the next sign-in."""
    store, write = _stores()
    account = _account(store, name)
    store.remove_secret(account.id)
    write("totp_reset", account)
    click.echo(f"{account.name} 下次登录时重新设置动态验证码。")


@staff.command("reset-password")
@click.argument("name")
def reset_password(name: str) -> None:
    """Give an account a new initial password, and print it, once."""
    from assistant.staff import accounts

    store, write = _stores()
    account = _account(store, name)
    password = accounts.reset_password(store, None, account)
    write("password_reset", account)
    click.echo(f"{account.name} 的初始密码（只显示这一次，登录后要修改）：{password}")


@staff.command()
@click.argument("name")
def unlock(name: str) -> None:
    """Let a locked account try again at once."""
    store, write = _stores()
    account = _account(store, name)
    store.forget_tries(account.id)
    write("unlocked", account)
    click.echo(f"已解除锁定 {account.name}。")


def _stores() -> "tuple[StaffAccounts, Write]":
    """The accounts, and a function that writes to the trail what was done to one of them."""
    from assistant import storage
    from assistant.staff import trail
    from assistant.storage.staffing.accounts import StaffAccounts

    try:
        settings = Settings.from_environment()
        engine = storage.prepare(settings.database_url, migrate=settings.environment == "development")
    except (SettingsError, storage.StorageError) as error:
        raise click.ClickException(str(error)) from error

    def write(event: str, account: "Account") -> None:
        after = {"display_name": account.display_name, "roles": account.roles} if event == "account_added" else None
        region = account.region
        trail.write(engine, event, actor=ACTOR, subject="account", subject_id=account.id, region=region, after=after)

    return StaffAccounts(engine), write


def _account(store: "StaffAccounts", name: str) -> "Account":
    found = store.named(name.strip().lower())
    if found is None:
        raise click.BadParameter(f"没有账号 {name!r}；现有账号见 `assistant staff list`。", param_hint="NAME")
    return found


def _unless_refused(change: Callable[[], T]) -> T:
    from assistant.staff.accounts import Refused

    try:
        return change()
    except Refused as refused:
        raise click.ClickException(refused.why) from None


def _region(named: str | None) -> str | None:
    try:
        return None if named is None else region_code(named)
    except UnknownRegion:
        raise click.BadParameter(f"没有地区 {named!r}：写省份名称或六位代码。", param_hint="--region") from None


COMMANDS = (staff,)
