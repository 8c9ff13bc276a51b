"""Every route and who may use it. A route that is not in a table of ``access`` fails the build."""

from flask import Flask

from tests.guards.access import importing, notices, sending, site, staff, web

TABLES = (site.ACCESS, web.ACCESS, notices.ACCESS, staff.ACCESS, importing.ACCESS, sending.ACCESS)
ACCESS = {route: access for table in TABLES for route, access in table.items()}


def test_every_route_is_listed_with_its_access(app: Flask) -> None:
    present = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert present == set(ACCESS), "list new routes in ACCESS with their access; take out those that went"


def test_access_is_one_of_the_known_kinds() -> None:
    assert set(ACCESS.values()) <= {"public", "own interview"}
