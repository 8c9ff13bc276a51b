"""公示: numbered batches of firms to be paid, the days on which they stand in public, and objections to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Engine, Select, and_, cast, func, insert, null, select, update
from sqlalchemy.sql import ColumnElement

from assistant.storage.interviews import Conflict
from assistant.storage.paying.locking import lock_campaign
from assistant.storage.paying.payable import amount, exported, published, rows, settled
from assistant.storage.tables import (
    campaigns,
    firms,
    public_notice_firms,
    public_notices,
    public_objections,
    reviews,
)

UPHELD: Final = "upheld"
DISMISSED: Final = "dismissed"
CHANNELS: Final = ("letter", "visit", "telephone")
PUBLISHING_STATES: Final = ("approved", "paused", "closed")
_BATCH = 2_000


class NothingToPublish(Exception):
    """No firm's amount is decided that is not in public already."""


class NotPublishing(Exception):
    """The campaign is not approved, or was aborted."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One 公示, with the number of its firms and their amounts' sum in fen. Days are days in Beijing."""

    id: int
    campaign: int
    number: int
    first_day: date
    last_day: date
    content: Mapping[str, Any]
    created_by: int
    created_at: datetime
    withdrawn_at: datetime | None
    region: str
    firms: int
    total_fen: int


@dataclass(frozen=True, slots=True)
class Due:
    """A firm whose amount is decided and not yet in public."""

    firm: int
    facts: Mapping[str, Any]
    amount_fen: int
    reviewed: bool


@dataclass(frozen=True, slots=True)
class PublishedFirm:
    """One line of a 公示."""

    firm: int
    name: str
    credit_code: str
    facts: Mapping[str, Any]
    refund_fen: int
    percent: str
    layoff_rate: str


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection to a 公示; ``firm`` None: to no firm in particular."""

    id: int
    public_notice: int
    firm: int | None
    raised_by: str
    channel: str
    content: str
    received_on: date
    recorded_by: int
    recorded_at: datetime
    decision: str | None
    note: str | None
    decided_by: int | None
    decided_at: datetime | None
    firm_name: str | None
    campaign: int


class Publications:
    """The 公示 of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def due_count(self, campaign: int) -> tuple[int, int]:
        """Return how many firms could be published now, and their amounts' sum in fen."""
        query = select(func.count(), func.coalesce(func.sum(amount()), 0)).select_from(rows())
        with self._engine.connect() as connection:
            count, total = connection.execute(query.where(_due(campaign))).one()
        return count, int(total)

    def due(self, campaign: int) -> Iterator[Due]:
        """Yield the firms that could be published now, by id, read in batches."""
        columns = (
            firms.c.id.label("firm"),
            firms.c.facts,
            amount().label("amount_fen"),
            _reviewed().label("reviewed"),
        )
        query = select(*columns).select_from(rows()).where(_due(campaign)).order_by(firms.c.id).limit(_BATCH)
        after = 0
        while True:
            with self._engine.connect() as connection:
                found = connection.execute(query.where(firms.c.id > after))
                batch = [Due(row.firm, row.facts, row.amount_fen, bool(row.reviewed)) for row in found]
            yield from batch
            if len(batch) < _BATCH:
                return
            after = batch[-1].firm

    def create(
        self,
        campaign: int,
        lines: Mapping[int, tuple[int, str, str]],
        first_day: date,
        last_day: date,
        content: Mapping[str, Any],
        by: int,
        at: datetime,
    ) -> Publication:
        """Publish the firms of ``lines`` (firm → amount in fen, percent, layoff rate) as the campaign's next batch.

        A firm whose amount changed since, or that was published by someone else meanwhile, waits for the next one.
        Raises ``NothingToPublish`` when none is left, ``NotPublishing`` in another state of the campaign.
        """
        with self._engine.begin() as connection:
            lock_campaign(connection, campaign)
            _require_publishing(connection, campaign)
            still = select(firms.c.id, amount()).select_from(rows()).where(_due(campaign))
            chosen = [key for key, fen in connection.execute(still) if key in lines and lines[key][0] == fen]
            if not chosen:
                raise NothingToPublish
            number = select(func.coalesce(func.max(public_notices.c.number), 0) + 1)
            values = {
                "campaign": campaign,
                "number": connection.execute(number.where(public_notices.c.campaign == campaign)).scalar_one(),
                "first_day": first_day,
                "last_day": last_day,
                "content": dict(content),
                "created_by": by,
                "created_at": at,
            }
            key = connection.execute(insert(public_notices).values(values).returning(public_notices.c.id)).scalar_one()
            _place(connection, key, chosen, lines)
        found = self.get(key)
        assert found is not None
        return found

    def get(self, key: int) -> Publication | None:
        """Return the 公示, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(_counted().where(public_notices.c.id == key)).one_or_none()
        return None if row is None else Publication(**row._asdict())

    def of_campaign(self, campaign: int) -> list[Publication]:
        """Return the campaign's 公示, the newest first."""
        return self._list(_counted().where(public_notices.c.campaign == campaign))

    def in_public(self, today: date) -> list[Publication]:
        """Return every 公示 that stands in public on a day, the newest first."""
        running = and_(public_notices.c.first_day <= today, public_notices.c.last_day >= today)
        return self._list(_counted().where(running, public_notices.c.withdrawn_at.is_(None)))

    def withdraw(self, publication: Publication, at: datetime) -> None:
        """Take a 公示 back: its firms count as not published. Raises ``Conflict`` if it was taken back before."""
        with self._engine.begin() as connection:
            lock_campaign(connection, publication.campaign)
            mine = and_(public_notices.c.id == publication.id, public_notices.c.withdrawn_at.is_(None))
            if connection.execute(update(public_notices).where(mine).values(withdrawn_at=at)).rowcount != 1:
                raise Conflict
            lines = public_notice_firms.c.public_notice == publication.id
            connection.execute(update(public_notice_firms).where(lines).values(live=null()))

    def firms(self, key: int, search: str = "", after: int = 0, limit: int = 500) -> list[PublishedFirm]:
        """Return up to ``limit`` lines of a 公示 by the firm's id above ``after``; ``search``: part of a name."""
        c = public_notice_firms.c
        columns = (c.firm, firms.c.name, firms.c.credit_code, firms.c.facts, c.refund_fen, c.percent, c.layoff_rate)
        query = select(*columns).join(firms, firms.c.id == c.firm).where(c.public_notice == key, c.firm > after)
        if search:
            query = query.where(firms.c.name.contains(search, autoescape=True))
        with self._engine.connect() as connection:
            return [PublishedFirm(**row._asdict()) for row in connection.execute(query.order_by(c.firm).limit(limit))]

    def all_firms(self, key: int) -> Iterator[PublishedFirm]:
        """Yield every line of a 公示, read in batches."""
        after = 0
        while batch := self.firms(key, after=after, limit=_BATCH):
            yield from batch
            after = batch[-1].firm

    def find_firm(self, key: int, credit_code: str) -> int | None:
        """Return the firm of a 公示 that has this code, or None."""
        c = public_notice_firms.c
        query = select(c.firm).join(firms, firms.c.id == c.firm).where(c.public_notice == key)
        with self._engine.connect() as connection:
            return connection.execute(query.where(firms.c.credit_code == credit_code.upper())).scalar_one_or_none()

    def record_objection(self, publication: Publication, **values: Any) -> int:
        """Store an objection (see ``Objection``) and return its id."""
        row = {"public_notice": publication.id, **values}
        with self._engine.begin() as connection:
            lock_campaign(connection, publication.campaign)  # a payment that is being handed over comes first, or waits
            statement = insert(public_objections).values(row).returning(public_objections.c.id)
            key: int = connection.execute(statement).scalar_one()
        return key

    def objections(self, key: int) -> list[Objection]:
        """Return the objections to a 公示, the oldest first."""
        with self._engine.connect() as connection:
            found = connection.execute(_objections().where(public_objections.c.public_notice == key))
            return [Objection(**row._asdict()) for row in found]

    def objection(self, key: int) -> Objection | None:
        """Return the objection, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(_objections().where(public_objections.c.id == key)).one_or_none()
        return None if row is None else Objection(**row._asdict())

    def decide_objection(self, objection: Objection, decision: str, note: str, by: int, at: datetime) -> None:
        """Store what was decided; raise ``Conflict`` if it was decided before."""
        c = public_objections.c
        change = update(public_objections).where(c.id == objection.id, c.decision.is_(None))
        with self._engine.begin() as connection:
            lock_campaign(connection, objection.campaign)
            values = {"decision": decision, "note": note, "decided_by": by, "decided_at": at}
            if connection.execute(change.values(values)).rowcount != 1:
                raise Conflict

    def _list(self, query: Select[Any]) -> list[Publication]:
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(public_notices.c.id.desc()))
            return [Publication(**row._asdict()) for row in found]


def _due(campaign: int) -> ColumnElement[bool]:
    return and_(firms.c.campaign == campaign, ~exported(), func.coalesce(settled(), False), ~published())


def _reviewed() -> ColumnElement[bool]:
    return reviews.c.id.is_not(None)


def _require_publishing(connection: Connection, campaign: int) -> None:
    state = connection.execute(select(campaigns.c.state).where(campaigns.c.id == campaign)).scalar_one()
    if state not in PUBLISHING_STATES:
        raise NotPublishing


def _place(connection: Connection, key: int, chosen: list[int], lines: Mapping[int, tuple[int, str, str]]) -> None:
    """Put the firms into a 公示; where they stood before with another amount no longer counts."""
    c = public_notice_firms.c
    for start in range(0, len(chosen), _BATCH):
        batch = chosen[start : start + _BATCH]
        older = update(public_notice_firms).where(c.firm.in_(batch), c.live == 1)
        connection.execute(older.values(live=null()))
        connection.execute(
            insert(public_notice_firms),
            [
                {
                    "public_notice": key,
                    "firm": firm,
                    "refund_fen": fen,
                    "percent": percent,
                    "layoff_rate": rate,
                    "live": 1,
                }
                for firm, (fen, percent, rate) in ((firm, lines[firm]) for firm in batch)
            ],
        )


def _counted() -> Select[Any]:
    c = public_notice_firms.c
    mine = c.public_notice == public_notices.c.id
    number = select(func.count()).select_from(public_notice_firms).where(mine).scalar_subquery()
    # PostgreSQL sums up whole numbers to decimals.
    summed = cast(func.coalesce(func.sum(c.refund_fen), 0), BigInteger)
    total = select(summed).where(mine).scalar_subquery()
    columns = (public_notices, campaigns.c.region, number.label("firms"), total.label("total_fen"))
    return select(*columns).join(campaigns, campaigns.c.id == public_notices.c.campaign)


def _objections() -> Select[Any]:
    return (
        select(public_objections, firms.c.name.label("firm_name"), public_notices.c.campaign)
        .join(public_notices, public_notices.c.id == public_objections.c.public_notice)
        .outerjoin(firms, firms.c.id == public_objections.c.firm)
        .order_by(public_objections.c.id)
    )
