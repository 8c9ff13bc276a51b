"""Money, counts and months as people type them; everything unclear is refused with advice."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assistant.interview.parsing as package
from assistant.interview.formatting import rmb_uppercase, yuan
from assistant.interview.parsing import AnswerError, PersonalDataError, parse
from assistant.interview.parsing.numbers import read_chinese
from assistant.rules.facts import Fact

HEADS = Fact("heads", "int", "参保人数", lo=0, hi=1_000_000, unit="人")
CLAIMS = Fact("claims", "int", "申领次数", lo=0, unit="次")
MONTHS = Fact("months", "months", "缴费月数", lo=0, hi=600)
MONEY = Fact("paid_fen", "money", "实际缴费", lo=0, unit="元")

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
    ("text", "fen"),
    [
        ("13800138000元", 1_380_013_800_000),
        ("138001380.00", 13_800_138_000),
        ("13,800,138,000", 1_380_013_800_000),
    ],
)
def test_an_amount_that_says_so_is_no_phone_number(text: str, fen: int) -> None:
    assert parse(MONEY, text) == fen


@given(st.integers(0, 10**15))
def test_money_written_is_money_read(fen: int) -> None:
    for text in (yuan(fen), yuan(fen).translate(FULL_WIDTH), f"¥{yuan(fen)}元", rmb_uppercase(fen)):
        assert parse(MONEY, text) == fen


@given(st.integers(0, 10**12))
def test_every_whole_number_in_formal_words_is_read_back(number: int) -> None:
    """The writer is ours and the reader is cn2an, so that neither can hide a slip of the other."""
    assert parse(MONEY, rmb_uppercase(number * 100)) == number * 100


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
