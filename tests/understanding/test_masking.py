"""No personal number stays in a message; other numbers do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.interview.parsing.text import holds_personal_number
from assistant.understanding.masking import MASK, mask
from assistant.understanding.text import read

PIECES = st.lists(
    st.sampled_from(
        [
            "13800138000", "36010119900307123X", "6222 0210 0111 2233 445",
            "0791-86665555", "一三八零零一三八零零零", "138.0013.8000",
            "2024-03-15", "20240315", " ", "-", ",", "。", "1", "12", "86", "+", "我的电话", "X", "元",
            "万", "年", "²", "①", "٣", "\u200b",
            "仨", "廿", "12333", "７", "四", "点", "5",
        ]
    )
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("我的电话13800138000", f"我的电话{MASK}"),
        ("１３８００１３８０００", MASK),
        ("138 0013 8000，谢谢", f"{MASK}，谢谢"),
        ("138-0013-8000", MASK),
        ("138.0013.8000", MASK),
        ("138,0013,8000", MASK),
        ("一三八零零一三八零零零", MASK),
        ("幺三八零零幺三八零零零", MASK),
        ("+86 13800138000", MASK),
        ("今年3月15 13800138000", f"今年3月15 {MASK}"),
        ("座机0791-86665555", f"座机{MASK}"),
        ("电话86665555", f"电话{MASK}"),
        ("+85291234567", MASK),
        ("身份证36010119900307123X", f"身份证{MASK}"),
        ("身份证36010119900307123x。", f"身份证{MASK}。"),
        ("360101 19900307 1234", MASK),
        ("3601-0119-9003-0712-34", MASK),
        ("360101900307123", MASK),
        ("三六零一零一一九九零零三零七一二三四", MASK),
        ("三陆零壹零壹壹玖玖零零叁零柒壹贰叁肆", MASK),
        ("卡号6222021001112233445", f"卡号{MASK}"),
        ("6222 0210 0111 2233", MASK),
        ("13800138000和13900139000", f"{MASK}和{MASK}"),
        ("1380013\u200b8000", MASK),
    ],
)
def test_a_personal_number_is_masked(typed: str, masked: str) -> None:
    assert mask(typed) == (masked, True)


@pytest.mark.parametrize(
    "typed",
    [
        "12345678900元", "13812345678元", "20240315", "2024-03-15", "2024.3.15", "打12333问了", "0791-12333",
        "编号ACDEF-GHJKM",
        "91360100MA35ABCD1X", "工资5000到8000", "二〇二四年三月十五号",
        "四万三千二百一十块五毛五", "人社部发〔2024〕165号", "1,234,567.89元",
        "2024年1月1日到2024年12月31日", "基数4000 5000", "",
    ],
)  # fmt: skip
def test_other_numbers_stay(typed: str) -> None:
    assert mask(typed) == (typed, False)


@given(PIECES | st.text() | st.text(st.sampled_from("0123456789 -.xX一二零")))
def test_afterwards_no_personal_number_is_held_and_masking_again_changes_nothing(typed: str) -> None:
    masked, any_masked = mask(typed)
    assert not holds_personal_number(masked)
    assert mask(masked) == (masked, False)
    assert any_masked or masked == typed
    assert any_masked == read(typed).masked


def test_a_masked_number_is_no_quantity_and_places_hold() -> None:
    text = read("我13800138000，交了两年")
    start = text.folded.index("两年")
    assert text.said(text.span(start, start + 2)) == "两年"
    assert "138" not in text.typed + text.folded


def test_a_flood_of_digits_takes_no_long_time() -> None:
    assert mask("1 13812345678 0791 " * 2000)[1]
