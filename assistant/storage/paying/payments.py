"""Payment 拨付: who may be paid and what stands against it, and what was handed over, each firm once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, and_, case, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import ColumnElement

from assistant.storage.campaigns import Campaign
from assistant.storage.interviews import Conflict
from assistant.storage.paying.locking import lock_campaign
from assistant.storage.paying.payable import (
    HINDRANCES,
    Standing,
    account,
    account_kind,
    amount,
    concerned,
    exported,
    hindrances,
    payable,
    rows,
)
from assistant.storage.tables import campaigns, firms, payment_exports, payment_lines

PAYABLE: Final = "payable"
EXPORTED: Final = "exported"
# A campaign that was never approved, or was aborted, pays nobody.
PAYING_STATES: Final = ("approved", "paused", "closed")
_BATCH = 5_000


class NothingToPay(Exception):
    """No firm can be paid now."""


class NotPaying(Exception):
    """The campaign is not approved, or was aborted."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One firm that payment may come to; ``hindrances`` in the order of ``payable.HINDRANCES``."""

    firm: int
    name: str
    credit_code: str
    amount_fen: int | None
    exported: bool
    hindrances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many firms stand where; a firm with several hindrances counts in each. Amounts in fen."""

    concerned: int
    payable: int
    payable_fen: int
    exported: int
    exported_fen: int
    hindered: dict[str, int]


@dataclass(frozen=True, slots=True)
class Export:
    """One hand-over for payment."""

    id: int
    campaign: int
    firms: int
    total_fen: int
    created_by: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One firm of a hand-over, as it was then."""

    firm: int
    name: str
    credit_code: str
    account: str
    account_kind: str
    refund_fen: int


def standing_of(campaign: Campaign, wants_reply: bool, today: date) -> Standing:
    """Return what the conditions need to know of a campaign."""
    kind = "demonstration/" if campaign.demonstration else ""
    year = campaign.as_of.year
    entitlement = f"{kind}{campaign.region}/{campaign.program}/{campaign.notice}/{year}/"
    return Standing(campaign.id, entitlement, wants_reply, today)


class Payments:
    """The payments of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def totals(self, standing: Standing) -> Totals:
        """Return how many firms can be paid, were handed over, and are held up by what."""
        can_be, was = payable(standing), exported()
        held_up = {name: and_(~was, hindrance) for name, hindrance in hindrances(standing).items()}
        counted = {
            "concerned": func.count(),
            "payable": _number(can_be),
            "payable_fen": _sum(can_be, amount()),
            "exported": _number(was),
            **{name: _number(condition) for name, condition in held_up.items()},
        }
        query = select(*(column.label(name) for name, column in counted.items())).select_from(rows())
        paid = select(func.coalesce(func.sum(payment_exports.c.total_fen), 0))
        with self._engine.connect() as connection:
            found = connection.execute(query.where(firms.c.campaign == standing.campaign, concerned())).one()._asdict()
            exported_fen = connection.execute(paid.where(payment_exports.c.campaign == standing.campaign)).scalar_one()
        numbers = {name: int(value or 0) for name, value in found.items()}
        hindered = {name: numbers.pop(name) for name in HINDRANCES}
        return Totals(exported_fen=int(exported_fen), hindered=hindered, **numbers)

    def page(
        self, standing: Standing, which: str | None = None, search: str = "", after: int = 0, limit: int = 50
    ) -> list[Candidate]:
        """Return up to ``limit`` firms by id above ``after``; ``which``: payable, exported, or a hindrance (None: all)."""
        held_up = hindrances(standing)
        where = [firms.c.campaign == standing.campaign, concerned(), firms.c.id > after]
        if which == PAYABLE:
            where.append(payable(standing))
        elif which == EXPORTED:
            where.append(exported())
        elif which is not None:
            where += [~exported(), held_up[which]]
        if search:
            where.append(_matches(search))
        columns = (firms.c.id, firms.c.name, firms.c.credit_code, amount().label("amount_fen"), exported().label("was"))
        labelled = [hindrance.label(name) for name, hindrance in held_up.items()]
        query = select(*columns, *labelled).select_from(rows()).where(*where).order_by(firms.c.id).limit(limit)
        with self._engine.connect() as connection:
            return [_candidate(row._asdict()) for row in connection.execute(query)]

    def of_firm(self, standing: Standing, firm: int) -> Candidate | None:
        """Return one firm of the campaign; None where payment does not come to it."""
        found = self.page(standing, after=firm - 1, limit=1)
        return found[0] if found and found[0].firm == firm else None

    def payable_firms(self, standing: Standing) -> set[int]:
        """Return the ids of the firms that can be paid now."""
        query = select(firms.c.id).select_from(rows()).where(payable(standing))
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def export(self, standing: Standing, by: int, at: datetime) -> Export:
        """Hand over every firm that can be paid now, in one transaction, and return the hand-over.

        Raises ``NothingToPay``; ``NotPaying`` in another state of the campaign; ``Conflict`` if another campaign
        handed over the same entitlement meanwhile.
        """
        try:
            with self._engine.begin() as connection:
                lock_campaign(connection, standing.campaign)
                key = _hand_over(connection, standing, by, at)
        except IntegrityError:
            raise Conflict from None
        found = self.get(key)
        assert found is not None
        return found

    def get(self, key: int) -> Export | None:
        """Return a hand-over, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(select(payment_exports).where(payment_exports.c.id == key)).one_or_none()
        return None if row is None else Export(**row._asdict())

    def exports(self, campaign: int) -> list[Export]:
        """Return the campaign's hand-overs, the newest first."""
        query = select(payment_exports).where(payment_exports.c.campaign == campaign)
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(payment_exports.c.id.desc()))
            return [Export(**row._asdict()) for row in found]

    def lines(self, export: int) -> Iterator[Line]:
        """Yield the firms of a hand-over by id, read in batches so that a large one never stands in memory."""
        c = payment_lines.c
        query = (
            select(c.firm, firms.c.name, firms.c.credit_code, c.account, c.account_kind, c.refund_fen)
            .join(firms, firms.c.id == c.firm)
            .where(c.export == export)
            .order_by(c.firm)
            .limit(_BATCH)
        )
        after = 0
        while True:
            with self._engine.connect() as connection:
                batch = [Line(**row._asdict()) for row in connection.execute(query.where(c.firm > after))]
            yield from batch
            if len(batch) < _BATCH:
                return
            after = batch[-1].firm


def _hand_over(connection: Connection, standing: Standing, by: int, at: datetime) -> int:
    state = connection.execute(select(campaigns.c.state).where(campaigns.c.id == standing.campaign)).scalar_one()
    if state not in PAYING_STATES:
        raise NotPaying
    first = {"campaign": standing.campaign, "firms": 0, "total_fen": 0, "created_by": by, "created_at": at}
    key: int = connection.execute(insert(payment_exports).values(first).returning(payment_exports.c.id)).scalar_one()
    columns = ["firm", "export", "entitlement", "refund_fen", "account", "account_kind"]
    entitlement = literal(standing.entitlement).concat(firms.c.credit_code)
    chosen = select(firms.c.id, literal(key), entitlement, amount(), account(), account_kind())
    connection.execute(insert(payment_lines).from_select(columns, chosen.select_from(rows()).where(payable(standing))))
    mine = select(payment_lines.c.firm).where(payment_lines.c.export == key)
    connection.execute(update(firms).where(firms.c.id.in_(mine)).values(payment_export=key))
    sums = select(func.count(), func.coalesce(func.sum(payment_lines.c.refund_fen), 0))
    count, total = connection.execute(sums.where(payment_lines.c.export == key)).one()
    if not count:
        raise NothingToPay
    change = update(payment_exports).where(payment_exports.c.id == key)
    connection.execute(change.values(firms=count, total_fen=int(total)))
    return key


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _sum(condition: ColumnElement[bool], value: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.sum(case((condition, value), else_=0))


def _matches(search: str) -> ColumnElement[bool]:
    return firms.c.name.contains(search, autoescape=True) | firms.c.credit_code.contains(search, autoescape=True)


def _candidate(row: dict[str, Any]) -> Candidate:
    names = tuple(name for name in HINDRANCES if row[name])
    return Candidate(row["id"], row["name"], row["credit_code"], row["amount_fen"], bool(row["was"]), names)
