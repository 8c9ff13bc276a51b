"""Campaigns 批次: created, found by region, changed under an optimistic lock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Row, insert, select, update

from assistant.storage.interviews import Conflict
from assistant.storage.tables import campaigns

# draft → screened → submitted → approved ⇄ paused → closed; aborted from any of them.
STATES = ("draft", "screened", "submitted", "approved", "paused", "closed", "aborted")


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign. Change it with ``dataclasses.replace`` and hand the result to ``save``."""

    id: int
    title: str
    region: str
    program: str
    notice: str
    as_of: date
    state: str
    settings: Mapping[str, Any]
    summary: Mapping[str, Any] | None
    version: int
    demonstration: int
    created_by: int
    created_at: datetime
    submitted_by: int | None
    submitted_at: datetime | None
    approved_by: int | None
    approved_at: datetime | None
    finished_at: datetime | None


class Campaigns:
    """The campaigns of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def create(self, **values: Any) -> Campaign:
        """Store a new campaign in state ``draft`` and return it."""
        row = {"state": "draft", "version": 1, "demonstration": 0, **values}
        with self._engine.begin() as connection:
            key: int = connection.execute(insert(campaigns).values(row).returning(campaigns.c.id)).scalar_one()
        found = self.get(key)
        assert found is not None
        return found

    def get(self, key: int, region: str | None = None) -> Campaign | None:
        """Return the campaign; None if there is none, or none of that region (None: any region)."""
        query = select(campaigns).where(campaigns.c.id == key)
        if region is not None:
            query = query.where(campaigns.c.region == region)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _campaign(row)

    def all(self, region: str | None = None) -> list[Campaign]:
        """Return the campaigns of a region (None: of all), the newest first."""
        query = select(campaigns).order_by(campaigns.c.id.desc())
        if region is not None:
            query = query.where(campaigns.c.region == region)
        with self._engine.connect() as connection:
            return [_campaign(row) for row in connection.execute(query)]

    def save(self, campaign: Campaign) -> Campaign:
        """Store a changed campaign and return it as stored; raise ``Conflict`` if it changed meanwhile."""
        saved = replace(campaign, version=campaign.version + 1)
        values = {column.name: getattr(saved, column.name) for column in campaigns.c if column.name != "id"}
        change = update(campaigns).where(campaigns.c.id == campaign.id, campaigns.c.version == campaign.version)
        with self._engine.begin() as connection:
            if connection.execute(change.values(values)).rowcount != 1:
                raise Conflict
        return saved


def _campaign(row: Row[Any]) -> Campaign:
    return Campaign(**row._asdict())
