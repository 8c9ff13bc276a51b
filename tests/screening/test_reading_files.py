import struct
import zipfile
from datetime import date, datetime

import polars as pl
import pytest
import xlsxwriter
import xlwt
from xlwt import CompoundDoc

from assistant.screening.reading import FileProblem, Limits, read_table
from tests.screening.reading_samples import FACTS, HEADINGS, csv_file, fill_sheet, reasons, xlsx_file

ROWS = [HEADINGS[:3], ["甲", "011", 1]]


def test_an_old_workbook(tmp_path):
    book = xlwt.Workbook()
    sheet, day = book.add_sheet("S"), xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for x, heading in enumerate(["单位名称", "参保人数", "参保日期"]):
        sheet.write(0, x, heading)
    sheet.write(1, 0, "甲")
    sheet.write(1, 1, 12)
    sheet.write(1, 2, date(2024, 3, 15), day)
    book.save(str(tmp_path / "a.xls"))
    assert read_table(tmp_path / "a.xls", FACTS).rows.rows() == [(2, "甲", 12, date(2024, 3, 15))]


def test_typed_parquet_is_taken_over_strictly(tmp_path):
    frame = pl.DataFrame(
        {
            "firm_name": ["甲", "乙", "丙", None],
            "credit_code": [9.1e17, 12.0, None, None],
            "staff": [1.0, float("nan"), 2.5, None],
            "上年度实缴失业保险费": [0.1, 1234.56, 1.0, None],
            "has_arrears": [True, None, False, None],
            "since": [datetime(2024, 3, 15, 9), None, None, None],
            "months": pl.Series([1, 2, 601, None], dtype=pl.UInt64),
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    result = read_table(tmp_path / "a.parquet", FACTS)
    assert result.rows.rows() == [(2, "乙", "12", None, 123456, None, None, 2)]
    assert set(reasons(result.rejects)) == {(1, "credit_code"), (3, "staff"), (3, "months")}
    assert result.rejects["months"].to_list() == ["1", "601", "601"]
    assert result.blank_ranges == ((4, 4),)


def test_nested_parquet_columns_are_refused(tmp_path):
    pl.DataFrame({"firm_name": ["甲"], "staff": [1], "x": [[1]]}).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(FileProblem, match="不是普通的单元格"):
        read_table(tmp_path / "a.parquet", FACTS)


def test_the_only_sheet_with_a_header_is_read_and_several_need_a_name(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        fill_sheet(book, "说明", [["填表说明"]])
        fill_sheet(book, "一月", ROWS)
    assert read_table(path, FACTS).sheet == "一月"
    with xlsxwriter.Workbook(path) as book:
        fill_sheet(book, "一月", ROWS)
        fill_sheet(book, "二月", ROWS)
    with pytest.raises(FileProblem, match="一月、二月"):
        read_table(path, FACTS)
    assert read_table(path, FACTS, sheet="二月").sheet == "二月"
    with pytest.raises(FileProblem, match="没有名为"):
        read_table(path, FACTS, sheet="三月")


def _locked_xls(path):
    begin = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0x0DBB, 0x07CC, 0, 6)
    password = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + b"\0" * 48
    CompoundDoc.XlsDoc().save(str(path), begin + password + struct.pack("<HH", 0x0A, 0))


def test_a_workbook_with_a_password(tmp_path):
    _locked_xls(tmp_path / "a.xls")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.xlsx").write_bytes(ole)
    for name in ("a.xls", "a.xlsx"):
        with pytest.raises(FileProblem, match="密码"):
            read_table(tmp_path / name, FACTS)


CONTENTS = [
    ("a.xls", b"<html><table><tr><td>1</td></tr></table>", "HTML"),
    ("a.xls", "单位名称\t参保人数\n".encode(), "CSV"),
    ("a.xlsx", b"PK\x03\x04 cut short", "损坏"),
    ("a.xlsx", b"\x01\x02\0\0\0", "损坏"),
    ("a.csv", b"\x1f\x8b\x08 packed", "gzip"),
    ("a.csv", b"PK\x03\x04 packed", "zip"),
    ("a.parquet", b"PAR1 cut short", "损坏"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut short", "损坏"),
    ("a.pdf", b"%PDF", "不支持"),
    ("a.csv", "单位名称,参保人数,备注\n甲公司乙公司,1,".encode() + b"\xff\n", "第 2 行"),
]


@pytest.mark.parametrize(("name", "content", "hint"), CONTENTS)
def test_content_is_checked_against_the_name(tmp_path, name, content, hint):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileProblem, match=hint):
        read_table(tmp_path / name, FACTS)


def test_a_missing_file(tmp_path):
    with pytest.raises(FileProblem, match="找不到"):
        read_table(tmp_path / "a.csv", FACTS)


def test_limits(tmp_path):
    text = csv_file(tmp_path, ",".join(HEADINGS[:3]) + "\n甲,1,1\n乙,1,1\n")
    for limits, hint in ((Limits(file_bytes=10), "上限 0 MB"), (Limits(rows=1), "2 行"), (Limits(columns=2), "3 列")):
        with pytest.raises(FileProblem, match=hint):
            read_table(text, FACTS, limits=limits)


def test_a_sheet_with_one_cell_in_the_far_corner_is_refused(tmp_path):
    path = xlsx_file(tmp_path, ROWS)
    far = tmp_path / "far.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(far, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            row = b"<row r='1048576'><c  r = 'XFD1048576'><v>1</v></c></row></sheetData>"
            target.writestr(name, data.replace(b"</sheetData>", row))
    with pytest.raises(FileProblem, match="1048576 行 × 16384 列"):
        read_table(far, FACTS)


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 80_000_000)
    with pytest.raises(FileProblem, match="解压后过大"):
        read_table(bomb, FACTS)


def test_a_stray_zero_byte_does_not_make_a_file_utf_16(tmp_path):
    filler = "乙,1,x\n" * 30
    result = read_table(csv_file(tmp_path, f"单位名称,参保人数,备注\n甲,1,a\0b\n{filler}"), FACTS)
    assert (result.encoding, result.rows["备注"][0]) == ("utf-8", "a\0b")


def test_a_problem_carries_the_text_that_a_door_translates(tmp_path):
    with pytest.raises(FileProblem) as raised:
        read_table(tmp_path / "a.csv", FACTS)
    message = raised.value.message
    assert message.text % message.values == str(raised.value)
