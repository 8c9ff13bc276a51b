"""The interface as an OpenAPI 3.1 document, built from the registered facts so that it cannot fall behind them."""

from typing import Any

from assistant.interview.requests import LANGUAGES, read_request
from assistant.interview.wording import ENGLISH, say
from assistant.policies import Policies
from assistant.rules.facts import Fact
from assistant.rules.registry import PROGRAMS
from assistant.site.problems import MEDIA_TYPE
from assistant.web.api.schemas import SCHEMAS, reference

Json = dict[str, Any]

# Requests that the document shows; a test sends each, and the answers shown are the real ones.
EXAMPLES: dict[str, Json] = {
    "eligible_firm": {
        "program": "stabilization_refund",
        "region": "江西",
        "as_of": "2024-08-15",
        "facts": {
            "organisation_type": "enterprise",
            "registration_status": "active",
            "months_paid": 14,
            "last_year_arrears": False,
            "laid_off_anyone": False,
            "on_large_list": False,
            "premium_paid_fen": 12_000_000,
        },
    },
    "nothing_known": {"program": "stabilization_refund", "region": "360000", "as_of": "2024-08-15", "language": "en"},
    "named_notice": {"program": "skill_subsidy", "notice": "gansu-2024", "as_of": "2024-09-01", "facts": {}},
}


def document(policies: Policies) -> Json:
    """The document for the notices held."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "稳岗助手 API",
            "version": "1",
            "description": "Decides cases by the unemployment-insurance notices held. A self-check, never an official "
            "decision. Send no names, ID numbers or account numbers: no fact asks for them.",
        },
        "paths": _paths(policies),
        "components": {"schemas": SCHEMAS | _fact_schemas()},
    }


def _paths(policies: Policies) -> Json:
    return {
        "/api/v1/decisions": {"post": _decisions(policies)},
        "/api/v1/programs": {"get": _get("programs", "The programs", reference("Programs"))},
        "/api/v1/facts/{program}": {"get": _facts()},
        "/api/v1/notices": {"get": _get("notices", "The notices held", reference("Notices"))},
        "/api/v1/openapi.json": {"get": _get("openapi", "This document", {"type": "object"}, parameters=[])},
    }


def _decisions(policies: Policies) -> Json:
    asked = {name: {"value": value} for name, value in EXAMPLES.items()}
    answered = {name: {"value": read_request(value, policies).decision()} for name, value in EXAMPLES.items()}
    return {
        "operationId": "decide",
        "summary": "Decide one case. Facts that are not given are unknown, and the answer names those that matter",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": reference("Request"), "examples": asked}},
        },
        "responses": {
            "200": {
                "description": "The decision",
                "content": {"application/json": {"schema": reference("Decision"), "examples": answered}},
            },
            "400": _problem("The body is not JSON"),
            "413": _problem("The body is larger than 64 KiB"),
            "415": _problem("The body is not sent as application/json"),
            "422": _problem("The request has mistakes; all are named"),
            "429": _problem("Too many requests"),
        },
    }


def _facts() -> Json:
    program = {
        "name": "program", "in": "path", "required": True, "schema": {"type": "string", "enum": list(PROGRAMS)},
    }  # fmt: skip
    choosing = [_query(name, {"type": "string"}) for name in ("region", "notice")]
    parameters = [program, *choosing, _query("as_of", {"type": "string", "format": "date"}), _language()]
    found = _get("facts", "The facts of a program, or those that one notice uses", reference("Facts"), parameters)
    found["responses"] |= {"404": _problem("No such program"), "422": _problem("No such region or notice")}
    return found


def _get(name: str, summary: str, schema: Json, parameters: list[Json] | None = None) -> Json:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_language()] if parameters is None else parameters,
        "responses": {
            "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
            "422": _problem("An unknown language"),
            "429": _problem("Too many requests"),
        },
    }


def _query(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _language() -> Json:
    return _query("language", {"type": "string", "enum": list(LANGUAGES), "default": "zh"})


def _problem(description: str) -> Json:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": reference("Problem")}}}


def _fact_schemas() -> Json:
    """One object of facts per program, and the request that may hold any of them."""
    schemas: Json = {f"facts_{p.name}": _object(p.facts) for p in PROGRAMS.values()}
    one = {"anyOf": [reference(name) for name in schemas]}
    schemas["Request"] = {
        "type": "object",
        "required": ["program"],
        "additionalProperties": False,
        "properties": {
            "program": {"type": "string", "enum": list(PROGRAMS)},
            "region": {"type": ["string", "null"], "description": "Chinese name or GB/T 2260 code: 江西 or 360000"},
            "notice": {"type": ["string", "null"], "description": "A notice by its id, instead of a region"},
            "as_of": {"type": ["string", "null"], "format": "date", "description": "Default: today in China"},
            "facts": one,
            "language": {"type": ["string", "null"], "enum": [*LANGUAGES, None]},
        },
    }
    return schemas


def _object(facts: tuple[Fact, ...]) -> Json:
    properties = {fact.name: _fact(fact) for fact in facts}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _fact(fact: Fact) -> Json:
    found: Json = {"description": f"{fact.label} / {say(fact.label, ENGLISH)}"}
    match fact.kind:
        case "bool":
            return found | {"type": ["boolean", "null"]}
        case "choice":
            return found | {"type": ["string", "null"], "enum": [*(c.value for c in fact.choices), None]}
        case "date":
            return found | {"type": ["string", "null"], "format": "date"}
        case "month":
            return found | {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}
        case "list":
            return found | {"type": ["array", "null"], "items": _object(fact.items)}
    bounds = {"minimum": fact.lo, "maximum": fact.hi}
    return found | {"type": ["integer", "null"]} | {k: v for k, v in bounds.items() if v is not None}
