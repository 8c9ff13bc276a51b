"""One-time codes sent to a firm's number: six digits, good once, for ten minutes, for one visit; limited per number.

Every limit is counted in the database, in the transaction that uses it up: neither several processes nor fifty
requests at once get more.
"""

import hmac
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Engine, delete, func, insert, select, text, update
from sqlalchemy.sql import ColumnElement

from assistant.storage.case_codes import CodeHasher
from assistant.storage.tables import one_time_codes
from assistant.storage.writing import writing

DIGITS = 6
GOOD_FOR = timedelta(minutes=10)
MOST_TRIES = 5
PAUSE = timedelta(minutes=1)  # between two codes to one number
MOST_PER_DAY = 5  # codes to one number within 24 hours
_DAY = timedelta(days=1)
_KEPT = timedelta(days=2)
_PROVE: Final = "proof"
_SENDING_LOCK = 7_310_301  # any number that no other advisory lock of this application has


class TooSoon(Exception):
    """The number was sent a code less than a minute ago."""


class TooMany(Exception):
    """The number ("phone") or the whole installation ("total") was sent as many codes as a day allows."""


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """A code that may now be sent; it is kept nowhere. ``reference`` names this sending to the gateway."""

    id: int
    code: str
    reference: str


def _utc_now() -> datetime:
    return datetime.now(UTC)


class OneTimeCodes:
    """The one-time codes of one database, all for the purpose of proving to be a firm."""

    def __init__(
        self, engine: Engine, secret_key: str, most_in_total: int, now: Callable[[], datetime] = _utc_now
    ) -> None:
        """``most_in_total``: how many codes may be sent within 24 hours, to all numbers together."""
        self._engine = engine
        self._codes = CodeHasher(secret_key, "one-time-code")
        self._phones = CodeHasher(secret_key, "one-time-code-phone")
        self._most_in_total = most_in_total
        self._now = now

    def draw(self, visit: int, phone: str) -> OneTimeCode:
        """Return a new code for a visit and a number; every older one of the number is dead. Raises TooSoon, TooMany."""
        now, phone_hash = self._now(), self._phones.digest(phone)
        code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        row = {"session": visit, "phone_hash": phone_hash, "purpose": _PROVE, "tries": 0, "created_at": now}
        row |= {"code_hash": self._hash(visit, phone, code), "expires_at": now + GOOD_FOR}
        with writing(self._engine) as connection:
            _one_at_a_time(connection)
            self._check_limits(connection, phone_hash, now)
            connection.execute(delete(one_time_codes).where(one_time_codes.c.created_at < now - _KEPT))
            key: int = connection.execute(
                insert(one_time_codes).values(row).returning(one_time_codes.c.id)
            ).scalar_one()
        return OneTimeCode(key, code, secrets.token_hex(16))

    def withdraw(self, code: OneTimeCode) -> None:
        """Forget a code that was certainly not sent: it opens nothing, and counts towards no limit."""
        with writing(self._engine) as connection:
            connection.execute(delete(one_time_codes).where(one_time_codes.c.id == code.id))

    def drawn_for(self, visit: int) -> bool:
        """Return whether a code was drawn for this visit, alive or not."""
        query = select(one_time_codes.c.id).where(one_time_codes.c.session == visit).limit(1)
        with self._engine.connect() as connection:
            return connection.execute(query).one_or_none() is not None

    def use(self, visit: int, phone: str, typed: str) -> bool:
        """Return whether the code is the one that is good for this visit and number, and use it up.

        The number's newest code counts every try, whoever makes it from whichever visit; the sixth finds it dead.
        """
        now, phone_hash = self._now(), self._phones.digest(phone)
        newest = select(func.max(one_time_codes.c.id)).where(one_time_codes.c.phone_hash == phone_hash)
        alive = (
            one_time_codes.c.id == newest.scalar_subquery(),
            one_time_codes.c.tries < MOST_TRIES,
            one_time_codes.c.used_at.is_(None),
            one_time_codes.c.expires_at > now,
        )
        count = update(one_time_codes).where(*alive).values(tries=one_time_codes.c.tries + 1)
        with writing(self._engine) as connection:
            row = connection.execute(count.returning(one_time_codes.c.id, one_time_codes.c.code_hash)).one_or_none()
            if row is None or not hmac.compare_digest(row.code_hash, self._hash(visit, phone, _digits(typed))):
                return False
            once = update(one_time_codes).where(one_time_codes.c.id == row.id, one_time_codes.c.used_at.is_(None))
            return connection.execute(once.values(used_at=now)).rowcount == 1

    def _hash(self, visit: int, phone: str, code: str) -> str:
        return self._codes.digest(f"{_PROVE}:{visit}:{phone}:{code}")

    def _check_limits(self, connection: Connection, phone_hash: str, now: datetime) -> None:
        def sent(since: datetime, *where: ColumnElement[bool]) -> int:
            query = select(func.count()).select_from(one_time_codes).where(one_time_codes.c.created_at > since, *where)
            return connection.execute(query).scalar_one()

        of_number = one_time_codes.c.phone_hash == phone_hash
        if sent(now - PAUSE, of_number):
            raise TooSoon
        if sent(now - _DAY, of_number) >= MOST_PER_DAY:
            raise TooMany("phone")
        if sent(now - _DAY) >= self._most_in_total:
            raise TooMany("total")


def _one_at_a_time(connection: Connection) -> None:
    """On SQLite there is one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SENDING_LOCK})


def _digits(typed: str) -> str:
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(char for char in plain if not char.isspace())[: DIGITS + 1]
