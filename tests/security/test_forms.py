"""Check 11: what is sent needs this session's own token, on every route; nothing else is exempt than what has no session."""

import pytest
from flask import Flask

from tests.security.addresses import address, rules, token

# Called by programs that keep no cookies: nothing of a visitor can be forged there. Gateways sign what they call.
WITHOUT_COOKIES = ("/api/v1/", "/sms/", "/wechat")


def _changed(token: str) -> str:
    """Change a character of the signature; the very last one holds bits that mean nothing."""
    return token[:-5] + ("A" if token[-5] != "A" else "B") + token[-4:]


@pytest.mark.parametrize("way", ["removed", "empty", "changed", "of another session"])
def test_a_form_without_its_own_token_is_refused_everywhere(app: Flask, way: str) -> None:
    client, other = app.test_client(), app.test_client()
    own, foreign = token(client), token(other)
    form = {"removed": {}, "empty": {"csrf_token": ""}, "changed": {"csrf_token": _changed(own)}}.get(
        way, {"csrf_token": foreign}
    )
    found = {
        rule.rule: client.post(address(app, rule), data=form).status_code
        for rule in rules(app, "POST")
        if not rule.rule.startswith(WITHOUT_COOKIES)
    }
    assert found
    assert set(found.values()) == {400}, {rule: status for rule, status in found.items() if status != 400}


def test_the_token_of_this_session_is_taken(app: Flask) -> None:
    client = app.test_client()
    assert client.post("/preferences", data={"csrf_token": token(client), "elder": "on"}).status_code == 303


def test_no_other_method_changes_anything(app: Flask) -> None:
    methods = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    assert methods == {"GET", "HEAD", "OPTIONS", "POST"}


def test_nothing_else_is_exempt(app: Flask) -> None:
    exempt = {rule.rule for rule in rules(app, "POST") if rule.rule.startswith(WITHOUT_COOKIES)}
    assert exempt == {"/api/v1/decisions", "/sms/<name>/receipts", "/sms/<name>/replies", "/wechat"}
