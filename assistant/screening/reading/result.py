"""What reading a file gives back."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

Role = Literal["fact", "id", "other"]

REJECT_COLUMNS = ("_row", "column", "value", "reason")


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """How one column of the file was understood.

    ``heading`` is the file's own text and ``letter`` the spreadsheet's column letter; ``name`` is the
    column's name in ``ReadResult.rows``. ``unit`` is what the figures were taken to be in ("" when none
    applies), ``note`` a Chinese sentence when the person should look at it, ``bad_cells`` how many cells
    were refused.
    """

    heading: str
    letter: str
    name: str
    role: Role
    unit: str = ""
    note: str = ""
    bad_cells: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of data, by what became of them: ``rows_in == rows_out + rejected`` always.

    ``blank`` lines hold nothing at all and are not part of ``rows_in``; ``trailing_blank`` of them stand
    after the last row of data.
    """

    rows_in: int
    rows_out: int
    rejected: int
    blank: int
    trailing_blank: int


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A file as typed rows, refused rows and an account of both.

    ``rows``: ``_row`` (Int64, the spreadsheet's own row number; for Parquet the record's number, from 1),
    then the file's columns in their order: facts typed (Boolean, Int64, String, Date; money in fen), all
    others String.
    ``rejects``: one line per refused cell or row: ``_row``, ``column`` (heading), ``value`` (text, long
    numbers masked), ``reason`` (Chinese), then the row's original cells under the file's headings (not
    masked: they are the bureau's own data, to be mended and handed in again).
    ``blank_ranges``: first and last row number of every run of blank lines.
    """

    rows: pl.DataFrame
    rejects: pl.DataFrame
    columns: tuple[ColumnReport, ...]
    counts: Counts
    blank_ranges: tuple[tuple[int, int], ...]
    header_row: int
    sheet: str | None = None
    encoding: str | None = None
