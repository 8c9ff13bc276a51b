"""A clock that tests move, and a browser that signs in by the pages themselves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assistant.staff import stores
from assistant.storage.staffing.accounts import Account
from assistant.storage.staffing.trail import Event
from tests import staffing

BEGINNING = datetime(2024, 8, 15, 1, 0, 10, tzinfo=UTC)


class Clock:
    """An instant that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = BEGINNING

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: int) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock(app: Flask) -> Clock:
    """The application's clock; every test here may move it."""
    clock = Clock()
    app.extensions[stores.CLOCK] = clock
    return clock


class Visit:
    """A browser at the pages for staff."""

    def __init__(self, app: Flask, clock: Clock, address: str = "127.0.0.1") -> None:
        self.client: FlaskClient = app.test_client()
        self.client.environ_base["REMOTE_ADDR"] = address
        self.clock = clock

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, **form: Any) -> TestResponse:
        """Send a form with a valid token."""
        return self.client.post(path, data={"csrf_token": staffing.token_of(self.client), **form})

    def password(self, name: str, password: str = staffing.PASSWORD, **form: str) -> TestResponse:
        return self.post("/staff/sign-in", name=name, password=password, **form)

    def code(self, secret: str = staffing.SECRET, path: str = "/staff/code", **form: str) -> TestResponse:
        return self.post(path, code=pyotp.TOTP(secret).at(self.clock()), **form)

    def sign_in(self, account: Account) -> "Visit":
        assert self.password(account.name).status_code == 303
        answer = self.code()
        assert (answer.status_code, answer.headers["Location"]) == (303, "/console")
        return self

    @property
    def inside(self) -> bool:
        """Whether the console opens."""
        return self.get("/console").status_code == 200

    def cookie(self) -> str:
        found = self.client.get_cookie("session")
        assert found is not None
        return found.value

    def copy(self, app: Flask) -> "Visit":
        """Another browser with a copy of this one's cookie."""
        other = Visit(app, self.clock)
        other.client.set_cookie("session", self.cookie())
        return other


@pytest.fixture
def visit(app: Flask, clock: Clock) -> Callable[..., Visit]:
    """Return a function that opens a fresh browser."""
    return lambda **options: Visit(app, clock, **options)


@pytest.fixture
def events(app: Flask) -> Callable[..., list[Event]]:
    """Return a function that reads the trail, the oldest first: ``events(event="sign_in")``."""
    return lambda **wanted: staffing.read_trail(app, **wanted)
