"""The headers of the security page, on every answer that a visitor can get."""

import base64
import hashlib
import re

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from assistant import create_app
from assistant.settings import Settings
from assistant.site.security import no_store

EXPECTED = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{hash}'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


def _style_hash(html: str) -> str:
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)
    assert style
    return base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.add_url_rule("/boom", "boom", lambda: 1 // 0)
    app.add_url_rule("/mine", "mine", no_store(lambda: "my answers"))
    return app.test_client()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/privacy", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/preferences", 405),
        ("TRACE", "/privacy", 405),
        ("POST", "/preferences", 400),
        ("GET", "/boom", 500),
        ("GET", "/healthz", 200),
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/static/0/pages.js", 404),
    ],
)
def test_every_answer_has_the_headers(client: FlaskClient, method: str, path: str, status: int) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    expected_hash = _style_hash(client.get("/privacy").text)
    assert answer.headers["Content-Security-Policy"] == POLICY.format(hash=expected_hash)
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
    assert answer.headers["Cache-Control"] == ("private, no-cache" if status == 200 else "no-store")


def test_pages_need_nothing_that_the_policy_forbids(client: FlaskClient) -> None:
    for path in ("/privacy", "/nowhere"):
        html = client.get(path).text
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?! src=)", html)


def test_a_page_with_personal_data_is_kept_nowhere(client: FlaskClient) -> None:
    assert client.get("/mine").headers["Cache-Control"] == "no-store"


def test_the_cookie_over_http_is_closed_to_scripts(client: FlaskClient) -> None:
    cookie = client.get("/privacy").headers["Set-Cookie"]
    assert cookie.startswith("session=")
    assert cookie.endswith("; HttpOnly; Path=/; SameSite=Lax")


def test_the_cookie_over_https_belongs_to_this_host_alone(settings: Settings) -> None:
    live = settings.model_copy(update={"public_origin": "https://wengang.example.cn"})
    client = create_app(live).test_client()
    cookie = client.get("/privacy", base_url="https://wengang.example.cn").headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert cookie.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")


def test_exactly_the_configured_proxies_are_believed(settings: Settings) -> None:
    said = {"X-Forwarded-For": "203.0.113.7, 198.51.100.2", "X-Forwarded-Proto": "https"}
    assert _seen_address(create_app(settings), said) == "127.0.0.1 http"
    behind_one = create_app(settings.model_copy(update={"proxy_count": 1}))
    assert _seen_address(behind_one, said) == "198.51.100.2 https"


def _seen_address(app: Flask, headers: dict[str, str]) -> str:
    app.add_url_rule("/seen", "seen", lambda: f"{request.remote_addr} {request.scheme}")
    return app.test_client().get("/seen", headers=headers).text
