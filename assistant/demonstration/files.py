"""The made-up file as a bureau would send it: a workbook, or comma-separated text."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO
from typing import IO, Final

import xlsxwriter  # type: ignore[import-untyped,unused-ignore]

from assistant.demonstration.columns import COLUMNS, Cell
from assistant.demonstration.faults import Row, faulty_rows
from assistant.demonstration.firms import COUNTED_YEAR, Year

_NUMBER: Final = "序号"
_HEADINGS: Final = (_NUMBER, *(column.heading for column in COLUMNS))


def write_workbook(out: IO[bytes], rows: int, year: Year = "this") -> None:
    """Write an XLSX: a title, the headings, the firms, a line of totals. Codes and numbers of people are text."""
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("参保单位")
        bold = book.add_format({"bold": True})
        title = f"演示数据：{COUNTED_YEAR[year] + 1}年度稳岗返还参保单位名单（全部为虚构）"
        sheet.write_string(0, 0, title, bold)
        for place, heading in enumerate(_HEADINGS):
            sheet.write_string(1, place, heading, bold)
        sheet.freeze_panes(2, 3)
        sheet.set_column(1, 2, 24)
        for line, cells in enumerate(_lines(faulty_rows(rows, year)), start=2):
            for place, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(line, place, cell)
                elif cell is not None:
                    sheet.write_number(line, place, cell)


def write_csv(out: IO[bytes], rows: int, year: Year = "this") -> None:
    """Write CSV in UTF-8 with a byte-order mark, as spreadsheets do."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    writer.writerows(_lines(faulty_rows(rows, year)))
    out.write(text.getvalue().encode("utf-8-sig"))


def _lines(rows: Iterable[Row]) -> Iterable[list[Cell]]:
    for number, row in enumerate(rows, start=1):
        cells = [row.get(column.heading) for column in COLUMNS]
        yield [number, *(_plain(cell) for cell in cells)]


def _plain(cell: Cell) -> Cell:
    return cell.normalize() if isinstance(cell, Decimal) and cell == 0 else cell
