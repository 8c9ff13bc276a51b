"""Every route and who may use it. A route that is not in this table fails the build."""

from flask import Flask

ACCESS = {
    "GET /": "public",
    "GET /api/v1/facts/<program>": "public",
    "GET /api/v1/notices": "public",
    "GET /api/v1/openapi.json": "public",
    "GET /api/v1/programs": "public",
    "POST /api/v1/decisions": "public",
    "GET /compare": "public",
    "GET /flows/<flow>/graph": "public",
    "GET /healthz": "public",
    "GET /notices": "public",
    "GET /notices/<notice_id>": "public",
    "GET /privacy": "public",
    "GET /static/<digest>/<name>": "public",
    "GET /check/<flow>": "public",
    "POST /check/<flow>": "public",
    "GET /resume": "public",
    "POST /resume": "public",
    "GET /r/<code>": "public",
    "GET /deleted": "public",
    "GET /q": "own interview",
    "GET /q/<fact>": "own interview",
    "POST /q/<fact>": "own interview",
    "GET /answers": "own interview",
    "GET /answers/<fact>": "own interview",
    "POST /answers/<fact>": "own interview",
    "POST /answers/<fact>/confirm": "own interview",
    "POST /recalculate": "own interview",
    "GET /result": "own interview",
    "GET /result.txt": "own interview",
    "GET /result.ics": "own interview",
    "GET /result/qr.<any(svg, png):kind>": "own interview",
    "GET /delete": "own interview",
    "POST /delete": "own interview",
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
    assert set(ACCESS.values()) <= {"public", "own interview"}
