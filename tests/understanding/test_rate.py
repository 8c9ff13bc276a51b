"""What is said for the rate: the month of the premium and the wage base. As of 20 November 2024."""

from datetime import date

import pytest

from assistant.understanding import text
from assistant.understanding.facts import rate
from assistant.understanding.model import Context
from assistant.understanding.quantities import quantities

TODAY = date(2024, 11, 20)
MONTH, BASE = "contribution_month", "wage_base_fen"
TABLE = {
    "基数4000": {BASE: 400_000},
    "基数不是五千,是五千六": {BASE: 560_000},
    "缴费基数是4017元": {BASE: 401_700},
    "缴费基数按4017": {BASE: 401_700},
    "工资5000块按5000交": {BASE: 500_000},
    "按6000的基数交": {BASE: 600_000},
    "基数合计85.6万": {BASE: 85_600_000},
    "全公司基数总额一百二十万": {BASE: 120_000_000},
    "4500块的缴费基数": {BASE: 450_000},
    "the base is 4,000 yuan": {BASE: 400_000},
    "工资5000,失业保险交多少": {"?": BASE},
    "月薪八千要交多少失业保险": {"?": BASE},
    "基数大概4000": {"?": BASE},
    "基数上限是多少": {},
    "费率是0.5%吗": {},
    "失业保险交几个点": {},
    "个人扣了20块": {},
    "2024年6月失业保险交多少": {MONTH: date(2024, 6, 1)},
    "这个月的失业保险费率": {MONTH: date(2024, 11, 1)},
    "上个月交多少": {MONTH: date(2024, 10, 1)},
    "今年3月份的费率": {MONTH: date(2024, 3, 1)},
    "去年12月的费率是多少": {MONTH: date(2023, 12, 1)},
    "去年12月的失业保险今年1月才交,算去年12月的": {MONTH: date(2023, 12, 1)},
    "2024年10月,基数5200": {MONTH: date(2024, 10, 1), BASE: 520_000},
    "8月份的失业保险费率": {"?": MONTH},
    "2024年9月入职的,失业保险交多少": {},
    "现在费率多少": {},
    "一年交多少": {},
    "如果基数是5000呢": {},
    "2025年的费率会变吗": {},
}  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), TABLE.items(), ids=list(TABLE))
def test_what_is_taken(said, expected):
    message = text.read(said)
    context = Context(TODAY, TODAY)
    facts = rate.find(message, quantities(message, context), context)
    assert {one.fact: one.value for one in facts.found} == {k: v for k, v in expected.items() if k != "?"}
    if "?" in expected:
        assert expected["?"] in {doubt.fact for doubt in facts.doubts}
    for one in (*facts.found, *facts.doubts):
        assert message.said(one.span).strip()


def test_last_year_is_asked_back_where_another_year_is_looked_at():
    message, context = text.read("去年6月的费率"), Context(TODAY, date(2018, 6, 1))
    facts = rate.find(message, quantities(message, context), context)
    assert not facts.found
    assert [(doubt.fact, doubt.why) for doubt in facts.doubts] == [(MONTH, "relative_year")]
