"""One vocabulary of operators, two domains: ``Case`` (one case, three-valued) and ``Column`` (millions of rows).

A rule is written once over ``Value``: ``&  |  ~``, comparisons, ``+ - *``, ``//`` and ``%`` by a positive constant,
``pick``, ``half_up``, ``lookup``, ``one_of``. Read through ``Case`` it decides one case in which facts may be unknown
(Kleene's strong three-valued logic) and an unknown value names the facts it waits for; read through ``Column`` it
becomes expressions for a dataframe engine, type-checked and proven free of integer overflow in the same pass.

Booleans and integers only: money in fen, dates as day numbers (``date.toordinal``), choices as text. No float anywhere.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from typing import Any


class Value:
    """What a fact or an intermediate result is inside a rule. Never truth-tested: use ``&``, ``|``, ``~``, ``pick``.

    ``Case`` and ``Column`` each supply all the underscored operations. They are not abstract methods, because ABC's slower
    ``isinstance`` would be paid by every operator of every decision.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise TypeError("in a rule use & | ~ and pick(), not and/or/not/if/chained comparison")

    def _logic(self, decisive: bool, other: Any) -> Value:
        raise NotImplementedError

    def _math(self, op: Callable[[Any, Any], Any], other: Any) -> Value:
        raise NotImplementedError

    def _compare(self, op: Callable[[Any, Any], Any], other: Any) -> Value:
        raise NotImplementedError

    def _pick(self, yes: Any, no: Any) -> Value:
        raise NotImplementedError

    def _floor(self, divisor: int) -> Value:
        raise NotImplementedError

    def _modulo(self, divisor: int) -> Value:
        raise NotImplementedError

    def _lookup(self, table: Mapping[Any, Any]) -> Value:
        raise NotImplementedError

    def _one_of(self, members: Collection[Any]) -> Value:
        raise NotImplementedError

    def __invert__(self) -> Value:
        raise NotImplementedError

    def __and__(self, other: Any) -> Value:
        return self._logic(False, other)

    def __or__(self, other: Any) -> Value:
        return self._logic(True, other)

    def __rand__(self, other: Any) -> Value:
        return self._logic(False, other)

    def __ror__(self, other: Any) -> Value:
        return self._logic(True, other)

    def __add__(self, other: Any) -> Value:
        return self._math(operator.add, other)

    def __sub__(self, other: Any) -> Value:
        return self._math(operator.sub, other)

    def __mul__(self, other: Any) -> Value:
        return self._math(operator.mul, other)

    def __radd__(self, other: Any) -> Value:
        return self._math(operator.add, other)

    def __rmul__(self, other: Any) -> Value:
        return self._math(operator.mul, other)

    def __floordiv__(self, divisor: int) -> Value:
        return self._floor(_positive(divisor))

    def __mod__(self, divisor: int) -> Value:
        return self._modulo(_positive(divisor))

    def __lt__(self, other: Any) -> Value:
        return self._compare(operator.lt, other)

    def __le__(self, other: Any) -> Value:
        return self._compare(operator.le, other)

    def __gt__(self, other: Any) -> Value:
        return self._compare(operator.gt, other)

    def __ge__(self, other: Any) -> Value:
        return self._compare(operator.ge, other)

    def __eq__(self, other: Any) -> Value:  # type: ignore[override]
        return self._compare(operator.eq, other)

    def __ne__(self, other: Any) -> Value:  # type: ignore[override]
        return self._compare(operator.ne, other)


def _positive(divisor: int) -> int:
    if isinstance(divisor, Value) or divisor <= 0:
        raise TypeError("divide only by a positive constant")
    return divisor


def pick(condition: Any, yes: Any, no: Any) -> Any:
    """``yes`` where ``condition`` holds, else ``no``; an unknown condition is harmless where both agree."""
    if isinstance(condition, Value):
        return condition._pick(yes, no)
    return yes if condition else no


def at_least(value: Any, floor: int) -> Any:
    """``value``, or ``floor`` where it is less."""
    return pick(value >= floor, value, floor)


def half_up(value: Any, divisor: int) -> Any:
    """``value / divisor`` rounded half up to a whole number (non-negative values; register A48)."""
    return (value + divisor // 2) // divisor


def lookup(key: Value, table: Mapping[Any, Any]) -> Value:
    """The table's constant for ``key``; unknown for an unknown key and for a key that the table lacks."""
    return key._lookup(table)


def one_of(value: Value, members: Collection[Any]) -> Value:
    """Whether ``value`` is among the constants ``members``."""
    return value._one_of(members)


def _waiting(mine: Case, other: Any) -> Case:
    """Unknown for as long as either is; a plain constant waits for nothing."""
    return Case(None, (mine, other) if isinstance(other, Case) else (mine,))


# The single case has its operators without a detour: it is decided millions of times over, most of it known.
def _comparing(op: Callable[[Any, Any], Any]) -> Callable[[Case, Any], Case]:
    def compare(self: Case, other: Any) -> Case:
        mine = self.v
        its = other.v if isinstance(other, Case) else other
        if mine is None or its is None:
            return _waiting(self, other)
        return YES if op(mine, its) else NO

    return compare


def _computing(op: Callable[[Any, Any], Any]) -> Callable[[Case, Any], Case]:
    def compute(self: Case, other: Any) -> Case:
        mine = self.v
        its = other.v if isinstance(other, Case) else other
        return _waiting(self, other) if mine is None or its is None else Case(op(mine, its))

    return compute


class Case(Value):
    """A scalar that may be unknown: ``v`` is None then, and ``waits`` are names of facts, and values it was made of."""

    __slots__ = ("v", "waits")

    def __init__(self, v: Any, waits: tuple[Any, ...] = ()) -> None:
        self.v = v
        self.waits = waits

    @property
    def needs(self) -> tuple[str, ...]:
        """The names of the facts that an unknown value waits for, each once, in asking order."""
        found: dict[str, None] = {}
        seen: set[int] = set()
        waiting: list[Any] = [self]
        while waiting:
            x = waiting.pop()
            if isinstance(x, str):
                found[x] = None
            elif isinstance(x, Case) and x.v is None and id(x) not in seen:
                seen.add(id(x))
                waiting.extend(reversed(x.waits))
        return tuple(found)

    def __repr__(self) -> str:
        return f"Case({self.v!r}, needs={self.needs})"

    def __invert__(self) -> Case:
        return self if self.v is None else (NO if self.v else YES)

    def __and__(self, other: Any) -> Case:
        mine = self.v
        its = other.v if isinstance(other, Case) else other
        if mine is False or its is False:
            return NO
        return _waiting(self, other) if mine is None or its is None else YES

    def __or__(self, other: Any) -> Case:
        mine = self.v
        its = other.v if isinstance(other, Case) else other
        if mine is True or its is True:
            return YES
        return _waiting(self, other) if mine is None or its is None else NO

    __rand__, __ror__ = __and__, __or__
    __lt__, __le__ = _comparing(operator.lt), _comparing(operator.le)
    __gt__, __ge__ = _comparing(operator.gt), _comparing(operator.ge)
    __eq__, __ne__ = _comparing(operator.eq), _comparing(operator.ne)
    __add__, __sub__, __mul__ = _computing(operator.add), _computing(operator.sub), _computing(operator.mul)
    __radd__, __rmul__ = __add__, __mul__

    def _pick(self, yes: Any, no: Any) -> Case:
        if self.v is not None:
            return _case(yes if self.v else no)
        one, other = _case(yes), _case(no)
        if one.v is not None and one.v == other.v:
            return one
        return Case(None, (self, one, other))

    def _floor(self, divisor: int) -> Case:
        return self if self.v is None else Case(self.v // divisor)

    def _modulo(self, divisor: int) -> Case:
        return self if self.v is None else Case(self.v % divisor)

    def _lookup(self, table: Mapping[Any, Any]) -> Case:
        return self if self.v is None else Case(table.get(self.v))

    def _one_of(self, members: Collection[Any]) -> Case:
        return self if self.v is None else (YES if self.v in members else NO)


YES, NO = Case(True), Case(False)


def _case(x: Any) -> Case:
    return x if isinstance(x, Case) else Case(x)
