"""XLSX and XLS: every cell as text, a number with all its digits."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fastexcel
import polars as pl

from assistant.rules.facts import N_
from assistant.screening.reading.headings import HEADER_WITHIN, Vocabulary
from assistant.screening.reading.problems import FileProblem, Limits
from assistant.screening.reading.sniffing import WORKBOOK, damaged, locked
from assistant.screening.reading.source import Part, Source

_BATCH = 200_000
_ERROR = re.compile(r"Error\((\w+)\)")
_ERROR_WORDS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets. Raises FileProblem for a locked or broken file."""
    try:
        return tuple(fastexcel.read_excel(path).sheet_names)
    except fastexcel.FastExcelError as error:
        raise locked() if "password" in str(error).lower() else damaged() from error


@contextmanager
def open_workbook(path: Path, kind: str, vocabulary: Vocabulary, sheet: str | None, limits: Limits) -> Iterator[Source]:
    """Open one sheet of a workbook. Raises FileProblem for a locked or broken file or an unclear sheet."""
    try:
        book = fastexcel.read_excel(path)
        name = _sheet(book, vocabulary, sheet)
        cells = _cells(book, name)
    except fastexcel.FastExcelError as error:
        raise locked() if "password" in str(error).lower() else damaged() from error
    yield _source(book, name, cells, vocabulary, limits, serials=kind != WORKBOOK or not _from_1904(path))


def _sheet(book: fastexcel.ExcelReader, vocabulary: Vocabulary, wanted: str | None) -> str:
    """Return the sheet to read: the one asked for, or the only visible one that has a header row.

    Of several such, the first where a person will see it and may choose another.
    """
    names: list[str] = book.sheet_names
    if wanted is not None:
        if wanted not in names:
            raise FileProblem(
                N_("工作簿里没有名为“%(sheet)s”的工作表，现有：%(sheets)s。"),
                sheet=wanted,
                sheets="、".join(names),
            )
        return wanted
    if len(names) == 1:
        return names[0]
    tops = [(name, _top(book, name)) for name in names]
    fitting = [name for name, rows in tops if any(map(vocabulary.header_score, rows))]
    if not fitting:
        fitting = [name for name, rows in tops if vocabulary.find_header(rows) is not None]
    if not fitting:
        raise vocabulary.no_header()
    if len(fitting) > 1 and not vocabulary.any_header:
        raise FileProblem(
            N_("有几张工作表都像是数据：%(sheets)s。请指明要读哪一张，或只保留一张。"),
            sheets="、".join(fitting),
        )
    return fitting[0]


def _top(book: fastexcel.ExcelReader, name: str) -> list[list[str]]:
    """Return the first rows of a sheet; none of a hidden one."""
    top = book.load_sheet(name, header_row=None, skip_rows=0, n_rows=HEADER_WITHIN, dtypes="string")
    return _rows(top.to_polars()) if top.visible == "visible" else []


def _rows(cells: pl.DataFrame) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in cells.head(HEADER_WITHIN).rows()]


def _cells(book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    """Return the sheet as text under ``c0``, ``c1``, … (its own columns), error cells as ``#N/A`` etc."""
    loaded = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    if not loaded.width:
        raise FileProblem(N_("工作表“%(sheet)s”是空的，请检查后重新上传。"), sheet=name)
    batch, errors = loaded.to_arrow_with_errors()
    frame = pl.DataFrame(batch)
    frame.columns = [f"c{column.absolute_index}" for column in loaded.available_columns()]
    spots: dict[int, list[tuple[int, str]]] = {}
    for error in errors.errors if errors else ():
        row, place = error.offset_position
        found = _ERROR.search(error.detail)
        word = _ERROR_WORDS.get(found[1], "#ERROR!") if found else "#ERROR!"
        spots.setdefault(place, []).append((row, word))
    marked = [
        frame.to_series(place).scatter([row for row, _ in hits], [word for _, word in hits])
        for place, hits in spots.items()
    ]
    return frame.with_columns(marked)


def _source(
    book: fastexcel.ExcelReader,
    name: str,
    cells: pl.DataFrame,
    vocabulary: Vocabulary,
    limits: Limits,
    *,
    serials: bool,
) -> Source:
    head = _rows(cells)
    place = vocabulary.find_header(head)
    if place is None:
        raise vocabulary.no_header()
    body = cells.slice(place + 1).with_row_index("_row", offset=place + 2)
    body = body.with_columns(pl.col("_row").cast(pl.Int64))
    if cells.width > limits.columns or len(body) > limits.rows:
        raise FileProblem(
            N_("工作表超过上限（%(rows)s 行、%(columns)s 列）。"), rows=limits.rows, columns=limits.columns
        )
    return Source(
        headings={int(key[1:]): text for key, text in zip(cells.columns, head[place], strict=True)},
        header_row=place + 1,
        expected=len(body),
        parts=lambda: (Part(part, len(part)) for part in body.iter_slices(_BATCH)),
        serials=serials,
        sheet=name,
        as_number=lambda column: _stored_as_number(book, name, column, place + 1),
    )


def _stored_as_number(book: fastexcel.ExcelReader, name: str, column: int, skip: int) -> bool | None:
    """Return whether the column's cells below the header are numbers (True), texts (False) or both (None).

    A number keeps 15 digits only, and once read as text it cannot be told from a code that was typed as text.
    """
    try:
        loaded = book.load_sheet(
            name,
            header_row=None,
            skip_rows=skip,
            use_columns=[column],
            schema_sample_rows=None,
            dtype_coercion="strict",
        )
    except fastexcel.UnsupportedColumnTypeCombinationError:
        return None
    return loaded.selected_columns[0].dtype in ("int", "float")


def _from_1904(path: Path) -> bool:
    """Return whether the workbook counts its days from 1904, so that bare day numbers cannot be trusted."""
    with zipfile.ZipFile(path) as package:
        return re.search(rb"date1904=[\"'](?:1|true)", package.read("xl/workbook.xml")) is not None
