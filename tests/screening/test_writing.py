from datetime import date

import openpyxl
import polars as pl
import pytest

from assistant.screening.reading import FileProblem
from assistant.screening.writing import write_table

DANGEROUS = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠1", " =1"]
FRAME = pl.DataFrame({"=名称": DANGEROUS, "人数": range(len(DANGEROUS)), "日期": [date(2024, 3, 15)] * len(DANGEROUS)})


def test_csv_opens_in_a_spreadsheet_and_holds_no_formula(tmp_path):
    write_table(FRAME.lazy(), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf'=")
    assert pl.read_csv(tmp_path / "a.csv")["'=名称"].to_list() == ["'" + text for text in DANGEROUS]


def test_xlsx_text_is_text_and_codes_keep_their_digits(tmp_path):
    frame = FRAME.with_columns(pl.lit("913601001234567890").alias("代码"), pl.lit(10**16 + 1).alias("大数"))
    write_table(frame, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert sheet["A2"].value == "'=1+1"
    assert (sheet["B3"].value, sheet["C2"].value.date()) == (1, date(2024, 3, 15))
    assert (sheet["D2"].value, sheet["E2"].value) == ("913601001234567890", "10000000000000001")


def test_parquet_keeps_the_data_as_it_is(tmp_path):
    write_table(FRAME, tmp_path / "a.parquet")
    assert pl.read_parquet(tmp_path / "a.parquet").equals(FRAME)


def test_refusals_leave_no_file_behind(tmp_path):
    with pytest.raises(FileProblem, match="不支持"):
        write_table(FRAME, tmp_path / "a.ods")
    with pytest.raises(FileProblem, match="过长"):
        write_table(pl.DataFrame({"a": ["x" * 40_000]}), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
