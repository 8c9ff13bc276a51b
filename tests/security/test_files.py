"""Checks 15 and 16: files that come in are what they say and not too large; files that go out run nothing."""

import csv
import gzip
import io
import zipfile

import openpyxl
import pytest
from flask import Flask

from assistant.campaigns import importing
from assistant.chat import pages as chat_pages
from assistant.chat.said import Words
from tests.campaigns.bureau import Bureau, firm, text_of
from tests.operator.desk import Desk, errors
from tests.security.addresses import token
from tests.security.bombs import bomb
from tests.security.world import World
from tests.staffing import engine_of, settings_of

SCRIPT = b"<script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
HTML = b"<!doctype html><html><body>" + SCRIPT


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


HOSTILE = {
    "picture.svg": SVG,
    "page.html": HTML,
    "picture called a list.csv.svg": SVG,
    "picture called a workbook.xlsx": SVG,
    "page called a workbook.xls": HTML,
    "page called parquet.parquet": HTML,
    "archive called a workbook.xlsx": _zip({"../../../../tmp/escaped.txt": b"out", "a.txt": b"x"}),
    "polyglot.xlsx": b"\x89PNG\r\n\x1a\n" + _zip({"a.html": HTML}),
    "packed.csv.gz": gzip.compress(text_of([firm(1)])),
    "nul.csv": b"\0" * 4096,
    "half a workbook.xlsx": _zip({"xl/workbook.xml": b"<workbook"})[:40],
    "macros.xlsm": _zip({"xl/vbaProject.bin": b"x"}),
    "empty.csv": b"",
    "shell.sh": b"#!/bin/sh\ntouch /tmp/escaped\n",
}


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk.of(app, "operator", region="360000")


@pytest.fixture
def bureau(app: Flask) -> Bureau:
    return Bureau(settings_of(app), engine_of(app))


def _kept(bureau: Bureau) -> list[str]:
    return [str(place.relative_to(bureau.settings.data_dir)) for place in bureau.settings.data_dir.rglob("*")]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_list_of_firms_is_refused_and_not_kept(desk: Desk, bureau: Bureau, name: str) -> None:
    answer = desk.upload(bureau.campaign().id, HOSTILE[name], name)
    assert answer.status_code == 422
    assert errors(answer)["file"]
    assert SCRIPT.decode() not in answer.text
    assert [place for place in _kept(bureau) if "upload" in place] == []


@pytest.mark.parametrize("declared", [None, 4096], ids=["honest", "lying"])
def test_a_workbook_that_unpacks_to_gigabytes_is_refused_before_it_does(
    desk: Desk, bureau: Bureau, declared: int | None
) -> None:
    content = bomb(declared)
    assert len(content) < 8 * 2**20
    answer = desk.upload(bureau.campaign().id, content, "bomb.xlsx")
    assert answer.status_code == 422
    assert errors(answer)["file"]


@pytest.mark.parametrize(
    "name", ["../../escaped.csv", "..\\..\\escaped.csv", "/tmp/escaped.csv", "a\0b.csv", "c\u202evsc.csv"]
)
def test_a_file_s_name_is_only_ever_shown(desk: Desk, bureau: Bureau, name: str) -> None:
    campaign = bureau.campaign().id
    assert desk.upload(campaign, text_of([firm(1)]), name).status_code in {303, 422}
    kept = _kept(bureau)
    assert not any("escaped" in place or "vsc" in place for place in kept)
    assert all(place.split("/")[0] == "imports" for place in kept)
    shown = desk.get(f"/console/campaigns/{campaign}/imports").text
    assert not set("\0\u202e") & set(shown)
    assert not any(folder in shown for folder in ("../..", "..\\", "/tmp/escaped"))


def test_files_go_out_as_attachments_that_no_browser_guesses_at(world: World) -> None:
    for sent in [sent for sent in world.sent if "format" in sent.form]:
        answer = world.operator.post(sent.path, **sent.form)
        assert answer.status_code == 200, sent.path
        assert answer.headers["Content-Disposition"].startswith("attachment"), sent.path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]


FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '=HYPERLINK("http://e.invalid","x")',
]


def test_no_name_runs_in_any_file_that_goes_out(app: Flask) -> None:
    """Firms are called like formulas, and every list is read back as a spreadsheet reads it."""
    world = World.made(app, [firm(10 + i, firm_name=f"{text}公司") for i, text in enumerate(FORMULAS)])
    found = 0
    for sent in [sent for sent in world.sent if "format" in sent.form]:
        sheets = world.operator.post(sent.path, **{**sent.form, "format": "xlsx"})
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(sheets.data)).active.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f"], sent.path
        found += sum("SUM(1)" in str(cell.value) for cell in cells)
        text = world.operator.post(sent.path, **{**sent.form, "format": "csv"}).data.decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text)):
            assert not [cell for cell in row if cell.strip()[:1] in set("=+@＝＋＠") or cell[:1] in {"\t", "\r"}], (
                sent.path
            )
    assert found >= 4


def test_exports_hold_the_own_rows_and_are_in_the_trail(own_world: World) -> None:
    world = own_world
    exported = [sent.path for sent in world.sent if "format" in sent.form]
    kept = [
        event.event for event in (*world.operator.events("list_exported"), *world.operator.events("payment_exported"))
    ]
    assert len(kept) >= 5
    assert len(exported) >= 5
    other = world.bureau.campaign()
    world.bureau.read(other, text_of([firm(20, firm_name="另一批有限公司")]))
    world.bureau.screen(other)
    for sent in [sent for sent in world.sent if "format" in sent.form]:
        assert "另一批" not in world.operator.post(sent.path, **{**sent.form, "format": "csv"}).data.decode("utf-8-sig")


def test_a_megabyte_is_enough_everywhere_but_for_files(app: Flask, desk: Desk) -> None:
    much = "x" * (2 * 2**20)
    forms = ("/staff/sign-in", "/n", "/n/status", "/preferences", "/resume", "/console/campaigns/new/terms")
    for path in forms:
        answer = desk.client.post(path, data={"csrf_token": much})
        assert answer.status_code in {400, 413}, path
    assert importing.MOST_BYTES > 100 * 2**20


def test_thousands_of_parts_are_refused(desk: Desk) -> None:
    body = (
        b"".join(b'--b\r\nContent-Disposition: form-data; name="a%d"\r\n\r\nx\r\n' % i for i in range(2_000))
        + b"--b--\r\n"
    )
    answer = desk.client.post("/staff/sign-in", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code in {400, 413}


def test_the_chat_takes_no_more_than_a_message_may_hold(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field that only the browser limits: fifty thousand characters cost seconds each time."""
    heard: list[int] = []
    monkeypatch.setattr(chat_pages, "Words", lambda text: heard.append(len(text)) or Words(text))
    client = app.test_client()
    client.post("/chat", data={"csrf_token": token(client), "text": "我公司" * 17_000})
    assert heard == [chat_pages.LONGEST]
