"""Bar charts laid out on the server, as wide as a phone; each stands beside a table with the same figures.

A bar's words and its number stand at the bar itself, so that nothing depends on colour.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 360
_LINE: Final = 18
_BAR: Final = 16
_GAP: Final = 10
_LETTER: Final = 8  # as wide as half a Chinese character at most
_AROUND: Final = 12
_LETTERS: Final = 52  # of a line, a Chinese character counting for two


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its number in words, where it stands and how long it is (pixels), and the class that colours it."""

    text: str
    y: int
    length: int
    look: str


@dataclass(frozen=True, slots=True)
class Row:
    """The words above some bars, in lines that fit, each with its place."""

    lines: tuple[tuple[str, int], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows below each other, and how high they are together."""

    rows: tuple[Row, ...]
    height: int
    width: int = WIDTH


def chart(rows: Iterable[tuple[str, int, str]]) -> Chart:
    """Return a chart of (label, value, class)."""
    return grouped((label, [(value, f"{value:,}", look)]) for label, value, look in rows)


def grouped(rows: Iterable[tuple[str, Sequence[tuple[int, str, str]]]]) -> Chart:
    """Return a chart of (label, bars), each bar a (value, number in words, class); the longest takes all the room."""
    found = [(label, list(bars)) for label, bars in rows]
    most = max((value for _, bars in found for value, _, _ in bars), default=0)
    numbers = max((_width(text) for _, bars in found for _, text, _ in bars), default=0)
    room = WIDTH - numbers * _LETTER - _AROUND
    laid, y = [], 0
    for label, bars in found:
        lengths = [(max(value * room // most, 2) if value else 0, text, look) for value, text, look in bars]
        row, y = _row(label, lengths, y)
        laid.append(row)
    return Chart(tuple(laid), max(y - _GAP, 0) + 4)


def _row(label: str, bars: Sequence[tuple[int, str, str]], y: int) -> tuple[Row, int]:
    lines = []
    for line in wrapped(label):
        y += _LINE
        lines.append((line, y - 5))
    drawn = []
    for length, text, look in bars:
        drawn.append(Bar(text, y, length, look))
        y += _BAR + 2
    return Row(tuple(lines), tuple(drawn)), y + _GAP


def wrapped(text: str, letters: int = _LETTERS) -> list[str]:
    """Return text in lines of at most so many letters; a Chinese character is as wide as two."""
    lines, line = [], ""
    for char in text:
        if _width(line + char) > letters:
            head, gap, tail = line.rpartition(" ")  # between words, where there are any
            lines.append(head if gap else line)
            line = tail if gap else ""
        line += char
    return [*lines, line]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
