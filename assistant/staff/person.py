"""Who is signed in: the session's token in the signed cookie, everything else on the server."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import g, session

from assistant.site.application import settings
from assistant.staff.roles import Permission, permissions_of
from assistant.staff.stores import now, sessions
from assistant.storage.staffing.accounts import Account
from assistant.storage.staffing.sessions import Session

HALFWAY = timedelta(minutes=10)  # from the password to the second factor

_TOKEN = "staff"  # noqa: S105  # the key in the cookie
_KEPT = ("language", "elder")


class NotSignedIn(LookupError):
    """Nobody is signed in."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The person who is signed in; ``region`` None: sees every region."""

    id: int
    name: str
    display_name: str
    roles: frozenset[str]
    region: str | None
    permissions: frozenset[Permission]
    demonstration: bool

    def sees(self, region: str | None) -> bool:
        """Whether things of a region are this person's business."""
        return self.region is None or self.region == region

    def may(self, *permissions: Permission) -> bool:
        """Whether the person has any of these permissions."""
        return not self.permissions.isdisjoint(permissions)


def live_session() -> Session | None:
    """Return this visit's session, also one in which only the password was shown so far."""
    if "staff_session" not in g:
        token = session.get(_TOKEN)
        g.staff_session = sessions().find(token) if token else None
    found: Session | None = g.staff_session
    return found


def signed_in() -> Staff | None:
    """Return who is signed in with both factors, or None."""
    held = live_session()
    return None if held is None or held.confirmed_at is None else staff_of(held.account)


def current() -> Staff:
    """Return who is signed in; raise ``NotSignedIn`` when nobody is, which ``@requires`` prevents."""
    found = signed_in()
    if found is None:
        raise NotSignedIn
    return found


def staff_of(account: Account) -> Staff:
    """Return an account as the person who uses it."""
    return Staff(
        account.id,
        account.name,
        account.display_name,
        account.roles,
        account.region,
        permissions_of(account.roles),
        bool(account.demonstration),
    )


def begin(account: Account, *, confirmed_at: datetime | None) -> None:
    """Begin a session under a new token: what an attacker planted in this browser before is worth nothing.

    Without ``confirmed_at`` only the password was shown, and the second factor has ``HALFWAY`` to follow.
    """
    held = live_session()
    if held is not None:
        sessions().end(held)
    lasts = HALFWAY if confirmed_at is None else timedelta(hours=settings().staff_session_hours)
    token = sessions().begin(account.id, lasts, confirmed_at=confirmed_at)
    _clear()
    session[_TOKEN] = token


def begin_signed_in(account: Account) -> None:
    """Begin a session of someone who showed both factors just now."""
    begin(account, confirmed_at=now())


def end() -> None:
    """End this visit's session, on the server as well."""
    held = live_session()
    if held is not None:
        sessions().end(held)
    _clear()


def _clear() -> None:
    kept = {name: session[name] for name in _KEPT if name in session}
    session.clear()
    session.update(kept)
    g.pop("staff_session", None)
    g.pop("csrf_token", None)  # a page rendered in this same answer needs a token of the new session
