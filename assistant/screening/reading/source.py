"""What every kind of file is turned into before its cells are understood."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl


def _no_misfits() -> pl.DataFrame:
    return pl.DataFrame(schema={"_row": pl.Int64, "record": pl.String, "sound": pl.Boolean, "reason": pl.String})


def _never(_: int) -> bool | None:
    return False


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file.

    ``headings``: column place (from 0) → heading. ``total``: lines below the header, blank ones included.
    ``batches`` gives frames with ``_row`` and the columns ``c0``, ``c1``, … (String, or Parquet's types);
    ``blank`` and ``misfits`` are the lines left out of them. ``as_number`` tells of a column place whether
    its cells are stored as numbers (True), as text (False) or both (None).
    """

    headings: dict[int, str]
    header_row: int
    total: int
    batches: Callable[[], Iterator[pl.DataFrame]]
    blank: pl.Series = field(default_factory=lambda: pl.Series("_row", [], dtype=pl.Int64))
    misfits: pl.DataFrame = field(default_factory=_no_misfits)
    separator: str = ","
    serials: bool = False
    sheet: str | None = None
    encoding: str | None = None
    as_number: Callable[[int], bool | None] = _never
