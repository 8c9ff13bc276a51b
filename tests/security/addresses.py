"""Addresses of routes with made-up values in their places, for tests that walk every route of the application."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

# What a converter takes; whatever it is, nothing is stored under it.
_VALUES = {
    "IntegerConverter": 4711,
    "AnyConverter": None,
    "UnicodeConverter": "none-such",
    "PathConverter": "none/such",
}


def address(app: Flask, rule: Rule) -> str:
    """Return the rule's address with a made-up value for each of its places."""
    values = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        value = _VALUES[type(converter).__name__]
        values[name] = next(iter(converter.items)) if value is None else value
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values)


def rules(app: Flask, method: str) -> Iterator[Rule]:
    """Yield every rule that takes the method."""
    return (rule for rule in app.url_map.iter_rules() if method in (rule.methods or set()))


def token(client: FlaskClient, **how: Any) -> str:
    """Return the form token of the client's session."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/privacy", **how).text)
    assert found
    return found[1]
