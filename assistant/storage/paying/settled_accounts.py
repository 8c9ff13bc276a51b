"""Accounts that staff had to find: none on file, not the firm's, or the firm has none. Recorded by one, confirmed by another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, Select, and_, case, delete, func, insert, literal, or_, select, update

from assistant.storage.interviews import Conflict
from assistant.storage.paying.locking import lock_campaign
from assistant.storage.paying.payable import account, amount, concerned, exported, rows
from assistant.storage.tables import firms, replies, settled_accounts

CORPORATE: Final = "corporate"
TAX: Final = "tax"  # the account from which premiums are paid, as the tax office names it
KINDS: Final = (CORPORATE, TAX)


class SameClerk(Exception):
    """Whoever recorded an account cannot confirm it."""


@dataclass(frozen=True, slots=True)
class AccountCase:
    """A firm whose account is in question. ``why``: missing | not_ours | none. ``version`` 0: nothing recorded yet."""

    firm: int
    campaign: int
    name: str
    credit_code: str
    facts: dict[str, Any]
    why: str
    account: str | None
    kind: str | None
    note: str | None
    recorded_by: int | None
    recorded_at: datetime | None
    confirmed_by: int | None
    confirmed_at: datetime | None
    version: int


class SettledAccounts:
    """The accounts found by staff of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def page(self, campaign: int, after: int = 0, limit: int = 50, *, waiting: bool = True) -> list[AccountCase]:
        """Return up to ``limit`` firms whose account is in question, by id above ``after``.

        ``waiting``: those without a confirmed account; else those whose account was found and confirmed.
        """
        known = settled_accounts.c.confirmed_by.is_not(None)
        chosen = and_(account().is_(None), ~exported(), or_(amount() > 0, amount().is_(None)), concerned())
        query = _cases().where(firms.c.campaign == campaign, firms.c.id > after, chosen if waiting else known)
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(firms.c.id).limit(limit))
            return [AccountCase(**row._asdict()) for row in found]

    def get(self, firm: int) -> AccountCase | None:
        """Return what is known of a firm's account; None for no such firm."""
        with self._engine.connect() as connection:
            row = connection.execute(_cases().where(firms.c.id == firm)).one_or_none()
        return None if row is None else AccountCase(**row._asdict())

    def record(self, case_: AccountCase, number: str, kind: str, note: str, by: int, at: datetime) -> None:
        """Store the account that was found, in place of an earlier one; it waits for a second person.

        Raises ``Conflict`` if the firm was paid or its account changed since it was read.
        """
        values = {"account": number, "kind": kind, "note": note, "recorded_by": by, "recorded_at": at}
        with self._engine.begin() as connection:
            lock_campaign(connection, case_.campaign)
            paid = connection.execute(select(firms.c.payment_export).where(firms.c.id == case_.firm)).scalar_one()
            version = select(settled_accounts.c.version).where(settled_accounts.c.firm == case_.firm)
            if paid is not None or (connection.execute(version).scalar_one_or_none() or 0) != case_.version:
                raise Conflict
            connection.execute(delete(settled_accounts).where(settled_accounts.c.firm == case_.firm))
            row = {"firm": case_.firm, "version": case_.version + 1, **values}
            connection.execute(insert(settled_accounts).values(row))

    def confirm(self, case_: AccountCase, by: int, at: datetime) -> None:
        """Store the second person's word; raise ``SameClerk``, or ``Conflict`` if the account changed meanwhile."""
        if case_.recorded_by == by:
            raise SameClerk
        c = settled_accounts.c
        unchanged = and_(c.firm == case_.firm, c.version == case_.version, c.confirmed_by.is_(None))
        with self._engine.begin() as connection:
            lock_campaign(connection, case_.campaign)
            change = update(settled_accounts).where(unchanged)
            if connection.execute(change.values(confirmed_by=by, confirmed_at=at, version=c.version + 1)).rowcount != 1:
                raise Conflict


def _cases() -> Select[Any]:
    c = settled_accounts.c
    why = case((replies.c.account_answer.in_(("not_ours", "none")), replies.c.account_answer), else_=literal("missing"))
    return select(
        firms.c.id.label("firm"),
        firms.c.campaign,
        firms.c.name,
        firms.c.credit_code,
        firms.c.facts,
        why.label("why"),
        c.account,
        c.kind,
        c.note,
        c.recorded_by,
        c.recorded_at,
        c.confirmed_by,
        c.confirmed_at,
        func.coalesce(c.version, 0).label("version"),
    ).select_from(rows())
