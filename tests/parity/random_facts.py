"""Random cases for any program: a way to draw each kind of fact, with the values at which the plan's rules turn."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from assistant.policies import shipped_policies
from assistant.rules.facts import Fact, by_name
from assistant.rules.plan import Plan

UNKNOWN = 0.12
_EARLIEST, _LATEST = date(1949, 10, 1), date(2199, 12, 31)
# Rules multiply a parameter out: months by twelve, shares by a hundred or a thousand.
_FACTORS = (1, 10, 12, 100, 1000, 12_000)


def plans() -> dict[str, Plan]:
    """Every program of every notice that is held, on the day of issue."""
    held = shipped_policies()
    return {
        f"{notice.id}/{program}": held.plan_for(notice.id, program, notice.issued)
        for notice in held.notices.values()
        for program in notice.program
    }


def days_of(plan: Plan) -> list[date]:
    """Days on which the plan may turn: its issue, the ends of its term, and the days around them."""
    ends = [day for day in (plan.notice.issued, plan.term.first, plan.term.last) if day is not None]
    return sorted({day + timedelta(days=shift) for day in ends for shift in (-1, 0, 1)})


def on(plan: Plan, day: date) -> Plan:
    """The same program and notice on another day."""
    return shipped_policies().plan_for(plan.notice.id, plan.program.name, day)


class Chance:
    """Draws facts for one plan from a seed."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self._random = random.Random(seed)
        self._plan = plan
        given = [value for part in plan.parts for p in _all_params(part) for value in _values(p)]
        self._numbers = sorted({v for v in given if isinstance(v, int) and not isinstance(v, bool)})
        self._dates = sorted({v for v in given if isinstance(v, date)} | set(days_of(plan)) | {plan.as_of})
        self.facts = [by_name(plan.program.facts)[name] for name in plan.fact_names]

    def case(self) -> dict[str, Any]:
        """Random values for the facts that the plan reads; some unknown, at a share that itself varies."""
        unknown = self._random.choice((0.0, UNKNOWN, 0.5))
        return {f.name: self.value(f) for f in self.facts if self._random.random() >= unknown}

    def open_facts(self, known: Mapping[str, Any]) -> list[Fact]:
        """The facts that ``known`` leaves open: neither given, nor implied by what is given, nor summed up from a list."""
        return [f for f in self.facts if f.name not in known and not f.asked_as and not _implied(f, known)]

    def value(self, fact: Fact) -> Any:
        """A random value of one fact."""
        match fact.kind:
            case "bool":
                return self._random.random() < 0.5
            case "choice":
                return self._choice(fact)
            case "date" | "month":
                day = self._date()
                return day.replace(day=1) if fact.kind == "month" else day
            case "list":
                return [self._row(fact) for _ in range(self._random.randrange(4))]
        return self._number(fact)

    def _choice(self, fact: Fact) -> str:
        first = self._random.random() < 0.4  # the usual case stands first, and most others are refused early
        return (fact.choices[0] if first else self._random.choice(fact.choices)).value

    def _row(self, fact: Fact) -> dict[str, Any]:
        return {item.name: self.value(item) for item in fact.items if self._random.random() >= UNKNOWN}

    def _date(self) -> date:
        if self._random.random() < 0.1:
            return date.fromordinal(self._random.randint(_EARLIEST.toordinal(), _LATEST.toordinal()))
        near = self._random.choice(self._dates)
        months = self._random.choice((0, 0, 1, 3, 12, 18, 24)) * self._random.choice((-1, 1))
        day = near + timedelta(days=months * 30 + self._random.choice((-400, -31, -1, 0, 0, 1, 31, 365)))
        return min(max(day, _EARLIEST), _LATEST)

    def _number(self, fact: Fact) -> int:
        lo, hi = fact.lo or 0, fact.hi or 0
        kind = self._random.random()
        if kind < 0.15:
            found = self._random.choice((lo, hi, lo + 1, hi - 1))
        elif kind < 0.6 and self._numbers:
            found = self._random.choice(self._numbers) * self._random.choice(_FACTORS)
            found += self._random.choice((-1, 0, 0, 1))
        elif kind < 0.9:
            found = self._random.randint(lo, min(hi, lo + 40))
        else:
            found = self._random.randint(lo, hi)
        return min(max(found, lo), hi)


def _implied(fact: Fact, known: Mapping[str, Any]) -> bool:
    return any(known.get(rule.fact) == rule.value for rule in fact.implied)


def _all_params(part: Any) -> list[Any]:
    return [part.params, *(overlay.params for overlay in part.overlays)]


def _values(params: Any) -> Iterable[Any]:
    """Every single value in a part's parameters."""
    for value in params.model_dump().values():
        yield from _inside(value)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _inside(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _inside(inner)
    else:
        yield value
