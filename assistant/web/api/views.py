"""The views: parse, call, answer."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, request

from assistant.interview.decision_json import notice_json
from assistant.interview.facts_json import facts_json
from assistant.interview.requests import (
    LANGUAGES,
    Problem,
    RequestProblem,
    facts_used,
    find_program,
    parse_object,
    read_request,
)
from assistant.interview.wording import say
from assistant.policies.building import ref
from assistant.rules.facts import N_
from assistant.rules.registry import PROGRAMS
from assistant.rules.texts import Message
from assistant.site.application import policies
from assistant.site.problems import problem, request_problem
from assistant.web.api.document import document

MOST_BYTES = 64 * 1024

View = Callable[..., Any]


def add_to(blueprint: Blueprint) -> None:
    """Register the routes."""
    blueprint.post("/decisions")(_answering(decisions))
    blueprint.get("/programs")(_answering(programs))
    blueprint.get("/facts/<program>")(_answering(facts))
    blueprint.get("/notices")(_answering(notices))
    blueprint.get("/openapi.json")(_answering(openapi))


def _answering(view: View) -> Callable[..., Response]:
    """Give what the view returns as JSON, and what is wrong with the request as a problem."""

    @wraps(view)
    def answer(**arguments: str) -> Response:
        try:
            found = view(**arguments)
        except RequestProblem as error:
            return request_problem(error)
        if isinstance(found, Response):
            return found
        return Response(json.dumps(found, ensure_ascii=False), content_type="application/json")

    return answer


def decisions() -> Any:
    """Decide one case."""
    request.max_content_length = MOST_BYTES
    if request.mimetype != "application/json":
        return problem(415, "not_json", say(N_("请用 Content-Type: application/json 提交 JSON")))
    return read_request(parse_object(request.get_data(cache=False)), policies()).decision()


def programs() -> Any:
    """List the programs."""
    language = _language()
    return [
        {
            "name": program.name,
            "label": say(program.label, language),
            "audience": program.audience,
            "amount": program.amount,
            "notices": [notice.id for notice in policies().notices.values() if program.name in notice.program],
        }
        for program in PROGRAMS.values()
    ]


def facts(program: str) -> Any:
    """List the facts of a program, or only those that a notice uses."""
    language, asked = _language(), {key: request.args.get(key) for key in ("region", "notice", "as_of")}
    if program not in PROGRAMS:
        return problem(404, "unknown_program", _unknown_program(program))
    if not any(asked.values()):
        return facts_json(find_program(program).facts, language)
    return facts_json(facts_used(read_request({"program": program, **asked}, policies()).plan), language)


def notices() -> Any:
    """List the notices held."""
    language = _language()
    return [
        notice_json(ref(notice), language) | {"programs": list(notice.program)}
        for notice in policies().notices.values()
    ]


def openapi() -> Any:
    """The interface described."""
    return document(policies())


def _language() -> str:
    asked = request.args.get("language", "zh")
    if asked not in LANGUAGES:
        raise RequestProblem(Problem(("language",), "unknown_language", Message(N_("应为 zh 或 en"))))
    return LANGUAGES[asked]


def _unknown_program(name: str) -> str:
    try:
        find_program(name)
    except RequestProblem as error:
        return "；".join(error.lines())
    raise AssertionError(name)
