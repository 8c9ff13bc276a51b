"""Firms to whom a campaign writes: those with a number, on a way that has a message."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine, func, select
from sqlalchemy.sql import ColumnElement

from assistant.storage.firms import Firm, firm_of
from assistant.storage.tables import firms

_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Counted:
    """How many firms of a track have a number, and how many have none on file."""

    reachable: int
    without_phone: int


class Reachable:
    """The firms of one database, as those who write to them see them."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def counts(self, campaign: int, track: str) -> Counted:
        """Return how many firms of a track can be reached."""
        c = firms.c
        query = select(func.count(), func.count(c.phone)).where(c.campaign == campaign, c.track == track)
        with self._engine.connect() as connection:
            every, reachable = connection.execute(query).one()
        return Counted(reachable, every - reachable)

    def without_phone(self, campaign: int, tracks: tuple[str, ...], after: int = 0, limit: int = 50) -> list[Firm]:
        """Return up to ``limit`` firms of these tracks that have no number, by id above ``after``."""
        c = firms.c
        return self._list(campaign, c.track.in_(tracks), c.phone.is_(None), c.id > after, order=c.id, limit=limit)

    def find(self, campaign: int, track: str, search: str, limit: int = 10) -> list[Firm]:
        """Return firms of a track with a number whose name or code holds the text; without one: the longest names."""
        c = firms.c
        where = [c.track == track, c.phone.is_not(None)]
        if search:
            where.append(c.name.contains(search, autoescape=True) | c.credit_code.contains(search, autoescape=True))
            return self._list(campaign, *where, order=c.id, limit=limit)
        return self._list(campaign, *where, order=func.length(c.name).desc(), limit=limit)

    def get(self, campaign: int, key: int) -> Firm | None:
        """Return a firm of the campaign, or None."""
        found = self._list(campaign, firms.c.id == key, order=firms.c.id, limit=1)
        return found[0] if found else None

    def every(self, campaign: int, track: str) -> Iterator[Firm]:
        """Yield the firms of a track that have a number, by id, read in batches."""
        c, after = firms.c, 0
        while batch := self._list(
            campaign, c.track == track, c.phone.is_not(None), c.id > after, order=c.id, limit=_BATCH
        ):
            yield from batch
            after = batch[-1].id

    def _list(self, campaign: int, *where: ColumnElement[bool], order: ColumnElement[object], limit: int) -> list[Firm]:
        query = select(firms).where(firms.c.campaign == campaign, *where).order_by(order).limit(limit)
        with self._engine.connect() as connection:
            return [firm_of(row) for row in connection.execute(query)]
