"""Every kind of page of a call in a real browser: its size, its parts, its languages; and a call without scripts."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import calling
from tests.browser.calling import (
    CERTIFICATE,
    SKILL,
    answer,
    asked,
    begin,
    choose,
    enter,
    pick,
    press,
    say,
    to,
    walk,
)
from tests.hotline.agents import LIST

OpenPage = Callable[..., Page]
Check = Callable[..., None]
Agent = Callable[..., Page]


def _pages_of_a_call(page: Page) -> Iterator[tuple[str, Page]]:
    yield "calls", page
    press(page, "Enter")
    yield "begin", page
    begin(page, "skill_subsidy")
    yield "choices", page
    say(page, CERTIFICATE)
    yield "number", page
    answer(page, "很久")
    yield "error", page
    for fact, value in (("insured_months_at_certificate", "60"), ("claimed_before", "yes")):
        page.goto(f"{LIST}/{calling.number_of(page)}?ask={fact}")
        page.keyboard.press("Control+A")
        answer(page, value)
    page.goto(f"{LIST}/{calling.number_of(page)}?ask=claimed_before")
    answer(page, "no")
    yield "effect", page
    press(page, "Enter")
    walk(page, SKILL)
    yield "all-asked", page
    press(page, "F8")
    yield "readback", page
    press(page, "Enter")
    yield "result", page
    press(page, "F3")
    yield "read-aloud", page
    press(page, "F9")
    yield "end", page


ONLY_READ = ("result", "read-aloud")  # from the top; F4, F3 and F9 lead to what is done there
WALKED = ("choices", "number", "error", "effect", "all-asked")
FIT = (*WALKED, "readback", "result", "read-aloud", "end")  # their columns scroll, the page does not


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_page_of_a_call_fits_and_is_accessible(
    agent: Agent, assert_axe_clean: Check, screenshot: Check, language: str
) -> None:
    for name, page in _pages_of_a_call(agent(language=language)):
        screenshot(page, f"desk-{language}-{name}")
        assert calling.focus_shows(page) or name in ONLY_READ, name
        assert calling.too_small(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, name
        if name in FIT:
            assert page.evaluate("document.documentElement.scrollHeight") <= 800, name
        if name in WALKED:
            assert page.locator(".words kbd").is_visible(), name
        if language == "zh-CN" and name not in ("number", "result"):  # once for each kind of page
            assert_axe_clean(page)
        if (language, name) == ("en", "effect"):  # what is fitted to the screen was seen; the rest scrolls
            break


def test_a_call_on_a_tablet_without_scripts(agent: Agent, assert_axe_clean: Check, screenshot: Check) -> None:
    """Only forms, at 768 px: begun, heard, answered, read back, read aloud, ended."""
    page = agent(size="tablet", javascript=False)
    enter(page, "[name=caller][value=worker]")
    pick(page, "flow", "skill_subsidy")
    enter(page, ".begin-basis .btn")
    to(page, "#said")
    page.keyboard.type(CERTIFICATE)
    enter(page, ".words-line .btn")
    screenshot(page, "desk-tablet-said")
    assert_axe_clean(page)
    enter(page, "[data-shows=probe]")
    expect(page.locator("#probe")).to_be_visible()
    enter(page, "#answer", "60")
    while asked(page):
        pick(page, "answer", "no")
        press(page, "Enter")
    screenshot(page, "desk-tablet-all-asked")
    enter(page, "#ask .btn")
    press(page, "Enter")
    enter(page, "#in-hand form[action$='/read'] button")
    expect(page.locator("#read-aloud li")).to_have_count(10)
    screenshot(page, "desk-tablet-result")
    assert page.evaluate("document.documentElement.scrollWidth") <= 768
    enter(page, ".call-steps a[href$='/end']")
    choose(page, "#topic", "deadline")
    pick(page, "outcome", "resolved")
    screenshot(page, "desk-tablet-end")
    enter(page, "main form .btn:not(.sec):not(.small)")
    expect(page.locator(".flash")).to_contain_text("已结束")
