"""Every route and who may use it. A route that is not in this table fails the build."""

from flask import Flask

ACCESS = {
    "GET /": "public",
    "GET /compare": "public",
    "GET /healthz": "public",
    "GET /notices": "public",
    "GET /notices/<notice_id>": "public",
    "GET /privacy": "public",
    "GET /static/<digest>/<name>": "public",
    "POST /preferences": "public",
}


def test_every_route_is_listed_with_its_access(app: Flask) -> None:
    present = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert present == set(ACCESS), "list new routes in ACCESS with their access; take out those that went"


def test_access_is_one_of_the_known_kinds() -> None:
    assert set(ACCESS.values()) <= {"public"}
