"""Tallies: how often something happened on one day, at one door, in one region. Nothing in them is of one person."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects import postgresql, sqlite

from assistant.storage.tables import tallies
from assistant.storage.writing import writing

_BEIJING: Final = ZoneInfo("Asia/Shanghai")
_KEY = ("day", "region", "channel", "flow", "kind", "name")


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted; for ``kind`` and ``name`` see ``interview.counting``."""

    day: date
    region: str
    channel: str
    flow: str
    kind: str
    name: str = ""


def beijing_day(at: datetime) -> date:
    """The day in China."""
    return at.astimezone(_BEIJING).date()


def add_in(connection: Connection, found: Iterable[Tally]) -> None:
    """Count, within a transaction."""
    # Always in the same order: of two transactions that count the same things one may wait for the other, never both.
    counted = sorted(Counter(found).items(), key=lambda item: tuple(getattr(item[0], name) for name in _KEY))
    if not counted:
        return
    rows = [{**{name: getattr(tally, name) for name in _KEY}, "number": number} for tally, number in counted]
    connection.execute(_ADD[connection.dialect.name], rows)


def _adding(insert: Any) -> Any:
    statement = insert(tallies)
    more = {"number": tallies.c.number + statement.excluded.number}
    return statement.on_conflict_do_update(index_elements=list(_KEY), set_=more)


# Built once: every answer of every interview runs it.
_ADD: Final = {"postgresql": _adding(postgresql.insert), "sqlite": _adding(sqlite.insert)}


class Tallies:
    """The tallies of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def add(self, *found: Tally) -> None:
        """Count."""
        with writing(self._engine) as connection:
            add_in(connection, found)

    def sums(
        self, by: Iterable[str], *, since: date, until: date, below: str | None = None, **only: Any
    ) -> dict[tuple[Any, ...], int]:
        """Return the numbers added up by some of the columns, for the days from ``since`` to ``until`` (both counted).

        ``below``: a region that counts with all that lie in it (None: all regions). ``only``: a column's value, or a
        collection of values.
        """
        columns = [tallies.c[name] for name in by]
        where = [tallies.c.day >= since, tallies.c.day <= until]
        if below is not None:
            # 360000 ends in what it leaves open: 36…; 360100 in less: 3601…
            where.append(tallies.c.region.startswith(re.sub("(?:00)+$", "", below)))
        for name, value in only.items():
            column = tallies.c[name]
            where.append(column == value if isinstance(value, str) else column.in_(list(value)))
        query = select(*columns, func.sum(tallies.c.number).label("total")).where(*where).group_by(*columns)
        with self._engine.connect() as connection:
            return {tuple(row[:-1]): int(row.total) for row in connection.execute(query)}
