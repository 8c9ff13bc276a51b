"""Check 20: the installation gives nothing away, whatever is asked of it and in whose name."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant import create_app
from assistant.settings import Settings
from tests.security.addresses import address, rules, token

HEADERS = {
    "Content-Security-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Cache-Control",
}
INSIDES = ("Traceback", "Werkzeug", "File &#34;", 'File "', "sqlalchemy", "jinja2")
ORIGIN = "https://wengang.example.cn"


@pytest.fixture
def public(settings: Settings) -> Flask:
    """The application as it runs in production, behind one proxy."""
    values = {"environment": "production", "public_origin": ORIGIN, "proxy_count": 1}
    return create_app(settings.model_copy(update=values))


def test_every_route_answers_with_the_headers_and_shows_no_insides(app: Flask, client: FlaskClient) -> None:
    lacking, told = {}, {}
    for method in ("GET", "POST", "OPTIONS", "TRACE", "PUT"):
        for rule in app.url_map.iter_rules():
            answer = client.open(address(app, rule), method=method)
            if missing := HEADERS - set(answer.headers.keys()):
                lacking[method, rule.rule] = missing
            if any(word in answer.text for word in INSIDES if answer.mimetype == "text/html"):
                told[method, rule.rule] = answer.text
            if method in {"TRACE", "PUT"}:
                assert answer.status_code in {404, 405}, (method, rule.rule)
    assert not lacking
    assert not told


def test_a_failure_tells_its_log_and_not_its_visitor(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.add_url_rule("/boom", "boom", lambda: {}["a secret"])
    with caplog.at_level(logging.ERROR):
        answer = client.get("/boom")
    assert answer.status_code == 500
    assert "a secret" not in answer.text
    assert "KeyError" in caplog.text
    assert not any(word in answer.text for word in INSIDES)


def test_nothing_of_development_is_left_in_production(public: Flask) -> None:
    assert not public.debug
    assert not public.testing
    rules_there = {rule.rule for rule in public.url_map.iter_rules()}
    assert not {rule for rule in rules_there if rule.startswith(("/outbox", "/console/demonstration"))}


@pytest.mark.parametrize("host", ["evil.example", "wengang.example.cn.evil.example", "evil.example:443", "a b"])
def test_a_forged_host_is_refused(public: Flask, host: str) -> None:
    client = public.test_client()
    direct = client.get("/", base_url=ORIGIN, headers={"Host": host})
    forwarded = client.get("/", base_url=ORIGIN, headers={"X-Forwarded-Host": host, "X-Forwarded-Proto": "https"})
    for answer in (direct, forwarded):
        assert answer.status_code == 400
        assert "evil.example" not in answer.text


def test_a_visitor_cannot_choose_the_address_that_limits_count(public: Flask) -> None:
    """The proxy adds the true address at the end; what a visitor wrote before it is not believed."""
    client, statuses = public.test_client(), set()
    said = {"X-Forwarded-Proto": "https", "Referer": f"{ORIGIN}/resume"}
    form = {"code": "wrong", "csrf_token": token(client, base_url=ORIGIN, headers=said)}
    for number in range(25):
        from_there = {**said, "X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"}
        statuses.add(client.post("/resume", base_url=ORIGIN, headers=from_there, data=form).status_code)
    assert 429 in statuses


def test_every_page_of_production_says_https_alone(public: Flask) -> None:
    client = public.test_client()
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "wengang.example.cn", "X-Forwarded-For": "198.51.100.7"}
    for rule in rules(public, "GET"):
        answer = client.get(address(public, rule), headers=said)
        cookie = answer.headers.get("Set-Cookie", "__Host-session; Secure; HttpOnly")
        assert all(word in cookie for word in ("__Host-session", "Secure", "HttpOnly")), rule.rule
        assert "http://" not in answer.headers.get("Location", ""), rule.rule
