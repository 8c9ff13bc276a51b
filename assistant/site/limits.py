"""Limits on how often one address may ask. Views add their own with ``@limiter.limit(GUESSING)``.

Many phones share one address (CGNAT), so the limit on everything that is sent is high; only what can be
guessed is held low.
"""

from http import HTTPStatus

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from assistant.settings import Settings

SENDING = "3000 per minute"
GUESSING = "20 per minute;200 per hour"


def only_failures(response: Response) -> bool:
    """Count a request only when it guessed wrong (422): people behind one address do not use up each other's tries."""
    return response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def _only_reads() -> bool:
    return request.method in {"GET", "HEAD", "OPTIONS"}


limiter = Limiter(key_func=get_remote_address, default_limits=[SENDING], default_limits_exempt_when=_only_reads)


def init_app(app: Flask, settings: Settings) -> None:
    """Count in ``settings.ratelimit_storage``; in memory, each process counts for itself."""
    app.config["RATELIMIT_STORAGE_URI"] = settings.ratelimit_storage
    limiter.init_app(app)
