"""Receiving a file: kinds and sizes, the same content again, what its columns are, and choices remembered."""

import io
import zipfile

import pytest
import xlsxwriter

from assistant.campaigns import importing
from assistant.campaigns.importing import files
from assistant.screening.reading import FileProblem
from tests.campaigns.bureau import HEADINGS, Bureau, code, firm, text_of

# A bureau's own words for what the rules call otherwise.
OWN = ["户名", "信用码", "经办手机", "类型", "缴费月数合计", "实缴（万元）", "备注"]
OWN_ROWS = [["甲公司", code(1), "13800138000", "企业", "24", "1.5", "x"], ["乙公司", code(2), "", "企业", "3", "2", ""]]
OWN_NAMES = ["firm_name", "credit_code", "phone", "organisation_type", "months_paid", "premium_paid_fen", ""]


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("名单.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "不支持"),
        ("名单.csv", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "网页"),
        ("名单.csv", b"<!-- --><html><script>1</script>", "网页"),
        ("名单.html", b"<html>", "不支持"),
        ("名单.csv", b"%PDF-1.7", "PDF"),
        ("名单.xlsx", b"GIF89a;PK\x03\x04", "内容却是"),
        ("名单.csv", _zip(a=b"1"), "xlsx 或 zip"),
        ("名单.xlsx", _zip(a=b"1"), "损坏"),
        ("名单.xlsx", _zip(**{"xl__workbook.xml": b"x", "xl__worksheets__a.xml": b"\0" * 300_000_000}), "解压后过大"),
        ("名单.parquet", b"PAR1 and no more", "损坏"),
        ("名单.csv", b"", "空的"),
        ("名单", b"a,b\n1,2", "不支持"),
        ("名单.csv", b"1,2,3\n4,5,6\n", "没有找到表头"),
    ],
)
def test_what_is_no_list_is_refused_and_not_kept(bureau_on_sqlite: Bureau, name: str, content: bytes, why: str) -> None:
    with pytest.raises(FileProblem, match=why):
        bureau_on_sqlite.receive(bureau_on_sqlite.campaign(), content, name)
    assert list((bureau_on_sqlite.settings.data_dir / "imports").glob("*")) == []


def test_a_file_that_goes_on_for_ever_is_stopped(bureau_on_sqlite: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 3 * 1024 * 1024)

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"a" * size

    endless = Endless()
    with pytest.raises(FileProblem, match="上限 3 MB"):
        importing.receive(
            bureau_on_sqlite.engine, bureau_on_sqlite.settings, bureau_on_sqlite.campaign(), "a.csv", endless, by=1
        )
    assert endless.given <= 4 * 1024 * 1024
    assert list((bureau_on_sqlite.settings.data_dir / "imports").iterdir()) == []


def test_the_name_that_came_with_a_file_is_only_shown(bureau_on_sqlite: Bureau) -> None:
    bureau = bureau_on_sqlite
    received = bureau.receive(bureau.campaign(), text_of([firm(1)]), "../../etc/\u202e名单\0.csv")
    assert received.file_name == "名单.csv"
    [place] = (bureau.settings.data_dir / "imports").iterdir()
    assert {path.name for path in place.iterdir()} == {"upload.csv", "look.json"}


def test_the_same_content_is_noticed_in_any_campaign_of_the_region(bureau: Bureau) -> None:
    content = text_of([firm(1)])
    first, second, elsewhere = bureau.campaign(title="第一批"), bureau.campaign(), bureau.campaign(region="220000")
    known = bureau.receive(first, content)
    assert known.earlier == ()
    assert bureau.receive(elsewhere, content).earlier == ()
    again = bureau.receive(second, content, "改了名.csv")
    [earlier] = again.earlier
    assert (earlier.import_id, earlier.campaign_title, earlier.created_by) == (known.import_id, "第一批", 7)
    assert bureau.receive(second, content + b"\n").earlier == ()


def test_columns_are_suggested_by_name(bureau_on_sqlite: Bureau) -> None:
    received = bureau_on_sqlite.receive(bureau_on_sqlite.campaign(), text_of([firm(1)] * 9))
    assert [one.suggested for one in received.headings] == list(HEADINGS.values())
    assert (received.expected, len(received.sample_rows)) == (9, 5)
    assert received.sample_rows[0][2:4] == ("138****8000", "622****0123")


def test_a_choice_is_taken_and_remembered_for_the_next_file(bureau: Bureau) -> None:
    campaign = bureau.campaign()
    received = bureau.receive(campaign, text_of(OWN_ROWS, OWN))
    assert [one.suggested for one in received.headings] == [""] * 7
    job, found = bureau.read(campaign, text_of(OWN_ROWS, OWN), mapping=dict(enumerate(OWN_NAMES)))
    assert (job.problem, found.report and found.report["accepted"]) == (None, 2)
    bureau.screen(campaign)
    assert bureau.firms(campaign)["甲公司"].facts == {
        "organisation_type": "enterprise",
        "months_paid": 24,
        "premium_paid_fen": 1_500_000,
    }
    more = ["序号", *OWN]
    next_year = bureau.receive(bureau.campaign(), text_of([["1", *row] for row in OWN_ROWS], more))
    assert [one.suggested for one in next_year.headings] == ["", *OWN_NAMES]
    assert [one.remembered for one in next_year.headings] == [False, *[True] * 7]
    elsewhere = bureau.receive(bureau.campaign(region="220000"), text_of(OWN_ROWS, OWN))
    assert not any(one.remembered for one in elsewhere.headings)


def test_a_choice_must_be_whole_single_and_fit_its_unit(bureau_on_sqlite: Bureau) -> None:
    bureau, campaign = bureau_on_sqlite, bureau_on_sqlite.campaign()
    received = bureau.receive(campaign, text_of(OWN_ROWS, OWN))

    def refused(**changed: str) -> importing.MappingProblem:
        chosen = dict(enumerate(OWN_NAMES)) | {int(place[1:]): name for place, name in changed.items()}
        with pytest.raises(importing.MappingProblem) as caught:
            importing.start(bureau.engine, bureau.settings, campaign, received.import_id, chosen)
        return caught.value

    assert list(refused(_6="months_paid").fields) == [6]
    assert list(refused(_6="no_such_fact").fields) == [6]
    [wrong] = refused(_5="months_paid", _4="").fields.values()
    assert wrong.values["unit"] == "万元"
    assert refused(_1="").message is not None
    assert refused(_3="", _4="", _5="").message is not None
    assert bureau.now(campaign).version == campaign.version


def test_of_several_sheets_one_is_chosen(bureau_on_sqlite: Bureau) -> None:
    bureau, campaign, out = bureau_on_sqlite, bureau_on_sqlite.campaign(), io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, number in (("东区", 1), ("西区", 2)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, list(HEADINGS))
            sheet.write_row(1, 0, firm(number))
    received = bureau.receive(campaign, out.getvalue(), "名单.xlsx")
    assert (received.sheet, received.sheets) == ("东区", ("东区", "西区"))
