"""How a number stands in running text, and its value by the reader that typed answers have: one grammar of numbers."""

import re
from decimal import Decimal
from typing import NamedTuple

from assistant.interview.parsing.errors import AnswerError
from assistant.interview.parsing.numbers import read_number

DIGIT = "[零一二两三四五六七八九]"
_ARABIC = (
    r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
    r"(?:万亿|[十百千]万|w(?![a-z0-9])|[百千万亿](?:[0-9一二两三四五六七八九][0-9零一二两三四五六七八九十百千]*)?)?"
)
_SPELLED = rf"(?:(?:{DIGIT}|十)(?:{DIGIT}|[十百千万亿])*(?:点{DIGIT}+(?:万亿|[百千万亿])?)?)"
_TEENS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_VALUES = {word: i for i, word in enumerate(_TEENS)} | {word: 10 * i for i, word in enumerate(_TENS, 2)}
_ENGLISH_WORD = rf"(?:{'|'.join(sorted(_ENGLISH_VALUES, key=len, reverse=True))})"
ENGLISH = rf"(?:{_ENGLISH_WORD}(?:[ -]{_ENGLISH_WORD})?|[0-9]+(?:\.[0-9]+)?)"

NUMBER = rf"(?:(?<![0-9a-z.第+]){_ARABIC}|(?<![第零一二两三四五六七八九十百千万亿]){_SPELLED})"
# 30多, 十来, 几十, 三万多, 10多万, 20几, 两三; 好几 is not told from 几.
PIECE = (
    rf"(?:{NUMBER}[多来余几]?[十百千万]?|(?<![十百千万])(?:好几|几)[十百千万]*"
    r"|(?<![0-9零一二两三四五六七八九十百千万])[百千](?:来|把|多)|(?<=上)[百千万])"
)

_ABOUT = re.compile("[多来余几把]|^[百千万]$")
_HUNDREDS = ("百", "千", "万")
_PAIR = re.compile(
    "(?<![零一二三四五六七八九])(一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)(?![零一二三四五六七八九])"
)


class Value(NamedTuple):
    """What a piece of text that matched ``PIECE`` or ``ENGLISH`` is worth; None where only 几 was said."""

    number: Decimal | None
    vague: bool
    scaled: bool  # by 百, 千, 万 or 亿


def value_of(piece: str) -> Value | None:
    """Return the value of a ``PIECE``, or None if it is no number after all (一二三, 二四)."""
    vague = False
    if _ABOUT.search(piece):
        vague, piece = True, re.sub("[多来余好把]", "", piece)
        if piece.startswith("几") or piece in _HUNDREDS:
            return Value(None, True, False)
        piece = piece.replace("几", "")
    if pair := _PAIR.search(piece):
        vague, piece = True, piece.replace(pair[0], pair[0][0], 1)
    reading = read(piece)
    return None if reading is None else Value(reading[0], vague, reading[1])


def read(piece: str) -> tuple[Decimal, bool] | None:
    """Return the number that ``piece`` exactly is, and whether it is scaled, or None; 6w is 6万. Never raises."""
    try:
        reading = read_number(piece.replace("w", "万"))
    except AnswerError:
        return None
    return None if reading is None else (reading.value, reading.scaled)


def english(piece: str) -> Decimal | None:
    """Return the value of an ``ENGLISH`` number, in words or digits: thirty-five, 18, 2.5; None if it is none."""
    if piece[0].isdigit():
        reading = read(piece)
        return reading[0] if reading else None
    values = [_ENGLISH_VALUES[word] for word in re.split("[ -]", piece)]
    if len(values) == 2 and not (values[0] >= 20 and values[0] % 10 == 0 and 0 < values[1] < 10):
        return None
    return Decimal(sum(values))
