"""Amounts, dates and rates as they are written for people."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.interview.formatting import percent, rmb_uppercase, show_date_en, show_date_zh, yuan

FEN = st.integers(0, 10**17)


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (50, "0.50"),
        (100, "1.00"),
        (99_999, "999.99"),
        (100_000, "1,000.00"),
        (7_200_000, "72,000.00"),
        (37_962_876, "379,628.76"),
        (-123_456, "-1,234.56"),
        (-5, "-0.05"),
    ],
)
def test_yuan(fen: int, shown: str) -> None:
    assert yuan(fen) == shown


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        # conventions.md §6, the first three from the annex itself
        (140_950, "壹仟肆佰零玖元伍角"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (7_200_000, "柒万贰仟元整"),
        (2_592_633, "贰万伍仟玖佰贰拾陆元叁角叁分"),
        (600_000, "陆仟元整"),
        (50, "伍角"),
        # the annex's other examples; where it leaves 零 free, its first-named form
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元零叁角贰分"),
        (10_700_053, "壹拾万柒仟元零伍角叁分"),
        # zeros
        (0, "零元整"),
        (1, "壹分"),
        (53, "伍角叁分"),
        (100, "壹元整"),
        (101, "壹元零壹分"),
        (1_000, "壹拾元整"),
        (1_005, "壹拾元零伍分"),
        (1_100, "壹拾壹元整"),
        (10_100, "壹佰零壹元整"),
        (100_100, "壹仟零壹元整"),
        (1_000_100, "壹万零壹元整"),
        (1_001_000, "壹万零壹拾元整"),
        (10_000_100_00, "壹仟万零壹佰元整"),
        (10_100_000_00, "壹仟零壹拾万元整"),
        (100_000_000_01, "壹亿元零壹分"),
        (100_001_000_00, "壹亿零壹仟元整"),
        (110_000_000_00, "壹亿壹仟万元整"),
        (1_000_100_001_00, "壹拾亿零壹拾万零壹元整"),
        (1_234_567_890_12, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元零壹角贰分"),
        (10**14, "壹万亿元整"),
    ],
)
def test_rmb_uppercase(fen: int, words: str) -> None:
    assert rmb_uppercase(fen) == "人民币" + words


@given(FEN, FEN)
def test_different_amounts_have_different_words(one: int, other: int) -> None:
    assume(one != other)
    assert rmb_uppercase(one) != rmb_uppercase(other)


def test_all_small_amounts_have_different_words() -> None:
    assert len({rmb_uppercase(fen) for fen in range(200_000)}) == 200_000


@given(FEN)
def test_words_keep_the_annex_rules_on_zeros_and_endings(fen: int) -> None:
    words = rmb_uppercase(fen)
    assert words.startswith("人民币")
    assert "零零" not in words
    assert (words[-1] == "整") == (fen % 100 == 0)
    assert (words[-1] == "角") == (fen % 100 != 0 and fen % 10 == 0)
    assert (words[-1] == "分") == (fen % 10 != 0)


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_amounts_without_words_are_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="amount in words"):
        rmb_uppercase(fen)


def test_dates() -> None:
    assert show_date_zh(date(2024, 7, 9)) == "2024年7月9日"
    assert show_date_en(date(2024, 7, 9)) == "9 July 2024"
    assert show_date_zh(date(2025, 12, 31)) == "2025年12月31日"
    assert show_date_en(date(2025, 12, 31)) == "31 December 2025"


@pytest.mark.parametrize(
    ("permille", "shown"),
    [(0, "0%"), (5, "0.5%"), (10, "1%"), (55, "5.5%"), (600, "60%"), (1000, "100%"), (-55, "-5.5%")],
)
def test_percent(permille: int, shown: str) -> None:
    assert percent(permille) == shown
