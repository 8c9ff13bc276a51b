"""What a visit holds: its interview by case code, its conversation by a random token; both in the session cookie, everything
else in the database.

Every door uses it, so that an interview which the firm's page began goes on in the pages of the self-check, and in the chat.
"""

import secrets

from flask import session

from assistant.storage.conversations import key_of

_CASE = "case"
_TALK = "talk"


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


def talk() -> str | None:
    """Return the key of this visit's conversation; None when none was begun. It may have expired since."""
    token = session.get(_TALK)
    return key_of("web", token) if isinstance(token, str) else None


def begin_talk() -> str:
    """Give this visit a conversation of its own, and return its key."""
    session[_TALK] = secrets.token_urlsafe(24)
    return key_of("web", session[_TALK])


def end_talk() -> None:
    """Hold no conversation any more."""
    session.pop(_TALK, None)
