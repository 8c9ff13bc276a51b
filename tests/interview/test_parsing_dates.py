"""Dates and months as people type them; an impossible or ambiguous one is refused with the reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.interview.formatting import show_date_zh
from assistant.interview.parsing import AnswerError, parse
from assistant.rules.facts import Fact

DAY = Fact("issued", "date", "发证日期")
MONTH = Fact("since", "month", "起始月份")
TODAY = date(2025, 1, 31)  # a Friday


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-15",
        "2024/3/15",
        "2024.3.15",
        "2024。3。15",
        "2024 3 15",
        "20240315",
        "2024年3月15日",
        "2024 年 3 月 15 号",
        "２０２４年３月１５日",
        "２０２４－０３－１５",
        "二〇二四年三月十五日",
        "二零二四年三月十五日。",
    ],
)
def test_date(text: str) -> None:
    assert parse(DAY, text) == date(2024, 3, 15)
    assert parse(MONTH, text) == date(2024, 3, 1)


@pytest.mark.parametrize("text", ["2024-03", "2024年3月", "2024年3月份", "202403", "二〇二四年三月", "２０２４．３"])
def test_month(text: str) -> None:
    assert parse(MONTH, text) == date(2024, 3, 1)
    with pytest.raises(AnswerError, match="还差几号"):
        parse(DAY, text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2024-02-30", "2024年2月只有 29 天，没有 30 日"),
        ("20240230", "2024年2月只有 29 天，没有 30 日"),
        ("2023年2月29日", "2023年2月只有 28 天，没有 29 日"),
        ("二〇二四年四月卅一日", "2024年4月只有 30 天，没有 31 日"),
        ("2024-13-01", "没有 13 月"),
        ("2024-00-01", "没有 0 月"),
        ("2024-03-00", "没有 0 日"),
        ("24-3-15", "年份写四位数"),
        ("03/15/2024", "年-月-日"),
        ("3月15日", "年份写四位数"),
        ("2024-3/15", "没看懂"),
        ("2024315", "没看懂"),
        ("1900-01-01", "1949年10月1日到2199年12月31日"),
        ("2200-01-01", "1949年10月1日到2199年12月31日"),
        ("0000-01-01", "1949年10月1日到2199年12月31日"),
        ("去年十月三日", "没看懂"),  # no guess at what day it is
        ("昨天", "没看懂"),
    ],
)
def test_date_refused(text: str, advice: str) -> None:
    with pytest.raises(AnswerError, match=advice):
        parse(DAY, text)


def test_the_bounds_that_the_date_message_names_are_those_of_the_fact() -> None:
    assert parse(DAY, "1949-10-01") == date(1949, 10, 1)
    assert parse(DAY, "2199-12-31") == date(2199, 12, 31)
    with pytest.raises(AnswerError, match="1949年10月1日"):
        parse(DAY, "1949-09-30")


@pytest.mark.parametrize(
    ("fact", "text", "day"),
    [
        (MONTH, "去年十月", date(2024, 10, 1)),
        (MONTH, "前年12月", date(2023, 12, 1)),
        (MONTH, "上个月", date(2024, 12, 1)),
        (MONTH, "本月", date(2025, 1, 1)),
        (DAY, "去年10月5日", date(2024, 10, 5)),
        (DAY, "上个月31号", date(2024, 12, 31)),
        (DAY, "昨天", date(2025, 1, 30)),
        (DAY, "大前天", date(2025, 1, 28)),
        (DAY, "上上周五", date(2025, 1, 17)),
        (DAY, "下个月5号", date(2025, 2, 5)),
        (MONTH, "大前年3月", date(2022, 3, 1)),
        (MONTH, "上上个月", date(2024, 11, 1)),
        (DAY, "上星期二", date(2025, 1, 21)),
        (DAY, "上周日", date(2025, 1, 26)),
        (DAY, "本周一", date(2025, 1, 27)),
    ],
)
def test_relative_date(fact: Fact, text: str, day: date) -> None:
    assert parse(fact, text, today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "advice"), [("去年十月", "还差几号"), ("去年2月30日", "只有 29 天"), ("去年", "没看懂")]
)
def test_relative_date_refused(text: str, advice: str) -> None:
    with pytest.raises(AnswerError, match=advice):
        parse(DAY, text, today=TODAY)


@given(st.dates(date(1949, 10, 1), date(2199, 12, 31)))
def test_a_date_written_is_a_date_read(day: date) -> None:
    for text in (day.isoformat(), f"{day:%Y%m%d}", f"{day:%Y/%m/%d}", show_date_zh(day)):
        assert parse(DAY, text) == day
        assert parse(MONTH, text) == day.replace(day=1)
