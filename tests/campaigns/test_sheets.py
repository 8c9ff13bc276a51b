"""Sheets that clerks open: nothing in a cell runs, amounts are exact, accounts keep every digit."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest

from assistant.campaigns import sheets
from assistant.campaigns.sheets import Column, Format

COLUMNS = [
    Column("单位"),
    Column("账号", "number_text"),
    Column("元", "yuan"),
    Column("分", "count"),
    Column("时间", "moment"),
]
AT = datetime(2024, 9, 2, 4, tzinfo=UTC)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", "  =cmd|' /C calc'!A0"]


def _csv(rows: list[tuple[Any, ...]], **more: Any) -> list[list[str]]:
    data = sheets.written("csv", COLUMNS, rows, **more).read()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _xlsx(rows: list[tuple[Any, ...]], **more: Any) -> Any:
    return openpyxl.load_workbook(sheets.written("xlsx", COLUMNS, rows, **more)).active


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_runs_as_a_formula(text: str) -> None:
    row = (text, text, 1, 1, AT)
    lines = _csv([row], notes=[[text]], above=[[text]])
    assert [line[0] for line in lines if line[0] != "单位"] == [f"'{text}"] * 3
    sheet = _xlsx([row], notes=[[text]], above=[[text]])
    for place in ("A1", "A3", "B3", "A4"):
        assert sheet[place].data_type == "s", place
        assert sheet[place].value.replace("_x000D_", "\r").startswith("'"), place
    assert "<f>" not in _inside(row)


def _inside(row: tuple[Any, ...]) -> str:
    with zipfile.ZipFile(sheets.written("xlsx", COLUMNS, [row])) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_amounts_are_exact_and_accounts_stay_text() -> None:
    row = ("甲公司", "6222021234567890123", 2_592_633, 2_592_633, AT)
    sheet = _xlsx([row])
    assert [cell.value for cell in sheet[2]] == [
        "甲公司",
        "6222021234567890123",
        25926.33,
        2_592_633,
        "2024-09-02 12:00:00",
    ]
    assert sheet["C2"].number_format == "#,##0.00"
    assert sheet["B2"].data_type == "s"
    assert _csv([row])[1] == ["甲公司", "'6222021234567890123", "25926.33", "2592633", "2024-09-02 12:00:00"]


@pytest.mark.parametrize(
    ("fen", "text"), [(5, "0.05"), (50, "0.50"), (100, "1.00"), (99_999_999_999_999, "999999999999.99")]
)
def test_yuan_in_two_places(fen: int, text: str) -> None:
    assert _csv([("", "", fen, fen, AT)])[1][2] == text
    assert f"{_xlsx([('', '', fen, fen, AT)])['C2'].value:.2f}" == text


def test_what_a_spreadsheet_cannot_keep_exactly_is_text() -> None:
    sheet = _xlsx([("", "", 10**15, 10**15, AT)])
    assert sheet["C2"].value == "10,000,000,000,000.00" or sheet["C2"].value == "10000000000000.00"
    assert sheet["D2"].value == str(10**15)


def test_nothing_stays_empty() -> None:
    assert _csv([(None, None, None, None, None)])[1] == [""] * 5
    assert [cell.value for cell in _xlsx([("甲", None, None, None, None)])[2]] == ["甲", None, None, None, None]


def test_a_sheet_that_cannot_hold_the_rows_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    rows = [("甲", "1", 1, 1, AT)] * 3
    with pytest.raises(sheets.TooManyRows):
        sheets.written("xlsx", COLUMNS, rows)
    assert len(_csv(rows)) == 4


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_rows_are_taken_one_by_one(file_format: Format) -> None:
    taken = []

    def rows() -> Any:
        for number in range(1000):
            taken.append(number)
            yield ("甲", "1", number, number, AT)

    assert sheets.written(file_format, COLUMNS, rows()).read(2)
    assert len(taken) == 1000
