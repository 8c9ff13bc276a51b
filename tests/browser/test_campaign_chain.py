"""From the bureau's file to the firm's confirmation, as a visitor of the demonstration clicks it through.

One application with its own worker, on SQLite: the operator imports a thousand firms and screens them, the reviewer
signs and approves, messages appear in the outbox, one firm confirms and another objects, and the operator publishes,
pays and reports. Staff at a desk, firms on a telephone; at the end the other way round.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Download, Page, expect

from assistant import create_app
from assistant.cli.serving import embedded_worker
from assistant.demonstration import accounts, last_year, pages
from assistant.demonstration.firms import MadeUpFirm
from assistant.settings import Settings
from assistant.site import application
from assistant.staff.stores import CLOCK
from tests.browser.desks import (
    PATIENCE,
    Clock,
    Looking,
    begin_campaign,
    button,
    link,
    made_up,
    prove,
    read_the_sample,
    sign_in,
)
from tests.browser.walking import answer, press

OpenPage = Callable[..., Page]
FIRMS = 1_000  # the demonstration has five times as many; each fault is among them all the same
CAMPAIGN = "2024年度稳岗返还（演示第一批）"


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def live_app(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Flask]:
    """The development installation as ``assistant serve`` runs it, with its worker and with last year's campaign."""
    folder = tmp_path_factory.mktemp("chain")
    database = f"sqlite:///{folder / 'chain.sqlite3'}"
    settings = Settings(secret_key="only-for-tests-" * 3, database_url=database, data_dir=folder / "files")
    app = create_app(settings)
    app.extensions[CLOCK] = clock
    with app.app_context():
        accounts.prepare(application.engine(), settings)
        last_year.prepare(application.engine(), settings, application.policies(), FIRMS)
    with pytest.MonkeyPatch.context() as smaller, embedded_worker(app, settings):
        smaller.setattr(pages, "ROWS", FIRMS)
        smaller.setattr(pages, "_workbook", pages._workbook.__wrapped__)  # not the one that other tests were given
        yield app


def test_the_whole_chain(
    open_page: OpenPage, screenshot: Callable[[Page, str], None], clock: Clock, tmp_path: Path
) -> None:
    look = Looking(screenshot)
    operator, reviewer = open_page("/staff/sign-in", size="desk"), open_page("/staff/sign-in", size="desk")
    sign_in(operator, accounts.OPERATOR_NAME, look)
    create(operator, look)
    import_the_sample(operator, look, tmp_path)
    screen(operator, look)
    sign_in(reviewer, accounts.REVIEWER_NAME)
    review(operator, reviewer, look)
    approve(operator, reviewer, look)
    confirming, objecting = (Telephone(open_page, look, place) for place in (0, 1))
    confirm(confirming, look)
    object_to(objecting, look)
    handle(operator, look)
    publish(operator, look)
    clock.wait(days=15)
    sign_in(operator, accounts.OPERATOR_NAME)
    pay_and_report(operator, look, tmp_path)
    the_other_way_round(operator, confirming.page, look)


def create(page: Page, look: Looking) -> None:
    look(page, "console")
    link(page, "批次")
    look(page, "campaigns")
    begin_campaign(page, CAMPAIGN, look)
    look(page, "overview")


def import_the_sample(page: Page, look: Looking, folder: Path) -> None:
    read_the_sample(page, folder, look)
    expect(page.locator(".numbers")).to_contain_text(f"{FIRMS + 1:,}")
    for fault in ("校验位不对", "是同一个统一社会信用代码", "没有 I、O、S、V、Z", "不是有效的电话号码"):
        expect(page.get_by_role("region", name="退回的行").first).to_contain_text(fault)
    look(page, "import-result")
    with page.expect_download() as download:
        page.get_by_role("button", name="XLSX").first.click()
    refused = sheet_of(download.value)
    words = " ".join(str(cell.value) for row in refused.iter_rows() for cell in row)
    assert all(fault in words for fault in ("科学计数法", "合计行", "应为数字"))


def screen(page: Page, look: Looking) -> None:
    link(page, "下一步：筛查")
    look(page, "before-screening")
    button(page, "开始筛查")
    expect(page.get_by_role("heading", name="卡在哪个条件")).to_be_visible(timeout=PATIENCE)
    look(page, "screening")
    for chart in ("verdicts", "tracks", "conditions"):
        expect(page.locator(f"#{chart}, [id^={chart}]").first).to_be_attached()
    link(page, "与上年对比")
    expect(page.locator(".numbers")).to_contain_text("家这次新增")
    look(page, "comparison")
    page.go_back()
    link(page, "家没有银行账号")
    look(page, "missing-account")
    page.go_back()
    link(page, "抽查单位")
    look(page, "samples")
    with page.expect_navigation():
        page.locator("table tbody th a").first.click()
    look(page, "one-firm")


def review(operator: Page, reviewer: Page, look: Looking) -> None:
    here = campaign_of(operator)
    operator.goto(f"{here}/reviews?state=open")
    look(operator, "reviews")
    with operator.expect_navigation():
        operator.locator("table tbody th a").first.click()
    operator.get_by_label("返还", exact=True).check()
    operator.get_by_label("理由").fill("人数口径已与参保系统核对，按年末人数计算在限度以内。")
    look(operator, "review")
    this_one = operator.url
    button(operator, "保存核定")
    operator.goto(this_one)
    expect(operator.locator("main")).to_contain_text("要由另一人复签")
    reviewer.goto(this_one)
    look(reviewer, "review-to-sign")
    button(reviewer, "同意并复签")
    reviewer.goto(this_one)
    expect(reviewer.locator(".facts").first).to_contain_text("演示复核员")
    look(reviewer, "review-signed")


def approve(operator: Page, reviewer: Page, look: Looking) -> None:
    here = campaign_of(operator)
    operator.goto(f"{here}/approval")
    expect(operator.locator("blockquote.sms").first).to_contain_text("【演示人社】")
    look(operator, "preview")
    operator.locator("#to").fill("17405999999")
    button(operator, "发送测试")
    expect(operator.locator(".flash")).to_contain_text("测试短信已交给网关")
    button(operator, "提交复核")
    look(operator, "submitted")
    expect(operator.get_by_role("button", name="批准发送")).to_have_count(0)
    reviewer.goto(f"{here}/approval")
    look(reviewer, "to-approve")
    button(reviewer, "批准发送")
    reviewer.goto(f"{here}/sending")
    look(reviewer, "sending")
    waiting = reviewer.locator(".numbers li", has_text="还没有发").locator("strong")
    for _ in range(1200):
        if waiting.inner_text() == "0":
            break
        reviewer.wait_for_timeout(250)
        reviewer.reload()
    expect(waiting).to_have_text("0")
    look(reviewer, "sent")


class Telephone:
    """A telephone on which one of the newest notices was opened, and the firm whose it is."""

    def __init__(self, open_page: OpenPage, look: Looking, place: int) -> None:
        self.page = open_page("/outbox", size="phone")
        if place == 0:
            look(self.page, "outbox")
        numbers = self.page.locator(".message").filter(has=self.page.locator("a[href^='/n/']"))
        phones = [numbers.nth(i).locator("a").first.inner_text() for i in range(numbers.count())]
        self.who = [who for who in map(made_up, phones) if _may_confirm(who)][place]
        self.page.goto(f"/outbox?to=%2B86{self.who.phone}")
        with self.page.expect_navigation():
            self.page.locator("a[href^='/n/']").first.click()


def _may_confirm(who: MadeUpFirm) -> bool:
    """Whether the firm has an account to call correct, and is no agency (which is invited to apply)."""
    return who.account is not None and who.facts["organisation_type"] == "enterprise"


def confirm(phone: Telephone, look: Looking) -> None:
    page = phone.page
    look(page, "firm-landing")
    button(page, "打开通知")
    look(page, "firm-proof")
    prove(page, phone.who, look)
    expect(page.get_by_role("heading", level=1)).to_have_text(phone.who.name)
    assert phone.who.account
    expect(page.locator("main")).not_to_contain_text(phone.who.account)
    look(page, "firm-found")
    page.check("input[name=account][value=correct]")
    button(page, "情况属实，确认")
    expect(page.get_by_role("heading", level=1)).to_have_text("已确认")
    look(page, "firm-receipt")


def object_to(phone: Telephone, look: Looking) -> None:
    page = phone.page
    button(page, "打开通知")
    prove(page, phone.who)
    link(page, "数据不对，提出异议")
    look(page, "firm-object-start")
    button(page, "开始")
    look(page, "firm-object-answers")
    page.goto("/answers/premium_paid_fen")
    answer(page, "88万")
    press(page, "main form button.btn")
    look(page, "firm-object-changed")
    page.goto("/n/object")
    page.fill("#note", "十二月补缴的保费没有算进去")
    look(page, "firm-object")
    button(page, "提交异议")
    expect(page.get_by_role("heading", level=1)).to_have_text("已提交异议")
    look(page, "firm-object-receipt")


def handle(page: Page, look: Looking) -> None:
    page.goto(f"{campaign_of(page)}/replies?kind=objected")
    look(page, "replies")
    with page.expect_navigation():
        page.locator("table tbody th a").first.click()
    expect(page.locator("main")).to_contain_text("十二月补缴的保费没有算进去")
    page.get_by_label("不采纳").check()
    page.get_by_label("给单位的答复").fill("十二月的保费在次年一月到账，按文件第二条计入下一年度。")
    look(page, "reply")
    this_one = page.url
    button(page, "答复")
    page.goto(this_one)
    expect(page.locator(".facts").first).to_contain_text("未采纳")
    look(page, "reply-handled")


def publish(page: Page, look: Looking) -> None:
    page.goto(f"{campaign_of(page)}/publication")
    look(page, "to-publish")
    button(page, "公示这些单位")
    look(page, "published")
    page.goto(f"{page.url}/print")
    look.take(page, "chain-print")
    page.go_back()
    page.goto(f"{campaign_of(page)}/payments")
    expect(page.locator(".numbers li").first.locator("strong")).to_have_text("0")
    look(page, "too-early-to-pay")


def pay_and_report(page: Page, look: Looking, folder: Path) -> None:
    page.goto("/console/campaigns")
    link(page, CAMPAIGN)
    here = campaign_of(page)
    page.goto(f"{here}/payments")
    look(page, "to-pay")
    button(page, page.get_by_role("button", name=re.compile("^生成清单")).inner_text())
    look(page, "paid")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^XLSX")).first.click()
    sheet = sheet_of(download.value)
    assert sheet.max_row > FIRMS * 0.4
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    page.goto(f"{here}/report")
    look(page, "report")
    page.goto(here)
    look(page, "overview-at-the-end")


def the_other_way_round(desk: Page, phone: Page, look: Looking) -> None:
    """Staff's pages on a telephone and a firm's at a desk: less comfortable, and whole."""
    here = campaign_of(desk)
    desk.set_viewport_size({"width": 360, "height": 740})
    places = ("", "/imports", "/screening", "/screening/comparison", "/firms", "/reviews", "/approval", "/sending")
    more = ("/sending/messages", "/replies", "/accounts", "/publication", "/payments", "/report", "/settings")
    for place in (*places, *more):
        desk.goto(here + place)
        look(desk, f"narrow{place.replace('/', '-')}")
    phone.set_viewport_size({"width": 1280, "height": 800})
    for place in ("/n/found", "/n/receipt", "/n/status", "/outbox"):
        phone.goto(place)
        look(phone, f"wide{place.replace('/', '-')}")


def sheet_of(download: Download) -> Worksheet:
    """The first sheet of a workbook that the browser was given."""
    assert download.suggested_filename.endswith(".xlsx")
    sheet = openpyxl.load_workbook(BytesIO(Path(download.path()).read_bytes())).active
    assert isinstance(sheet, Worksheet)
    return sheet


def campaign_of(page: Page) -> str:
    found = re.search(r"/console/campaigns/\d+", page.url)
    assert found
    return found[0]
