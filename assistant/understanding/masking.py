"""ID numbers, bank cards and telephone numbers out of a message, before anything else sees it.

A phone number of 11 digits is not told from money without a unit; 12345678900元, dates such as 20240315, case codes and
service numbers (12333) stay. Whatever ``holds_personal_number`` would refuse in an answer is masked here too.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from assistant.interview.parsing.text import (
    DIGIT_JOINT,
    FOLD,
    ISO_DATE,
    NUMERALS,
    PERSONAL,
    POINTED_PHONE,
    SPOKEN_DIGITS,
    holds_personal_number,
)

MASK = "****"  # of one length, so that it does not tell which kind of number it was

# Told in other ways than an answer would be: with other signs between the groups, with its country, or by its label.
_GROUPED_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9][ ,.·_/~*-]{1,3}[0-9]{4}[ ,.·_/~*-]{1,3}[0-9]{4}(?![0-9])")
_FOREIGN_PHONE = re.compile(r"\+[1-9][0-9]{7,14}(?![0-9元块万])")
_LABELLED = re.compile(
    r"(?:电话|手机|座机|联系方式|微信|身份证|银行卡|卡号|账号|帐号|\bqq|\btel|phone|mobile)(?:号码?|number)?"
    r"[^0-9,.!?;元块]{0,6}?(?P<number>[0-9]{7,}[xX]?)(?![0-9元块万])",
    re.IGNORECASE,
)
_LONG_RUN = re.compile("[0-9]{7,}[xX]?")
_OTHER_SCRIPT = re.compile(r"[^0-9０-９\D]")
_PASSES = 4
_FEWEST_DIGITS = 7
_PLAIN = {
    chr(code): chr(code).translate(FOLD).translate(NUMERALS).translate(SPOKEN_DIGITS)
    for code in {*FOLD, *NUMERALS, *SPOKEN_DIGITS}
}


def mask(typed: str) -> tuple[str, bool]:
    """Return ``typed`` with each personal number as ``MASK``, and whether there was one.

    ``holds_personal_number`` of what is returned is False, and masking it again changes nothing.
    """
    masked = False
    for turn in range(_PASSES + 1):
        if not (spans := _merged(_spans(typed, last=turn == _PASSES))):
            break
        masked = True
        typed = _replaced(typed, spans)
    return typed, masked


def _replaced(typed: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += typed[at:start], MASK
        at = end
    return "".join((*pieces, typed[at:]))


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _spans(typed: str, *, last: bool) -> Iterator[tuple[int, int]]:
    """Yield where personal numbers stand in ``typed``. The ``last`` time any long number goes, if one is still there.

    Digits of other scripts are digits, and are none: what either makes of it is masked.
    """
    if last and not holds_personal_number(typed):
        return
    for read in (_digit, _plain_digit) if _OTHER_SCRIPT.search(typed) else (_plain_digit,):
        apart = _tracked(typed, read)
        if sum(map(apart.text.count, "0123456789")) < _FEWEST_DIGITS:
            continue
        joined = apart.without(POINTED_PHONE, ".").without(DIGIT_JOINT)
        if last:
            yield from joined.found(_LONG_RUN)
            continue
        yield from joined.found(PERSONAL)
        yield from apart.found(PERSONAL)
        yield from apart.found(_GROUPED_PHONE)
        yield from joined.found(_FOREIGN_PHONE)
        yield from joined.found(_LABELLED)


class _Tracked:
    """A text and where each of its characters was typed."""

    def __init__(self, text: str, places: list[int]) -> None:
        self.text = text
        self.places = places

    def without(self, pattern: re.Pattern[str], only: str = "") -> "_Tracked":
        """Return it without what ``pattern`` finds, or without the characters ``only`` in that."""
        gone = {
            i for found in pattern.finditer(self.text) for i in range(*found.span()) if not only or self.text[i] in only
        }
        if not gone:
            return self
        kept = [i for i in range(len(self.text)) if i not in gone]
        return _Tracked("".join(self.text[i] for i in kept), [self.places[i] for i in kept])

    def found(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield where the ``pattern`` was typed; an X that closes an ID number belongs to it."""
        for found in pattern.finditer(self.text):
            start, end = found.span("number" if "number" in pattern.groupindex else 0)
            if self.text[end : end + 1] in ("x", "X"):
                end += 1
            yield self.places[start], self.places[end - 1] + 1


def _tracked(typed: str, read: Callable[[str], str]) -> _Tracked:
    """Return ``typed`` with its digits as 0-9, and days such as 2024-03-15 out of the way."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(typed):
        plain = read(char)
        if plain == " " and chars and chars[-1] == " ":
            continue
        chars.extend(plain)
        places.extend([place] * len(plain))
    text = ISO_DATE.sub(lambda day: "日" * len(day[0]), "".join(chars))
    return _Tracked(text, places)


def _plain_digit(char: str) -> str:
    return " " if char.isspace() else _PLAIN.get(char, char)


def _digit(char: str) -> str:
    value = None if char.isascii() else unicodedata.decimal(char, None)
    return _plain_digit(char) if value is None else str(value)
