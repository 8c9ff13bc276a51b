"""Every route and who may use it. A route that is not in a table of ``access`` fails the build.

An access is one of the kinds below or a permission; where any of several permissions will do, they stand as "a or b".
Each permission is tried: every role that lacks it, and a visitor who is not signed in, at every route that asks for it.
"""

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from assistant.staff.roles import ROLES, Permission, permissions_of
from tests.guards.access import chat, demonstration, hotline, importing, notices, sending, site, staff, web
from tests.staffing import StaffClient, token_of

PARTS = (site, web, chat, notices, staff, importing, sending, hotline, demonstration)
ACCESS = {route: access for part in PARTS for route, access in part.ACCESS.items()}
KINDS = {"public", "own interview", "firm", "firm link", "gateway", "signed in"}


def _allowed(access: str) -> frozenset[Permission] | None:
    """The permissions of which any suffices; none of them for "signed in"; None for what staff's accounts do not decide."""
    if access == "signed in":
        return frozenset()
    return None if access in KINDS else frozenset(Permission(name) for name in access.split(" or "))


FOR_STAFF = {route: allowed for route, access in ACCESS.items() if (allowed := _allowed(access)) is not None}


def _rules(app: Flask) -> dict[str, Rule]:
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def _address(app: Flask, rule: Rule) -> str:
    """The route with something in each of its places."""
    values = {name: _something(converter) for name, converter in rule._converters.items()}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def _something(converter: object) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "1"


def test_every_route_is_listed_with_its_access(app: Flask) -> None:
    assert set(_rules(app)) == set(ACCESS), "list new routes in ACCESS with their access; take out those that went"


def test_access_is_one_of_the_known_kinds() -> None:
    named = {name for access in ACCESS.values() for name in ([access] if access in KINDS else access.split(" or "))}
    assert named <= KINDS | set(Permission)


def test_views_ask_for_the_permissions_that_the_table_says(app: Flask) -> None:
    asked = {
        route: getattr(app.view_functions[rule.endpoint], "permissions", None) for route, rule in _rules(app).items()
    }
    assert {route: found for route, found in asked.items() if found is not None} == FOR_STAFF


def test_visitors_are_sent_to_sign_in(app: Flask) -> None:
    visitor = app.test_client()
    form = {"csrf_token": token_of(visitor)}
    rules = _rules(app)
    assert FOR_STAFF
    for route in FOR_STAFF:
        method = route.split()[0]
        answer = visitor.open(_address(app, rules[route]), method=method, data=form if method != "GET" else None)
        assert answer.status_code == 303, route
        assert answer.headers["Location"].startswith("/staff/sign-in"), route


@pytest.mark.parametrize("role", ROLES)
def test_a_role_without_the_permission_is_refused(app: Flask, staff_client: StaffClient, role: str) -> None:
    client = staff_client(role)
    form = {"csrf_token": token_of(client)}
    rules = _rules(app)
    lacking = [route for route, allowed in FOR_STAFF.items() if allowed and not allowed & permissions_of([role])]
    for route in lacking:
        method = route.split()[0]
        answer = client.open(_address(app, rules[route]), method=method, data=form if method != "GET" else None)
        assert answer.status_code == 403, route


@pytest.mark.parametrize("role", ROLES)
def test_a_role_with_the_permission_is_let_in(app: Flask, staff_client: StaffClient, role: str) -> None:
    client = staff_client(role)
    rules = _rules(app)
    for route, allowed in FOR_STAFF.items():
        if route.startswith("GET ") and (not allowed or allowed & permissions_of([role])):
            answer = client.get(_address(app, rules[route]))
            assert answer.status_code in {200, 303, 404}, route
            assert not answer.headers.get("Location", "").startswith("/staff/sign-in"), route
