"""Days, months and years in running text, as of Wednesday 20 November 2024."""

from datetime import date

import pytest

from assistant.understanding.model import Context
from assistant.understanding.quantities import quantities
from assistant.understanding.text import read
from tests.understanding.said import CONTEXT, said


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # exact
        ("2024年3月15日", "2024-3-15"),
        ("2024年3月15号", "2024-3-15"),
        ("２０２４年３月１５号", "2024-3-15"),
        ("2024年3月15发的证", "2024-3-15"),
        ("2024.3.15", "2024-3-15"),
        ("2024/3/15", "2024-3-15"),
        ("20240315", "2024-3-15"),
        ("24年3月15号", "2024-3-15"),
        ("23.11.25发的", "2023-11-25"),
        ("二〇二四年三月十五号", "2024-3-15"),
        ("二零二三年十一月二十五日", "2023-11-25"),
        ("98年5月1号", "1998-5-1"),
        ("March 15 2024", "2024-3-15"),
        ("Mar 15th, 2024", "2024-3-15"),
        ("15 March 2024", "2024-3-15"),
        ("15/3/2024", "2024-3-15"),
        ("3/15/2024", "2024-3-15"),
        ("5/5/2024", "2024-5-5"),
        # partial
        ("2024年3月", "2024-3-?"),
        ("24年3月", "2024-3-?"),
        ("二〇二四年三月", "2024-3-?"),
        ("二三年十月", "2023-10-?"),
        ("2024.3", "2024-3-?"),
        ("2024-03", "2024-3-?"),
        ("202403", "2024-3-?"),
        ("10月18号", "?-10-18"),
        ("十月十八号", "?-10-18"),
        ("10月", "?-10-?"),
        ("三月份", "?-3-?"),
        ("18号发的", "?-?-18"),
        ("2024年", "2024-?-?"),
        ("2024年度", "2024-?-?"),
        ("24年考的", "2024-?-?"),
        ("从18年交到现在", "2018-?-?"),
        ("March 2024", "2024-3-?"),
        ("in March", "?-3-?"),
        ("March 15", "?-3-15"),
        ("since 2023", "2023-?-?"),
        ("2024年3月到2024年9月", "2024-3-? 2024-9-?"),
        # depending on today
        ("去年10月", "2023-10-?r"),
        ("去年的10月份", "2023-10-?r"),
        ("前年3月", "2022-3-?r"),
        ("大前年3月", "2021-3-?r"),
        ("今年3月5号", "2024-3-5r"),
        ("去年11.25", "2023-11-25r"),
        ("上个月18号", "2024-10-18r"),
        ("上个月", "2024-10-?r"),
        ("上上个月", "2024-9-?r"),
        ("这个月", "2024-11-?r"),
        ("下个月5号", "2024-12-5r"),
        ("昨天", "2024-11-19r"),
        ("大前天", "2024-11-17r"),
        ("上周三", "2024-11-13r"),
        ("上个星期天", "2024-11-17r"),
        ("这周一", "2024-11-18r"),
        ("上上周五", "2024-11-8r"),
        ("3天前", "2024-11-17r"),
        ("去年", "2023-?-?r"),
        ("yesterday", "2024-11-19r"),
        ("last month", "2024-10-?r"),
        ("last year", "2023-?-?r"),
        ("last Wednesday", "2024-11-13r"),
        ("last December", "2023-12-?r"),
        # approximate
        ("last October", "2024-10-?~r"),
        ("去年10月左右", "2023-10-?~r"),
        ("大概是去年10月", "2023-10-?~r"),
        ("今年五一前后", "2024-5-?~r"),
        ("去年国庆", "2023-10-?~r"),
        ("去年过年", "2023-?-?~r"),
        ("半年前", "2024-5-?~r"),
        ("三个月前", "2024-8-?~r"),
        ("三年前", "2021-?-?~r"),
        ("好几年前", "?-?-?~r"),
        ("去年10月之前", "2023-10-?~r"),
        ("two years ago", "2022-?-?~r"),
        ("half a year ago", "2024-5-?~r"),
        ("去年年底", "2023-?-?~rend"),
        ("去年底", "2023-?-?~rend"),
        ("今年年初", "2024-?-?~rstart"),
        ("去年上半年", "2023-?-?~rfirst_half"),
        ("24年下半年", "2024-?-?~second_half"),
        ("今年10月底", "2024-10-?rend"),
        ("上月初", "2024-10-?rstart"),
        ("3月中旬", "?-3-?middle"),
        # none, or not of that kind
        ("2024年13月", "2024-?-?"),
        ("2024年2月30日", "2024-?-?"),
        ("交了12月", ""),
        ("10个月", "duration:10"),
        ("五一路", ""),
        ("3/4/2024", ""),
        ("90年代", ""),
        ("第12月", ""),
        ("月薪", ""),
        ("三月薪", ""),
        ("2024元", "money:202400"),
        ("202403元", "money:20240300"),
        ("I may go", ""),
        ("march on", ""),
    ],
)
def test_moments(typed: str, expected: str) -> None:
    assert said(typed) == expected


def test_what_depends_on_today_moves_with_it() -> None:
    today = date(2026, 1, 2)
    context = Context(today=today, as_of=date(2025, 6, 1))
    parts = [moment.parts for moment in quantities(read("去年10月，上个月18号，昨天"), context).moments]
    assert parts == [(2025, 10, None), (2025, 12, 18), (2026, 1, 1)]


def test_only_what_is_whole_and_exact_is_a_day_or_month() -> None:
    whole, month, vague = quantities(read("2024年3月15号，去年10月，前年3月左右"), CONTEXT).moments
    assert (whole.exact_day, whole.month_start) == (date(2024, 3, 15), date(2024, 3, 1))
    assert (month.exact_day, month.month_start) == (None, date(2023, 10, 1))
    assert (vague.exact_day, vague.month_start) == (None, None)
