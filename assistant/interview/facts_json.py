"""Facts from and to JSON: reading a ``facts.json`` strictly, and listing every fact that a program may use."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assistant.interview.wording import CHINESE, say
from assistant.rules.facts import N_, Fact, by_name
from assistant.rules.reading import OPEN
from assistant.rules.registry import Program
from assistant.rules.texts import Message


class FactsProblem(ValueError):
    """Facts that cannot be used: ``problems`` is (fact name, message) for each, all of them at once."""

    def __init__(self, problems: list[tuple[str, Message]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{name}: {say(text)}" for name, text in problems))


def read_facts(program: Program, given: Mapping[str, Any]) -> dict[str, Any]:
    """Check and convert a JSON object of facts (ISO dates, integer fen). Raises FactsProblem naming every mistake."""
    facts = by_name(program.facts)
    problems: list[tuple[str, Message]] = []
    found: dict[str, Any] = {}
    for name, raw in given.items():
        if name not in facts:
            problems.append((name, Message(N_("没有名为 %(name)s 的事实"), {"name": name.removeprefix(OPEN)[:80]})))
            continue
        value = _converted(facts[name], raw)
        if (reason := facts[name].problem(value)) is not None:
            problems.append((name, Message(reason)))
        elif value is not None:
            found[name] = value
    if problems:
        raise FactsProblem(problems)
    return found


def _converted(fact: Fact, raw: Any) -> Any:
    """Dates from ISO text, also inside a list; what cannot be converted is left for ``Fact.problem`` to refuse."""
    if fact.kind == "list" and isinstance(raw, list):
        items = by_name(fact.items)
        return [_row(items, row) if isinstance(row, dict) else row for row in raw]
    if fact.kind not in ("date", "month") or not isinstance(raw, str):
        return raw
    try:
        day = date.fromisoformat(raw + "-01" if fact.kind == "month" and len(raw) == 7 else raw)
    except ValueError:
        return raw
    return day.replace(day=1) if fact.kind == "month" else day


def _row(items: Mapping[str, Fact], row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _converted(items[name], cell) if name in items else cell for name, cell in row.items()}


def facts_json(facts: Iterable[Fact], language: str = CHINESE) -> list[dict[str, Any]]:
    """Name, type, unit, bounds, choices and label of each fact."""
    return [_fact_json(fact, language) for fact in facts]


def _fact_json(fact: Fact, language: str) -> dict[str, Any]:
    return {
        "name": fact.name,
        "type": fact.kind,
        "unit": "fen" if fact.kind == "money" else (say(fact.unit, language) if fact.unit else None),
        "min": fact.lo,
        "max": fact.hi,
        "choices": [{"value": c.value, "label": say(c.label, language)} for c in fact.choices],
        "label": say(fact.label, language),
        "items": facts_json(fact.items, language),
        "derived_from": fact.asked_as or None,
    }
