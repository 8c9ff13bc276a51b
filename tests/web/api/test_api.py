"""The HTTP interface: the same decision as the shell gives, every mistake named, nothing of a browser's in it."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from assistant.cli import main
from assistant.rules.registry import PROGRAMS
from assistant.web.api import ASKING
from assistant.web.api.document import EXAMPLES
from assistant.web.api.views import MOST_BYTES

DECISIONS = "/api/v1/decisions"
FIRM = EXAMPLES["eligible_firm"]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    from assistant.policies import shipped_policies
    from assistant.web.api.document import document

    return document(shipped_policies())


def schema(document: dict[str, Any], name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})


def test_the_document_is_valid_openapi(client: FlaskClient, document: dict[str, Any]) -> None:
    served = client.get("/api/v1/openapi.json").get_json()
    validate(served)
    assert served == json.loads(json.dumps(document))


def test_the_document_names_every_route(app: Flask, document: dict[str, Any]) -> None:
    routes = {
        r.rule.replace("<", "{").replace(">", "}") for r in app.url_map.iter_rules() if r.rule.startswith("/api/")
    }
    assert routes == set(document["paths"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_gets_the_answer_shown(client: FlaskClient, document: dict[str, Any], name: str) -> None:
    content = document["paths"][DECISIONS]["post"]
    request = content["requestBody"]["content"]["application/json"]["examples"][name]["value"]
    shown = content["responses"]["200"]["content"]["application/json"]["examples"][name]["value"]
    schema(document, "Request").validate(request)
    answer = client.post(DECISIONS, json=request)
    assert answer.status_code == 200
    assert answer.get_json() == json.loads(json.dumps(shown))
    schema(document, "Decision").validate(answer.get_json())


def test_the_command_line_gives_the_same(client: FlaskClient) -> None:
    options = ["--region", FIRM["region"], "--as-of", FIRM["as_of"], "--facts", "-"]
    shell = CliRunner().invoke(main, ["decide", FIRM["program"], *options], input=json.dumps(FIRM["facts"]))
    assert client.post(DECISIONS, json=FIRM).get_json() == json.loads(shell.stdout)


def test_listings_have_the_described_shape(client: FlaskClient, document: dict[str, Any]) -> None:
    schema(document, "Programs").validate(programs := client.get("/api/v1/programs").get_json())
    assert {program["name"] for program in programs} == set(PROGRAMS)
    schema(document, "Notices").validate(client.get("/api/v1/notices?language=en").get_json())
    for name in PROGRAMS:
        schema(document, "Facts").validate(client.get(f"/api/v1/facts/{name}").get_json())


def test_facts_of_one_region_are_fewer(client: FlaskClient) -> None:
    everything = client.get("/api/v1/facts/stabilization_refund").get_json()
    used = client.get("/api/v1/facts/stabilization_refund?region=江西&as_of=2024-08-15").get_json()
    assert 0 < len(used) < len(everything)


def test_every_mistake_is_named_at_once(client: FlaskClient, document: dict[str, Any]) -> None:
    bad = {
        **FIRM,
        "region": "火星",
        "as_of": "2024-02-30",
        "colour": "red",
        "facts": {"months_paid": 1.5, "cheese": 1, "organisation_type": {}, "a/b~": 1},
    }
    answer = client.post(DECISIONS, json=bad)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    schema(document, "Problem").validate(found := answer.get_json())
    assert {error["pointer"] for error in found["errors"]} == {
        "#/region", "#/as_of", "#/colour", "#/facts/months_paid", "#/facts/cheese", "#/facts/organisation_type",
        "#/facts/a~1b~0",
    }  # fmt: skip
    assert found["status"] == 422


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"region": "北京"}, "no_notice"),
        ({"as_of": "2001-01-01"}, "no_notice"),
        ({"region": None}, "missing"),
        ({"notice": "mars"}, "unknown_notice"),
        ({"program": "cheese"}, "unknown_program"),
        ({"program": 7}, "not_text"),
        ({"language": "fr"}, "unknown_language"),
        ({"facts": []}, "not_an_object"),
    ],
)
def test_each_kind_of_mistake_has_its_code(client: FlaskClient, change: dict[str, Any], code: str) -> None:
    answer = client.post(DECISIONS, json=FIRM | change)
    assert answer.status_code == 422
    assert code in {error["code"] for error in answer.get_json()["errors"]}


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[]", b"null", b'{"program": 1, "program": 2}', b"[" * 60_000, b""])
def test_what_is_no_json_object_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post(DECISIONS, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.get_json()["code"] == "malformed_json"


def test_a_form_is_refused_so_that_no_other_sites_page_can_send_one(client: FlaskClient) -> None:
    assert client.post(DECISIONS, data=json.dumps(FIRM), content_type="text/plain").status_code == 415
    assert client.post(DECISIONS, data={"program": "x"}).status_code == 415


def test_a_body_that_is_too_large_is_refused(client: FlaskClient) -> None:
    large = json.dumps(FIRM | {"facts": {"x": "x" * MOST_BYTES}})
    answer = client.post(DECISIONS, data=large, content_type="application/json")
    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"


def test_no_cookies_no_access_for_other_origins(client: FlaskClient) -> None:
    for answer in (
        client.post(DECISIONS, json=FIRM, headers={"Origin": "https://elsewhere.example"}),
        client.get("/api/v1/programs", headers={"Origin": "https://elsewhere.example"}),
        client.options(DECISIONS, headers={"Origin": "https://elsewhere.example"}),
    ):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control-")]


def test_a_decision_is_not_kept_by_caches(client: FlaskClient) -> None:
    assert client.post(DECISIONS, json=FIRM).headers["Cache-Control"] == "no-store"


def test_too_many_requests_are_held_back(client: FlaskClient) -> None:
    most = int(ASKING.split()[0])
    codes = [client.get("/api/v1/programs").status_code for _ in range(most + 1)]
    assert codes[0] == 200
    assert codes[-1] == 429


def test_unknown_addresses_and_methods_answer_as_problems(client: FlaskClient) -> None:
    for answer, code in (
        (client.get("/api/v1/nothing"), 404),
        (client.get(DECISIONS), 405),
        (client.get("/api/v1/facts/cheese"), 404),
        (client.get("/api/v1/programs?language=fr"), 422),
    ):
        assert answer.status_code == code
        assert answer.mimetype == "application/problem+json"
