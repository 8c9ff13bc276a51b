"""Numbers as people in China type them: 120,000 · 6.1万 · 两千二 · 一百二十 · 六点一万. Never a float.

``cn2an`` reads whole Chinese numerals only. Its decimals are floats, and it takes “一百零” or “一二三”
without complaint; so decimals are read here, and each whole number must come back as the same numeral.
"""

import re
from decimal import Decimal
from typing import NamedTuple

import cn2an

from assistant.interview.parsing.errors import AnswerError
from assistant.rules.facts import N_

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}

_PLAIN = r"[0-9]+(?:\.[0-9]+)?"
_COMMAS = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_SPACES = r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:\.[0-9]+)?"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_ARABIC = re.compile(rf"({_COMMAS}|{_SPACES}|{_PLAIN})({_UNIT})?")
_SPELLED_DECIMAL = re.compile(rf"([{_DIGITS}两十百千]+)点([{_DIGITS}]+)({_UNIT})?")
_SPELLED = re.compile(rf"[{_DIGITS}两十百千万亿]+")
_MIXED = re.compile(rf"[0-9{_DIGITS}两十百千万亿]+")
_SPOKEN_TAIL = re.compile(r"([百千万亿])[一二两三四五六七八九]$")
_NEXT_LOWER = {"百": "十", "千": "百", "万": "千", "亿": "千万"}

# Decimal keeps 28 digits, and cn2an's writer 16; below 10^16 both are exact.
_MOST_DIGITS = 16
_TOO_LARGE = 10**16
_LONGEST = 60

TOO_LARGE = N_("这个数字太大了，请核对位数和单位")


class Reading(NamedTuple):
    """A non-negative number: its value, its decimals as written, and whether 百, 千, 万, 亿 scaled it."""

    value: Decimal
    places: int
    scaled: bool


def read_number(text: str) -> Reading | None:
    """Return the one number that folded ``text`` (see ``fold_numerals``) clearly is, or None.

    Raises ``AnswerError`` for one of 10^16 and more.
    """
    if len(text) > _LONGEST:
        return None
    if sum(c in "0123456789" for c in text) > _MOST_DIGITS:
        raise AnswerError(TOO_LARGE)
    reading = _read(text)
    if reading is not None and reading.value >= _TOO_LARGE:
        raise AnswerError(TOO_LARGE)
    return reading


def _read(text: str) -> Reading | None:
    if arabic := _ARABIC.fullmatch(text):
        return _scaled(re.sub("[, ]", "", arabic[1]), arabic[2])
    if spelled := _SPELLED_DECIMAL.fullmatch(text):
        whole = read_chinese(spelled[1])
        return None if whole is None else _scaled(f"{whole}.{spell_out_digits(spelled[2])}", spelled[3])
    if not _MIXED.fullmatch(text):
        return None
    value = read_chinese(re.sub("[0-9]+", lambda run: str(cn2an.an2cn(run[0])), text))  # 6万1千 is 六万一千
    return None if value is None else Reading(Decimal(value), 0, any(unit in text for unit in _UNITS))


def _scaled(number: str, unit: str | None) -> Reading:
    places = len(number.partition(".")[2])
    return Reading(Decimal(number).scaleb(_UNITS[unit] if unit else 0), places, unit is not None)


def read_chinese(text: str) -> int | None:
    """Return the whole number of a plain Chinese numeral (两千二: 2200, 一万零五: 10005), or None.

    Approximations such as 两三 or 三五百 are refused: written back, the result must be the same numeral.
    """
    if not _SPELLED.fullmatch(text) or (len(text) > 1 and text.endswith("零")):
        return None
    if tail := _SPOKEN_TAIL.search(text):
        text += _NEXT_LOWER[tail[1]]
    try:
        value: object = cn2an.cn2an(text, "normal")
        written_back = str(cn2an.an2cn(value))
    except (ValueError, KeyError, IndexError):
        return None
    # `type is int`, so that a float from the library can never pass for a number of yuan.
    return value if type(value) is int and _essence(written_back) == _essence(text) else None


def _essence(numeral: str) -> str:
    """Return a numeral without what people spell in different ways: 零, 两 for 二, 一十 for 十."""
    return numeral.replace("零", "").replace("两", "二").replace("一十", "十") or "零"


def spell_out_digits(text: str) -> str:
    """Return 二零二四 as “2024”; Arabic digits pass unchanged, anything else raises ``ValueError``."""
    return "".join(c if c in "0123456789" else str(_DIGITS.index(c)) for c in text)
