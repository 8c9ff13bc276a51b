"""Stored interviews: created, loaded by case code, saved under an optimistic lock, deleted, purged."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, delete, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from assistant.storage.case_codes import CodeHasher, new_case_code, normalise
from assistant.storage.hotline.tallies import Tally, add_in, beijing_day
from assistant.storage.tables import interviews
from assistant.storage.writing import writing

Answers = dict[str, Any]  # fact name → JSON value, or {"unsure": true}

# Built once: a question page runs one select, and building it would cost more than running it.
_CREATE = insert(interviews).returning(interviews.c.id)
_LOAD = select(interviews).where(
    interviews.c.code_hash == bindparam("digest"), interviews.c.expires_at > bindparam("now")
)
_SAVE = update(interviews).where(interviews.c.id == bindparam("row"), interviews.c.version == bindparam("seen"))
_PURGE = delete(interviews).where(interviews.c.expires_at <= bindparam("now"))


class Conflict(Exception):
    """The interview was changed or deleted since it was loaded; load it again and repeat the change."""


@dataclass(frozen=True, slots=True)
class Interview:
    """One stored interview. Change it with ``dataclasses.replace`` and hand the result to ``save``."""

    id: int
    flow: str
    region: str
    as_of: date
    notice: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    answers: Answers = field(default_factory=dict)
    prefilled: Answers = field(default_factory=dict)  # what the bureau's data said at the start, if it began there
    channel: str | None = None  # the door that changed it last; None: not known
    finished: int = 0  # 1: its first result was counted


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Interviews:
    """The interviews of one database, each kept for ``keep_for`` after its last change."""

    def __init__(
        self, engine: Engine, secret_key: str, keep_for: timedelta, now: Callable[[], datetime] = _utc_now
    ) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine = engine
        self._hasher = CodeHasher(secret_key)
        self._keep_for = keep_for
        self._now = now

    def create(
        self,
        flow: str,
        region: str,
        as_of: date,
        notice: str | None = None,
        answers: Answers | None = None,
        *,
        prefilled: Answers | None = None,
        channel: str | None = None,
        finished: bool = False,
        steps: Iterable[tuple[str, str]] = (),
    ) -> tuple[str, Interview]:
        """Store a new interview and return its case code, which is kept nowhere, and the interview.

        ``prefilled`` are facts from the bureau's data: they stand as answers too, unless ``answers`` says otherwise.
        ``steps`` (see ``interview.counting``) are counted for ``channel``, with the interview or not at all.
        """
        answers = {**(prefilled or {}), **(answers or {})}
        code, now = new_case_code(), self._now()
        values: dict[str, Any] = {
            "flow": flow,
            "region": region,
            "as_of": as_of,
            "notice": notice,
            "version": 1,
            "created_at": now,
            "updated_at": now,
            "expires_at": now + self._keep_for,
            "channel": channel,
            "finished": int(finished),
        }
        row = {"code_hash": self._hasher.digest(code), "answers": _dump(answers), **values}
        row["prefilled"] = _dump(prefilled) if prefilled else None
        with self._engine.begin() as connection:
            # Visitors were told when their answers go: that must not depend on a scheduled job.
            _purge(connection, now)
            key: int = connection.execute(_CREATE, row).scalar_one()
            created = Interview(id=key, answers=answers, prefilled=dict(prefilled or {}), **values)
            add_in(connection, _tallies(created, steps))
        return code, created

    def load(self, typed_code: str) -> Interview | None:
        """Return the interview that a typed case code opens; None when there is none (any more)."""
        code = normalise(typed_code)
        if code is None:
            return None
        with self._engine.connect() as connection:
            parameters = {"digest": self._hasher.digest(code), "now": self._now()}
            row = connection.execute(_LOAD, parameters).one_or_none()
        return None if row is None else _interview(row)

    def save(self, interview: Interview, steps: Iterable[tuple[str, str]] = ()) -> Interview:
        """Store a changed interview and return it as stored; raise ``Conflict`` if it changed meanwhile.

        ``steps`` are counted with the change, or not at all.
        """
        now = self._now()
        saved = replace(interview, version=interview.version + 1, updated_at=now, expires_at=now + self._keep_for)
        changed = {
            name: getattr(saved, name)
            for name in (
                "flow",
                "region",
                "as_of",
                "notice",
                "version",
                "updated_at",
                "expires_at",
                "channel",
                "finished",
            )
        }
        parameters = {"row": saved.id, "seen": interview.version, "answers": _dump(saved.answers), **changed}
        with self._engine.begin() as connection:
            if connection.execute(_SAVE, parameters).rowcount != 1:
                raise Conflict
            add_in(connection, _tallies(saved, steps))
        return saved

    def count(self, interview: Interview, steps: Iterable[tuple[str, str]]) -> None:
        """Count steps at the interview's door that change nothing of it."""
        found = _tallies(replace(interview, updated_at=self._now()), steps)
        if found:
            with writing(self._engine) as connection:
                add_in(connection, found)

    def delete(self, interview: Interview) -> None:
        """Delete the interview for good; it is no error if it is gone already."""
        with self._engine.begin() as connection:
            connection.execute(delete(interviews).where(interviews.c.id == interview.id))

    def purge_expired(self) -> int:
        """Delete every interview whose time is over; return how many there were."""
        with self._engine.begin() as connection:
            return _purge(connection, self._now())

    def reachable(self) -> bool:
        """Return whether the database answers."""
        try:
            with self._engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True


def _purge(connection: Connection, now: datetime) -> int:
    return connection.execute(_PURGE, {"now": now}).rowcount


def _tallies(interview: Interview, steps: Iterable[tuple[str, str]]) -> list[Tally]:
    if interview.channel is None:
        return []
    day = beijing_day(interview.updated_at)
    where = (day, interview.region, interview.channel, interview.flow)
    return [Tally(*where, kind, name) for kind, name in steps]


def _dump(answers: Answers) -> str:
    return json.dumps(answers, ensure_ascii=False, separators=(",", ":"))


def _interview(row: Row[Any]) -> Interview:
    values = row._asdict()
    del values["code_hash"]
    texts = {name: json.loads(values[name] or "{}") for name in ("answers", "prefilled")}
    return Interview(**{**values, **texts})
