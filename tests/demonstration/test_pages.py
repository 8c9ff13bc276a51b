"""The made-up files as the console offers them."""

from io import BytesIO

import openpyxl
import pytest

from tests.staffing import StaffClient


@pytest.mark.parametrize("year", ["this", "last"])
def test_an_operator_is_offered_five_thousand_firms(staff_client: StaffClient, year: str) -> None:
    answer = staff_client("operator", region="360000").get(f"/console/demonstration/firms-{year}.xlsx")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    sheet = openpyxl.load_workbook(BytesIO(answer.data), read_only=True).active
    assert sheet.max_row == 2 + 5_000 + 1
