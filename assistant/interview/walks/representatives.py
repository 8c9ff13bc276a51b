"""A few answers that stand for all: the ends, and both sides of every limit that a rule compares a fact with.

A share (permille, percent) is no limit of a count, and an amount none of a number of people: each parameter stands only
for facts of its own kind.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

from assistant.interview.engine import UNSURE
from assistant.rules.explain import listed_values
from assistant.rules.facts import Fact
from assistant.rules.months import add_months
from assistant.rules.plan import Plan

MONEY_FEN = (0, 1, 123_456_78)
_SHARES = ("permille", "percent")
_YEAR = 12


def answers_to(fact: Fact, plan: Plan) -> tuple[Any, ...]:
    """The answers to one question that are worth trying, "not sure" last."""
    return (*_sure(fact, plan), UNSURE)


def _sure(fact: Fact, plan: Plan) -> Sequence[Any]:
    match fact.kind:
        case "bool" | "choice":
            return listed_values(fact)
        case "money":
            return [fen for fen in MONEY_FEN if _within(fact, fen)] + ([fact.hi] if fact.hi is not None else [])
        case "date":
            return _days(fact, plan)
        case "month":
            return sorted({day.replace(day=1) for day in _days(fact, plan)})
        case "list":
            return _lists(fact)
    return _numbers(fact, plan)


def _within(fact: Fact, number: int) -> bool:
    return (fact.lo is None or number >= fact.lo) and (fact.hi is None or number <= fact.hi)


def _numbers(fact: Fact, plan: Plan) -> list[int]:
    found = {end for end in (fact.lo, fact.hi) if end is not None}
    for name, value in _parameters(fact, plan):
        if isinstance(value, int) and not isinstance(value, bool):
            limit = _comparable(fact, name, value)
            found |= set() if limit is None else {limit - 1, limit, limit + 1}
    return sorted(number for number in found if _within(fact, number))


def _comparable(fact: Fact, name: str, value: int) -> int | None:
    """The limit in the fact's own unit: a rate in ten-thousandths is ten times one in permille."""
    if any(word in name for word in _SHARES):
        return value * 10 if fact.name.endswith("_bp") and "permille" in name else None
    return None if name.endswith("_fen") or fact.name.endswith("_bp") else value


def _days(fact: Fact, plan: Plan) -> list[date]:
    """Around the day itself, a year before, and every date and number of months that the rules compare with."""
    limits = {plan.as_of, add_months(plan.as_of, -_YEAR)}
    for name, value in _parameters(fact, plan):
        if isinstance(value, date):
            limits.add(value)
        elif name.endswith("months") and isinstance(value, int) and value:
            limits.add(add_months(plan.as_of, -value))
    found = {limit + timedelta(days=step) for limit in limits for step in (-1, 0, 1)}
    return sorted(day for day in found if fact.problem(day) is None)


def _lists(fact: Fact) -> list[list[dict[str, Any]]]:
    """None at all; one entry, with each of its listed answers in turn; an entry left open; all kinds together."""
    plain = {item.name: _any(item) for item in fact.items}
    kinds = [
        {**plain, item.name: value}
        for item in fact.items
        if len(listed_values(item)) <= _YEAR  # a list of labels is not a list of kinds
        for value in listed_values(item)
    ]
    different = [row for i, row in enumerate(kinds) if row not in kinds[:i]]
    return [[], *([row] for row in different), [{}], different]


def _any(item: Fact) -> Any:
    listed = listed_values(item)
    return listed[0] if listed else MONEY_FEN[-1]


def _parameters(fact: Fact, plan: Plan) -> Iterable[tuple[str, Any]]:
    """Name and value of every parameter, at any depth, of the parts that read the fact."""
    for part in plan.parts:
        if fact.name in part.reads:
            for params in (part.params, *(overlay.params for overlay in part.overlays)):
                yield from _flat("", params)


def _flat(name: str, value: Any) -> Iterable[tuple[str, Any]]:
    match value:
        case BaseModel():
            for key in type(value).model_fields:
                yield from _flat(key, getattr(value, key))
        case Mapping():
            for entry in value.values():
                yield from _flat(name, entry)
        case tuple() | list():
            for entry in value:
                yield from _flat(name, entry)
        case _:
            yield name, value
