"""The shapes of answers, as JSON Schema."""

from typing import Any, get_args

from assistant.rules.decide import Result, Verdict
from assistant.rules.facts import Kind

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
OPTIONAL_TEXT: Json = {"type": ["string", "null"]}
OPTIONAL_DAY: Json = {"type": ["string", "null"], "format": "date"}
OPTIONAL_WHOLE: Json = {"type": ["integer", "null"]}
FLAG: Json = {"type": "boolean"}


def reference(name: str) -> Json:
    """Point to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def _many(items: Json) -> Json:
    return {"type": "array", "items": items}


def _words(kind: Any) -> Json:
    return {"type": "string", "enum": list(get_args(kind))}


def _exactly(**properties: Json) -> Json:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _optional(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


_CITATION = _exactly(notice=TEXT, section=TEXT, tier={"type": "string", "pattern": "^T[1-5]$"})
_NOTICE: dict[str, Json] = {
    "id": TEXT,
    "title": TEXT,
    "number": TEXT | {"description": "“not stated” where the copy at hand shows none"},
    "region": {"type": "string", "pattern": r"^\d{6}$"},
    "issued": {"type": "string", "format": "date"},
}
_CONDITION = _exactly(
    id=TEXT,
    result=_words(Result),
    citation=_CITATION,
    text=TEXT,
    compared={"type": "object"},
    filled_from=_many(_CITATION),
    note=OPTIONAL_TEXT,
)
_FIGURE = _exactly(
    id=TEXT,
    label=TEXT,
    unit=TEXT | {"description": "fen, months, count or day"},
    value=OPTIONAL_WHOLE,
    at_most=OPTIONAL_WHOLE | {"description": "A ceiling that the text states where it states no amount"},
    derivation=_many(TEXT),
    readings=_many(_exactly(text=TEXT, value={"type": "integer"})),
    citation=_CITATION,
    filled_from=_many(_CITATION),
    note=OPTIONAL_TEXT,
)
_STEP = _exactly(
    **{"id": TEXT, "what": TEXT, "where": OPTIONAL_TEXT, "with": _many(TEXT)},
    until=OPTIONAL_DAY,
    url=OPTIONAL_TEXT,
    citation=_optional(_CITATION),
)
_STEP["properties"]["until_text"] = OPTIONAL_TEXT

SCHEMAS: Json = {
    "Decision": _exactly(
        program=TEXT,
        notice=_exactly(**_NOTICE, term=_exactly(first=OPTIONAL_DAY, last=OPTIONAL_DAY)),
        as_of={"type": "string", "format": "date"},
        verdict=_words(Verdict),
        amount_fen=OPTIONAL_WHOLE | {"description": "In fen (0.01 元)"},
        alternatives=_many(_exactly(amount_fen={"type": "integer"}, when=_many({"type": "object"}), text=_many(TEXT))),
        derivation=_many(TEXT),
        conditions=_many(_CONDITION),
        missing=_many(_exactly(fact=TEXT, label=TEXT)),
        open_points=_many(_exactly(id=TEXT, text=TEXT)),
        review_reasons=_many(TEXT),
        caveats=_many(_exactly(id=TEXT, entry=TEXT, text=TEXT, citation=_optional(_CITATION))),
        next_steps=_many(_STEP),
        figures=_many(_FIGURE),
        near_misses=_many(TEXT),
        term_over=FLAG,
        facts={"type": "object"},
    ),
    "Facts": _many(
        _exactly(
            name=TEXT,
            type=_words(Kind),
            unit=OPTIONAL_TEXT,
            min=OPTIONAL_WHOLE,
            max=OPTIONAL_WHOLE,
            choices=_many(_exactly(value=TEXT, label=TEXT)),
            label=TEXT,
            items=reference("Facts"),
            derived_from=OPTIONAL_TEXT,
        )
    ),
    "Programs": _many(_exactly(name=TEXT, label=TEXT, audience=TEXT, amount=TEXT, notices=_many(TEXT))),
    "Notices": _many(_exactly(**_NOTICE, programs=_many(TEXT))),
    "Problem": {
        "type": "object",
        "description": "Problem details (RFC 9457)",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": TEXT,
            "title": TEXT,
            "status": {"type": "integer"},
            "code": TEXT,
            "detail": TEXT,
            "errors": _many(_exactly(pointer=TEXT, code=TEXT, detail=TEXT)),
        },
    },
}
