"""Lists for spreadsheets, written row by row: nothing in them runs as a formula, numbers of accounts stay text."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any, Final, Literal

import xlsxwriter  # type: ignore[import-untyped,unused-ignore]

from assistant.campaigns.calendar import BEIJING
from assistant.interview.formatting import yuan
from assistant.rules.facts import N_
from assistant.screening.writing import safe_text

Kind = Literal["text", "number_text", "count", "yuan", "moment", "day"]
Format = Literal["xlsx", "csv"]
FORMATS: Final = ("xlsx", "csv")
MEDIA_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
MOST_ROWS: Final = 1_048_576 - 10  # of a sheet, with room for headings and sums
_WIDTHS: Final = {"text": 28, "number_text": 24, "count": 12, "yuan": 16, "moment": 20, "day": 12}
_EXACT: Final = 10**15  # a spreadsheet keeps 15 digits of a number
_EXCEL_CELL: Final = 32_767


class TooManyRows(Exception):
    """A sheet cannot hold so many rows; CSV can."""

    text = N_("超过一张工作表的上限，请改用 CSV")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and what its values are.

    ``number_text``: digits that are no number (accounts, codes). ``yuan``: an amount in fen, shown in yuan. ``count``: a
    whole number; a text in its place ("<5") stays a text.
    """

    heading: str
    kind: Kind = "text"


def written(
    file_format: Format,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    notes: Iterable[Sequence[str]] = (),
    above: Iterable[Sequence[str]] = (),
) -> IO[bytes]:
    """Return a file, at its start, with a line of headings, the rows, and lines of text above and below them.

    CSV is UTF-8 with BOM, so that Excel and WPS open it. Raises ``TooManyRows``.
    """
    out: IO[bytes] = TemporaryFile()  # noqa: SIM115  # closed by whoever sends it
    if file_format == "xlsx":
        _write_xlsx(out, columns, rows, notes, above)
    else:
        _write_csv(out, columns, rows, notes, above)
    out.seek(0)
    return out


def _write_csv(
    out: IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    notes: Iterable[Sequence[str]],
    above: Iterable[Sequence[str]],
) -> None:
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    for line in above:
        lines.writerow([safe_text(cell) for cell in line])
    lines.writerow([safe_text(column.heading) for column in columns])
    for row in rows:
        lines.writerow([_as_text(column.kind, value) for column, value in zip(columns, row, strict=True)])
    for note in notes:
        lines.writerow([safe_text(cell) for cell in note])
    text.detach()


def _as_text(kind: Kind, value: Any) -> str:
    match kind, value:
        case _, None:
            return ""
        case "yuan", int():
            return yuan(value).replace(",", "")
        case "moment", datetime():
            return f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
        case "number_text", _:
            # Excel would turn 19 digits into 6.2E+18 for good.
            return f"'{value}" if str(value).isdigit() else safe_text(str(value))
    return str(value) if isinstance(value, int | date) else safe_text(str(value))


def _write_xlsx(
    out: IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    notes: Iterable[Sequence[str]],
    above: Iterable[Sequence[str]],
) -> None:
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        formats = {"yuan": book.add_format({"num_format": "#,##0.00"}), "text": book.add_format({"num_format": "@"})}
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS[column.kind])
        at = _lines(sheet, 0, above)
        for place, column in enumerate(columns):
            sheet.write_string(at, place, safe_text(column.heading), bold)
        sheet.freeze_panes(at + 1, 0)
        for row in rows:
            at += 1
            if at > MOST_ROWS:
                raise TooManyRows
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                _write_cell(sheet, at, place, column.kind, value, formats)
        _lines(sheet, at + 1, notes)


def _lines(sheet: Any, at: int, lines: Iterable[Sequence[str]]) -> int:
    for line in lines:
        for place, text in enumerate(line):
            sheet.write_string(at, place, safe_text(text)[:_EXCEL_CELL])
        at += 1
    return at


def _write_cell(sheet: Any, row: int, place: int, kind: Kind, value: Any, formats: dict[str, Any]) -> None:
    if value is None:
        return
    if kind == "yuan" and abs(value) < _EXACT:
        sheet.write_number(row, place, Decimal(value) / 100, formats["yuan"])
    elif kind == "count" and isinstance(value, int) and abs(value) < _EXACT:
        sheet.write_number(row, place, value)
    elif kind == "number_text":
        sheet.write_string(row, place, safe_text(str(value)), formats["text"])
    else:
        sheet.write_string(row, place, _as_text(kind, value)[:_EXCEL_CELL])
