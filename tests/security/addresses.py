"""Addresses of routes with made-up values in their places, for tests that walk every route of the application."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, BaseConverter, Rule
from werkzeug.routing.converters import NumberConverter


def address(app: Flask, rule: Rule) -> str:
    """Return the rule's address with a made-up value for each of its places."""
    values = {}
    for name in rule.arguments:
        values[name] = _something(rule._converters[name])
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def _something(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 4711 if isinstance(converter, NumberConverter) else "none-such"


def rules(app: Flask, method: str) -> Iterator[Rule]:
    """Yield every rule that takes the method."""
    return (rule for rule in app.url_map.iter_rules() if method in (rule.methods or set()))


def token(client: FlaskClient, **how: Any) -> str:
    """Return the form token of the client's session."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/privacy", **how).text)
    assert found
    return found[1]
