"""The ways to a firm's page: links and pickup codes 取件码, and the visits that they open. Secrets only as keyed hashes."""

import secrets
import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, bindparam, exists, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import ColumnElement

from assistant.storage.case_codes import CodeHasher, grouped, new_case_code, normalise
from assistant.storage.tables import firm_links, firm_sessions
from assistant.storage.writing import writing

LINK: Final = "link"
PICKUP: Final = "pickup"
MOST_FAILURES = 10  # wrong proofs through one link; then the office must give another
IDLE = timedelta(minutes=20)
LONGEST = timedelta(hours=2)
_TOUCH = timedelta(seconds=30)  # how old a visit's last sign of life may get before it is written again
# Letters and digits alone: some phones leave a - or _ at the end of an address out of the link.
_TOKEN_ALPHABET = string.ascii_letters + string.digits
TOKEN_LENGTH = 22  # 62 ** 22: 130 bits
PICKUP_LENGTH = 8  # 23 ** 8: 36 bits, behind limits on guessing
_DRAWS = 5  # a million codes at large meet one another now and then

# Built once: they run for each message, and building them would cost more than running them.
_NEW_LINK = insert(firm_links)
_REVOKE = (
    update(firm_links)
    .where(firm_links.c.firm == bindparam("of_firm"), firm_links.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
_newer = firm_links.alias("newer")
# Reissued by two workers at once, both rows may stand unrevoked: only the newest link of a firm opens anything.
_LIVE = (
    firm_links.c.revoked_at.is_(None),
    firm_links.c.failures < MOST_FAILURES,
    ~exists().where(_newer.c.firm == firm_links.c.firm, _newer.c.id > firm_links.c.id),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to a firm's page, opened by ``link``; ``proved``: whoever visits showed to be the firm."""

    id: int
    firm: int
    link: int
    proved: bool
    created_at: datetime
    expires_at: datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


class FirmPages:
    """The links and visits of one database."""

    def __init__(self, engine: Engine, secret_key: str, now: Callable[[], datetime] = _utc_now) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine = engine
        self._links = CodeHasher(secret_key, "firm-link")
        self._visits = CodeHasher(secret_key, "firm-visit")
        self._now = now

    def issue(self, firm_id: int, kind: str, expires_at: datetime) -> str:
        """Return a new secret that opens the firm's page until ``expires_at``; every older one of the firm dies at once.

        Of kind "link" it is a token of 22 letters and digits for an address; of kind "pickup" a 取件码, as it is shown:
        ``ACDE-FGHJ``. It is kept nowhere.
        """
        for left in reversed(range(_DRAWS)):
            secret = _draw(kind)
            try:
                with writing(self._engine) as connection:
                    self._replace(connection, firm_id, kind, secret, expires_at)
            except IntegrityError:
                if not left:
                    raise
            else:
                break
        return grouped(secret) if kind == PICKUP else secret

    def revoke(self, firm_id: int) -> None:
        """Let no secret of the firm open anything any more, and end every visit that one of them opened."""
        with writing(self._engine) as connection:
            _revoke(connection, firm_id, self._now())

    def opened(self, firm_ids: Iterable[int]) -> set[int]:
        """Return which of these firms ever opened their page (pressed its button, not only looked at its address)."""
        wanted = list(firm_ids)
        found: set[int] = set()
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), 500):  # SQLite takes a limited number of parameters
                query = select(firm_links.c.firm).where(
                    firm_links.c.firm.in_(wanted[start : start + 500]), firm_links.c.opened_at.is_not(None)
                )
                found |= set(connection.execute(query).scalars())
        return found

    def enter(self, kind: str, typed: str) -> str | None:
        """Open a visit with the secret that was followed or typed; return the visit's token, None if it opens nothing.

        Unknown, expired, replaced and blocked secrets cost the same one query and are not told apart.
        """
        now = self._now()
        secret = _plain(kind, typed)
        conditions: tuple[ColumnElement[bool], ...] = (
            firm_links.c.secret_hash == self._links.digest(f"{kind}:{secret}"),
            firm_links.c.expires_at > now,
            *_LIVE,
        )
        with writing(self._engine) as connection:
            link = connection.execute(select(firm_links.c.id, firm_links.c.firm).where(*conditions)).one_or_none()
            if link is None:
                return None
            first = update(firm_links).where(firm_links.c.id == link.id, firm_links.c.opened_at.is_(None))
            connection.execute(first.values(opened_at=now))
            return self._begin(connection, link.firm, link.id, 0, now, now + LONGEST)

    def visit(self, token: str | None) -> Visit | None:
        """Return the visit that a token names; None when it ended, idled out, or its link died."""
        if not token:
            return None
        now = self._now()
        query = select(firm_sessions).where(
            firm_sessions.c.token_hash == self._visits.digest(token),
            firm_sessions.c.ended_at.is_(None),
            firm_sessions.c.expires_at > now,
            firm_sessions.c.last_seen_at > now - IDLE,
            exists().where(firm_links.c.id == firm_sessions.c.link, *_LIVE),
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        if row.last_seen_at <= now - _TOUCH:
            with writing(self._engine) as connection:
                seen = update(firm_sessions).where(firm_sessions.c.id == row.id)
                connection.execute(seen.values(last_seen_at=now))
        return _visit(row)

    def proved(self, visit: Visit) -> str | None:
        """End a visit whose visitor showed to be the firm, and return the token of the visit that follows it.

        A new token, so that one which somebody else knew before opens nothing; the latest end stays as it was. None
        when the visit ended meanwhile.
        """
        now = self._now()
        with writing(self._engine) as connection:
            end = update(firm_sessions).where(firm_sessions.c.id == visit.id, firm_sessions.c.ended_at.is_(None))
            if connection.execute(end.values(ended_at=now)).rowcount != 1:
                return None
            return self._begin(connection, visit.firm, visit.link, 1, now, visit.expires_at)

    def leave(self, visit: Visit) -> None:
        """End a visit: a copy of its token opens nothing any more."""
        with writing(self._engine) as connection:
            end = update(firm_sessions).where(firm_sessions.c.id == visit.id, firm_sessions.c.ended_at.is_(None))
            connection.execute(end.values(ended_at=self._now()))

    def take_try(self, visit: Visit) -> bool:
        """Count one proof through the visit's link as failed, before it is looked at; False: the link has no try left.

        Counting first is what lets no more than ten through, however many arrive at once. ``give_back`` a right one.
        """
        change = update(firm_links).where(firm_links.c.id == visit.link, *_LIVE)
        with writing(self._engine) as connection:
            return connection.execute(change.values(failures=firm_links.c.failures + 1)).rowcount == 1

    def give_back(self, visit: Visit) -> None:
        """Take back what ``take_try`` counted: the proof was right."""
        change = update(firm_links).where(firm_links.c.id == visit.link, firm_links.c.failures > 0)
        with writing(self._engine) as connection:
            connection.execute(change.values(failures=firm_links.c.failures - 1))

    def _replace(self, connection: Connection, firm_id: int, kind: str, secret: str, expires_at: datetime) -> None:
        now = self._now()
        _revoke(connection, firm_id, now)
        row = {"firm": firm_id, "kind": kind, "created_at": now, "expires_at": expires_at, "failures": 0}
        row["secret_hash"] = self._links.digest(f"{kind}:{secret}")
        connection.execute(_NEW_LINK, row)

    def _begin(
        self, connection: Connection, firm: int, link: int, proved: int, now: datetime, expires_at: datetime
    ) -> str:
        token = secrets.token_urlsafe(24)
        values = {"firm": firm, "link": link, "proved": proved, "created_at": now, "last_seen_at": now}
        connection.execute(
            insert(firm_sessions).values(token_hash=self._visits.digest(token), expires_at=expires_at, **values)
        )
        return token


def _draw(kind: str) -> str:
    if kind == PICKUP:
        return new_case_code(PICKUP_LENGTH)
    return "".join(secrets.choice(_TOKEN_ALPHABET) for _ in range(TOKEN_LENGTH))


def _plain(kind: str, typed: str) -> str:
    return (normalise(typed, PICKUP_LENGTH) or "") if kind == PICKUP else typed


def _revoke(connection: Connection, firm_id: int, now: datetime) -> None:
    connection.execute(_REVOKE, {"of_firm": firm_id, "now": now})


def _visit(row: Row[Any]) -> Visit:
    return Visit(row.id, row.firm, row.link, bool(row.proved), row.created_at, row.expires_at)
