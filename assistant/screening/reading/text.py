"""Cell text before it means anything: widths, spaces, words for "unknown", masking."""

import re
import unicodedata

import polars as pl

# Only the full-width forms are folded. NFKC would also turn 10² into 102.
_WIDE = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)} | {"￥": "¥"}
_NARROW = str.maketrans(_WIDE)
# Spaces that spreadsheets and web pages leave around a value, some of them invisible.
BLANKS = " \t\r\n\v\f\u00a0\u3000\u2002\u2003\u2007\u2009\u202f\u200b\u200c\u200d\u2060\ufeff"
_ALL_BLANKS = re.compile(f"[{BLANKS}]+")

UNKNOWN_WORDS = frozenset(
    {
        *("", "-", "--", "—", "——", "–", "''", '""'),
        *("null", "nan", "none", "n/a", "na", "\\n"),
        *("不详", "不清楚", "不知道", "未知", "暂无数据", "(空)"),
    }
)

SCIENTIFIC = r"^[+-]?(?:\d+\.\d+[eE][+-]?\d+|\d+[eE][+-]\d+)$"
_LONG_NUMBER = r"(\d{3})[\d \-]{4,}([\dXx]{4})"
_SHOWN_CHARACTERS = 200


def tidy(text: str) -> str:
    """Return ``text`` in half width and without outer blanks, as ``tidy_column`` does."""
    return text.translate(_NARROW).strip(BLANKS)


def tidy_column(text: pl.Series) -> pl.Series:
    """Return the column with half-width letters and digits and without outer blanks."""
    return text.str.replace_many(list(_WIDE), list(_WIDE.values())).str.strip_chars(BLANKS)


def fold(text: str) -> str:
    """Return the form in which headings are compared: no blanks, half-width, one case, plain brackets."""
    folded = _ALL_BLANKS.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return folded.translate(str.maketrans("【〔[】〕]", "((()))"))


def unknown_mask(tidied: pl.Series) -> pl.Series:
    """Return True where the (tidied) text says that the value is not known."""
    return tidied.str.to_lowercase().is_in(sorted(UNKNOWN_WORDS))


def blank_to_null(text: pl.Series) -> pl.Series:
    """Return the column with cells that hold nothing visible as null; other cells stay as they are."""
    empty = (text.str.strip_chars(BLANKS) == "").fill_null(value=True)
    return text.set(empty, None) if empty.any() else text


def mask(text: pl.Series) -> pl.Series:
    """Hide the middle of ID numbers, bank cards and phone numbers, and cut very long values short."""
    return text.str.replace_all(_LONG_NUMBER, "$1****$2").str.slice(0, _SHOWN_CHARACTERS)
