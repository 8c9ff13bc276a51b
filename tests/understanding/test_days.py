"""For which day or year the rules are asked; what happened in a year is no such year."""

from datetime import date

import pytest

from assistant.understanding.days import find
from assistant.understanding.text import read
from tests.understanding.said import CONTEXT


@pytest.mark.parametrize(
    ("typed", "year", "day"),
    [
        ("按2024年的政策", 2024, None),
        ("按照2018年的规定能领多少", 2018, None),
        ("2018年的", 2018, None),
        ("2018年的呢", 2018, None),
        ("那2018年呢", 2018, None),
        ("去年的政策", 2023, None),
        ("今年的标准是多少", 2024, None),
        ("2023年的标准", 2023, None),
        ("2023年度政策", 2023, None),
        ("2023政策还有吗", 2023, None),
        ("前年的费率", 2022, None),
        ("二〇二三年的政策", 2023, None),
        ("按2024年3月15号的规定", 2024, date(2024, 3, 15)),
        ("按2024年8月的政策", 2024, date(2024, 8, 31)),
        ("按2024年11月的政策", 2024, date(2024, 11, 20)),
        ("by the 2023 rules", 2023, None),
        ("the policy of 2023", 2023, None),
    ],
)
def test_the_year_of_the_rules(typed: str, year: int, day: date | None) -> None:
    text = read(typed)
    found = find(text, CONTEXT)
    assert found is not None
    assert (found.year, found.day) == (year, day)
    assert text.said(found.span) in typed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "去年裁了两个人",
        "2023年考的证",
        "去年交了12万",
        "我2018年开始交社保",
        "上个月离职",
        "政策",
        "按5000交",
        "今年领过一次",
        "去年10月拿的证",
    ],
)
def test_other_years(typed: str) -> None:
    assert find(read(typed), CONTEXT) is None
