"""The interview that a visit holds: its case code in the session cookie, everything else in the database.

Every door uses it, so that an interview which the firm's page began goes on in the pages of the self-check.
"""

from flask import session

_CASE = "case"


def hold(code: str) -> None:
    """Make the interview that a case code opens this visit's."""
    session[_CASE] = code


def held() -> str | None:
    """Return the case code of this visit's interview; None when none was begun. It may have expired since."""
    code = session.get(_CASE)
    return code if isinstance(code, str) else None


def let_go() -> None:
    """Hold none; the interview stays stored."""
    session.pop(_CASE, None)
