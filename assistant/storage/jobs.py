"""Jobs: long work on one campaign, done by one worker at a time under a lease, taken over when a worker dies.

``jobs.worker`` holds a claim that no other run ever has, so that a worker that was only slow, and not dead, finds out
with its next batch that the job is no longer its own.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Row, and_, insert, or_, select, update

from assistant.storage.paying.locking import lock_campaign
from assistant.storage.tables import jobs
from assistant.storage.writing import writing

Kind = Literal["import", "screen"]
LEASE = timedelta(seconds=60)
MOST_CLAIMS = 3  # a file that kills every worker must not do so for ever
_OPEN = ("queued", "running")


class JobRunning(Exception):
    """The campaign has a job that is not finished; a second one would work on the same firms."""


class LeaseLost(Exception):
    """Another worker has taken the job over: stop, and leave everything to it."""


@dataclass(frozen=True, slots=True)
class Job:
    """One job. ``done`` and ``total`` in rows (total 0: not yet known); ``problem`` when it failed (see fail)."""

    id: int
    kind: Kind
    campaign: int
    subject: int | None
    state: str
    done: int
    total: int
    problem: str | None
    worker: str | None
    lease_until: datetime | None
    claims: int
    created_at: datetime
    finished_at: datetime | None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in _OPEN


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Jobs:
    """The jobs of one database."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = _utc_now) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine
        self._now = now

    def add(self, connection: Connection, kind: Kind, campaign: int, subject: int | None = None) -> int:
        """Queue a job in the transaction given and return its id; raise ``JobRunning`` if one is not finished."""
        lock_campaign(connection, campaign)  # two clicks at once give one job
        running = select(jobs.c.id).where(jobs.c.campaign == campaign, jobs.c.state.in_(_OPEN))
        if connection.execute(running).first() is not None:
            raise JobRunning
        row = {"kind": kind, "campaign": campaign, "subject": subject, "state": "queued", "created_at": self._now()}
        key: int = connection.execute(insert(jobs).values(row).returning(jobs.c.id)).scalar_one()
        return key

    def get(self, key: int) -> Job | None:
        """Return the job, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == key)).one_or_none()
        return None if row is None else _job(row)

    def latest(self, campaign: int, kind: Kind | None = None) -> Job | None:
        """Return the campaign's newest job (of a kind), or None."""
        query = select(jobs).where(jobs.c.campaign == campaign).order_by(jobs.c.id.desc()).limit(1)
        if kind is not None:
            query = query.where(jobs.c.kind == kind)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _job(row)

    def claim(self, worker: str) -> Job | None:
        """Take the oldest job that waits or whose worker died, under a lease; None when there is none."""
        while True:
            now = self._now()
            free = or_(
                jobs.c.state == "queued",
                and_(jobs.c.state == "running", or_(jobs.c.lease_until.is_(None), jobs.c.lease_until < now)),
            )
            with self._engine.connect() as connection:
                key = connection.execute(select(jobs.c.id).where(free).order_by(jobs.c.id).limit(1)).scalar()
            if key is None:
                return None
            claim = f"{worker[:47]}/{secrets.token_hex(8)}"
            taken = {"state": "running", "worker": claim, "lease_until": now + LEASE, "claims": jobs.c.claims + 1}
            change = update(jobs).where(jobs.c.id == key, free).values(done=0, **taken)
            with writing(self._engine) as connection:
                row = connection.execute(change.returning(*jobs.c)).one_or_none()
            if row is not None:
                return _job(row)

    def renew(self, job: Job) -> None:
        """Hold the job for another lease; raise ``LeaseLost`` if it is another's by now."""
        with writing(self._engine) as connection:
            self._change(connection, job, lease_until=self._now() + LEASE)

    def progress(self, connection: Connection, job: Job, done: int, total: int) -> None:
        """Say in the transaction given how far the job is and hold it; raise ``LeaseLost`` if it is another's."""
        self._change(connection, job, done=done, total=total, lease_until=self._now() + LEASE)

    def finish(self, connection: Connection, job: Job, rows: int) -> None:
        """End the job in the transaction that ends its work; raise ``LeaseLost`` if it is another's."""
        self._change(connection, job, state="done", done=rows, total=rows, finished_at=self._now(), lease_until=None)

    def fail(self, connection: Connection, job: Job, problem: str) -> None:
        """End the job with what says why (as screening.kept_messages has it); raise ``LeaseLost`` if it is another's."""
        self._change(connection, job, state="failed", problem=problem, finished_at=self._now(), lease_until=None)

    def _change(self, connection: Connection, job: Job, **values: Any) -> None:
        mine = and_(jobs.c.id == job.id, jobs.c.worker == job.worker, jobs.c.state == "running")
        if connection.execute(update(jobs).where(mine).values(values)).rowcount != 1:
            raise LeaseLost


def _job(row: Row[Any]) -> Job:
    return Job(**row._asdict())
