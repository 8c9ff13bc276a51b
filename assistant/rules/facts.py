"""What a rule may ask about: the vocabulary of facts that every door (page, file, API) shares.

Kinds and the Python value that stands for each in an answered case:

========  =============================================================================
bool      ``True`` / ``False``
choice    ``str``, one of ``choices``
int       ``int`` (persons, person-months, …, see ``unit``)
months    ``int``, a number of months
money     ``int``, fen (0.01 元); the fact's name ends in ``_fen``
date      ``datetime.date``
month     ``datetime.date``, the first day of the month
list      ``list`` of ``dict``, one per item, keyed by the names of ``items``
========  =============================================================================

An unknown fact is absent from the case (or ``None``); it is never ``False`` or ``0``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Kind = Literal["bool", "choice", "int", "months", "money", "date", "month", "list"]


def N_(text: str) -> str:  # gettext's conventional name for "mark, do not translate yet"
    """Mark a Chinese source text for the catalogue; doors translate it when they show it."""
    return text


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible value of a choice fact: the stored ``value`` and its Chinese ``label`` (a msgid)."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Implied:
    """While a fact is unknown and ``fact`` is known to be ``value``, it is ``then``: no claim ever means none this year.

    A given value always counts as given.
    """

    fact: str
    value: bool | int | str
    then: bool | int | str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name, kind, bounds (inclusive, in the unit of the value) and Chinese label (a msgid)."""

    name: str
    kind: Kind
    label: str
    lo: int | None = None
    hi: int | None = None
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    items: tuple["Fact", ...] = ()
    asked_as: str = ""  # a derived fact is not asked itself: its value comes from the fact named here
    implied: tuple[Implied, ...] = ()  # other answers that already settle this one

    def problem(self, value: Any) -> str | None:
        """Say what is wrong with ``value`` for this fact (a Chinese msgid), or None. Unknown (None) is fine."""
        if value is None:
            return None
        match self.kind:
            case "bool":
                return None if isinstance(value, bool) else N_("应为“是”或“否”")
            case "choice":
                known = isinstance(value, str) and value in {c.value for c in self.choices}
                return None if known else N_("不在可选项之内")
            case "date" | "month":
                if not isinstance(value, date):
                    return N_("应为日期，例如 2024-03-15")
                return None if date(1949, 10, 1) <= value <= date(2199, 12, 31) else N_("日期不在合理范围内")
            case "list":
                return self._list_problem(value)
        if isinstance(value, bool) or not isinstance(value, int):
            return N_("应为整数")
        if (self.lo is not None and value < self.lo) or (self.hi is not None and value > self.hi):
            return N_("数字超出范围")
        return None

    def _list_problem(self, value: Any) -> str | None:
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            return N_("应为列表")
        known = {item.name: item for item in self.items}
        for row in value:
            for name, cell in row.items():
                if name not in known:
                    return N_("列表中有不认识的栏目")
                if found := known[name].problem(cell):
                    return found
        return None


def by_name(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Index facts by name."""
    return {fact.name: fact for fact in facts}
