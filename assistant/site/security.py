"""Security headers on every answer, CSRF tokens in every form, ``no_store`` for pages with personal data."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, make_response, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from assistant.settings import Settings
from assistant.site.assets import STYLESHEET_HASH

P = ParamSpec("P")

csrf = CSRFProtect()

_POLICY = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", f"'self' '{STYLESHEET_HASH}'"),
    ("img-src", "'self' data:"),
    ("connect-src", "'self'"),
    ("form-action", "'self'"),
    ("base-uri", "'none'"),
    ("frame-ancestors", "'none'"),
    ("object-src", "'none'"),
)
HEADERS = (
    ("Content-Security-Policy", "; ".join(f"{name} {value}" for name, value in _POLICY)),
    # With no-referrer, Flask-WTF would refuse every form sent over https.
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(), camera=(), microphone=()"),
)


def init_app(app: Flask, settings: Settings) -> None:
    """Send the headers with every answer, and ask for a CSRF token with everything that is sent."""
    csrf.init_app(app)
    app.after_request(_add_headers)


def no_store(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Mark a view whose answer holds a person's data: neither the browser nor a proxy may keep it."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        response = make_response(view(*args, **kwargs))
        response.headers["Cache-Control"] = "no-store"
        return response

    return guarded


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS:
        response.headers.setdefault(name, value)  # a page may be stricter than all
    if "Cache-Control" not in response.headers:
        # Every page carries its visitor's form token, so that no shared cache may keep it.
        reading = request.method in {"GET", "HEAD"} and response.status_code < 400
        response.headers["Cache-Control"] = "private, no-cache" if reading else "no-store"
    return response
