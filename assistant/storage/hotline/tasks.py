"""What is left to do after a call: callbacks 回访 for the desk, escalations 转办 for the operators. What was said is sealed."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, or_, select, update
from sqlalchemy.sql import ColumnElement

from assistant.storage.hotline.calls import utc_now
from assistant.storage.hotline.tallies import beijing_day
from assistant.storage.interviews import Conflict
from assistant.storage.sealing import Sealer
from assistant.storage.tables import desk_tasks
from assistant.storage.writing import writing

CALLBACK, ESCALATION = "callback", "escalation"
OPEN, DONE, DROPPED = "open", "done", "dropped"
SLOTS = ("any", "morning", "afternoon")


@dataclass(frozen=True, slots=True)
class Task:
    """One task; columns as in ``tables.hotline``. ``content``: number, code, note, answer (as far as there are any)."""

    id: int
    kind: str
    call: int
    region: str | None
    state: str
    due_on: date
    slot: str
    topic: str | None
    program: str | None
    created_by: int
    handled_by: int | None
    result: str | None
    demonstration: int
    version: int
    created_at: datetime
    handled_at: datetime | None
    expires_at: datetime
    content: Any = field(default_factory=dict, repr=False)


class Tasks:
    """The tasks of one database. ``keep_for``: how long what was said is kept after the task was handled or was due."""

    def __init__(
        self, engine: Engine, secret_key: str, keep_for: timedelta, now: Callable[[], datetime] = utc_now
    ) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine, self._keep_for, self._now = engine, keep_for, now
        self._sealer = Sealer(secret_key, "desk-task")

    def add(self, kind: str, call: int, region: str | None, due_on: date, by: int, content: Any, **values: Any) -> Task:
        """Store a new task; ``values`` are columns."""
        with writing(self._engine) as connection:
            number = self.add_in(connection, kind, call, region, due_on, by, content, **values)
        found = self.get(number)
        assert found is not None
        return found

    def add_in(
        self,
        connection: Connection,
        kind: str,
        call: int,
        region: str | None,
        due_on: date,
        by: int,
        content: Any,
        **values: Any,
    ) -> int:
        """Do the same within a transaction; return the task's number."""
        row: dict[str, Any] = {
            "kind": kind, "call": call, "region": region, "state": OPEN, "due_on": due_on, "slot": "any",
            "created_by": by, "created_at": self._now(), "expires_at": self._until(due_on),
            "demonstration": 0, "version": 1, **values,
        }  # fmt: skip
        number: int = connection.execute(insert(desk_tasks).values(row).returning(desk_tasks.c.id)).scalar_one()
        sealed = {"content": self._sealer.seal_json(str(number), content)}
        connection.execute(update(desk_tasks).where(desk_tasks.c.id == number).values(sealed))
        return number

    def get(self, key: int) -> Task | None:
        """Return the task, or None."""
        found = self._all(desk_tasks.c.id == key)
        return found[0] if found else None

    def waiting(self, kind: str, *, region: str | None = None, limit: int = 200) -> list[Task]:
        """Return the open tasks of a region (None: of all), the one due first first."""
        return self._all(desk_tasks.c.kind == kind, desk_tasks.c.state == OPEN, *_of(region), limit=limit)

    def handled(self, kind: str, *, region: str | None = None, limit: int = 50) -> list[Task]:
        """Return the tasks that were dealt with, the one due last first."""
        where = (desk_tasks.c.kind == kind, desk_tasks.c.state != OPEN, *_of(region))
        return self._all(*where, limit=limit, latest=True)

    def of_calls(self, *numbers: int) -> list[Task]:
        """Return what some calls left to do, the one due first first."""
        return self._all(desk_tasks.c.call.in_(numbers)) if numbers else []

    def count(self, kind: str, *, region: str | None = None, due_by: date | None = None) -> int:
        """Return how many open tasks there are, due by a day."""
        where = [desk_tasks.c.kind == kind, desk_tasks.c.state == OPEN, *_of(region)]
        if due_by is not None:
            where.append(desk_tasks.c.due_on <= due_by)
        with self._engine.connect() as connection:
            found: int = connection.execute(select(func.count()).select_from(desk_tasks).where(*where)).scalar_one()
        return found

    def save(self, task: Task, left: Iterable[Callable[[Connection], object]] = ()) -> Task:
        """Store a changed task and return it as stored; raise ``Conflict`` if it changed meanwhile.

        ``left``: what it leaves to do in its turn, written in the same transaction.
        """
        until = self._until(task.due_on if task.state == OPEN else None)
        saved = replace(task, version=task.version + 1, expires_at=until)
        columns = (column.name for column in desk_tasks.c if column.name not in ("id", "content"))
        values = {name: getattr(saved, name) for name in columns} | {
            "content": self._sealer.seal_json(str(saved.id), saved.content)
        }
        same = (desk_tasks.c.id == task.id) & (desk_tasks.c.version == task.version)
        with writing(self._engine) as connection:
            if connection.execute(update(desk_tasks).where(same).values(values)).rowcount != 1:
                raise Conflict
            for write in left:
                write(connection)
        return saved

    def _until(self, due_on: date | None) -> datetime:
        """How long what was said is kept: an open task's at least until it is due, and then as long as others'."""
        now = self._now()
        ahead = timedelta(0) if due_on is None else max(due_on - beijing_day(now), timedelta(0))
        return now + ahead + self._keep_for

    def _all(self, *where: ColumnElement[bool], limit: int = 200, latest: bool = False) -> list[Task]:
        order = (desk_tasks.c.due_on, desk_tasks.c.id)
        if latest:
            order = (desk_tasks.c.due_on.desc(), desk_tasks.c.id.desc())  # type: ignore[assignment]
        query = select(desk_tasks).where(*where).order_by(*order).limit(limit)
        with self._engine.connect() as connection:
            return [self._task(row) for row in connection.execute(query)]

    def _task(self, row: Row[Any]) -> Task:
        values = row._asdict()
        return Task(content=self._sealer.content(str(row.id), values.pop("content")), **values)


def _of(region: str | None) -> Collection[ColumnElement[bool]]:
    # A task of no region is every region's: otherwise nobody would see it.
    return () if region is None else (or_(desk_tasks.c.region == region, desk_tasks.c.region.is_(None)),)
