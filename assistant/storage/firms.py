"""The firms of a campaign as they were imported and screened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, func, insert, select
from sqlalchemy.sql import ColumnElement

from assistant.storage.tables import firms


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm of one campaign; ``facts`` as JSON values, ``refund_fen`` None where unknown."""

    id: int
    campaign: int
    row: int
    credit_code: str
    name: str
    phone: str | None
    account: str | None
    facts: Mapping[str, Any]
    verdict: str
    track: str
    refund_fen: int | None
    failed: Sequence[str]
    missing_account: int
    missing_size: int
    payment_export: int | None


# Built once: it runs for each message, and building it would cost more than running it.
_GET = select(firms).where(firms.c.id == bindparam("key"))


class Firms:
    """The firms of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def add(self, rows: Iterable[Mapping[str, Any]], connection: Connection | None = None) -> None:
        """Store a batch of firms, in one transaction (or in the one that is given)."""
        batch = list(rows)
        if not batch:
            return
        if connection is not None:
            connection.execute(insert(firms), batch)
            return
        with self._engine.begin() as own:
            own.execute(insert(firms), batch)

    def get(self, key: int) -> Firm | None:
        """Return the firm, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(_GET, {"key": key}).one_or_none()
        return None if row is None else firm_of(row)

    def page(self, campaign: int, *where: ColumnElement[bool], after: int = 0, limit: int = 50) -> list[Firm]:
        """Return up to ``limit`` firms of a campaign whose id is above ``after``, in order of id."""
        query = select(firms).where(firms.c.campaign == campaign, firms.c.id > after, *where)
        with self._engine.connect() as connection:
            return [firm_of(row) for row in connection.execute(query.order_by(firms.c.id).limit(limit))]

    def count(self, campaign: int, *where: ColumnElement[bool]) -> int:
        """Return how many firms of a campaign there are."""
        query = select(func.count()).select_from(firms).where(firms.c.campaign == campaign, *where)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()


def firm_of(row: Row[Any]) -> Firm:
    """Return a row of ``firms`` as a Firm."""
    return Firm(**row._asdict())
