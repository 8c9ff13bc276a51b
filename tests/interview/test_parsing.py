"""What holds for every kind of answer: yes and no, choices, bounds, 不清楚, and personal numbers."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.interview.parsing import AnswerError, PersonalDataError, is_not_sure, parse
from assistant.rules.facts import Choice, Fact, Kind

YES_NO = Fact("dispatch_agency", "bool", "是否劳务派遣单位")
SIZE = Fact("size", "choice", "企业划型", choices=(Choice("large", "大型企业"), Choice("sme", "中小微企业")))
HEADS = Fact("heads", "int", "参保人数", lo=0, hi=1_000_000, unit="人")
MONTHS = Fact("months", "months", "缴费月数", lo=0, hi=600)
MONEY = Fact("paid_fen", "money", "实际缴费", lo=0, unit="元")
DAY = Fact("issued", "date", "发证日期")
MONTH = Fact("since", "month", "起始月份")
ALL = (YES_NO, SIZE, HEADS, MONTHS, MONEY, DAY, MONTH)
TODAY = date(2025, 1, 31)  # a Friday


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


@pytest.mark.parametrize("text", ["", "不是", "没有", "无", "否", "120", "不确定是不是120人", "清楚", "知道", "确定"])
def test_sure(text: str) -> None:
    assert not is_not_sure(text)


def test_a_list_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="cell by cell"):
        parse(Fact("rows", "list", "明细"), "1")


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
