"""Sessions of staff: on the server, so that each can be ended; the token itself is kept nowhere."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, insert, select, update

from assistant.storage.staffing.accounts import Account, accounts_of, utc_now
from assistant.storage.tables import staff_accounts, staff_roles, staff_sessions

_SEEN = 20  # last_seen_at is written when it is off by this part of the idle time: not with each request


@dataclass(frozen=True, slots=True)
class Session:
    """One live session; ``confirmed_at`` None while only the password was shown."""

    id: int
    account: Account
    last_seen_at: datetime
    confirmed_at: datetime | None
    offered_secret: str | None
    expires_at: datetime


class StaffSessions:
    """The sessions of one database; each ends after ``idle`` without a request, and at its own end."""

    def __init__(self, engine: Engine, idle: timedelta, now: Callable[[], datetime] = utc_now) -> None:
        """Keep the engine, the idle time and the clock; nothing is read yet."""
        self._engine = engine
        self._idle = idle
        self._now = now

    def begin(self, account: int, lasts: timedelta, *, confirmed_at: datetime | None) -> str:
        """Store a new session and return its token (256 bits from ``secrets``)."""
        token, now = secrets.token_urlsafe(32), self._now()
        row = {
            "token_hash": _digest(token),
            "account": account,
            "created_at": now,
            "last_seen_at": now,
            "confirmed_at": confirmed_at,
            "expires_at": now + lasts,
        }
        with self._engine.begin() as connection:
            connection.execute(delete(staff_sessions).where(staff_sessions.c.expires_at <= now))
            connection.execute(insert(staff_sessions), row)
        return token

    def find(self, token: str) -> Session | None:
        """Return the live session that a token opens, and note that it was used; None if there is none."""
        now, s, a = self._now(), staff_sessions.c, staff_accounts.c
        live = (s.ended_at.is_(None), s.expires_at > now, s.last_seen_at > now - self._idle, a.disabled_at.is_(None))
        with self._engine.connect() as connection:
            own = connection.execute(select(staff_sessions).where(s.token_hash == _digest(token))).one_or_none()
            if own is None:
                return None
            joined = staff_accounts.join(staff_sessions).outerjoin(staff_roles)
            query = select(staff_accounts, staff_roles.c.role).select_from(joined).where(s.id == own.id, *live)
            found = accounts_of(connection.execute(query))
        if not found:
            return None
        if now - own.last_seen_at >= self._idle / _SEEN:
            self._change(own.id, last_seen_at=now)
        return Session(own.id, found[0], own.last_seen_at, own.confirmed_at, own.offered_secret, own.expires_at)

    def confirm(self, session: Session) -> None:
        """Note that the second factor was shown just now."""
        self._change(session.id, confirmed_at=self._now())

    def offer(self, session: Session, sealed: str | None) -> None:
        """Keep the second factor that is being set up in this session (None: no longer)."""
        self._change(session.id, offered_secret=sealed)

    def end(self, session: Session) -> None:
        """End the session."""
        self._change(session.id, ended_at=self._now())

    def end_others(self, session: Session) -> None:
        """End all other sessions of the same account."""
        s = staff_sessions.c
        others = update(staff_sessions).where(s.account == session.account.id, s.id != session.id, s.ended_at.is_(None))
        with self._engine.begin() as connection:
            connection.execute(others.values(ended_at=self._now()))

    def _change(self, key: int, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(staff_sessions).where(staff_sessions.c.id == key).values(**values))


def _digest(token: str) -> str:
    """A plain hash is enough: nobody can try 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
