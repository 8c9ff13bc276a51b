"""Answers to and from what is stored of them: dates as ISO 8601, "not sure" as ``{"unsure": true}``."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.interview.engine import UNSURE
from assistant.rules.facts import Fact, by_name
from assistant.rules.registry import Program

_UNSURE = {"unsure": True}


def to_json(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as values that JSON knows."""
    return {name: value_to_json(value) for name, value in answers.items()}


def value_to_json(value: Any) -> Any:
    """One answer as a value that JSON knows."""
    if value is UNSURE:
        return dict(_UNSURE)
    if isinstance(value, list):
        return [to_json(row) for row in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(program: Program, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the interview takes them. What the program no longer asks, or no longer takes, is left out."""
    facts = by_name(program.facts)
    found: dict[str, Any] = {}
    for name, raw in stored.items():
        if name in facts:
            value = value_from_json(facts[name], raw)
            if value is not None:
                found[name] = value
    return found


def value_from_json(fact: Fact, raw: Any) -> Any:
    """One stored answer, ``UNSURE`` included; None when it is no answer to this fact."""
    if raw == _UNSURE:
        return UNSURE
    value = _converted(fact, raw)
    return None if fact.problem(value) is not None else value


def value_to_text(value: Any) -> str:
    """One answer as a hidden field carries it from a preview to its confirmation."""
    return json.dumps(value_to_json(value), ensure_ascii=False)


def value_from_text(fact: Fact, text: str) -> Any:
    """One answer from such a field; None when it is no answer to this fact."""
    try:
        return value_from_json(fact, json.loads(text))
    except (ValueError, RecursionError):
        return None


def _converted(fact: Fact, raw: Any) -> Any:
    if fact.kind == "list" and isinstance(raw, list):
        items = by_name(fact.items)
        return [_row(items, row) if isinstance(row, dict) else row for row in raw]
    if fact.kind in ("date", "month") and isinstance(raw, str):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            return raw
    return raw


def _row(items: Mapping[str, Fact], row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _converted(items[name], cell) if name in items else cell for name, cell in row.items()}
