"""The domain of columns: a rule read through ``Column`` becomes a graph for a dataframe engine, type-checked and proven
free of integer overflow in the same pass."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw

from assistant.rules import graph
from assistant.rules.graph import Node
from assistant.rules.values import Value

# Spark's floor division goes through a double, which is exact for integers only below this.
LIMIT = 2**53

type_name = {"bool": "boolean", "int": "integer", "str": "text"}


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
