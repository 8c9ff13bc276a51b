"""The firm's page in a real browser, from the message to the receipt: phone and desk, with scripts and without."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from assistant.storage import Engine
from assistant.storage.firm_page.links import LINK, PICKUP, FirmPages
from assistant.storage.firms import Firm
from assistant.storage.outbox_page import Outbox
from tests.browser.walking import answer, press
from tests.campaigns.firm_page import sample

OpenPage = Callable[..., Page]
Check = Callable[..., None]
Screenshot = Callable[[Page, str], None]
NewFirm = Callable[..., Firm]
NUMBERS = count(1)
HOSTS = [
    {"host_kind": "enterprise", "host_size": "small", "bears_costs": "yes", "premium_fen": "10万"},
    {"host_kind": "government_body", "premium_fen": "33,000"},
]


@pytest.fixture
def engine(live_app: Flask) -> Engine:
    found: Engine = live_app.extensions["assistant.engine"]
    return found


@pytest.fixture
def new_firm(engine: Engine) -> NewFirm:
    """Return a function that stores a firm, in a campaign of its own and with a number of its own."""

    def make(**changes: object) -> Firm:
        phone = f"+86138{next(NUMBERS):08d}"
        return sample.make(engine, sample.firm_row(0, **{"phone": phone, **changes})).firms[0]

    return make


def secret(engine: Engine, firm: Firm, kind: str = LINK) -> str:
    return FirmPages(engine, sample.TEST_SECRET).issue(firm.id, kind, datetime.now(UTC) + timedelta(days=5))


def digits(engine: Engine, firm: Firm) -> str:
    assert firm.phone
    found = re.search(r"\d{6}", Outbox(engine).latest(1, firm.phone)[0].body)
    assert found
    return found[0]


def prove(page: Page, engine: Engine, firm: Firm, look: Callable[[str], None] = lambda name: None) -> None:
    """From the proof's first page to what was found."""
    look("proof")
    page.fill("#last_six", firm.credit_code[-6:])
    press(page, "main button.btn")
    look("code")
    page.fill("#digits", digits(engine, firm))
    press(page, "main button.btn")


def looking(
    page: Page, name: str, axe: Check, comfortable: Check, screenshot: Screenshot, elder: bool = False
) -> Callable[[str], None]:
    """Return a function that checks a page and keeps its picture."""
    width = page.viewport_size["width"] if page.viewport_size else 0

    def look(step: str) -> None:
        comfortable(page, elder)
        axe(page)
        screenshot(page, f"firm-{name}-{width}-{step}")

    return look


def test_from_the_link_to_the_receipt(
    everywhere: OpenPage, assert_axe_clean: Check, assert_comfortable: Check, screenshot: Screenshot,
    engine: Engine, new_firm: NewFirm,
) -> None:  # fmt: skip
    firm = new_firm()
    page = everywhere(f"/n/{secret(engine, firm)}")
    look = looking(page, "confirm", assert_axe_clean, assert_comfortable, screenshot)
    look("landing")
    press(page, "main button.btn")
    expect(page).to_have_url(re.compile("/n/proof$"))
    prove(page, engine, firm, look)
    expect(page.locator(".amount")).to_have_text("72,000.00 元")
    look("found")
    press(page, "main form button.btn:not(.sec)")
    expect(page.locator("#error-summary")).to_be_visible()
    look("found-error")
    page.check("input[name=account][value=correct]")
    press(page, "main form button.btn:not(.sec)")
    expect(page).to_have_url(re.compile("/n/receipt$"))
    code = page.locator(".code").inner_text()
    look("receipt")
    page.goto("/n/found")
    look("found-again")
    page.goto("/n/status")
    look("status")
    page.fill("#code", code)
    page.fill("#last_six", firm.credit_code[-6:])
    press(page, "main button.btn")
    expect(page.locator("dl")).to_contain_text("已确认")
    look("status-shown")


def test_objecting_with_the_guided_questions(
    everywhere: OpenPage, assert_axe_clean: Check, assert_comfortable: Check, screenshot: Screenshot,
    engine: Engine, new_firm: NewFirm,
) -> None:  # fmt: skip
    firm = new_firm()
    page = everywhere("/n")
    look = looking(page, "object", assert_axe_clean, assert_comfortable, screenshot)
    look("pickup")
    page.fill("#code", "ACDE-FGHJ")
    press(page, "main button.btn")
    look("pickup-error")
    page.fill("#code", secret(engine, firm, PICKUP).lower())
    press(page, "main button.btn")
    prove(page, engine, firm)
    press(page, "a.btn[href='/n/object']")
    look("start")
    press(page, "main form button.btn")
    expect(page).to_have_url(re.compile("/answers$"))
    look("answers")
    page.goto("/answers/premium_paid_fen")
    answer(page, "15万")
    press(page, "main form button.btn")
    expect(page.locator(".origin.changed")).to_have_count(1)
    look("answers-changed")
    press(page, "main a.btn:not(.sec)")
    expect(page.locator(".both")).to_contain_text("90,000.00 元")
    look("result")
    press(page, "main a.btn[href='/n/object']")
    page.fill("#note", "少算了十二月的保费")
    look("object")
    press(page, "main form[action='/n/object'] button.btn")
    expect(page.locator("h1")).to_have_text("已提交异议")
    look("receipt")


def test_a_dispatch_agency_applies(
    everywhere: OpenPage, assert_axe_clean: Check, assert_comfortable: Check, screenshot: Screenshot,
    engine: Engine, new_firm: NewFirm,
) -> None:  # fmt: skip
    firm = new_firm(facts=sample.AGENCY, track="invitation", verdict="undetermined", refund_fen=None)
    page = everywhere(f"/n/{secret(engine, firm)}")
    look = looking(page, "apply", assert_axe_clean, assert_comfortable, screenshot)
    press(page, "main button.btn")
    prove(page, engine, firm)
    look("found")
    press(page, "main .card a.btn[href='/n/object']")
    look("start")
    press(page, "main form button.btn")
    given = {"own_staff_premium_fen": "2万", "host_employers": HOSTS, "size_class": "small", "on_large_list": "no"}
    while (asked := re.search(r"/q/(\w+)$", page.url)) is not None:
        answer(page, given.get(asked[1], "unsure"))
    page.goto("/n/object")
    look("object")
    press(page, "main form[action='/n/object'] button.btn")
    expect(page.locator("h1")).to_have_text("已提交申请")


def test_in_english_and_in_larger_text(
    open_page: OpenPage, assert_axe_clean: Check, assert_comfortable: Check, screenshot: Screenshot,
    engine: Engine, new_firm: NewFirm,
) -> None:  # fmt: skip
    firm = new_firm(account=None)
    page = open_page(f"/n/{secret(engine, firm)}", language="en-US")
    press(page, "header button[name=elder]")
    expect(page.locator("html")).to_have_class("elder")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    look = looking(page, "elder-en", assert_axe_clean, assert_comfortable, screenshot, elder=True)
    look("landing")
    press(page, "main button.btn")
    prove(page, engine, firm, look)
    look("found")
    press(page, "footer button[name=language]")
    expect(page).to_have_url(re.compile("/n/found$"))
    look("found-zh")
    page.check("input[name=account][value=none]")
    press(page, "main form button.btn:not(.sec)")
    look("receipt")
    page.goto("/n/object")
    expect(page).to_have_url(re.compile("/n/receipt$"))


def test_pages_that_lead_nowhere(
    everywhere: OpenPage, assert_axe_clean: Check, assert_comfortable: Check, screenshot: Screenshot, engine: Engine,
    new_firm: NewFirm,
) -> None:  # fmt: skip
    page = everywhere("/n/" + "A" * 22)
    look = looking(page, "astray", assert_axe_clean, assert_comfortable, screenshot)
    press(page, "main button.btn")
    expect(page.locator("h1")).to_have_text("这个链接打不开")
    look("dead")
    page.goto("/n/found")
    look("no-visit")
    firm = new_firm(phone=None)
    page.goto(f"/n/{secret(engine, firm)}")
    press(page, "main button.btn")
    page.fill("#last_six", "000000")
    press(page, "main button.btn")
    look("wrong-six")
    page.fill("#last_six", firm.credit_code[-6:])
    press(page, "main button.btn")
    look("no-number")
    page.goto("/outbox")
    look("outbox")


def test_the_token_leaves_the_browser_in_no_referer_and_stays_in_no_other_address(
    open_page: OpenPage, engine: Engine, new_firm: NewFirm
) -> None:
    firm = new_firm()
    token = secret(engine, firm)
    page = open_page(f"/n/{token}")
    said: list[str] = []
    page.on("request", lambda request: said.append(str(request.all_headers()) + request.url))
    press(page, "main button.btn")
    page.goto(f"/n/{token}")
    press(page, "footer a.foot")
    requests = [line for line in said if not line.endswith(f"/n/{token}")]
    assert requests
    assert not [line for line in requests if token in line]
    assert not [line for line in said if f"'referer': 'http://127.0.0.1/n/{token}'" in line]


def test_a_second_press_sends_nothing_twice(open_page: OpenPage, engine: Engine, new_firm: NewFirm) -> None:
    firm = new_firm()
    page = open_page(f"/n/{secret(engine, firm)}")
    press(page, "main button.btn")
    page.fill("#last_six", firm.credit_code[-6:])
    press(page, "main button.btn")
    page.fill("#digits", digits(engine, firm))
    with page.expect_navigation():
        page.locator("main button.btn").first.dblclick()
    expect(page).to_have_url(re.compile("/n/found$"))


def test_what_was_found_is_light(open_page: OpenPage, engine: Engine, new_firm: NewFirm) -> None:
    firm = new_firm()
    page = open_page(f"/n/{secret(engine, firm)}")
    press(page, "main button.btn")
    prove(page, engine, firm)
    page.wait_for_load_state("networkidle")
    weights: list[int] = []
    page.on("response", lambda response: weights.append(len(response.body()) + 600))
    page.goto("/n/found")
    page.wait_for_load_state("networkidle")
    assert weights
    assert sum(weights) <= 30 * 1024
