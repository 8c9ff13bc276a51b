"""The real application on loopback in the system's Chromium: as a phone and a desk, with scripts and without.

Fixtures for tests:
    origin              the address of the running application, e.g. http://127.0.0.1:40123
    open_page           open_page(path, size="phone", javascript=True, language="zh-CN") -> Page; also "tablet", "desk"
    everywhere          open_page for two ways in turn that cross size and scripts: everywhere(path) -> Page
    assert_axe_clean    assert_axe_clean(page): no WCAG 2.0 to 2.2 A or AA violation
    assert_comfortable  assert_comfortable(page, elder=False): fits its width, targets and text large enough
    screenshot          screenshot(page, "name"): writes out/screenshots/name.png if SCREENSHOTS is set
A page fails its test at the end if its scripts failed, or if its own policy refused something. HALTING=1 in the environment
makes every page come in pieces (see halting.py): a test that reads before the page is whole then fails.
"""

import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page, expect, sync_playwright
from waitress.server import create_server

from assistant import create_app
from assistant.paths import ROOT
from assistant.settings import Settings
from tests.browser.halting import halting

expect.set_options(timeout=20_000)  # ms; how fast a page is, is the benchmarks' business
SIZES = {"phone": (360, 740), "tablet": (768, 1024), "desk": (1280, 800)}
# Between them both sizes, with scripts and without. What is built of the same parts need not be walked four times:
# the frame's tests show every part in all four ways.
WAYS = [("phone", True), ("desk", False)]
ALL_WAYS = [(size, javascript) for size in ("phone", "desk") for javascript in (True, False)]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",
]
OpenPage = Callable[..., Page]
Visits = dict[tuple[str, str], list[BrowserContext]]

# A choice may be touched anywhere on its label; a link within a sentence is as high as its line.
SMALL_TARGETS = """least => Array.from(document.querySelectorAll('a,button,input,select,textarea,summary'))
    .filter(e => !e.closest('p, dd, td, .skip')).map(e => e.closest('label') || e).filter(e => e.offsetParent)
    .filter(e => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < least)
    .map(e => e.outerHTML)"""
SMALL_TEXT = """least => Array.from(document.querySelectorAll('body *'))
    .filter(e => e.offsetParent && Array.from(e.childNodes).some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => parseFloat(getComputedStyle(e).fontSize) < least).map(e => e.outerHTML)"""


@pytest.fixture(scope="module")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application that the browser visits; a test module may override it to add pages of its own."""
    database = tmp_path_factory.mktemp("browser") / "test.sqlite3"
    return create_app(Settings(secret_key="only-for-tests-" * 3, database_url=f"sqlite:///{database}"))


@pytest.fixture(scope="module")
def origin(live_app: Flask) -> Iterator[str]:
    """The address at which waitress serves ``live_app``, on a free loopback port."""
    served = halting(live_app) if os.environ.get("HALTING") else live_app
    server = create_server(served, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


def chromium_path() -> str:
    """Where the system's Chromium is; an AssertionError that says what to do if there is none."""
    named = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    assert named, "Browser tests need Chromium: apt-get install chromium, or set CHROME_PATH."
    return named


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def plain_pages() -> dict[Page, CDPSession]:
    """The pages that were opened without scripts, each with the session that switched them off."""
    return {}


@pytest.fixture(scope="module")
def visits(browser: Browser, origin: str) -> Iterator[Visits]:
    """Visits that nobody uses any more, by size and language. They have no cookies left.

    Each keeps a page open, and with it the process that shows its pages: beginning one takes as long as showing a page.
    """
    free: Visits = defaultdict(list)
    yield free
    for context in chain.from_iterable(free.values()):
        context.close()


def _new_visit(browser: Browser, origin: str, size: str, language: str) -> BrowserContext:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=origin,
        viewport={"width": width, "height": height},
        locale=language,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.new_page().goto("/healthz")
    return context


@pytest.fixture
def open_page(browser: Browser, origin: str, visits: Visits, plain_pages: dict[Page, CDPSession]) -> Iterator[OpenPage]:
    """Return a function that opens a path of the application in a visit of its own, as somebody who comes for the first time."""
    used: list[tuple[tuple[str, str], BrowserContext]] = []
    complaints: list[str] = []

    def open_path(path: str, size: str = "phone", javascript: bool = True, language: str = "zh-CN") -> Page:
        kind = (size, language)
        context = visits[kind].pop() if visits[kind] else _new_visit(browser, origin, size, language)
        used.append((kind, context))
        page = context.new_page()
        if not javascript:  # not by the context's own option, which could not be lifted for axe
            plain_pages[page] = context.new_cdp_session(page)
            _allow_scripts(plain_pages[page], False)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.goto(path)
        return page

    yield open_path
    for kind, context in used:
        for page in context.pages[1:]:
            page.close()
        context.clear_cookies()
        visits[kind].append(context)
    assert not complaints


def _allow_scripts(session: CDPSession, allowed: bool) -> None:
    session.send("Emulation.setScriptExecutionDisabled", {"value": not allowed})


def _complaint(message: ConsoleMessage) -> list[str]:
    # An error page is an error to the console as well, and so is a connection that a test cut.
    expected = ("the server responded with a status of", "net::ERR_FAILED")
    return [message.text] if message.type == "error" and not any(part in message.text for part in expected) else []


def way_id(way: tuple[str, bool]) -> str:
    """Name a way: phone-script."""
    return f"{way[0]}-{'script' if way[1] else 'plain'}"


@pytest.fixture(params=WAYS, ids=way_id)
def everywhere(request: pytest.FixtureRequest, open_page: OpenPage) -> OpenPage:
    """``open_page`` on a phone with scripts and at a desk without: the test runs once for each.

    A test that is to run in other ways names them: ``parametrize("everywhere", ALL_WAYS, ids=way_id, indirect=True)``.
    """
    size, javascript = request.param
    return lambda path, **options: open_page(path, size=size, javascript=javascript, **options)


@pytest.fixture
def assert_axe_clean(plain_pages: dict[Page, CDPSession]) -> Callable[[Page], None]:
    """Return a function that asserts that axe finds no violation of WCAG 2.0 to 2.2, levels A and AA."""

    def check(page: Page) -> None:
        if page in plain_pages:  # loaded without its scripts; axe itself needs timers
            _allow_scripts(plain_pages[page], True)
        page.evaluate(AXE_SCRIPT)
        rules = {"target-size": {"enabled": True}}
        found = page.evaluate(
            "options => axe.run(document, options)",
            {"runOnly": {"type": "tag", "values": WCAG}, "rules": rules, "resultTypes": ["violations"]},
        )
        if page in plain_pages:
            _allow_scripts(plain_pages[page], False)
        violations = [
            f"{violation['id']}: {violation['help']}: {[node['html'] for node in violation['nodes']]}"
            for violation in found["violations"]
        ]
        assert not violations, "\n".join(violations)

    return check


@pytest.fixture
def assert_comfortable() -> Callable[..., None]:
    """Return a function that asserts what axe does not look at; ``elder=True`` asks for 长辈版's sizes."""

    def check(page: Page, elder: bool = False) -> None:
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert page.evaluate(SMALL_TARGETS, 60 if elder else 44) == []
        assert page.evaluate(SMALL_TEXT, 20 if elder else 14) == []

    return check


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """Return a function that writes the whole page to ``out/screenshots/NAME.png``, for people to look at.

    Only with SCREENSHOTS in the environment: drawing them takes long, and proves nothing.
    """
    wanted = bool(os.environ.get("SCREENSHOTS"))

    def take(page: Page, name: str) -> None:
        if wanted:
            page.screenshot(path=ROOT / "out" / "screenshots" / f"{name}.png", full_page=True)

    return take
