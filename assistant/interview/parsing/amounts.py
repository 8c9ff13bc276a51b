"""Amounts of money, numbers of months and counts, from folded text to integers."""

import re
from decimal import Decimal

from assistant.interview.parsing.errors import AnswerError
from assistant.interview.parsing.numbers import Reading, read_number
from assistant.rules.facts import N_

NOT_A_NUMBER = N_("没看懂这个数字。请只填一个数，例如 120 或“一百二十”")
NOT_WHOLE = N_("这里要填整数，不带小数")
VAGUE = N_("请填一个确切的数字，不要写“左右”“几”“多”这样的约数；不确定请选“不清楚”")
NOT_AN_AMOUNT = N_("没看懂这个金额。请以元为单位填写，例如 120000 或“6.1万”，有角分写成 1234.50")
NOT_A_RATE = N_("没看懂这个百分数。请填百分之几，最多两位小数，例如 5.5")
NEGATIVE_AMOUNT = N_("金额不能是负数，请填 0 或更大的数")
BELOW_FEN = N_("金额最多精确到分，也就是小数点后两位，请核对小数位数")
NOT_MONTHS = N_("没看懂这个月数。请填月数，例如 12 或“12个月”“一年半”")
NOT_WHOLE_MONTHS = N_("请填整月数，不足一个月的部分先不算，例如 12")

_VAGUE = re.compile("[多几约余来~]|左右|大概|差不多|上下|以上|以下|不到|不满|将近|接近|不足|超过|至少|最多")
_SIGN = re.compile("-|负")
_UNIT_WORDS = {
    "人": ("个人", "人", "名员工", "名职工", "个员工", "个职工", "位员工", "名", "位", "个"),
    "次": ("次", "回", "个"),
}

_DIGIT = "[0-9零一二两三四五六七八九]"
_MONEY_PREFIX = re.compile("^(?:人民币|rmb|cny|¥)+", re.IGNORECASE)
_MONEY_SUFFIX = re.compile("(?:整|正|钱|人民币|rmb|cny)+$", re.IGNORECASE)
_PARTS = re.compile(
    r"(?:(?P<whole>[^元块角毛分]+)(?P<mark>[元块]))?"
    rf"(?:[零0](?=.))?(?:(?P<jiao>{_DIGIT})[角毛])?"
    rf"(?:[零0](?=.))?(?:(?P<fen>{_DIGIT})(?P<fen_mark>分)?)?"
)
_DURATION = re.compile(
    r"(?:(?P<years>[^年个月半]+)年)?(?P<half>半年?)?[零又]?(?:(?P<months>[^年个月半]+)个(?P<part>半)?月)?"
)


def _exact(text: str, otherwise: str) -> Reading:
    """Read one exact number; raises ``AnswerError`` with ``VAGUE`` or with the message ``otherwise``."""
    if _VAGUE.search(text):
        raise AnswerError(VAGUE)
    reading = read_number(text)
    if reading is None:
        raise AnswerError(otherwise)
    return reading


def parse_count(text: str, unit: str) -> int:
    """Return a whole number, which may carry its ``unit`` (人, 次, …); raises ``AnswerError``.

    “1.000” is refused, since some write a thousand that way; “12.0” and “1.2万” are whole numbers.
    """
    for word in _UNIT_WORDS.get(unit, (unit, "个")):
        if word and text.endswith(word) and text != word:
            text = text.removesuffix(word)
            break
    sign = _SIGN.match(text)
    reading = _exact(text[1:] if sign else text, NOT_A_NUMBER)
    value = _whole(reading, NOT_WHOLE)
    return -value if sign else value


def _whole(reading: Reading, otherwise: str) -> int:
    if reading.value % 1 or (reading.places > 2 and not reading.scaled):
        raise AnswerError(otherwise)
    return int(reading.value)


def parse_rate(text: str) -> int:
    """Return a rate in 万分之一: 5.5, 5.5%, 百分之五点五 and 千分之五十五 are all 550; raises ``AnswerError``.

    A bare number is a percentage, the way people speak of such rates.
    """
    scale = 100
    for word, factor in (("百分之", 100), ("千分之", 10), ("万分之", 1)):
        if text.startswith(word):
            text, scale = text.removeprefix(word), factor
            break
    else:
        if text.endswith(("%", "‰")):
            text, scale = text[:-1], 100 if text.endswith("%") else 10
    rate = _exact(text.strip(), NOT_A_RATE).value * scale
    if rate % 1:
        raise AnswerError(NOT_A_RATE)
    return int(rate)


def parse_money(text: str, unit: str) -> int:
    """Return an amount in fen (分); a number without a unit is in yuan, or in 万元 if ``unit`` is “万元”.

    Raises ``AnswerError``: not an amount, negative, an approximation, or finer than a fen.
    """
    text = _MONEY_SUFFIX.sub("", _MONEY_PREFIX.sub("", text))
    if _SIGN.match(text):
        raise AnswerError(NEGATIVE_AMOUNT)
    if re.search("[元块角毛分]", text):
        return _parse_parts(text)
    reading = _exact(text, NOT_AN_AMOUNT)
    if unit != "万元" or "万" in text or "亿" in text:
        return _to_fen(reading.value)
    if reading.scaled:  # 三千 in a field of 万元: 三千元 or 三千万元? Not for us to choose.
        raise AnswerError(NOT_AN_AMOUNT)
    return _to_fen(reading.value.scaleb(4))


def _parse_parts(text: str) -> int:
    """Return the fen of 1234元5角, 五毛, 十二块五 (that is 12.50), 五块零五; raises ``AnswerError``."""
    parts = _PARTS.fullmatch(text)
    if parts is None or (parts["jiao"] is None and not parts["mark"] and not parts["fen_mark"]):
        _exact(text, NOT_AN_AMOUNT)  # says it when the trouble is an approximation
        raise AnswerError(NOT_AN_AMOUNT)
    jiao, fen = _digit(parts["jiao"]), _digit(parts["fen"])
    if parts["fen"] and not parts["fen_mark"] and parts["jiao"] is None:
        if parts["mark"] != "块":  # 12元5 is a slip of the keyboard as likely as 12.50
            raise AnswerError(NOT_AN_AMOUNT)
        if text[-2] not in "零0":
            jiao, fen = fen, 0
    if not parts["whole"]:
        return jiao * 10 + fen
    reading = _exact(parts["whole"], NOT_AN_AMOUNT)
    if reading.value % 1 and (parts["jiao"] or parts["fen"]):
        raise AnswerError(NOT_AN_AMOUNT)
    return _to_fen(reading.value) + jiao * 10 + fen


def _digit(text: str | None) -> int:
    return 0 if text is None else int(_exact(text, NOT_AN_AMOUNT).value)


def _to_fen(yuan: Decimal) -> int:
    fen = yuan.scaleb(2)
    if fen % 1:
        raise AnswerError(BELOW_FEN)
    return int(fen)


def parse_months(text: str) -> int:
    """Return a number of months: 12, 12个月, 一年半, 2年3个月, 半年, 三个月; raises ``AnswerError``.

    “12月” is refused, because it is also December; 仨月 arrives here as 三个月.
    """
    if _VAGUE.search(text):
        raise AnswerError(VAGUE)
    if (plain := read_number(text)) is not None:
        return _whole(plain, NOT_WHOLE_MONTHS)
    parts = _DURATION.fullmatch(text)
    if parts is None:
        raise AnswerError(NOT_WHOLE_MONTHS if "半" in text else NOT_MONTHS)
    if parts["part"]:
        raise AnswerError(NOT_WHOLE_MONTHS)
    if not any((parts["years"], parts["half"], parts["months"])) or text == "半":
        raise AnswerError(NOT_MONTHS)
    years = _exact(parts["years"], NOT_MONTHS).value if parts["years"] else Decimal(0)
    months = _exact(parts["months"], NOT_MONTHS).value if parts["months"] else Decimal(0)
    total = years * 12 + (6 if parts["half"] else 0) + months
    if total % 1:
        raise AnswerError(NOT_WHOLE_MONTHS)
    return int(total)
