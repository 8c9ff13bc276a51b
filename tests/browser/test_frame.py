"""The frame of every page in a real browser: the privacy page, an error page, a specimen of all parts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, render_template
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.sync_api import Page, expect

from assistant import create_app
from assistant.settings import Settings
from tests.browser.conftest import ALL_WAYS, way_id

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]
Screenshot = Callable[[Page, str], None]

ERRORS = {"size": "请选一个", "paid": "请填金额，例如 120000.00"}


@pytest.fixture(scope="module")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with one more page, which shows every macro."""
    database = tmp_path_factory.mktemp("frame") / "test.sqlite3"
    app = create_app(Settings(secret_key="only-for-tests-" * 3, database_url=f"sqlite:///{database}"))
    ours = FileSystemLoader(Path(__file__).parent / "specimen")
    app.jinja_env.loader = ChoiceLoader([ours, FileSystemLoader(app.jinja_loader.searchpath)])  # type: ignore[union-attr]
    app.add_url_rule("/specimen", "specimen", lambda: render_template("specimen.html", errors=ERRORS))
    return app


@pytest.mark.parametrize("everywhere", ALL_WAYS, ids=way_id, indirect=True)
@pytest.mark.parametrize("path", ["/privacy", "/nowhere", "/specimen"])
@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elder"])
def test_pages_are_accessible(
    everywhere: OpenPage,
    assert_axe_clean: Check,
    assert_comfortable: Callable[..., None],
    screenshot: Screenshot,
    path: str,
    elder: bool,
    request: pytest.FixtureRequest,
) -> None:
    page = everywhere(path)
    if elder:
        page.locator("header button").click()
        expect(page.locator("html.elder")).to_be_attached()
    assert_axe_clean(page)
    assert_comfortable(page, elder)
    screenshot(page, f"frame-{request.node.callspec.id.replace('/', '')}")


def test_english_pages_are_accessible(
    everywhere: OpenPage, assert_axe_clean: Check, assert_comfortable: Callable[..., None]
) -> None:
    page = everywhere("/privacy", language="en-US")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who can see what I enter?")
    assert_axe_clean(page)
    assert_comfortable(page)


def test_the_visitor_changes_language_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/privacy", javascript=False)
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url(re.compile("/privacy$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Who can see what I enter?")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("谁能看到我填的内容？")


@pytest.mark.parametrize("everywhere", ALL_WAYS, ids=way_id, indirect=True)
def test_the_summary_of_errors_takes_the_focus(everywhere: OpenPage) -> None:
    page = everywhere("/specimen")
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^错误："))
    page.locator("#error-summary a").first.click()
    expect(page.locator("input[name=size]").first).to_be_focused()


def test_text_is_copied(open_page: OpenPage) -> None:
    page = open_page("/specimen")
    page.get_by_role("button", name="复制文字").click()
    expect(page.get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == "可以返还 72,000.00 元"


def test_text_is_copied_where_the_clipboard_is_missing(open_page: OpenPage) -> None:
    page = open_page("/specimen")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    page.get_by_role("button", name="复制文字").click()
    expect(page.get_by_role("status")).to_have_text("已复制")
    page.evaluate("delete navigator.clipboard")
    assert page.evaluate("navigator.clipboard.readText()") == "可以返还 72,000.00 元"


def test_the_page_is_read_aloud_and_stopped(open_page: OpenPage) -> None:
    page = open_page("/privacy")
    page.evaluate("() => { window.said = []; speechSynthesis.speak = part => { said.push([part.lang, part.text]); }; }")
    page.get_by_role("button", name="朗读", exact=True).click()
    expect(page.get_by_role("button", name="停止朗读")).to_be_visible()
    assert page.evaluate("said[0]") == ["zh-CN", "谁能看到我填的内容"]
    page.get_by_role("button", name="停止朗读").click()
    expect(page.get_by_role("button", name="朗读", exact=True)).to_be_visible()


def test_without_scripts_nothing_is_offered_that_needs_them(open_page: OpenPage) -> None:
    page = open_page("/specimen", javascript=False)
    for name in ("朗读", "复制文字", "打印"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)


def test_print_leaves_the_controls_out(open_page: OpenPage, screenshot: Screenshot) -> None:
    page = open_page("/specimen")
    page.emulate_media(media="print")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("可以返还 72,000.00 元", exact=True)).to_be_visible()
    screenshot(page, "frame-print")
