"""A message as typed becomes ``Text``: personal numbers masked, and folded for matching with every place kept."""

import re
from functools import lru_cache
from typing import Final

import opencc

from assistant.interview.parsing.text import FOLD, NUMERALS
from assistant.understanding.masking import mask
from assistant.understanding.model import Text

# One person or thing counted with its 个: 仨人 is three of them, 仨月 three months and never March.
_CONTRACTED = {"俩": "两个", "仨": "三个", "廿": "二十", "卅": "三十"}
_WITHOUT_GE = frozenset("个年天日周岁级块元角毛次回名位百千万")  # 仨年, 俩次
# 退伍, 大陆, 收拾, 圆满, 参保: numerals only beside other numerals. Traditional 參 is 参 before it is 三.
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟零"
_AMBIGUOUS: Final = re.compile(
    rf"(?<=[{_FORMAL}])[肆伍陆拾参]|[肆伍陆拾参](?=[{_FORMAL}万亿元圆])|(?<=[0-9十百千万亿{_FORMAL}])圆"
)
_KEPT_NUMERALS = frozenset("肆伍陆陸拾叄參参圆圓" + "".join(_CONTRACTED) + "倆")
_PLAIN = {code: to for code, to in NUMERALS.items() if chr(code) not in _KEPT_NUMERALS}
_DIGIT_BLANK = re.compile(r"(?<=[0-9]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=[0-9])|(?<=[%¥()、:]) | (?=[%¥()、:])")
_BROKEN = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD) | {
    code: 0x20 for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r"
}


def read(typed: str) -> Text:
    """Return what ``typed`` says as ``Text``; never raises, and takes time in proportion to its length.

    ``folded``: full width to ASCII (，。？ are , . ?), invisible characters gone, lower case, simplified characters,
    壹贰叁 and 廿 as 一二三 and 二十, 俩 and 仨 as 两个 and 三个. White space is one blank, and a new line is “;”, for
    it parts clauses. A blank goes between a digit and a Chinese character (“3 个月”); between two Chinese characters
    it stays, since many part clauses that way (``Lexicon`` looks across it).
    """
    kept, masked = mask(typed.translate(_BROKEN))
    chars, places = _cleaned(kept)
    folded = "".join(chars)
    folded = _simplified(_same_length_lower(folded))
    folded = _AMBIGUOUS.sub(lambda found: found[0].replace("参", "叁").translate(NUMERALS), folded)
    folded = folded.translate(_PLAIN)
    folded, places = _without_blanks(folded, places)
    folded, places = _expanded(folded, places)
    return Text(typed=kept, folded=folded, places=(*places, len(kept)), masked=masked)


def fold(phrase: str) -> str:
    """Return a phrase as it stands in ``Text.folded``; for what is compared with it."""
    return read(phrase).folded


def _cleaned(typed: str) -> tuple[list[str], list[int]]:
    """Fold widths, drop the invisible, and make one blank (or “;” for a new line) of white space."""
    chars: list[str] = []
    places: list[int] = []
    gap, line, where = False, False, 0
    for place, char in enumerate(typed):
        folded = FOLD.get(ord(char), char)
        if folded is None:
            continue
        one = folded if isinstance(folded, str) else chr(folded)
        if one.isspace():
            if not gap:
                where = place
            gap, line = True, line or one in "\n\r\u2028\u2029\x0b\x0c\x85"
            continue
        if gap and chars and not (line and chars[-1] in ",.;!?:"):
            chars.append(";" if line else " ")
            places.append(where)
        gap = line = False
        chars.append(one)
        places.append(place)
    return chars, places


def _same_length_lower(text: str) -> str:
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _simplified(text: str) -> str:
    """Return ``text`` in simplified characters, by words where their length stays, else character by character."""
    if text.isascii():
        return text
    converted: str = _converter().convert(text)
    return converted if len(converted) == len(text) else "".join(map(_simplified_char, text))


@lru_cache(maxsize=20_000)
def _simplified_char(char: str) -> str:
    converted: str = _converter().convert(char)
    return converted if len(converted) == 1 else char


def _without_blanks(text: str, places: list[int]) -> tuple[str, list[int]]:
    gone = {found.start() for found in _DIGIT_BLANK.finditer(text)}
    if not gone:
        return text, places
    kept = [i for i in range(len(text)) if i not in gone]
    return "".join(text[i] for i in kept), [places[i] for i in kept]


def _expanded(text: str, places: list[int]) -> tuple[str, list[int]]:
    """Spell out contracted numerals; both characters of 两个 stand where 俩 was typed."""
    if not any(char in text for char in _CONTRACTED):
        return text, places
    chars: list[str] = []
    where: list[int] = []
    for i, char in enumerate(text):
        more = _CONTRACTED.get(char, char)
        if len(more) > 1 and more[1] == "个" and text[i + 1 : i + 2] in _WITHOUT_GE:
            more = more[0]
        chars.extend(more)
        where.extend([places[i]] * len(more))
    return "".join(chars), where
