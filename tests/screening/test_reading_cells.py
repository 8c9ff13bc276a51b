from datetime import date

import pytest

from assistant.screening.reading import read_table
from tests.screening.reading_samples import FACTS, csv_file, reasons, xlsx_file

GOOD = [
    ("staff", "12", 12),
    ("staff", " １２\u00a0", 12),
    ("staff", '"1,234"', 1234),
    ("staff", "35人", 35),
    ("staff", "12.0", 12),
    ("staff", "007", 7),
    ("paid_fen", "1234", 1234),
    ("上年度实缴失业保险费", "1234.5", 123450),
    ("上年度实缴失业保险费（元）", '"￥1,234.50"', 123450),
    ("上年度实缴失业保险费\u3000(万元)", "1.234567", 1234567),
    ("上年度实缴失业保险费【分】", "1234", 1234),
    ("上年度实缴失业保险费（单位：万元）", "0.1", 100000),
    ("has_arrears", "是", True),
    ("是否欠费", "Ｙ", True),
    ("是否欠费", "√", True),
    ("是否欠费", "TRUE", True),
    ("是否欠费", "0", False),
    ("是否欠费", "无", False),
    ("kind", "企业", "firm"),
    ("单位类型", "FIRM", "firm"),
    ("单位类型", "011", "011"),
    ("since", "2024-03-15", date(2024, 3, 15)),
    ("since", "2024/3/5", date(2024, 3, 5)),
    ("since", "20240315", date(2024, 3, 15)),
    ("since", "２０２４年3月15日", date(2024, 3, 15)),
    ("since", "2024.3.15", date(2024, 3, 15)),
    ("since", "2024-03-15 08:30:00", date(2024, 3, 15)),
    ("first_month", "2024-03", date(2024, 3, 1)),
    ("first_month", "202403", date(2024, 3, 1)),
    ("首次缴费月份", "2024年3月", date(2024, 3, 1)),
    ("首次缴费月份", "2024-03-15", date(2024, 3, 1)),
    ("缴费月数（月）", "12个月", 12),
    ("裁员率", "55", 55),
    ("裁员率（%）", "5.5%", 55),
    ("裁员率（％）", "5.5", 55),
]


@pytest.mark.parametrize(("heading", "cell", "value"), GOOD)
def test_a_well_written_cell_becomes_its_value(tmp_path, heading, cell, value):
    path = csv_file(tmp_path, f"单位名称,{heading},x\n甲,{cell},\n")
    result = read_table(path, FACTS)
    assert result.counts.rejected == 0
    [column] = [c for c in result.columns if c.role == "fact"]
    assert result.rows[column.name].to_list() == [value]


UNKNOWN = ["", '""', "-", "—", "NULL", "NaN", "不详", "不清楚", " \u3000", "''"]


@pytest.mark.parametrize("cell", UNKNOWN)
def test_an_unknown_cell_is_null_and_never_false_or_zero(tmp_path, cell):
    facts = [fact for fact in FACTS if fact.kind != "list"]
    path = csv_file(tmp_path, ",".join(["firm_name", *(f.name for f in facts)]) + "\n甲" + f",{cell}" * len(facts))
    rows = read_table(path, FACTS).rows
    assert rows.select(f.name for f in facts).row(0) == (None,) * len(facts)


BAD = [
    ("staff", "1.5", "小数"),
    ("staff", "-1", "0 至 1000000人"),
    ("staff", "99999999999999999999", "超出范围"),
    ("staff", "1.2E+06", "科学计数法"),
    ("staff", "十二", "应为数字"),
    ("staff", '"1,23"', "逗号"),
    ("staff", "5%", "百分号"),
    ("staff", "1.2.3", "应为数字"),
    ("staff", "10²", "应为数字"),
    ("上年度实缴失业保险费", ".", "应为数字"),
    ("上年度实缴失业保险费", "1.005", "比分还细"),
    ("上年度实缴失业保险费（万元）", "0.0000001", "万元"),
    ("paid_fen", "1.5", "比分还细"),
    ("是否欠费", "可能", "“是”或“否”"),
    ("单位类型", "11", "企业、社会团体"),
    ("since", "2024-02-30", "存在的日期"),
    ("since", "2024年3月", "年月日"),
    ("since", "45366", "日期"),
    ("since", "1024-03-15", "合理范围"),
    ("首次缴费月份", "2024.1", "年月"),
    ("裁员率", "5%", "百分号"),
    ("credit_code", "9.1E+17", "把该列设为文本后重新导出"),
    ("联系电话", "1.38E+10", "科学计数法"),
]


@pytest.mark.parametrize(("heading", "cell", "hint"), BAD)
def test_a_wrong_cell_sends_its_row_to_the_rejects_with_the_reason(tmp_path, heading, cell, hint):
    path = csv_file(tmp_path, f"单位名称,{heading},缴费月数\n甲,,1\n乙,{cell},2\n")
    result = read_table(path, FACTS)
    assert result.rows["_row"].to_list() == [2]
    assert hint in reasons(result.rejects)[3, heading]
    assert result.rejects["缴费月数"].to_list() == ["2"]


def test_long_numbers_are_masked_in_the_message_but_kept_in_the_row(tmp_path):
    path = csv_file(tmp_path, "单位名称,参保人数,备注\n甲,11010119900307123X,x\n")
    [reject] = read_table(path, FACTS).rejects.to_dicts()
    assert reject["value"] == "110****123X"
    assert reject["参保人数"] == "11010119900307123X"


def test_a_workbook_cell_keeps_its_digits_and_its_dates(tmp_path):
    head = ["单位名称", "统一社会信用代码", "参保人数", "上年度实缴失业保险费", "参保日期", "首次缴费月份"]
    rows = [head, ["甲", "011", 12, 1234.56, date(2024, 3, 15), 45366], ["乙", 123456, 12.5, 1, None, None]]
    result = read_table(xlsx_file(tmp_path, rows), FACTS)
    first = (2, "甲", "011", 12, 123456, date(2024, 3, 15), date(2024, 3, 1))
    assert result.rows.rows() == [first]
    assert reasons(result.rejects) == {(3, "参保人数"): "应为整数，不能有小数。"}
    assert result.rejects["统一社会信用代码"].to_list() == ["123456"]


@pytest.mark.parametrize(("other", "kept"), [(None, 0), ("913601001234567890", 1)])
def test_a_code_stored_as_a_number_has_lost_digits_and_is_refused(tmp_path, other, kept):
    rows = [
        ["单位名称", "信用代码", "参保人数"],
        ["甲", 913601001234567890, 1],
        ["乙", other or 9136010012345678912, 1],
    ]
    result = read_table(xlsx_file(tmp_path, rows), FACTS)
    assert result.rows.height == kept
    assert set(result.rejects["reason"].str.contains("15 位")) == {True}


def test_a_formula_error_is_refused_not_taken_as_unknown(tmp_path):
    path = tmp_path / "e.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["单位名称", "参保人数", "是否欠费"])
        sheet.write_row(1, 0, ["甲"])
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    result = read_table(path, FACTS)
    assert result.rejects.select("_row", "column", "value").rows() == [(2, "参保人数", "#DIV/0!")]
