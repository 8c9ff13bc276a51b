import pytest

from assistant.rules.facts import Fact
from assistant.screening.reading import FileProblem, read_table
from assistant.screening.writing import write_table
from tests.screening.reading_samples import FACTS, HEADINGS, csv_file, reasons, xlsx_file

HEAD = ",".join(HEADINGS[:4])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_separator_and_line_end(tmp_path, encoding, separator, end):
    text = f"{HEAD}\n甲公司,011,1,2\n".replace(",", separator).replace("\n", end)
    rows = read_table(csv_file(tmp_path, text, encoding), FACTS).rows
    assert rows.rows() == [(2, "甲公司", "011", 1, 200)]


def test_rows_keep_the_number_that_the_spreadsheet_shows(tmp_path):
    text = f'名单,,,\n\n{HEAD}\n甲,1,1,1\n\n"乙\n厂",2,2,2\n丙,3,x,3\n,,,\n\n'
    result = read_table(csv_file(tmp_path, text), FACTS)
    assert result.header_row == 3
    assert result.rows.select("_row", "firm_name").rows() == [(4, "甲"), (6, "乙\n厂")]
    assert list(reasons(result.rejects)) == [(7, "参保人数")]
    assert result.blank_ranges == ((5, 5), (8, 9))
    assert (result.counts.rows_in, result.counts.blank, result.counts.trailing_blank) == (3, 3, 2)


def test_workbook_row_numbers_count_from_the_top_of_the_sheet(tmp_path):
    rows = [
        [None],
        [None, "2024 年名单"],
        [None, *HEADINGS[:4]],
        [None, "甲", "1", 1, 1],
        [],
        [None, "乙", "2", "x", 1],
    ]
    result = read_table(xlsx_file(tmp_path, rows), FACTS)
    assert result.rows["_row"].to_list() == [4]
    assert list(reasons(result.rejects)) == [(6, "参保人数")]
    assert [column.letter for column in result.columns] == ["B", "C", "D", "E"]
    assert result.blank_ranges == ((5, 5),)


def test_lines_of_the_wrong_width_and_loose_quotes_become_rejects(tmp_path):
    lines = [HEAD, "甲,1,1", "乙,1,1,1,1", '丙,"1,1,1', '丁,5" 管,1,1', '"戊"厂,1,1,1', '"己,""x""",1,1,1', "庚,1,1,1"]
    result = read_table(csv_file(tmp_path, "\n".join(lines)), FACTS)
    assert result.rows["firm_name"].to_list() == ["丁", '己,"x"', "庚"]
    assert result.rows["credit_code"][0] == '5" 管'
    found = reasons(result.rejects)
    assert "有 3 栏" in found[2, "（整行）"]
    assert "有 5 栏" in found[3, "（整行）"]
    assert "引号" in found[4, "（整行）"]
    assert "引号" in found[6, "（整行）"]
    assert result.rejects["（多出的内容）"].to_list() == [None, "1", None, None]


def test_a_line_of_totals_is_not_a_firm(tmp_path):
    result = read_table(csv_file(tmp_path, f"{HEAD}\n甲,1,1,1\n合 计,,1,1\n"), FACTS)
    assert "合计行" in reasons(result.rejects)[3, "单位名称"]


def test_headings_may_hold_line_breaks_spaces_and_stars(tmp_path):
    text = '* 单位 名称,"参保\n人数（人）",Paid_Fen,"上年度实缴失业保险费（美元）",子单位,,\n甲,1,5,7,x,,\n'
    result = read_table(csv_file(tmp_path, text), FACTS)
    assert result.rows.columns[:4] == ["_row", "firm_name", "staff", "paid_fen"]
    assert result.rows.columns[4:] == ["上年度实缴失业保险费（美元）", "子单位"]
    assert "美元" in result.columns[3].note


def test_our_own_output_can_be_read_again(tmp_path):
    first = read_table(csv_file(tmp_path, f"{HEAD}\n甲,1,x,1\n"), FACTS)
    write_table(first.rejects, tmp_path / "rejects.csv")
    again = read_table(tmp_path / "rejects.csv", FACTS)
    assert "_row（原）" in again.rejects.columns
    assert list(reasons(again.rejects)) == [(2, "参保人数")]


TWINS = (*FACTS, Fact("staff_avg", "int", "参保人数", 0, 9, "人"))
PROBLEMS = [
    ("", "空"),
    (" \n,,\n", "没有内容"),
    ("名称,数量\n甲,1\n", "没有找到表头"),
    ("单位名称,参保人数,参保人数（人）\n", "同一项"),
    ("单位名称,参保人数,备注,备注\n", "同一项"),
    ("单位名称,参保人数,paid_fen（元）\n", "以分为单位"),
]


@pytest.mark.parametrize(("text", "hint"), PROBLEMS)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, text, hint):
    with pytest.raises(FileProblem, match=hint):
        read_table(csv_file(tmp_path, text), FACTS)


def test_a_heading_that_two_facts_share_is_ambiguous(tmp_path):
    with pytest.raises(FileProblem, match="staff、staff_avg"):
        read_table(csv_file(tmp_path, "单位名称,参保人数\n"), TWINS)


def test_a_file_with_a_header_only_has_no_rows(tmp_path):
    result = read_table(csv_file(tmp_path, HEAD), FACTS)
    assert (result.rows.height, result.counts.rows_in) == (0, 0)


def test_a_label_without_its_bracket_is_not_taken_but_named(tmp_path):
    # The bracket may be what matters: the premium of unit and staff together is about twice the unit's own.
    facts = (*FACTS, Fact("premium_fen", "money", "实缴保费（单位和个人合计）", 0, 10**13))
    result = read_table(csv_file(tmp_path, f"{HEAD},实缴保费（元）\n甲,1,1,1,5\n"), facts)
    assert "premium_fen" not in result.rows.columns
    assert [c.note for c in result.columns if c.heading == "实缴保费（元）"] == [
        "如果就是“实缴保费（单位和个人合计）”，请把表头改成这个全名；现在没有采用这一列。"
    ]
