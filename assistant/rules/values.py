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
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw

from assistant.rules import graph
from assistant.rules.graph import Node

# Spark's floor division goes through a double, which is exact for integers only below this.
LIMIT = 2**53

type_name = {"bool": "boolean", "int": "integer", "str": "text"}


class Value:
    """What a fact or an intermediate result is inside a rule. Never truth-tested: use ``&``, ``|``, ``~``, ``pick``."""

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


class Case(Value):
    """A scalar that may be unknown: ``v`` is None then, and ``needs`` names what it waits for, in asking order."""

    __slots__ = ("needs", "v")

    def __init__(self, v: Any, needs: tuple[str, ...] = ()) -> None:
        self.v = v
        self.needs = needs

    def __repr__(self) -> str:
        return f"Case({self.v!r}, needs={self.needs})"

    def __invert__(self) -> Case:
        return self if self.v is None else (NO if self.v else YES)

    def _logic(self, decisive: bool, other: Any) -> Case:
        mine = self.v
        its = other.v if isinstance(other, Case) else other
        if mine is decisive or its is decisive:
            return YES if decisive else NO
        if mine is None or its is None:
            return Case(None, _needs(self, other))
        return NO if decisive else YES

    def _compare(self, op: Callable[[Any, Any], Any], other: Any) -> Case:
        its = other.v if isinstance(other, Case) else other
        if self.v is None or its is None:
            return Case(None, _needs(self, other))
        return YES if op(self.v, its) else NO

    def _math(self, op: Callable[[Any, Any], Any], other: Any) -> Case:
        its = other.v if isinstance(other, Case) else other
        if self.v is None or its is None:
            return Case(None, _needs(self, other))
        return Case(op(self.v, its))

    def _pick(self, yes: Any, no: Any) -> Case:
        if self.v is not None:
            return _case(yes if self.v else no)
        one, other = _case(yes), _case(no)
        if one.v is not None and one.v == other.v:
            return one
        return Case(None, _needs(self, one, other))

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


def _needs(*values: Any) -> tuple[str, ...]:
    """The names that unknown operands wait for, each once, in order."""
    found: tuple[str, ...] = ()
    for x in values:
        if isinstance(x, Case) and x.v is None and x.needs:
            found = found + x.needs if found else x.needs
    return found if len(found) < 2 else tuple(dict.fromkeys(found))


class Column(Value):
    """A column of a table with its kind (bool, int, str) and, for an int, the proven range of its values."""

    __slots__ = ("hi", "kind", "lo", "node")

    def __init__(self, of: Node | nw.Expr, kind: str, lo: int = 0, hi: int = 0) -> None:
        if kind == "int" and not -LIMIT < lo <= hi < LIMIT:
            raise OverflowError(f"a value may reach {lo}..{hi}, beyond ±2**53")
        self.node = of if isinstance(of, Node) else Node("given", (), of)
        self.kind, self.lo, self.hi = kind, lo, hi

    def _want(self, kind: str) -> None:
        if self.kind != kind:
            raise TypeError(f"{type_name[kind]} expected, got {type_name[self.kind]}")

    def __invert__(self) -> Column:
        self._want("bool")
        return Column(graph.invert(self.node), "bool")

    def _logic(self, decisive: bool, other: Any) -> Column:
        other = column(other)
        self._want("bool")
        other._want("bool")
        return Column(graph.logic(decisive, self.node, other.node), "bool")

    def _compare(self, op: Callable[[Any, Any], Any], other: Any) -> Column:
        other = column(other)
        other._want(self.kind)
        return Column(Node("apply", (self.node, other.node), op), "bool")

    def _math(self, op: Callable[[Any, Any], Any], other: Any) -> Column:
        other = column(other)
        self._want("int")
        other._want("int")
        ends = [op(x, y) for x in (self.lo, self.hi) for y in (other.lo, other.hi)]
        return Column(Node("apply", (self.node, other.node), op), "int", min(ends), max(ends))

    def _pick(self, yes: Any, no: Any) -> Column:
        self._want("bool")
        yes, no = column(yes), column(no)
        no._want(yes.kind)
        chosen = graph.choose(self.node, yes.node, no.node, yes.kind)
        if yes.kind != "int":
            return Column(chosen, yes.kind)
        return Column(chosen, "int", min(yes.lo, no.lo), max(yes.hi, no.hi))

    def _floor(self, divisor: int) -> Column:
        self._want("int")
        return Column(Node("floor", (self.node,), divisor), "int", self.lo // divisor, self.hi // divisor)

    def _modulo(self, divisor: int) -> Column:
        # Not the engines' own %: it takes the sign of the dividend in some and of the divisor in others.
        whole = Node("apply", (self._floor(divisor).node, graph.literal(divisor)), operator.mul)
        return Column(Node("apply", (self.node, whole), operator.sub), "int", 0, divisor - 1)

    def _lookup(self, table: Mapping[Any, Any]) -> Column:
        found = Node("lookup", (self.node,), tuple(table.items()))
        sample = column(next(iter(table.values())))
        if sample.kind != "int":
            return Column(found, sample.kind)
        return Column(found, "int", min(table.values()), max(table.values()))

    def _one_of(self, members: Collection[Any]) -> Column:
        return Column(Node("one_of", (self.node,), tuple(members)), "bool")


def column(x: Any) -> Column:
    """Lift a constant into the column domain; a Column passes through."""
    if isinstance(x, Column):
        return x
    if isinstance(x, bool):
        return Column(graph.literal(x), "bool")
    if isinstance(x, date):
        return column(x.toordinal())
    if isinstance(x, int):
        return Column(graph.literal(x), "int", x, x)
    return Column(graph.literal(x), "str")
