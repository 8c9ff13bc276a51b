"""Errors for programs: problem details by RFC 9457, with every mistake of a request named."""

import json
from collections.abc import Iterable
from http import HTTPStatus

from flask import Response

from assistant.interview.marks import joined
from assistant.interview.requests import RequestProblem
from assistant.interview.wording import say

MEDIA_TYPE = "application/problem+json"
_MALFORMED = "malformed_json"


def problem(status: int, code: str, detail: str, errors: Iterable[dict[str, str]] = ()) -> Response:
    """An answer that says what went wrong; ``code`` is stable and meant for programs, ``detail`` for people."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    if found := list(errors):
        body["errors"] = found
    return Response(json.dumps(body, ensure_ascii=False), status, content_type=MEDIA_TYPE)


def request_problem(error: RequestProblem) -> Response:
    """Every mistake of a request: where (a JSON pointer), which kind, and what is expected."""
    errors = [
        {"pointer": _pointer(p.where), "code": p.code, "detail": say(p.text, error.language)} for p in error.problems
    ]
    malformed = any(p.code == _MALFORMED for p in error.problems)
    return problem(400 if malformed else 422, error.problems[0].code, joined(error.lines(), error.language), errors)


def _pointer(where: tuple[str, ...]) -> str:
    """RFC 6901, as a URI fragment's content: #/facts/months_paid."""
    return "#" + "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in where)
