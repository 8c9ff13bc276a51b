"""The made-up file: the same every time, as a bureau would send it, with the faults that it promises."""

import re
from collections import Counter
from io import BytesIO
from itertools import islice
from pathlib import Path

import openpyxl
import phonenumbers
import pytest
from click.testing import CliRunner
from stdnum.cn import uscc

from assistant.cli import main
from assistant.demonstration.columns import CODE, MONTHS, NAME, PHONE, PREMIUM
from assistant.demonstration.faults import faulty_rows
from assistant.demonstration.files import write_csv, write_workbook
from assistant.demonstration.firms import MOST, firm, firms
from assistant.demonstration.identifiers import fixed_line

ROWS = 5_000


def test_every_identifier_passes_every_check_and_is_no_one_elses() -> None:
    made_up = [*firms(ROWS), firm(MOST - 1)]
    codes = [each.credit_code for each in made_up]
    assert all(uscc.is_valid(code) for code in codes)
    assert len(set(codes)) == len(codes)
    assert all(code[8:11] == "DEM" for code in codes)
    numbers = [phonenumbers.parse(each.phone, "CN") for each in made_up if each.phone]
    assert all(phonenumbers.is_valid_number(number) for number in numbers)
    assert all(each.name.startswith("演示") for each in made_up)
    line = phonenumbers.parse(fixed_line(7), "CN")
    assert phonenumbers.number_type(line) == phonenumbers.PhoneNumberType.FIXED_LINE


def test_a_firm_is_the_same_in_every_file() -> None:
    assert list(firms(40)) == list(islice(firms(ROWS), 40))
    assert list(faulty_rows(40))[:-1] == list(islice(faulty_rows(ROWS), 40))


def test_last_year_has_mostly_the_same_firms_with_other_figures() -> None:
    this, last = (list(firms(ROWS, year)) for year in ("this", "last"))
    both = {each.credit_code for each in this} & {each.credit_code for each in last}
    assert len(both) == ROWS * 19 // 20
    before = {each.credit_code: each for each in last}
    same = [each for each in this if each.credit_code in both]
    assert all(each.name == before[each.credit_code].name for each in same)
    assert sum(
        each.facts["premium_paid_fen"] != before[each.credit_code].facts["premium_paid_fen"] for each in same
    ) > (len(same) * 9 // 10)


def test_shares_are_those_of_a_bureau() -> None:
    made_up = list(firms(ROWS))
    types = Counter(each.facts["organisation_type"] for each in made_up)
    assert 25 <= types["dispatch_agency"] <= 90
    assert 120 <= ROWS - types["enterprise"] - types["dispatch_agency"] <= 280
    assert 140 <= sum(each.facts["on_large_list"] is None for each in made_up) <= 260
    assert 180 <= sum(each.account is None for each in made_up) <= 320


# What to look for in a row's cell, and about how many of 1,000 rows have it.
FAULTS = {
    "wrong check": (CODE, lambda cell: len(cell) == 18 and "O" not in cell and not uscc.is_valid(cell), 4),
    "letters": (CODE, lambda cell: "O" in cell, 3),
    "scientific": (CODE, lambda cell: "E+" in cell, 2),
    "short number": (PHONE, lambda cell: len(cell) == 10, 6),
    "fixed line": (PHONE, lambda cell: cell.startswith("0791-"), 10),
    "formula": (NAME, lambda cell: cell[0] in "=+@", 1),
    "dash": (MONTHS, lambda cell: cell == "—", 5),
    "full width": (MONTHS, lambda cell: re.fullmatch("[０-９]+", cell), 5),
    "commas": (PREMIUM, lambda cell: cell.startswith("¥"), 30),
    "words": (PREMIUM, lambda cell: cell.startswith("约"), 2),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_have_their_share(name: str) -> None:
    heading, has_it, permille = FAULTS[name]
    cells = [row.get(heading) for row in faulty_rows(ROWS)]
    count = sum(bool(has_it(cell)) for cell in cells if isinstance(cell, str))
    assert permille * 5 // 2 <= count <= permille * 5 * 2


def test_some_codes_stand_twice() -> None:
    codes = Counter(row.get(CODE) for row in faulty_rows(ROWS))
    assert 10 <= sum(times > 1 for code, times in codes.items() if code) <= 50


def test_the_workbook_has_a_title_headings_firms_and_a_total_and_keeps_codes_as_text() -> None:
    out = BytesIO()
    write_workbook(out, 60)
    lines = list(openpyxl.load_workbook(out).active.iter_rows())
    assert "虚构" in lines[0][0].value
    assert [cell.value for cell in lines[1]][:3] == ["序号", CODE, NAME]
    assert len(lines) == 2 + 60 + 1
    assert lines[-1][2].value == "合计"
    assert not any(cell.data_type == "f" for line in lines for cell in line)
    assert all(line[1].data_type == "s" for line in lines[2:-1])


def test_csv_holds_the_same_rows() -> None:
    out = BytesIO()
    write_csv(out, 60)
    assert len(out.getvalue().decode("utf-8-sig").splitlines()) == 1 + 60 + 1


def test_the_command_writes_a_file_that_screening_reads(tmp_path: Path) -> None:
    made, screened = tmp_path / "firms.xlsx", tmp_path / "result.csv"
    done = CliRunner().invoke(main, ["demonstration", "firms", str(made), "--rows", "300", "--year", "last"])
    assert done.exit_code == 0
    decide = ["screen", "stabilization_refund", "--region", "江西", "--as-of", "2024-08-15"]
    screen = CliRunner().invoke(main, [*decide, str(made), str(screened)])
    assert screen.exit_code == 0, screen.output
    counts = dict(re.findall(r"^(可以享受|不符合|暂时无法判定|需人工核定)：(\d+) 行", screen.output, re.MULTILINE))
    assert all(int(count) > 0 for count in counts.values())
    assert len(counts) == 4


def test_the_command_refuses_other_endings(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["demonstration", "firms", str(tmp_path / "firms.doc")])
    assert done.exit_code == 2
    assert ".xlsx or .csv" in done.output
