"""A file on its way through the console: uploaded, columns named, read by a worker, every refused cell shown."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import openpyxl
import pytest
from flask import Flask

from assistant.campaigns import importing
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.files.imports import Imports
from assistant.storage.jobs import Jobs
from tests import staffing
from tests.campaigns.bureau import HEADINGS, Bureau, firm, text_of
from tests.operator.desk import Desk, errors, numbers, rows, selected, words_of


@pytest.fixture
def campaign(bureau: Bureau) -> Campaign:
    return bureau.campaign()


def _columns(campaign: Campaign, key: int = 1) -> str:
    return f"/console/campaigns/{campaign.id}/imports/{key}/columns"


def _read(desk: Desk, bureau: Bureau, campaign: Campaign, content: bytes, name: str = "名单.csv") -> str:
    """Import a file by the pages; return where its result stands."""
    columns = desk.upload(campaign.id, content, name).headers["Location"]
    answer = desk.post(columns, **selected(desk.get(columns)))
    assert answer.status_code == 303, errors(answer)
    job = Jobs(bureau.engine).latest(campaign.id)
    assert job is not None
    bureau.work(job.id)
    return answer.headers["Location"]


def test_columns_are_recognised_and_long_numbers_hidden(desk: Desk, campaign: Campaign) -> None:
    answer = desk.upload(campaign.id, text_of([firm(1)]))
    assert (answer.status_code, answer.headers["Location"]) == (303, _columns(campaign))
    page = desk.get(_columns(campaign))
    assert list(selected(page).values()) == list(HEADINGS.values())
    assert "第1公司" in page.text
    assert "13800138000" not in page.text
    assert "6222021234567890123" not in page.text
    money = next(row for row in rows(page) if "实际缴纳失业保险费" in row[1])
    assert money[-1] == "元"


def test_refused_rows_are_shown_by_the_sheets_own_numbers(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    wrong = [firm(1), firm(2, months_paid="很久"), firm(3, credit_code="91360100"), firm(4), firm(4, firm_name="重复")]
    page = desk.get(_read(desk, bureau, campaign, text_of([*wrong, firm(6, phone="0791-88888888")])))
    assert page.status_code == 200
    shown = numbers(page)
    assert (shown["行数据"], shown["行采用"], shown["行退回"], shown["行信用代码重复"]) == ("6", "2", "4", "2")
    refused = {row[0]: row for row in rows(page) if row and row[0] in {"3", "4", "5", "6"}}
    assert refused["3"][2] == "很久"
    assert "18 位" in refused["4"][3]
    assert "第 5、6 行" in refused["5"][3]
    assert "收不到短信" in page.text
    (event,) = desk.events("file_imported")
    assert event.after is not None
    assert event.after["file_name"] == "名单.csv"


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_what_was_refused_can_be_downloaded(desk: Desk, bureau: Bureau, campaign: Campaign, extension: str) -> None:
    result = _read(desk, bureau, campaign, text_of([firm(1), firm(2, months_paid="=1+1")]))
    answer = desk.post(f"{result}/lines", which="errors", format=extension)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    if extension == "csv":
        table = list(csv.reader(StringIO(answer.get_data().decode("utf-8-sig"))))
    else:
        sheet = openpyxl.load_workbook(BytesIO(answer.get_data())).active
        assert sheet is not None
        table = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert table[0] == ["行号", "栏目", "单元格内容", "原因"]
    assert table[1][0] == "3"
    assert table[1][2] == "'=1+1"
    (event,) = desk.events("list_exported")
    assert event.after is not None
    assert event.after["list"] == "errors"


def test_nothing_else_can_be_downloaded(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    result = _read(desk, bureau, campaign, text_of([firm(1)]))
    assert desk.post(f"{result}/lines", which="rows", format="csv").status_code == 400
    assert desk.post(f"{result}/lines", which="errors", format="parquet").status_code == 400


def test_the_same_content_is_noticed_under_another_name(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    _read(desk, bureau, campaign, text_of([firm(1)]))
    desk.upload(bureau.campaign(title="又一批").id, text_of([firm(1)]), "改了名.csv")
    page = desk.get("/console/campaigns/2/imports/2/columns")
    assert "这个文件以前导入过" in page.text
    assert "2024年稳岗返还 · 名单.csv" in page.text
    answer = desk.post("/console/campaigns/2/imports/2/columns", **selected(page))
    assert answer.status_code == 303


def test_columns_that_cannot_be_so_are_named_and_the_choice_kept(desk: Desk, campaign: Campaign) -> None:
    desk.upload(campaign.id, text_of([firm(1)]))
    chosen = selected(desk.get(_columns(campaign)))
    page = desk.post(_columns(campaign), **(chosen | {"column-3": "phone"}))
    assert page.status_code == 422
    assert list(errors(page)) == ["column-3"]
    assert selected(page)["column-3"] == "phone"
    page = desk.post(_columns(campaign), **(chosen | {"column-1": ""}))
    assert page.status_code == 422
    assert "统一社会信用代码" in words_of(page.text.split('id="error-summary"')[1].split("</div>")[0])
    assert selected(page)["column-1"] == ""
    assert desk.events("file_imported") == []


def test_columns_are_named_by_hand_where_nothing_is_recognised(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    headings = [f"自编栏目{letter}" for letter in "甲乙丙丁戊己庚辛壬癸子丑寅"]
    desk.upload(campaign.id, text_of([firm(1), firm(2)], headings))
    page = desk.get(_columns(campaign))
    assert set(selected(page).values()) == {""}
    names = dict(zip(selected(page), HEADINGS.values(), strict=True))
    assert desk.post(_columns(campaign), **names).status_code == 303
    job = Jobs(bureau.engine).latest(campaign.id)
    assert job is not None
    assert bureau.work(job.id).state == "done"
    # The next file with these headings is understood.
    desk.upload(campaign.id, text_of([firm(3)], headings))
    page = desk.get(_columns(campaign, 2))
    assert list(selected(page).values()) == list(HEADINGS.values())
    assert "照上次的选择" in page.text


def test_a_sheet_of_a_workbook_can_be_chosen(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    book = openpyxl.Workbook()
    former = [list(HEADINGS), firm(9)]
    for title, cells in (("说明", [["这是", "说明"]]), ("上年", former), ("名单", [list(HEADINGS), firm(1), firm(2)])):
        sheet = book.create_sheet(title)
        for line in cells:
            sheet.append(line)
    del book["Sheet"]
    out = BytesIO()
    book.save(out)
    columns = desk.upload(campaign.id, out.getvalue(), "名单.xlsx").headers["Location"]
    page = desk.get(columns, sheet="名单")
    assert "第1公司" in page.text
    answer = desk.post(columns, sheet="名单", **{k: v for k, v in selected(page).items() if k != "sheet"})
    assert answer.status_code == 303
    job = Jobs(bureau.engine).latest(campaign.id)
    assert job is not None
    assert bureau.work(job.id).state == "done"
    assert numbers(desk.get(answer.headers["Location"]))["行采用"] == "2"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * 500, "名单.png"),
        (b"PK\x03\x04" + b"0" * 500, "名单.xlsx"),
        (b"", "名单.csv"),
        (b"<svg onload='alert(1)'>", "../../名单.svg"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_field(
    desk: Desk, campaign: Campaign, bureau: Bureau, content: bytes, name: str
) -> None:
    page = desk.upload(campaign.id, content, name)
    assert page.status_code == 422
    assert errors(page)["file"]
    assert Imports(bureau.engine).of_campaign(campaign.id) == []
    left = bureau.settings.data_dir / "imports"
    assert not left.exists() or list(left.iterdir()) == []


def test_without_a_file_one_is_asked_for(desk: Desk, campaign: Campaign) -> None:
    page = desk.post(f"/console/campaigns/{campaign.id}/imports")
    assert (page.status_code, errors(page)) == (422, {"file": "请先选择文件"})


def test_only_who_may_import_may_send_much_and_only_here(app: Flask, desk: Desk, campaign: Campaign) -> None:
    large = text_of([firm(number) for number in range(12_000)])
    assert len(large) > 1024 * 1024
    assert desk.upload(campaign.id, large).status_code == 303
    here = f"/console/campaigns/{campaign.id}/settings"
    assert desk.post(here, file=(BytesIO(large), "a.csv")).status_code == 413
    reviewer = Desk.of(app, "reviewer", region="360000")
    assert reviewer.upload(campaign.id, large).status_code == 413
    visitor = app.test_client()
    form = {"csrf_token": staffing.token_of(visitor), "file": (BytesIO(large), "a.csv")}
    assert visitor.post(f"/console/campaigns/{campaign.id}/imports", data=form).status_code == 413


def test_what_is_larger_than_any_list_is_refused(
    desk: Desk, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_BYTES", 100_000)
    assert desk.upload(campaign.id, b"0" * 200_000).status_code == 413


def test_progress_is_told_to_pages_and_scripts(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    desk.upload(campaign.id, text_of([firm(1)]))
    answer = desk.post(_columns(campaign), **selected(desk.get(_columns(campaign))))
    page = desk.get(answer.headers["Location"])
    assert "<progress" in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert "http-equiv" not in desk.get(answer.headers["Location"], still="1").text
    told = f"/console/campaigns/{campaign.id}/jobs/1"
    assert f'data-progress="{told}"' in page.text
    assert desk.get(told).json == {"state": "queued", "done": 0, "total": 0, "over": False}
    bureau.work(1)
    after = desk.get(told).json
    assert after is not None
    assert (after["state"], after["done"], after["over"]) == ("done", 1, True)
    assert desk.get(f"/console/campaigns/{bureau.campaign().id}/jobs/1").status_code == 404


def test_while_a_job_runs_nothing_else_begins(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    desk.upload(campaign.id, text_of([firm(1)]))
    desk.upload(campaign.id, text_of([firm(2)]))
    chosen = selected(desk.get(_columns(campaign)))
    assert desk.post(_columns(campaign), **chosen).status_code == 303
    for path, form in ((_columns(campaign, 2), chosen), (f"/console/campaigns/{campaign.id}/imports/2/discard", {})):
        page = desk.post(path, **form)
        assert page.status_code == 409
        assert "任务" in page.text


def test_a_file_that_fails_says_why_and_can_be_named_again(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    lines = [firm(number, months_paid="很久") for number in range(30)]
    result = _read(desk, bureau, campaign, text_of(lines))
    page = desk.get(result)
    assert "这个文件没有读成" in page.text
    assert "大多读不出来" in page.text
    assert desk.get(f"{result}/columns").status_code == 200


def test_why_cells_and_files_are_refused_is_said_in_the_readers_language(
    desk: Desk, bureau: Bureau, campaign: Campaign
) -> None:
    cells = [
        {"months_paid": "很久"},
        {"premium_paid_fen": "-1"},
        {"premium_paid_fen": "1.234"},
        {"credit_code": firm(1)[1]},
    ]
    some = _read(desk, bureau, campaign, text_of([firm(1), *(firm(n, **cell) for n, cell in enumerate(cells, 2))]))
    many = _read(desk, bureau, campaign, text_of([firm(n, months_paid="很久") for n in range(30)]))
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    refused = [row[3] for row in rows(desk.get(some)) if len(row) == 4][1:]
    assert refused[0].startswith("Rows 2, 6 have the same unified social credit code")
    assert refused[1] == "Must be a number, for example 12."
    assert refused[2] == "Number out of range; it must be between 0 and 100000000000 yuan."
    assert "read here as “yuan”" in refused[3]
    assert "Must be a number, for example 12. Please check the item" in desk.get(many).text
    table = list(
        csv.reader(StringIO(desk.post(f"{some}/lines", which="errors", format="csv").get_data().decode("utf-8-sig")))
    )
    assert [line[3] for line in table[1:]] == refused


def test_a_file_is_discarded_for_good(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    desk.upload(campaign.id, text_of([firm(1)]))
    assert list((bureau.settings.data_dir / "imports").iterdir())
    assert desk.post(f"/console/campaigns/{campaign.id}/imports/1/discard").status_code == 303
    assert list((bureau.settings.data_dir / "imports").iterdir()) == []
    assert "已经放弃" in desk.get(f"/console/campaigns/{campaign.id}/imports/1").text
    assert [event.subject_id for event in desk.events("import_discarded")] == ["1"]


def test_once_submitted_the_list_stays(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    desk.upload(campaign.id, text_of([firm(1)]))
    chosen = selected(desk.get(_columns(campaign)))
    Campaigns(bureau.engine).save(replace(bureau.now(campaign), state="submitted"))
    assert desk.post(_columns(campaign), **chosen).status_code == 409
    assert desk.post(f"/console/campaigns/{campaign.id}/imports/1/discard").status_code == 409
    assert desk.get(_columns(campaign)).status_code == 303


def test_another_campaigns_file_is_not_there(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    desk.upload(campaign.id, text_of([firm(1)]))
    other = bureau.campaign()
    assert desk.get(f"/console/campaigns/{other.id}/imports/1").status_code == 404
    assert desk.post(f"/console/campaigns/{other.id}/imports/1/discard").status_code == 404


def test_what_a_file_says_cannot_become_markup(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    name = "<img src=x onerror=alert(1)>{{7*7}}"
    result = _read(desk, bureau, campaign, text_of([firm(1, firm_name=name), firm(2, months_paid=name)]), f"{name}.csv")
    for path in (result, f"{result}/columns", f"/console/campaigns/{campaign.id}/imports"):
        page = desk.get(path)
        assert "<img src=x" not in page.text
        assert "&lt;img src=x onerror=alert(1)&gt;{{7*7}}" in page.text
