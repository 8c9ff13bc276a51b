"""Whole calls at the hotline desk in a real browser, by keyboard alone."""

import re
from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from assistant.texting.sender import TextSender
from tests import staffing
from tests.browser import calling
from tests.browser import walking as browsing
from tests.browser.calling import (
    CERTIFICATE,
    NOW,
    SKILL,
    answer,
    asked,
    begin,
    choose,
    enter,
    pick,
    press,
    say,
    tick,
    to,
    walk,
)
from tests.campaigns.firm_page import sample
from tests.clocks import Clock
from tests.hotline.agents import LIST

OpenPage = Callable[..., Page]
Check = Callable[..., None]
Agent = Callable[..., Page]


PHONE = "13877776666"


def send_what_is_due(app: Flask) -> None:
    """The worker's part: the text leaves."""
    gateway, settings = app.extensions["assistant.gateway"], staffing.settings_of(app)
    assert TextSender(staffing.engine_of(app), settings, gateway, worker="w1", now=Clock(NOW)).send_one()


def test_a_worker_with_a_certificate_near_the_deadline(
    agent: Agent, live_app: Flask, open_page: OpenPage, screenshot: Check
) -> None:
    page = agent()
    screenshot(page, "desk-calls")
    press(page, "Enter")
    say(page, CERTIFICATE)
    screenshot(page, "desk-begin")
    begin(page, "skill_subsidy")
    assert asked(page) == "insured_months_at_certificate"
    screenshot(page, "desk-question")
    say(page, "社保交了五年，没领过补贴")
    screenshot(page, "desk-said")
    assert walk(page, SKILL) == ["training_subsidy"]
    screenshot(page, "desk-all-asked")
    press(page, "Enter")
    expect(page.locator(".read-back li")).to_have_count(8)
    screenshot(page, "desk-readback")
    press(page, "Enter")
    said = page.inner_text("main")
    assert "技能提升补贴金额是一千五百元。" in said
    assert "最晚是 2024年12月31日。从今天算起还有 7 天。" in said
    screenshot(page, "desk-result")
    page.keyboard.press("F4")
    page.keyboard.type(PHONE)
    tick(page, "[name=consent]")
    press(page, "Enter")
    send_what_is_due(live_app)
    page.reload()
    expect(page.locator("#in-hand .status")).to_have_text("短信服务商已经收下")
    screenshot(page, "desk-sent")
    _the_caller_sees_the_same(open_page(f"/outbox?to=%2B86{PHONE}"), screenshot)


def _the_caller_sees_the_same(phone: Page, screenshot: Check) -> None:
    link = re.search(r"http://\S+/r/\S+", phone.locator(".message").first.inner_text())
    assert link
    phone.goto(link[0])
    browsing.press(phone, "main form button.btn")
    expect(phone.locator("main")).to_contain_text("1,500.00 元")
    expect(phone.locator("main")).to_contain_text("可以享受")
    screenshot(phone, "desk-caller-phone")


def test_a_firm_that_got_no_money(agent: Agent, live_app: Flask, screenshot: Check) -> None:
    firm = sample.make(staffing.engine_of(live_app)).firms[0]
    page = agent()
    enter(page, "#firm_name", firm.credit_code)
    screenshot(page, "desk-found")
    press(page, "Enter")
    screenshot(page, "desk-firm-unchecked")
    assert "72,000" not in calling.values_in(page)
    page.keyboard.type(firm.credit_code[-6:])
    press(page, "Enter")
    expect(page.locator("main")).to_contain_text("72,000.00 元")
    expect(page.locator(".saying .script").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
    screenshot(page, "desk-firm")
    press(page, "F9")
    choose(page, "#topic", "not_received")
    pick(page, "outcome", "escalated")
    tick(page, "#escalate")
    to(page, "#request_note")
    page.keyboard.type("单位问钱什么时候到，请核对公示")
    screenshot(page, "desk-end")
    enter(page, "main .actions .btn")
    expect(page.locator("#my-calls + .scroll")).to_contain_text("等待")
    screenshot(page, "desk-calls-ended")
    operator = agent("operator", path="/console/escalations")
    screenshot(operator, "desk-escalations")
    enter(operator, "main tbody a")
    expect(operator.locator("main")).to_contain_text("请核对公示")
    expect(operator.locator("main")).to_contain_text(firm.name)
    screenshot(operator, "desk-escalation")


AGENCY: calling.Answers = {
    "registration_status": "active", "barred_this_year": "no", "months_paid": "30", "last_year_arrears": "no",
    "laid_off_anyone": "no", "on_large_list": "no", "own_staff_premium_fen": "4万",
    "host_employers": [
        {"host_kind": "enterprise", "host_size": "small", "bears_costs": "yes", "premium_fen": "6万"},
        {"host_kind": "government_body", "premium_fen": "3万"},
    ],
    "has_corporate_account": "yes",
}  # fmt: skip


def test_a_dispatch_agency_with_its_hosts(agent: Agent, screenshot: Check) -> None:
    page = agent()
    enter(page, "[name=caller][value=firm]")
    screenshot(page, "desk-begin-firm")
    begin(page, "dispatch_refund")
    for fact in ("registration_status", "barred_this_year"):
        answer(page, str(AGENCY[fact]))
    screenshot(page, "desk-number")
    seen = walk(page, AGENCY, look=lambda fact: screenshot(page, "desk-rows") if fact == "host_employers" else None)
    assert "host_employers" in seen
    # 40,000.00 × 60 % kept, 60,000.00 × 60 % passed on; nothing for the government body.
    expect(page.locator(".side-amount")).to_contain_text("60,000.00 元")
    press(page, "Enter")
    screenshot(page, "desk-readback-firm")
    press(page, "Enter")
    screenshot(page, "desk-result-firm")
    press(page, "F3")
    expect(page.locator("#read-aloud li")).to_have_count(10)
    screenshot(page, "desk-read-aloud")


def test_a_laid_off_worker_with_a_wrong_stop_reason(agent: Agent, screenshot: Check) -> None:
    page = agent()
    press(page, "Enter")
    say(page, "我被公司辞退了，单位给我写成了自己辞职，想领失业金，交了三年")
    screenshot(page, "desk-begin-benefit")
    begin(page, "unemployment_benefit")
    say(page, "单位写成了个人原因还能申领吗？要不要先改？")
    expect(page.locator("#said-rules")).to_be_visible()
    screenshot(page, "desk-rules-beside")
    page.keyboard.press("F3")
    expect(page.locator("#probe")).to_be_visible()
    page.keyboard.press("F6")
    expect(page.locator("#why")).to_be_visible()
    expect(page.locator("#probe")).to_be_hidden()
    screenshot(page, "desk-aids")
    walk(page, {"leaving_reason": "dismissed", "stop_event": "none", "seeking_work": "yes", "months_paid": "36",
                "drew_before": "no", "employer_recorded_voluntary": "yes", "registered_unemployed": "no"})  # fmt: skip
    screenshot(page, "desk-benefit")
    press(page, "Enter")
    press(page, "Enter")
    screenshot(page, "desk-result-benefit")
    press(page, "F9")
    choose(page, "#topic", "wrong_reason")
    pick(page, "outcome", "callback")
    tick(page, "#callback")
    enter(page, "#number", PHONE)
    screenshot(page, "desk-end-callback")
    page.goto("/console/callbacks")
    screenshot(page, "desk-callbacks")


def test_another_province_midway(agent: Agent, screenshot: Check) -> None:
    page = agent()
    press(page, "Enter")
    begin(page, "skill_subsidy")
    walk(page, SKILL)
    expect(page.locator(".side-amount")).to_contain_text("1,500.00 元")
    to(page, ".other summary")
    page.keyboard.press("Enter")
    choose(page, "#place-region", "220000")
    enter(page, "#place-region ~ button")
    moved = page.locator(".note[role=status]")
    expect(moved).to_contain_text("结论由“可以享受”变为“暂时无法判定”")
    expect(moved).to_contain_text("金额由 1,500.00 元 变为 “还算不出”")
    # The answers are there still; 吉林 asks for one thing more.
    expect(page.locator(".all-questions .answered")).to_have_count(len(SKILL))
    assert asked(page) == "higher_training_subsidy"
    screenshot(page, "desk-moved")
    press(page, "1", "Enter")
    # 吉林 names only what is paid at most, so that what is paid is not promised.
    expect(page.locator(".side-amount")).to_contain_text("不超过 1,500.00 元")


NOTES = "标记备注：孩子刚出生"


def test_nothing_of_one_caller_is_left_for_the_next(agent: Agent, screenshot: Check) -> None:
    page = agent()
    press(page, "Enter")
    say(page, CERTIFICATE)
    begin(page, "skill_subsidy")
    first, code = calling.number_of(page), page.inner_text(".call-who .mono")
    old = page.context.new_page()
    old.goto(f"{LIST}/{first}")
    to(page, ".call-notes summary")
    page.keyboard.press("Enter")
    to(page, "#call-notes")
    page.keyboard.type(NOTES)
    enter(page, ".call-notes .btn")
    page.keyboard.press("F7")
    page.keyboard.type(CERTIFICATE)  # stands in the field, and is never sent
    marks = (code, code.replace("-", ""), CERTIFICATE, NOTES, "2024年3月1日", "2024-03-01", "企业在职职工")
    held = calling.values_in(page)
    assert [mark for mark in (code, CERTIFICATE, NOTES, "2024年3月1日", "企业在职职工") if mark not in held] == []
    enter(page, "form[action$='/keep'] button")
    press(page, "Enter")  # 职工来电
    assert calling.number_of(page) == first + 1
    seen = [calling.values_in(page)]
    begin(page, "skill_subsidy")
    for key in ("F8", "F9"):
        seen.append(calling.values_in(page))
        press(page, key)
    seen.append(calling.values_in(page))
    # The questions offer every answer to everybody: what is looked for is what only the first said.
    assert [mark for mark in marks[:-1] for shown in seen if mark in shown] == []
    assert not any("企业在职职工" in shown for shown in seen[2:])
    _the_way_back_shows_nothing(page, first, marks)
    old.bring_to_front()
    old.keyboard.type("60")
    press(old, "Enter")
    expect(old.locator("h1")).to_have_text("这个来电没有打开")
    expect(old.locator("main")).to_contain_text("刚才的操作没有保存")
    screenshot(old, "desk-not-open")
    old.close()


def _the_way_back_shows_nothing(page: Page, first: int, marks: tuple[str, ...]) -> None:
    """Go back page for page to the first call's address: it is asked for anew, and refused."""
    for _ in range(12):
        page.go_back()
        shown = calling.values_in(page)
        if page.url.endswith(f"{LIST}/{first}"):
            expect(page.locator("h1")).to_have_text("这个来电没有打开")
            assert "刚才的操作没有保存" not in shown
            assert [mark for mark in marks if mark in shown] == []
            return
    raise AssertionError("the way back does not lead to the first call")


# The pages of one call, in the order of a call, and what leads to each.
