"""What people type, and what it means; everything unclear is refused with advice."""

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assistant.interview.parsing as package
from assistant.interview.formatting import rmb_uppercase, show_date_zh, yuan
from assistant.interview.parsing import AnswerError, PersonalDataError, is_not_sure, parse
from assistant.interview.parsing.numbers import read_chinese
from assistant.rules.facts import Choice, Fact, Kind

YES_NO = Fact("dispatch_agency", "bool", "是否劳务派遣单位")
SIZE = Fact("size", "choice", "企业划型", choices=(Choice("large", "大型企业"), Choice("sme", "中小微企业")))
HEADS = Fact("heads", "int", "参保人数", lo=0, hi=1_000_000, unit="人")
CLAIMS = Fact("claims", "int", "申领次数", lo=0, unit="次")
MONTHS = Fact("months", "months", "缴费月数", lo=0, hi=600)
MONEY = Fact("paid_fen", "money", "实际缴费", lo=0, unit="元")
DAY = Fact("issued", "date", "发证日期")
MONTH = Fact("since", "month", "起始月份")
ALL = (YES_NO, SIZE, HEADS, MONTHS, MONEY, DAY, MONTH)
TODAY = date(2025, 1, 31)  # a Friday

FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("120,000", 12_000_000),
        ("１２０，０００", 12_000_000),
        ("１２万", 12_000_000),
        ("6.1万", 6_100_000),
        ("6。1万", 6_100_000),
        ("6.1万元", 6_100_000),
        ("六点一万", 6_100_000),
        ("六万一", 6_100_000),
        ("6万1千", 6_100_000),
        ("6 万 1 千 元", 6_100_000),
        ("两千二", 220_000),
        ("三千块钱", 300_000),
        ("四万三千二百一十块五毛五", 4_321_055),
        ("¥1,234.50", 123_450),
        ("￥ 1 234.50", 123_450),
        ("1234元5角", 123_450),
        ("1234.", 123_400),
        ("12块5", 1_250),
        ("十二块零五", 1_205),
        ("五毛", 50),
        ("五角三分", 53),
        ("8分", 8),
        ("0", 0),
        ("1.23456万", 1_234_560),
        ("1亿2000万元", 12_000_000_000),
        ("壹拾万零柒仟元伍角叁分", 10_700_053),
        ("貳萬圓整", 2_000_000),
        ("0.29", 29),  # 0.29 * 100 is 28.999… in floats
        ("90071992547409.93", 9_007_199_254_740_993),  # 2^53 + 1 fen
    ],
)
def test_money(text: str, fen: int) -> None:
    value = parse(MONEY, text)
    assert (value, type(value)) == (fen, int)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1.234,50", "没看懂"),
        ("1,23", "没看懂"),
        ("1,2345", "没看懂"),
        ("12,34,567", "没看懂"),
        ("1 2", "没看懂"),
        (".5", "没看懂"),  # never 5
        ("万", "没看懂"),
        ("元", "没看懂"),
        ("万元", "没看懂"),
        ("一二三", "没看懂"),
        ("两三万", "没看懂"),
        ("一百零", "没看懂"),
        ("12元5", "没看懂"),
        ("12块55", "没看懂"),
        ("6万元5000", "没看懂"),
        ("12.5元3角", "没看懂"),
        ("100美元", "没看懂"),
        ("1e5", "没看懂"),
        ("10²", "没看懂"),
        ("٣", "没看懂"),
        ("nan", "没看懂"),
        ("12,345,678,901,234,567", "太大"),
        ("99999999999999万亿", "太大"),
        ("99999999999999万亿元5角", "太大"),
        ("九千九百九十九万亿亿", "没看懂"),
        ("99999999999999亿1万", "没看懂"),
        ("10多万", "确切"),
        ("约5万元", "确切"),
        ("10~12万", "确切"),
        ("1.234", "小数点后两位"),
        ("1.2345678万", "小数点后两位"),
        ("-5", "不能是负数"),
        ("－5", "不能是负数"),
        ("¥-5", "不能是负数"),
        ("负五百", "不能是负数"),
    ],
)
def test_money_refused(text: str, advice: str) -> None:
    with pytest.raises(AnswerError, match=advice) as caught:
        parse(MONEY, text)
    assert not isinstance(caught.value, PersonalDataError)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("6.1", 6_100_000), ("6.1万", 6_100_000), ("61000元", 6_100_000), ("两万", 2_000_000)],
)
def test_money_in_a_field_of_ten_thousands(text: str, fen: int) -> None:
    assert parse(MONEY, text, unit="万元") == fen


def test_thousands_in_a_field_of_ten_thousands_are_ambiguous() -> None:
    with pytest.raises(AnswerError, match="没看懂"):
        parse(MONEY, "三千", unit="万元")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("12", 12),
        ("１２０人", 120),
        ("120 名职工", 120),
        ("1,200", 1_200),
        ("1，200", 1_200),
        ("12 000", 12_000),
        ("12.0", 12),
        ("1.2万", 12_000),
        ("两千二", 2_200),
        ("一千零五", 1_005),
        ("一千五", 1_500),
        ("三百", 300),
        ("十", 10),
        ("仨", 3),
        ("仨人", 3),
        ("俩", 2),
        ("廿", 20),
        ("一百廿五个", 125),
        ("3百5", 350),
        ("一亿二", 120_000_000),
        ("\u200b12\ufeff", 12),
    ],
)
def test_count(text: str, count: int) -> None:
    assert parse(Fact("n", "int", "人数", unit="人"), text) == count


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("12.5", "整数"),
        ("1.000", "整数"),
        ("十几个", "确切"),
        ("100人左右", "确切"),
        ("百八十", "没看懂"),
        ("三四百", "没看懂"),
        ("十五六", "没看懂"),
        ("120元", "没看懂"),
        ("3次", "没看懂"),
        ("人", "没看懂"),
        ("5%", "没看懂"),
    ],
)
def test_count_refused(text: str, advice: str) -> None:
    with pytest.raises(AnswerError, match=advice):
        parse(HEADS, text)


def test_count_takes_its_own_unit() -> None:
    assert parse(CLAIMS, "3次") == 3
    assert parse(HEADS, "3份", unit="份") == 3


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("12", 12),
        ("12个月", 12),
        ("十二 个月", 12),
        ("一年半", 18),
        ("1.5年", 18),
        ("2年3个月", 27),
        ("两年零三个月", 27),
        ("半年", 6),
        ("两年", 24),
        ("仨月", 3),
        ("俩月", 2),
    ],
)
def test_months(text: str, months: int) -> None:
    assert parse(MONTHS, text) == months
    assert parse(Fact("n", "int", "月数", unit="个月"), text) == months


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("12月", "没看懂"),  # December?
        ("三月", "没看懂"),
        ("半", "没看懂"),
        ("年", "没看懂"),
        ("个月", "没看懂"),
        ("-3", "没看懂"),
        ("一个半月", "整月"),
        ("半个月", "整月"),
        ("1.3年", "整月"),
        ("一年多", "确切"),
        ("不满12个月", "确切"),
    ],
)
def test_months_refused(text: str, advice: str) -> None:
    with pytest.raises(AnswerError, match=advice):
        parse(MONTHS, text)


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


@pytest.mark.parametrize(
    "text", ["2024-03", "2024年3月", "2024年3月份", "202403", "二〇二四年三月", "２０２４．３"]
)
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


@pytest.mark.parametrize("text", ["是", "是的。", "有", "对！", "Yes", "y", "Ｙ", " 没错 "])
def test_yes(text: str) -> None:
    assert parse(YES_NO, text) is True


@pytest.mark.parametrize("text", ["否", "不是。", "没有", "无", "不对", "NO", "n"])
def test_no(text: str) -> None:
    assert parse(YES_NO, text) is False


@pytest.mark.parametrize("text", ["是?", "是吗", "也许", "不是没有", "1", "0"])
def test_neither_yes_nor_no(text: str) -> None:
    with pytest.raises(AnswerError, match="“是”或“否”"):
        parse(YES_NO, text)


def test_choice_by_value_or_label() -> None:
    assert parse(SIZE, "large") == "large"
    assert parse(SIZE, "LARGE") == "large"
    assert parse(SIZE, " 中小微 企业。") == "sme"


@pytest.mark.parametrize("text", ["企业", "小企业", "中小微企业 大型企业"])
def test_not_one_of_the_choices(text: str) -> None:
    with pytest.raises(AnswerError, match="选项"):
        parse(SIZE, text)


def test_a_label_that_two_choices_share_is_refused() -> None:
    fact = Fact("x", "choice", "题", choices=(Choice("a", "其他"), Choice("b", "其他")))
    with pytest.raises(AnswerError, match="选项"):
        parse(fact, "其他")
    assert parse(fact, "b") == "b"


@pytest.mark.parametrize(
    ("kind", "lo", "hi", "text", "message"),
    [
        ("int", 1, 500, "0", "请填 1 到 500 之间的数"),
        ("int", 1, None, "-5", "请填不小于 1 的数"),
        ("int", None, 500, "501", "请填不大于 500 的数"),
        ("months", 0, 600, "51年", "请填 0 到 600 个月之间的月数"),
        ("months", 1, None, "0", "请填不少于 1 个月的月数"),
        ("months", None, 12, "13", "请填不多于 12 个月的月数"),
        ("money", 100, 7_200_000, "0.99", "请填 1.00 元到 72,000.00 元之间的金额"),
        ("money", 100, None, "0.99", "请填不少于 1.00 元的金额"),
        ("money", None, 7_200_000, "72000.01", "请填不多于 72,000.00 元的金额"),
    ],
)
def test_bounds_are_named(kind: Kind, lo: int | None, hi: int | None, text: str, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse(Fact("x", kind, "题", lo=lo, hi=hi), text)
    assert str(caught.value) == message
    assert set(caught.value.params) == {n for n, b in (("lo", lo), ("hi", hi)) if b is not None}
    assert "%(" in caught.value.msgid


def test_bounds_are_inclusive() -> None:
    fact = Fact("x_fen", "money", "题", lo=100, hi=7_200_000)
    assert parse(fact, "1") == 100
    assert parse(fact, "7.2万") == 7_200_000


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.kind)
@pytest.mark.parametrize(
    "text",
    [
        "360102199001011234",
        "36010219900101123X",
        "360102 19900101 123x",
        "３６０１０２１９９００１０１１２３４",
        "360102900101123",
        "6222021234567890123",
        "6222 0212 3456 7890",
        "6222-0212-3456-7890",
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "138.0013.8000",
        "+86 13800138000",
        "8613800138000",
        "一三八零零一三八零零零",
        "幺三八零零幺三八零零零",
        "0791-86123456",
        "我的电话是13800138000。",
    ],
)
def test_personal_numbers_are_refused_and_not_repeated(fact: Fact, text: str) -> None:
    with pytest.raises(PersonalDataError) as caught:
        parse(fact, text)
    assert caught.value.params == {}
    told = f"{caught.value!s} {caught.value!r} {caught.value.args}"
    assert not any(c.isdigit() for c in told)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("13800138000元", 1_380_013_800_000),
        ("138001380.00", 13_800_138_000),
        ("13,800,138,000", 1_380_013_800_000),
    ],
)
def test_an_amount_that_says_so_is_no_phone_number(text: str, fen: int) -> None:
    assert parse(MONEY, text) == fen


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.kind)
def test_two_dates_are_no_card_number(fact: Fact) -> None:
    with pytest.raises(AnswerError) as caught:
        parse(fact, "2024-03-15 2024-03-16")
    assert not isinstance(caught.value, PersonalDataError)


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.kind)
def test_nothing_typed_and_too_much_typed(fact: Fact) -> None:
    for blank in ("", "  ", "\u3000", "\u200b"):
        with pytest.raises(AnswerError, match="请先填写"):
            parse(fact, blank)
    with pytest.raises(AnswerError, match="有点长"):
        parse(fact, "是" * 201)


NOT_SURE = [
    "不清楚",
    "不知道",
    "不确定",
    "我也不太清楚。",
    "忘了",
    "不记得了",
    "记不清",
    "说不准",
    "I don't know",
    "not sure",
]


@pytest.mark.parametrize("text", NOT_SURE)
def test_not_sure(text: str) -> None:
    assert is_not_sure(text)
    for fact in ALL:
        with pytest.raises(AnswerError, match="请选“不清楚”"):
            parse(fact, text)


@pytest.mark.parametrize(
    "text", ["", "不是", "没有", "无", "否", "120", "不确定是不是120人", "清楚", "知道", "确定"]
)
def test_sure(text: str) -> None:
    assert not is_not_sure(text)


def test_a_list_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="cell by cell"):
        parse(Fact("rows", "list", "明细"), "1")


@given(st.integers(0, 10**15))
def test_money_written_is_money_read(fen: int) -> None:
    for text in (yuan(fen), yuan(fen).translate(FULL_WIDTH), f"¥{yuan(fen)}元", rmb_uppercase(fen)):
        assert parse(MONEY, text) == fen


@given(st.integers(0, 10**12))
def test_every_whole_number_in_formal_words_is_read_back(number: int) -> None:
    """The writer is ours and the reader is cn2an, so that neither can hide a slip of the other."""
    assert parse(MONEY, rmb_uppercase(number * 100)) == number * 100


@given(st.dates(date(1949, 10, 1), date(2199, 12, 31)))
def test_a_date_written_is_a_date_read(day: date) -> None:
    for text in (day.isoformat(), f"{day:%Y%m%d}", f"{day:%Y/%m/%d}", show_date_zh(day)):
        assert parse(DAY, text) == day
        assert parse(MONTH, text) == day.replace(day=1)


@settings(max_examples=400)
@given(
    st.sampled_from(ALL),
    st.text(alphabet="0123456789.,-/ 零一二两三十百千万亿点元块角毛分年月日个半多人是否¥", max_size=12),
)
def test_any_text_gives_a_sound_value_or_advice(fact: Fact, text: str) -> None:
    value: object = None
    advice = ""
    try:
        value = parse(fact, text, today=TODAY)
    except AnswerError as error:
        advice = str(error)
    assert (value is None) == bool(advice)
    assert "%(" not in advice
    assert fact.problem(value) is None
    assert not isinstance(value, float)


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿", min_size=1, max_size=8))
def test_a_chinese_numeral_has_one_reading_or_none(text: str) -> None:
    """A numeral that is read must keep its leading digit: a slip of the library would move it."""
    value = read_chinese(text)
    first = next((c for c in text if c != "零"), "零")
    if value is not None and first in "一二两三四五六七八九":
        assert str(value)[0] == str("零一二三四五六七八九".index(first.replace("两", "二")))


def test_no_float_and_no_division_near_money() -> None:
    folder = Path(package.__file__).parent
    files = [*folder.glob("*.py"), folder.parent / "formatting.py"]
    assert len(files) >= 6
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Div), file
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), file
            assert not (isinstance(node, ast.Name) and node.id in ("float", "round")), file
