"""Tables on a terminal, where Chinese characters take two columns and long cells wrap."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import zip_longest

WIDEST = 30


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, columns: int) -> str:
    """The text, filled up with spaces."""
    return text + " " * (columns - width(text))


def table(rows: Sequence[Sequence[str]], widest: int = WIDEST) -> Iterable[str]:
    """The rows as lines; the first row is the heading, ruled off."""
    wrapped = [[_lines(cell, widest) for cell in row] for row in rows]
    columns = [max(width(line) for row in wrapped for line in row[i]) for i in range(len(rows[0]))]
    for number, row in enumerate(wrapped):
        for line in zip_longest(*row, fillvalue=""):
            yield "  ".join(padded(cell, size) for cell, size in zip(line, columns, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("-" * size for size in columns)


def _lines(text: str, widest: int) -> list[str]:
    lines, line = [], ""
    for char in text:
        if width(line + char) > widest:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]
