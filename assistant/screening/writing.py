"""Writing a table so that a clerk's spreadsheet opens it, and nothing in it runs as a formula."""

import os
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter  # type: ignore[import-untyped,unused-ignore]
from xlsxwriter.format import Format  # type: ignore[import-untyped,unused-ignore]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped,unused-ignore]

from assistant.rules.facts import N_
from assistant.screening.reading.problems import FileProblem

# Spreadsheets take text that begins so as a formula, some of them also after blanks or in full width.
_FORMULA = r"^(?:[\t\r]|\s*[=+\-@＝＋－＠])"
_SHEET_ROWS = 1_048_576
_CELL_CHARACTERS = 32_767
_EXACT_DIGITS = 10**15  # a spreadsheet keeps 15 digits of a number


def write_table(frame: pl.DataFrame | pl.LazyFrame, path: Path) -> None:
    """Write the frame as CSV (UTF-8 with BOM, so that Excel opens it), XLSX or Parquet, by extension.

    In CSV and XLSX, text that a spreadsheet would take for a formula gets an apostrophe in front (Parquet is
    left as it is), and XLSX text is stored as text. The file appears whole or not at all.
    Raises FileProblem for another extension, or when an XLSX sheet cannot hold the rows or a cell.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise FileProblem(
            N_("不支持写出“%(extension)s”文件，请用 .csv、.xlsx 或 .parquet。"),
            extension=path.suffix or path.name,
        )
    unfinished = path.with_name(f".{path.stem}.{os.getpid()}.unfinished{path.suffix}")
    try:
        writer(frame.lazy(), unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def guarded(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with an apostrophe before text (and column names) that would run as a formula."""
    words = pl.col(pl.String, pl.Categorical, pl.Enum).cast(pl.String)
    safe = frame.with_columns(words.str.replace(_FORMULA, "'${0}"))
    names = pl.Series(frame.columns, dtype=pl.String)
    return safe.rename(dict(zip(names, names.str.replace(_FORMULA, "'${0}"), strict=True)))


def safe_text(text: str) -> str:
    """Return the text with an apostrophe in front where a spreadsheet would run it as a formula."""
    return f"'{text}" if re.match(_FORMULA, text) else text


def _write_csv(frame: pl.LazyFrame, path: Path) -> None:
    guarded(frame.collect()).write_csv(path, include_bom=True, line_terminator="\r\n")


def _write_parquet(frame: pl.LazyFrame, path: Path) -> None:
    frame.sink_parquet(path)  # batch by batch: a lazy frame never stands in memory as a whole


def _write_xlsx(lazy: pl.LazyFrame, path: Path) -> None:
    frame = lazy.collect()
    _refuse_too_large(frame)
    safe = guarded(frame)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for place, name in enumerate(safe.columns):
            sheet.write_string(0, place, name, bold)
        sheet.freeze_panes(1, 0)
        for row, values in enumerate(safe.iter_rows(), start=1):
            for place, value in enumerate(values):
                if value is not None:
                    _write_cell(sheet, row, place, value, day)


def _write_cell(sheet: Worksheet, row: int, place: int, value: Any, day: Format) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float) and abs(value) < _EXACT_DIGITS:  # also false for NaN
        sheet.write_number(row, place, value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(row, place, value, day)
    else:
        sheet.write_string(row, place, str(value))


def _refuse_too_large(frame: pl.DataFrame) -> None:
    if len(frame) >= _SHEET_ROWS:
        raise FileProblem(N_("共 %(rows)s 行，超过一张工作表的上限。请改用 .csv 或 .parquet。"), rows=len(frame))
    longest = frame.select(pl.col(pl.String).str.len_chars().max())
    for name in longest.columns:
        if (longest[name].item() or 0) >= _CELL_CHARACTERS:
            raise FileProblem(N_("列“%(name)s”有单元格过长，工作表放不下。请改用 .csv 或 .parquet。"), name=name)


_WRITERS: dict[str, Callable[[pl.LazyFrame, Path], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
}
