"""What every kind of file is turned into before its cells are understood."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl


def _no_misfits() -> pl.DataFrame:
    return pl.DataFrame(schema={"_row": pl.Int64, "record": pl.String, "sound": pl.Boolean, "reason": pl.String})


def _no_rows() -> pl.Series:
    return pl.Series("_row", [], dtype=pl.Int64)


def _never(_: int) -> bool | None:
    return False


@dataclass(frozen=True, slots=True)
class Part:
    """Some consecutive lines below the header.

    ``cells``: a frame with ``_row`` and the columns ``c0``, ``c1``, … (String, or Parquet's types); ``blank`` and
    ``misfits`` are the lines left out of it. ``lines``: all of them together.
    """

    cells: pl.DataFrame
    lines: int
    blank: pl.Series = field(default_factory=_no_rows)
    misfits: pl.DataFrame = field(default_factory=_no_misfits)


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file, of which only a part stands in memory at a time (a workbook's sheet: all of it).

    ``headings``: column place (from 0) → heading. ``expected``: about how many lines there are below the header.
    ``as_number`` tells of a column place whether its cells are stored as numbers (True), as text (False) or both (None).
    """

    headings: dict[int, str]
    header_row: int
    expected: int
    parts: Callable[[], Iterator[Part]]
    separator: str = ","
    serials: bool = False
    sheet: str | None = None
    encoding: str | None = None
    as_number: Callable[[int], bool | None] = _never
