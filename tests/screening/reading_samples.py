"""Facts and files that the reading tests share."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from assistant.rules.facts import Choice, Fact

FACTS = (
    Fact("staff", "int", "参保人数", 0, 1_000_000, "人"),
    Fact("paid_fen", "money", "上年度实缴失业保险费", 0, 10**13),
    Fact("has_arrears", "bool", "是否欠费"),
    Fact("kind", "choice", "单位类型", choices=(Choice("firm", "企业"), Choice("011", "社会团体"))),
    Fact("since", "date", "参保日期"),
    Fact("first_month", "month", "首次缴费月份"),
    Fact("months", "months", "缴费月数", 0, 600, "个月"),
    Fact("layoff_rate", "int", "裁员率", 0, 1000, "‰"),
    Fact("children", "list", "子单位"),
)
HEADINGS = ("单位名称", "统一社会信用代码", "参保人数", "上年度实缴失业保险费", "是否欠费", "单位类型", "参保日期")


def csv_file(folder: Path, text: str, encoding: str = "utf-8", name: str = "名单.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(folder: Path, rows: Sequence[Sequence[Any]], name: str = "名单.xlsx") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        fill_sheet(book, "名单", rows)
    return path


def fill_sheet(book: Any, name: str, rows: Sequence[Sequence[Any]]) -> None:
    sheet, day = book.add_worksheet(name), book.add_format({"num_format": "yyyy-mm-dd"})
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(y, x, value, day)
            elif isinstance(value, str):
                sheet.write_string(y, x, value)
            elif value is not None:
                sheet.write(y, x, value)


def reasons(rejects: pl.DataFrame) -> dict[tuple[int, str], str]:
    return {(row, column): reason for row, column, reason in rejects.select("_row", "column", "reason").rows()}
