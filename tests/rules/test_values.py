"""Both domains of the rule vocabulary agree, on every engine's own terms."""

import operator
from datetime import date

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.column import Column
from assistant.rules.days import add_months, civil, day_number
from assistant.rules.graph import staged
from assistant.rules.months import add_months as calendar_add_months
from assistant.rules.values import NO, YES, Case, at_least, half_up, lookup, one_of, pick

THREE = st.sampled_from([True, False, None])
NUMBERS = st.one_of(st.none(), st.integers(-(10**6), 10**6))


def case(value, name="x"):
    return Case(value, (name,) if value is None else ())


def column(name, kind, lo=-(10**6), hi=10**6):
    return Column(nw.col(name), kind, lo, hi)


def through_polars(expression, **columns):
    frame = nw.from_native(pl.DataFrame({k: pl.Series(v[1], dtype=v[0]) for k, v in columns.items()}))
    for layer in staged({"out": expression.node}):
        frame = frame.with_columns(**layer)
    return frame["out"].to_list()


@given(THREE, THREE)
def test_and_or_not_are_kleenes(a, b):
    x, y = case(a, "a"), case(b, "b")
    assert (x & y).v == (False if False in (a, b) else None if None in (a, b) else True)
    assert (x | y).v == (True if True in (a, b) else None if None in (a, b) else False)
    assert (~x).v == (None if a is None else not a)
    bools = {"a": (pl.Boolean, [a]), "b": (pl.Boolean, [b])}
    left, right = column("a", "bool"), column("b", "bool")
    assert through_polars(left & right, **bools) == [(x & y).v]
    assert through_polars(left | right, **bools) == [(x | y).v]


@given(THREE, NUMBERS, NUMBERS)
def test_pick_is_known_where_both_sides_agree(condition, a, b):
    got = pick(case(condition, "c"), case(a, "a"), case(b, "b")).v
    expected = {True: a, False: b, None: a if a is not None and a == b else None}[condition]
    assert got == expected
    expression = pick(column("c", "bool"), column("a", "int"), column("b", "int"))
    data = {"c": (pl.Boolean, [condition]), "a": (pl.Int64, [a]), "b": (pl.Int64, [b])}
    assert through_polars(expression, **data) == [expected]


@pytest.mark.parametrize("op", [operator.add, operator.sub, operator.mul, operator.lt, operator.le, operator.ge])
@given(a=NUMBERS, b=NUMBERS)
def test_arithmetic_and_comparison_agree(op, a, b):
    expected = None if a is None or b is None else op(a, b)
    assert op(case(a), case(b)).v == expected
    expression = op(column("a", "int"), column("b", "int"))
    assert through_polars(expression, a=(pl.Int64, [a]), b=(pl.Int64, [b])) == [expected]


@given(st.integers(-(10**6), 10**6), st.integers(1, 1000))
def test_floor_and_modulo_are_pythons(a, d):
    assert (case(a) // d).v == a // d
    assert (case(a) % d).v == a % d
    for expression, expected in ((column("a", "int") // d, a // d), (column("a", "int") % d, a % d)):
        assert through_polars(expression, a=(pl.Int64, [a])) == [expected]


def test_unknown_values_name_what_they_wait_for_once_and_in_order():
    a, b = case(None, "a"), case(None, "b")
    assert ((a + b) <= (b + a)).needs == ("a", "b")
    assert (NO & a).needs == ()
    assert (YES | a).needs == ()
    assert pick(a, 1, 1).v == 1


def test_half_up_rounds_the_half_fen_up():
    # 0.5 fen → 1; 0.49 fen → 0; 1.5 → 2
    assert [half_up(case(n), 100).v for n in (50, 49, 150, 0)] == [1, 0, 2, 0]


def test_lookup_is_unknown_for_a_key_the_table_lacks():
    table = {"five": 1, "four": 2}
    assert lookup(case("four"), table).v == 2
    assert lookup(case("two"), table).v is None
    expression = lookup(column("k", "str"), table)
    assert through_polars(expression, k=(pl.String, ["five", "four", "two", None])) == [1, 2, None, None]


def test_one_of_and_at_least():
    assert one_of(case("a"), ("a", "b")).v is True
    assert one_of(case(None, "k"), ("a",)).needs == ("k",)
    assert through_polars(one_of(column("k", "str"), ("a",)), k=(pl.String, ["a", "z", None])) == [True, False, None]
    assert at_least(case(-5), 0).v == 0


def test_a_rule_cannot_be_truth_tested_or_mix_kinds_or_overflow():
    with pytest.raises(TypeError, match="pick"):
        bool(YES)
    with pytest.raises(TypeError, match="integer expected"):
        column("a", "int") + Column(nw.col("b"), "str")
    with pytest.raises(OverflowError):
        column("a", "int", 0, 10**13) * 10**4
    with pytest.raises(TypeError, match="positive constant"):
        _ = case(4) // 0


DAYS = st.dates(date(1950, 1, 1), date(2190, 12, 31))


@given(DAYS, st.integers(0, 36))
def test_dates_by_integers_are_the_calendars(d, months):
    y, m, dom = civil(Case(d.toordinal()))
    assert (y.v, m.v, dom.v) == (d.year, d.month, d.day)
    assert day_number(y, m, dom).v == d.toordinal()
    expected = calendar_add_months(d, months).toordinal()
    assert add_months(Case(d.toordinal()), months).v == expected
    lo, hi = date(1949, 10, 1).toordinal(), date(2199, 12, 31).toordinal()
    data = {"d": (pl.Int64, [d.toordinal(), None])}
    assert through_polars(add_months(column("d", "int", lo, hi), months), **data) == [expected, None]
