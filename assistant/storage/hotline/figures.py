"""Sums over the calls of a span of time, for the supervisor: nothing in them is of one caller or one agent."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from sqlalchemy import (
    Compiled,
    Date,
    Engine,
    String,
    case,
    cast,
    func,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

from assistant.storage.hotline.calls import ENDED
from assistant.storage.hotline.tasks import CALLBACK, ESCALATION
from assistant.storage.tables import audit_events, calls, desk_tasks

By = Literal["way", "caller", "topic", "outcome", "verdict"]
# What the trail says of a call whose caller took the case code along.
_SENT, _READ = "case_code_sent", "case_code_read"
_EMPTY: Final = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Calls that began from ``start`` on and before ``end``, taken by a region's agents (None: by all).

    ``demonstration``: made-up calls count too.
    """

    start: datetime
    end: datetime
    region: str | None = None
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """How many calls there were, and of how many something is true; ``agents``: how many people took them."""

    calls: int
    ended: int
    agents: int
    code_sent: int
    code_read: int
    escalated: int
    callback: int


class _BeijingDay(FunctionElement[date]):
    """The day in Beijing of an instant; there has been no summer time since 1991."""

    type = Date()
    inherit_cache = True


@compiles(_BeijingDay, "sqlite")
def _on_sqlite(element: Any, compiler: Compiled, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, '+8 hours')"


@compiles(_BeijingDay, "postgresql")
def _on_postgresql(element: Any, compiler: Compiled, **options: Any) -> str:
    return f"CAST(timezone('Asia/Shanghai', {compiler.process(element.clauses, **options)}) AS date)"


class Figures:
    """The figures of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def totals(self, wanted: Wanted) -> Totals:
        """Return what all calls come to."""
        query = select(
            func.count(),
            _number(calls.c.state == ENDED),
            func.count(calls.c.agent.distinct()),
            _number(_told(_SENT)),
            _number(_told(_READ)),
            _number(_left(ESCALATION)),
            _number(_left(CALLBACK)),
        ).where(*_within(wanted))
        with self._engine.connect() as connection:
            return Totals(*(int(number or 0) for number in connection.execute(query).one()))

    def by_day(self, wanted: Wanted) -> dict[date, int]:
        """Return how many calls began on each day in Beijing that had any."""
        day = _BeijingDay(calls.c.began_at).label("day")
        query = select(day, func.count()).where(*_within(wanted)).group_by(day)
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def by(self, name: By, wanted: Wanted, *, ended: bool = False) -> dict[str, int]:
        """Return how many calls (``ended``: of those that are over) have each value; an empty text: none."""
        value = func.coalesce(calls.c[name], _EMPTY).label("value")
        where = [*_within(wanted), *([calls.c.state == ENDED] if ended else [])]
        query = select(value, func.count()).where(*where).group_by(value)
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def seconds(self, wanted: Wanted) -> dict[str, dict[int, int]]:
        """Return, by program, how many ended calls took how many seconds; an empty text: no program.

        Not all databases know percentiles; how often each duration occurs is enough to tell them exactly.
        """
        program = func.coalesce(calls.c.program, _EMPTY).label("program")
        where = (*_within(wanted), calls.c.state == ENDED)
        query = select(program, calls.c.seconds, func.count()).where(*where).group_by(program, calls.c.seconds)
        found: dict[str, dict[int, int]] = {}
        with self._engine.connect() as connection:
            for name, seconds, number in connection.execute(query):
                found.setdefault(name, {})[seconds] = number
        return found


def _within(wanted: Wanted) -> list[ColumnElement[bool]]:
    where = [calls.c.began_at >= wanted.start, calls.c.began_at < wanted.end]
    if wanted.region is not None:
        where.append(calls.c.region == wanted.region)
    if not wanted.demonstration:
        where.append(calls.c.demonstration == 0)
    return where


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _told(event: str) -> ColumnElement[bool]:
    same = (audit_events.c.subject == "call") & (audit_events.c.subject_id == cast(calls.c.id, String))
    return select(audit_events.c.id).where(same, audit_events.c.event == event).exists()


def _left(kind: str) -> ColumnElement[bool]:
    return select(desk_tasks.c.id).where(desk_tasks.c.call == calls.c.id, desk_tasks.c.kind == kind).exists()
