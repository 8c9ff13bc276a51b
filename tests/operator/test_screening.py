"""Screening in the console: counts, charts with their tables, last year beside this, samples, masked numbers, missing data."""

import csv
import re
from io import BytesIO, StringIO

import openpyxl
import pytest
from flask import Flask

from assistant.storage.campaigns import Campaign
from assistant.storage.jobs import Jobs
from tests.campaigns.bureau import Bureau, code, firm, text_of
from tests.operator.desk import Desk, errors, numbers, rows, words_of
from tests.staff.conftest import BEGINNING, Clock, clock

__all__ = ["clock"]  # a fixture

# 1 and 2 qualify, the 2nd without account; 3 paid too few months; 4 is an agency; of 5 the size is not known.
FIRMS = [
    firm(1),
    firm(2, account="", firm_name="没账号公司"),
    firm(3, months_paid="3"),
    firm(4, organisation_type="劳务派遣单位"),
    firm(5, on_large_list="", size_class=""),
]


def _screened(bureau: Bureau, lines: list[list[str]], **values: object) -> Campaign:
    campaign = bureau.campaign(**values)
    bureau.read(campaign, text_of(lines))
    assert bureau.screen(campaign).state == "done"
    return campaign


@pytest.fixture
def campaign(bureau: Bureau) -> Campaign:
    return _screened(bureau, FIRMS)


def _at(campaign: Campaign, path: str) -> str:
    return f"/console/campaigns/{campaign.id}/{path}"


def _firm(bureau: Bureau, campaign: Campaign, name: str) -> str:
    return _at(campaign, f"firms/{bureau.firms(campaign)[name].id}")


def test_without_a_list_there_is_nothing_to_screen(desk: Desk, bureau: Bureau) -> None:
    campaign = bureau.campaign()
    assert "还没有名单" in desk.get(_at(campaign, "screening")).text
    page = desk.post(_at(campaign, "screening"))
    assert page.status_code == 422
    assert "还没有可以筛查的名单" in page.text


def test_screening_is_begun_watched_and_seen(desk: Desk, bureau: Bureau) -> None:
    campaign = bureau.campaign()
    bureau.read(campaign, text_of(FIRMS))
    assert "开始筛查" in desk.get(_at(campaign, "screening")).text
    assert desk.post(_at(campaign, "screening")).status_code == 303
    assert "<progress" in desk.get(_at(campaign, "screening")).text
    assert desk.post(_at(campaign, "screening")).status_code == 409
    job = Jobs(bureau.engine).latest(campaign.id)
    assert job is not None
    bureau.work(job.id)
    page = desk.get(_at(campaign, "screening"))
    shown = numbers(page)
    assert (shown["家单位"], shown["家免申即享"], shown["元，免申即享测算金额"]) == ("5", "2", "12,000.00")
    assert (shown["家没有银行账号"], shown["家没有企业划型"]) == ("1", "1")
    assert [event.region for event in desk.events("screened")] == ["360000"]


def test_each_chart_says_what_its_table_says(desk: Desk, campaign: Campaign) -> None:
    page = desk.get(_at(campaign, "screening"))
    charts = re.findall(r"<svg.*?</svg>", page.text, re.DOTALL)
    assert len(charts) == 4
    for chart in charts:
        named = re.search(r'aria-labelledby="(\S+) (\S+)"', chart)
        assert named is not None
        assert f'<title id="{named[1]}">' in chart
        assert f'<desc id="{named[2]}">' in chart
    drawn = re.findall(r"<text[^>]*>([^<]+)</text>", charts[0])
    table = {row[0]: row[1] for row in rows(page) if len(row) == 3}
    pairs = dict(zip(drawn[::2], drawn[1::2], strict=True))
    assert pairs == {name: table[name] for name in pairs}
    assert pairs["可以享受"] == "2"


def test_conditions_are_counted_with_their_clauses(desk: Desk, campaign: Campaign) -> None:
    found = [row for row in rows(desk.get(_at(campaign, "screening"))) if len(row) == 5 and row[2] == "1"]
    assert len(found) == 1
    assert "12个月" in found[0][0].replace(" ", "")
    assert found[0][1] == "第二条"


def test_firms_are_found_by_what_became_of_them(desk: Desk, campaign: Campaign) -> None:
    def listed(**query: str) -> set[str]:
        page = desk.get(_at(campaign, "firms"), **query)
        assert page.status_code == 200
        return {row[0] for row in rows(page)[1:]}

    assert len(listed()) == 5
    assert listed(verdict="ineligible") == {"第3公司"}
    assert listed(track="invitation") == {"第4公司"}
    assert listed(failed="months_paid") == {"第3公司"}
    assert listed(search="没账号") == {"没账号公司"}
    assert listed(search=code(1).lower()) == {"第1公司"}
    assert listed(search=code(1)[-6:]) == {"第1公司"}
    assert listed(search="%") == set()
    assert listed(search="' OR 1=1 --") == set()
    assert listed(all="1", verdict="eligible") == {"第1公司", "没账号公司"}
    assert listed(verdict="no such") == listed()


def test_a_long_list_is_turned_over(desk: Desk, bureau: Bureau) -> None:
    campaign = _screened(bureau, [firm(number) for number in range(60)])
    first = desk.get(_at(campaign, "firms"), all="1")
    following = re.search(r'href="([^"]*after=[^"]*)"', first.text)
    assert following is not None
    second = desk.get(following[1].replace("&amp;", "&"))
    names = [{row[0] for row in rows(page)[1:]} for page in (first, second)]
    assert [len(found) for found in names] == [50, 10]
    assert not names[0] & names[1]
    sampled = [{row[0] for row in rows(desk.get(_at(campaign, "firms"), seed=seed))[1:]} for seed in (0, 500)]
    assert len(sampled[0]) == len(sampled[1]) == 20
    assert sampled[0] != sampled[1]


def test_a_firm_is_explained_in_full(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    page = desk.get(_firm(bureau, campaign, "第1公司"))
    words = words_of(page.text)
    assert "6,000.00" in words
    assert "怎么算的：" in words
    assert "名单数据：足额缴纳失业保险费的月数（到申请时） 24 个月" in words
    assert "您填的" not in words
    refused = words_of(desk.get(_firm(bureau, campaign, "第3公司")).text)
    assert "不符合" in refused
    assert "名单数据：足额缴纳失业保险费的月数（到申请时） 3 个月" in refused


def test_number_and_account_are_shown_once_with_a_reason(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    path = _firm(bureau, campaign, "第1公司")
    for masked in (desk.get(path), desk.get(_at(campaign, "firms"))):
        assert "138****8000" in masked.text
        assert "13800138000" not in masked.text
        assert "6222021234567890123" not in masked.text
    page = desk.post(f"{path}/unmask", reason="看看")
    assert page.status_code == 422
    assert "reason" in errors(page)
    assert "13800138000" not in page.text
    assert desk.events("unmasked") == []
    page = desk.post(f"{path}/unmask", reason="电话核对退回的账号")
    assert "+8613800138000" in page.text
    assert "6222021234567890123" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    (event,) = desk.events("unmasked")
    assert event.after == {"campaign": campaign.id, "reason": "电话核对退回的账号"}
    assert (event.subject, event.region) == ("firm", "360000")
    assert "13800138000" not in desk.get(path).text


def test_unmasking_and_exports_ask_for_the_second_factor_again(
    app: Flask, clock: Clock, bureau: Bureau, campaign: Campaign
) -> None:
    assert clock.at == BEGINNING
    desk = Desk.of(app, "operator", region="360000")
    clock.forward(minutes=11)
    desk.client.environ_base["HTTP_REFERER"] = f"http://localhost{_firm(bureau, campaign, '第1公司')}"
    asked = {
        f"{_firm(bureau, campaign, '第1公司')}/unmask": {"reason": "电话核对账号"},
        _at(campaign, "missing/export"): {"what": "account", "format": "csv"},
        _at(campaign, "imports/1/lines"): {"which": "errors", "format": "csv"},
    }
    for path, form in asked.items():
        answer = desk.post(path, **form)
        assert answer.status_code == 303, path
        assert answer.headers["Location"].startswith("/staff/confirm?next="), path
    assert desk.events("unmasked") == desk.events("list_exported") == []


def test_another_campaigns_firm_is_not_there(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    other = bureau.campaign()
    key = bureau.firms(campaign)["第1公司"].id
    assert desk.get(_at(other, f"firms/{key}")).status_code == 404
    assert desk.post(_at(other, f"firms/{key}/unmask"), reason="电话核对账号").status_code == 404


@pytest.mark.parametrize(("what", "name"), [("account", "没账号公司"), ("size", "第5公司")])
def test_what_is_missing_is_a_list_of_its_own(desk: Desk, campaign: Campaign, what: str, name: str) -> None:
    page = desk.get(_at(campaign, "missing"), what=what)
    assert [row[0] for row in rows(page)[1:]] == [name]
    assert "最常见的原因" in page.text
    assert "13800138000" not in page.text
    answer = desk.post(_at(campaign, "missing/export"), what=what, format="csv")
    table = list(csv.reader(StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [line[1] for line in table] == ["单位名称", name]
    assert "+8613800138000" in table[1][3]
    sheet = openpyxl.load_workbook(
        BytesIO(desk.post(_at(campaign, "missing/export"), what=what, format="xlsx").get_data())
    ).active
    assert sheet is not None
    assert sheet.max_row == 2
    event = desk.events("list_exported")[0]
    assert event.after == {"list": f"missing_{what}", "format": "xlsx", "count": 1}


def test_what_a_firm_is_called_cannot_run_in_a_spreadsheet(desk: Desk, bureau: Bureau) -> None:
    campaign = _screened(bureau, [firm(1, firm_name='=HYPERLINK("http://example.invalid")', account="")])
    answer = desk.post(_at(campaign, "missing/export"), what="account", format="csv")
    assert list(csv.reader(StringIO(answer.get_data().decode("utf-8-sig"))))[1][1].startswith("'=HYPERLINK")
    assert desk.post(_at(campaign, "missing/export"), what="phone", format="csv").status_code == 400


def test_last_year_stands_beside_this_year(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    assert "没有可以对比的" in desk.get(_at(campaign, "screening/comparison")).text
    now = _screened(bureau, [firm(1, months_paid="3"), firm(2), firm(9)], title="下一批")
    page = desk.get(_at(now, "screening/comparison"))
    shown = numbers(page)
    assert (shown["家，本批"], shown["家，对比批次"]) == ("3", "5")
    assert (shown["家这次新增"], shown["家这次没有了"]) == ("1", "3")
    assert (shown["家结论不变"], shown["家结论变了"]) == ("1", "1")
    assert ["可以享受", "不符合", "1"] in rows(page)
    assert ["可以享受", "2", "2", "0", "0.00"] in rows(page)
    assert "本批 2" in page.text
    assert "对比 2" in page.text
    assert desk.get(_at(now, "screening/comparison"), **{"with": now.id}).status_code == 200


def test_another_regions_campaign_is_not_compared_with(desk: Desk, bureau: Bureau, campaign: Campaign) -> None:
    elsewhere = _screened(bureau, [firm(1)], region="360100", title="别处的")
    page = desk.get(_at(campaign, "screening/comparison"), **{"with": elsewhere.id})
    assert "别处的" not in page.text


def test_before_screening_there_is_nothing_to_compare(desk: Desk, bureau: Bureau) -> None:
    assert desk.get(_at(bureau.campaign(), "screening/comparison")).status_code == 303


@pytest.mark.parametrize("wrong", ["x", "-1", "9" * 30])
def test_a_list_begins_at_its_start_for_what_is_no_row(desk: Desk, campaign: Campaign, wrong: str) -> None:
    here = f"/console/campaigns/{campaign.id}"
    lists = (
        "payments",
        "reviews",
        "replies",
        "sending/messages",
        "sending/unknown",
        "accounts",
        "approval/without-phone",
    )
    answers = {path: desk.get(f"{here}/{path}", after=wrong).status_code for path in lists}
    assert set(answers.values()) == {200}, answers
    assert desk.get(f"{here}/approval", notice=wrong).status_code == 200
