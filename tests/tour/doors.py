"""What workers and firms see: the pages, the chat, text messages, and the firm's page that a message leads to."""

import re
from itertools import count

from playwright.sync_api import expect

from assistant.demonstration.firms import MadeUpFirm, firm
from tests.browser.desks import PATIENCE, button, prove
from tests.browser.test_chat import say
from tests.browser.walking import answer, begin, press
from tests.tour.visiting import Tour

CERTIFICATE = {
    "employment_status": "enterprise_employee", "certificate_kind": "skill_level", "certificate_level": "four",
    "issued_on": "20240301", "insured_months_at_certificate": "60", "claimed_before": "no", "training_subsidy": "no",
}  # fmt: skip
JIANGXI = "360000"
SAID = "我2024年3月18号拿的三级电工技能等级证，江西的，社保交了两年，能领多少"
TELEPHONE = "+8613800138000"  # the one that the outbox offers


def pages(tour: Tour) -> None:
    """Ask question after question; the answer with its amount."""
    page = tour.open("/")
    begin(page, "skill_subsidy")
    while (found := re.search(r"/q/(\w+)$", page.url)) is not None:
        if found[1] == "certificate_level":
            tour.take(page, "pages-question")
        answer(page, CERTIFICATE.get(found[1], "unsure"))
    press(page, "main a.btn")
    tour.take(page, "pages-result")


def chat(tour: Tour) -> None:
    """One sentence, and what was taken from it."""
    page = tour.open("/chat")
    say(page, SAID)
    page.locator("#log .me").last.evaluate("e => e.scrollIntoView()")
    tour.take(page, "chat")


def text_message(tour: Tour) -> None:
    """The same by text message, on the page that stands for a telephone."""
    page = tour.open(f"/outbox?to=%2B{TELEPHONE[1:]}")
    answers = page.locator(".message")
    for number, text in enumerate(("失业金能领几个月", "江西", "1"), 1):
        page.fill("#text", text)
        button(page, "发送")
        for _ in range(60):
            page.goto(f"/outbox?to=%2B{TELEPHONE[1:]}")
            if answers.count() >= number:
                break
            page.wait_for_timeout(250)
        expect(answers).to_have_count(number)
    page.locator("form.card").evaluate("e => e.scrollIntoView()")
    tour.take(page, "text-message")


def firms_page(tour: Tour) -> None:
    """The page that a firm's message leads to, once the firm has proved itself."""
    who = next(each for each in map(firm, count()) if _is_paid(each))
    page = tour.open(f"/outbox?to=%2B86{who.phone}")
    link = page.locator("a[href^='/n/']").first
    expect(link).to_be_visible(timeout=PATIENCE)
    with page.expect_navigation():
        link.click()
    button(page, "打开通知")
    prove(page, who)
    tour.take(page, "firm-page")


def _is_paid(who: MadeUpFirm) -> bool:
    """Whether nothing stands against paying this firm."""
    facts = who.facts
    wanted = {"organisation_type": "enterprise", "registration_status": "active", "last_year_arrears": False,
              "laid_off_anyone": False, "has_corporate_account": True, "on_large_list": False}  # fmt: skip
    plain = all(facts[name] == value for name, value in wanted.items())
    return plain and facts["months_paid"] >= 24 and bool(who.phone and who.account)


def got_nothing(who: MadeUpFirm) -> bool:
    """Whether this firm was insured for too short a time, and has nothing else against it."""
    facts = who.facts
    wanted = {"organisation_type": "enterprise", "registration_status": "active", "last_year_arrears": False,
              "laid_off_anyone": False, "on_large_list": False}  # fmt: skip
    return (
        all(facts[name] == value for name, value in wanted.items())
        and 9 <= facts["months_paid"] < 12
        and bool(who.phone)
    )
