"""Staff for tests: accounts with any roles, and browsers in which they are signed in."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pyotp
from flask import Flask
from flask.testing import FlaskClient

from assistant.settings import Settings
from assistant.staff import passwords, second_factor, stores
from assistant.storage import Engine
from assistant.storage.staffing.accounts import Account, StaffAccounts
from assistant.storage.staffing.sessions import StaffSessions
from assistant.storage.staffing.trail import Event, Trail, Wanted

PASSWORD = "four unlikely words here"
SECRET = pyotp.random_base32()
_HASH = passwords.hashed(PASSWORD)
_numbers = count(1)

StaffClient = Callable[..., FlaskClient]


def engine_of(app: Flask) -> Engine:
    engine: Engine = app.extensions["assistant.engine"]
    return engine


def settings_of(app: Flask) -> Settings:
    settings: Settings = app.extensions["assistant.settings"]
    return settings


def account(app: Flask, *roles: str, region: str | None = None, name: str | None = None, **values: object) -> Account:
    """Add an account with ``PASSWORD`` and the second factor ``SECRET``, unless ``values`` say otherwise."""
    row: dict[str, object] = {
        "name": name or f"{roles[0] if roles else 'nobody'}.{next(_numbers)}".replace("_", "-"),
        "display_name": "王芳",
        "region": region,
        "password_hash": _HASH,
        "totp_secret": second_factor.seal(SECRET, settings_of(app).secret_key),
        "must_change_password": 0,
        **values,
    }
    return StaffAccounts(engine_of(app), app.extensions[stores.CLOCK]).add(roles, **row)


def sign_in_directly(app: Flask, client: FlaskClient, who: Account, *, halfway: bool = False) -> None:
    """Give the browser a session on the server, without the sign-in pages (which have tests of their own).

    ``halfway``: only the password was shown.
    """
    now = app.extensions[stores.CLOCK]
    lasts = timedelta(hours=settings_of(app).staff_session_hours)
    idle = timedelta(minutes=settings_of(app).staff_idle_minutes)
    token = StaffSessions(engine_of(app), idle, now).begin(who.id, lasts, confirmed_at=None if halfway else now())
    with client.session_transaction() as visit:
        visit["staff"] = token


def signed_in(app: Flask) -> StaffClient:
    """Return a function that adds an account and returns a browser in which it is signed in.

    ``client.environ_base["test.account"]`` is the account's number.
    """

    def sign_in(*roles: str, region: str | None = None, **values: object) -> FlaskClient:
        client = app.test_client()
        who = account(app, *roles, region=region, **values)
        sign_in_directly(app, client, who)
        client.environ_base["test.account"] = who.id
        return client

    return sign_in


def read_trail(app: Flask, **wanted: object) -> list[Event]:
    """Return what stands in the trail, the oldest first: ``read_trail(app, event="unmasked")``."""
    return Trail(engine_of(app)).page(Wanted(**wanted), limit=1000)[::-1]


def token_of(client: FlaskClient, path: str = "/privacy") -> str:
    """Return a valid form token for the browser's visit."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]
