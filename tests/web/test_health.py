"""``/healthz`` says whether visitors can be answered."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from assistant.site.application import interviews


def test_healthy(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})
    assert "Set-Cookie" not in answer.headers


def test_an_unreachable_database_is_reported(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        monkeypatch.setattr(interviews(), "_engine", create_engine("sqlite:////nowhere/at/all.sqlite3"))
    assert client.get("/healthz").status_code == 503
