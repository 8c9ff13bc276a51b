"""社会保险法 46: the longest period, by months paid and months left over. Amounts are never computed (A46)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.policies import PolicyError, load_policies, shipped_policies
from assistant.rules.decide import decide
from assistant.rules.registry import FIGURES

DAY = date(2024, 8, 15)
PAID = st.integers(0, 600)
LEFT = st.integers(0, 24)


def months(**facts: Any) -> int | None:
    plan = shipped_policies().plan("unemployment_benefit", "广东", DAY)
    value: int | None = decide(plan, facts).figures["max_months"].v
    return value


@pytest.mark.parametrize(
    ("paid", "most"),
    [(0, 0), (11, 0), (12, 12), (13, 12), (59, 12), (60, 18), (61, 18), (119, 18), (120, 24), (121, 24), (600, 24)],
)
def test_bands_begin_exactly_at_one_five_and_ten_years(paid: int, most: int) -> None:
    assert months(months_paid=paid, drew_before=False) == most


@pytest.mark.parametrize(("paid", "left", "most"), [(12, 12, 24), (12, 13, 24), (12, 11, 23), (60, 6, 24), (6, 24, 24)])
def test_together_with_months_left_over_the_cap_is_twenty_four(paid: int, left: int, most: int) -> None:
    assert months(months_paid=paid, drew_before=True, undrawn_months=left) == most


@given(PAID, LEFT)
def test_left_over_months_add_up_to_the_cap_and_never_shorten(paid: int, left: int) -> None:
    alone = months(months_paid=paid, drew_before=False)
    both = months(months_paid=paid, drew_before=True, undrawn_months=left)
    assert alone is not None
    assert both == min(alone + left, 24)


@given(PAID, PAID, LEFT)
def test_more_months_paid_never_mean_less(one: int, other: int, left: int) -> None:
    fewer, more = sorted((one, other))
    shorter = months(months_paid=fewer, drew_before=True, undrawn_months=left)
    longer = months(months_paid=more, drew_before=True, undrawn_months=left)
    assert shorter is not None
    assert longer is not None
    assert shorter <= longer


@given(PAID, LEFT)
def test_without_an_earlier_spell_an_answer_about_it_has_no_effect(paid: int, left: int) -> None:
    assert months(months_paid=paid, drew_before=False, undrawn_months=left) == months(
        months_paid=paid, drew_before=False
    )


def test_only_what_can_change_the_length_keeps_it_unknown() -> None:
    assert months(months_paid=120) == 24
    assert months(months_paid=119) is None
    assert months(months_paid=119, drew_before=True) is None
    assert months(drew_before=False) is None


def test_bands_out_of_order_are_refused(tmp_path: Any) -> None:
    (tmp_path / "wrong.toml").write_text(
        """
        id = "wrong"
        title = { zh = "甲", en = "A" }
        region = "440000"
        region_label = { zh = "广东", en = "Guangdong" }
        issued = 2024-01-01
        issuers = []
        year = 2024
        [program.unemployment_benefit]
        term = { section = "一" }
        [[program.unemployment_benefit.figure]]
        use = "max_months"
        section = "一"
        cap = 24
        bands = [{ from_months = 60, months = 18 }, { from_months = 12, months = 12 }]
        """,
        "utf-8",
    )
    with pytest.raises(PolicyError, match="bands"):
        load_policies(tmp_path)


def test_no_figure_of_the_program_is_an_amount_of_money() -> None:
    """A46: no source states what is paid a month."""
    units = {kind.unit for kind in FIGURES.values() if kind.program == "unemployment_benefit"}
    assert units == {"months"}
