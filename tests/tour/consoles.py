"""What staff see: the operators' console from the bureau's file to the messages, and the hotline desk."""

import re
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from assistant.demonstration.accounts import HOTLINE_NAME, OPERATOR_NAME, REVIEWER_NAME
from assistant.demonstration.firms import firm
from tests.browser import calling
from tests.browser.desks import PATIENCE, begin_campaign, button, link, read_the_sample
from tests.tour.doors import CERTIFICATE, JIANGXI, got_nothing
from tests.tour.visiting import Tour

CAMPAIGN = "2024年度稳岗返还（演示第一批）"
SUPERVISOR_NAME = "demo-supervisor"
AS_OF = "2024-10-18"  # while 江西's notice of 2024 was in force
FIRST_WORDS = "我在企业上班，2024年3月1号考了四级电工证，想领补贴"
MORE_WORDS = "社保交了五年，没领过补贴"


def operator(tour: Tour, folder: Path) -> None:
    """The campaign: file, screening, two people's approval, sending."""
    page = tour.staff(OPERATOR_NAME)
    _until_last_year_is_there(page)
    begin_campaign(page, CAMPAIGN)
    here = re.sub(r"^https?://[^/]+", "", page.url).split("?")[0]
    read_the_sample(page, folder)
    link(page, "下一步：筛查")
    button(page, "开始筛查")
    expect(page.get_by_role("heading", name="卡在哪个条件")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{here}/approval")
    button(page, "提交复核")
    reviewer = tour.staff(REVIEWER_NAME)
    reviewer.goto(f"{here}/approval")
    button(reviewer, "批准发送")
    _sent(page, here)
    tour.take(page, "operator-sending")
    page.goto(here)
    tour.take(page, "operator-overview")


def _until_last_year_is_there(page: Page) -> None:
    """Made beside the first visits, after the calls that the supervisor's report counts."""
    for _ in range(480):
        page.goto("/console/campaigns")
        if page.locator("main tbody tr").filter(has_text="已结束").count():
            return
        page.wait_for_timeout(250)
    raise RuntimeError(page.locator("main").inner_text())


def _sent(page: Page, here: str) -> None:
    """Wait until every message is where it goes."""
    every, delivered = (page.locator(".numbers strong").nth(place) for place in (0, 1))
    for _ in range(480):
        page.goto(f"{here}/sending")
        if every.inner_text() == delivered.inner_text():
            return
        page.wait_for_timeout(250)
    raise RuntimeError(page.locator("main").inner_text())


def hotline(tour: Tour) -> None:
    """One agent: the list of calls, a worker's call from the first words to the case code, a firm's, the knowledge."""
    page = tour.staff(HOTLINE_NAME)
    page.goto("/console/calls")
    tour.take(page, "desk-calls")
    _worker(tour, page)
    _keep(page)
    _firm(tour, page)
    _keep(page)
    page.goto(f"/console/knowledge?{urlencode({'q': '吉林 高级工 多少钱'})}")
    tour.take(page, "desk-knowledge")


def _worker(tour: Tour, page: Page) -> None:
    calling.press(page, "Enter")  # 职工来电, which has the focus
    calling.say(page, FIRST_WORDS)
    page.select_option("#region", JIANGXI)
    page.check("[name=day][value=other]")
    page.fill("#as_of", AS_OF)
    page.check("[name=flow][value=skill_subsidy]")
    page.focus("[name=flow][value=skill_subsidy]")
    calling.press(page, "Enter")
    calling.say(page, MORE_WORDS)
    tour.take(page, "desk-walk")
    calling.walk(page, CERTIFICATE)
    calling.press(page, "Enter")
    calling.press(page, "Enter")
    calling.press(page, "F3")
    page.evaluate("scrollTo(0, 0)")
    tour.take(page, "desk-result")


def _firm(tour: Tour, page: Page) -> None:
    """A firm that got no money, of this year's campaign."""
    who = next(each for each in map(firm, count()) if got_nothing(each))
    calling.enter(page, "#firm_name", who.credit_code)
    with page.expect_navigation():
        page.locator("tr", has_text=CAMPAIGN).get_by_role("button").click()
    calling.enter(page, "#last_six", who.credit_code[-6:])
    tour.take(page, "desk-firm")


def _keep(page: Page) -> None:
    button(page, "转为待续")


def supervisor(tour: Tour) -> None:
    """What the desk counts, without anybody's name."""
    page = tour.staff(SUPERVISOR_NAME)
    page.goto("/console/desk-report")
    page.locator("#outcomes").evaluate("e => e.scrollIntoView()")
    tour.take(page, "desk-report")
