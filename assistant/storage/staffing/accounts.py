"""Staff accounts: found, added, changed; tries counted so that parallel ones cannot slip through."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, case, exists, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import Delete

from assistant.storage.tables import staff_accounts, staff_roles, staff_sessions

MOST_TRIES = 5
PAUSE = timedelta(minutes=15)


class NameTaken(Exception):
    """Another account signs in with this name."""


class LastOfRole(Exception):
    """Nobody else would be left in the role for this account's region."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account; ``totp_secret`` is sealed, ``region`` None means every region."""

    id: int
    name: str
    display_name: str
    region: str | None
    password_hash: str
    totp_secret: str | None
    totp_last_step: int | None
    failed_attempts: int
    locked_until: datetime | None
    disabled_at: datetime | None
    password_changed_at: datetime
    must_change_password: int
    demonstration: int
    created_at: datetime
    roles: frozenset[str]


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


class StaffAccounts:
    """The accounts of one database."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = utc_now) -> None:
        """Keep the engine and the clock; nothing is read yet."""
        self._engine = engine
        self._now = now

    def add(self, roles: Iterable[str], **values: Any) -> Account:
        """Store a new account and return it; raise ``NameTaken``."""
        now = self._now()
        row = {"failed_attempts": 0, "must_change_password": 1, "demonstration": 0, **values}
        row |= {"password_changed_at": now, "created_at": now}
        try:
            with self._engine.begin() as connection:
                added = insert(staff_accounts).values(row).returning(staff_accounts.c.id)
                key: int = connection.execute(added).scalar_one()
                _set_roles(connection, key, roles)
        except IntegrityError:
            raise NameTaken from None
        found = self.get(key)
        assert found is not None
        return found

    def get(self, key: int) -> Account | None:
        """Return the account, or None."""
        return next(iter(self._read(_ACCOUNTS.where(staff_accounts.c.id == key))), None)

    def named(self, name: str) -> Account | None:
        """Return the account that signs in with this name, or None."""
        return next(iter(self._read(_ACCOUNTS.where(staff_accounts.c.name == name))), None)

    def all(self, region: str | None = None) -> list[Account]:
        """Return the accounts of a region (None: all), by name."""
        query = _ACCOUNTS if region is None else _ACCOUNTS.where(staff_accounts.c.region == region)
        return self._read(query.order_by(staff_accounts.c.name))

    def claim_try(self, key: int) -> int | None:
        """Count one try before it is checked, and return which one it is; None while the account is locked.

        Counting first and in one statement is what holds parallel tries to ``MOST_TRIES``: the last of them locks.
        """
        c, now = staff_accounts.c, self._now()
        number = case((c.locked_until.is_not(None), 0), else_=c.failed_attempts) + 1
        counted = (
            update(staff_accounts)
            .where(c.id == key, or_(c.locked_until.is_(None), c.locked_until <= now))
            .values(failed_attempts=number, locked_until=case((number >= MOST_TRIES, now + PAUSE), else_=None))
            .returning(c.failed_attempts)
        )
        with self._engine.begin() as connection:
            return connection.execute(counted).scalar_one_or_none()

    def give_back_try(self, key: int) -> None:
        """Take back one counted try, because it was right: with it, the account is not locked."""
        c = staff_accounts.c
        self._change(
            key, failed_attempts=case((c.failed_attempts > 0, c.failed_attempts - 1), else_=0), locked_until=None
        )

    def forget_tries(self, key: int) -> None:
        """Unlock the account."""
        self._change(key, failed_attempts=0, locked_until=None)

    def take_step(self, key: int, step: int) -> bool:
        """Use up a code's time step; False when it, or a later one, was used before."""
        c = staff_accounts.c
        unused = or_(c.totp_last_step.is_(None), c.totp_last_step < step)
        with self._engine.begin() as connection:
            taken = update(staff_accounts).where(c.id == key, unused).values(totp_last_step=step)
            return connection.execute(taken).rowcount == 1

    def set_secret(self, account: Account, sealed: str, step: int) -> bool:
        """Keep a new second factor and the step it was shown with; False if the account's was changed meanwhile."""
        c = staff_accounts.c
        with self._engine.begin() as connection:
            kept = update(staff_accounts).where(
                c.id == account.id, c.totp_secret.is_not_distinct_from(account.totp_secret)
            )
            return connection.execute(kept.values(totp_secret=sealed, totp_last_step=step)).rowcount == 1

    def remove_secret(self, key: int) -> None:
        """Let the second factor be set up anew at the next sign-in; every session of the account ends."""
        self._change(key, ends_sessions=True, totp_secret=None, totp_last_step=None)

    def set_password(self, key: int, password_hash: str, *, must_change: bool) -> None:
        """Keep a new password; every session of the account ends."""
        values = {"password_hash": password_hash, "must_change_password": int(must_change)}
        self._change(key, ends_sessions=True, password_changed_at=self._now(), **values)

    def rehash(self, account: Account, password_hash: str) -> None:
        """Keep the same password under newer parameters, unless it was changed meanwhile."""
        c = staff_accounts.c
        same = update(staff_accounts).where(c.id == account.id, c.password_hash == account.password_hash)
        with self._engine.begin() as connection:
            connection.execute(same.values(password_hash=password_hash))

    def enable(self, key: int) -> None:
        """Let the account sign in again, with its tries forgotten."""
        self._change(key, disabled_at=None, failed_attempts=0, locked_until=None)

    def disable(self, account: Account, *, keep: str) -> None:
        """Let the account sign in no more; its sessions end. Raises ``LastOfRole`` for the last one with role ``keep``."""
        with self._engine.begin() as connection:
            _lock_holders(connection, keep)
            connection.execute(_updated(account.id, disabled_at=self._now()))
            _end_sessions(connection, account.id, self._now())
            _check_held(connection, account, keep)

    def settle(
        self, account: Account, *, display_name: str, region: str | None, roles: Iterable[str], keep: str
    ) -> None:
        """Keep name, region and roles; its sessions end. Raises ``LastOfRole`` for the last one with role ``keep``."""
        with self._engine.begin() as connection:
            _lock_holders(connection, keep)
            connection.execute(_updated(account.id, display_name=display_name, region=region))
            connection.execute(_roles_of(account.id))
            _set_roles(connection, account.id, roles)
            _end_sessions(connection, account.id, self._now())
            _check_held(connection, account, keep)

    def _change(self, key: int, *, ends_sessions: bool = False, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(_updated(key, **values))
            if ends_sessions:
                _end_sessions(connection, key, self._now())

    def _read(self, query: Select[Any]) -> list[Account]:
        with self._engine.connect() as connection:
            return accounts_of(connection.execute(query))


_ACCOUNTS = select(staff_accounts, staff_roles.c.role).outerjoin(staff_roles)


def accounts_of(rows: Iterable[Row[Any]]) -> list[Account]:
    """Return joined rows of accounts and roles as accounts, in the order in which they first come."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        values = {column.name: getattr(row, column.name) for column in staff_accounts.c}
        kept = found.setdefault(row.id, {**values, "roles": set()})
        if row.role is not None:
            kept["roles"].add(row.role)
    return [Account(**{**values, "roles": frozenset(values["roles"])}) for values in found.values()]


def _updated(key: int, **values: Any) -> Any:
    return update(staff_accounts).where(staff_accounts.c.id == key).values(**values)


def _roles_of(key: int) -> Delete:
    return staff_roles.delete().where(staff_roles.c.account == key)


def _set_roles(connection: Connection, key: int, roles: Iterable[str]) -> None:
    rows = [{"account": key, "role": role} for role in sorted(set(roles))]
    if rows:
        connection.execute(insert(staff_roles), rows)


def _end_sessions(connection: Connection, account: int, now: datetime) -> None:
    c = staff_sessions.c
    connection.execute(update(staff_sessions).where(c.account == account, c.ended_at.is_(None)).values(ended_at=now))


def _lock_holders(connection: Connection, role: str) -> None:
    """Make others who change a holder of this role wait, so that two cannot each leave the other as the last."""
    holders = select(staff_roles.c.account).where(staff_roles.c.role == role)
    held = update(staff_accounts).where(staff_accounts.c.id.in_(holders))
    connection.execute(held.values(failed_attempts=staff_accounts.c.failed_attempts))


def _check_held(connection: Connection, before: Account, role: str) -> None:
    if role not in before.roles or before.disabled_at is not None:
        return
    c = staff_accounts.c
    holds = exists().where(staff_roles.c.account == c.id, staff_roles.c.role == role)
    reaches = c.region.is_(None) if before.region is None else or_(c.region.is_(None), c.region == before.region)
    left = select(c.id).where(holds, reaches, c.disabled_at.is_(None)).limit(1)
    if connection.execute(left).first() is None:
        raise LastOfRole
