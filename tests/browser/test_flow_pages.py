"""Every program from its first page to its result, in a real browser: phone and desk, with scripts and without."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import answer, begin, press, walk

OpenPage = Callable[..., Page]
Check = Callable[..., None]

FIRM = {
    "organisation_type": "enterprise", "registration_status": "active", "months_paid": "14", "last_year_arrears": "no",
    "laid_off_anyone": "yes", "new_claimants": "5", "person_months": "1200", "on_large_list": "no",
    "premium_paid_fen": "12万", "has_corporate_account": "yes",
}  # fmt: skip
HOSTS = [
    {"host_kind": "enterprise", "host_size": "small", "bears_costs": "yes", "premium_fen": "10万"},
    {"host_kind": "government_body", "premium_fen": "33,000"},
]
FLOWS: dict[str, tuple[dict[str, Any], str]] = {
    "stabilization_refund": (FIRM, "72,000.00 元"),
    "dispatch_refund": (
        {**FIRM, "barred_this_year": "no", "own_staff_premium_fen": "2万", "host_employers": HOSTS},
        "72,000.00 元",
    ),
    "contribution_rate": ({"contribution_month": "2024-03", "wage_base_fen": "6000"}, "60.00 元"),
    "skill_subsidy": (
        {
            "employment_status": "enterprise_employee", "certificate_kind": "skill_level", "certificate_level": "four",
            "issued_on": "20240301", "insured_months_at_certificate": "60", "claimed_before": "no",
            "training_subsidy": "no",
        },
        "1,500.00 元",
    ),
    "unemployment_benefit": (
        {
            "leaving_reason": "dismissed", "stop_event": "none", "seeking_work": "yes", "months_paid": "70",
            "drew_before": "no",
        },
        "最长 18 个月",
    ),
}  # fmt: skip


def no_look(page: Page, name: str) -> None:
    """Pass by."""


@pytest.mark.parametrize("flow", FLOWS)
def test_a_check_from_start_to_result(
    everywhere: OpenPage,
    assert_axe_clean: Check,
    assert_comfortable: Check,
    screenshot: Callable[[Page, str], None],
    flow: str,
    request: pytest.FixtureRequest,
) -> None:
    answers, expected = FLOWS[flow]
    way = request.node.callspec.id.replace(f"-{flow}", "").replace(f"{flow}-", "")
    page = everywhere("/")
    begin(page, flow)

    def look(page: Page, name: str) -> None:
        assert_comfortable(page)
        if name == "result" or flow == "stabilization_refund":
            assert_axe_clean(page)
        if way == "phone-script" or name == "result":
            screenshot(page, f"flow-{flow}-{way}-{name}")

    walk(page, answers, look)
    expect(page.locator(".amount")).to_have_text(expected)


@pytest.mark.parametrize("flow", ["worker_start", "firm_start"])
def test_the_first_questions_lead_to_checks(everywhere: OpenPage, assert_axe_clean: Check, flow: str) -> None:
    page = everywhere("/")
    begin(page, flow)
    walk(
        page, {"situation": "lost_job", "has_certificate": "yes", "topic": "both", "is_dispatch_agency": "no"}, no_look
    )
    assert_axe_clean(page)
    press(page, "main .row")
    assert "/check/" in page.url


def test_in_english(open_page: OpenPage, assert_axe_clean: Check, screenshot: Callable[[Page, str], None]) -> None:
    page = open_page("/", language="en-US")
    begin(page, "stabilization_refund")
    walk(page, FIRM, lambda page, name: screenshot(page, f"flow-english-{name}"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert_axe_clean(page)


def test_in_larger_text(
    open_page: OpenPage, assert_axe_clean: Check, assert_comfortable: Check, screenshot: Callable[[Page, str], None]
) -> None:
    page = open_page("/")
    press(page, "header button[name=elder]")
    begin(page, "dispatch_refund")

    def look(page: Page, name: str) -> None:
        assert_comfortable(page, True)
        screenshot(page, f"flow-elder-{name}")

    walk(page, FLOWS["dispatch_refund"][0], look)
    assert_axe_clean(page)


def test_every_other_kind_of_page(
    everywhere: OpenPage, assert_axe_clean: Check, assert_comfortable: Check, screenshot: Callable[[Page, str], None]
) -> None:
    page = everywhere("/")

    def look(name: str) -> None:
        assert_axe_clean(page)
        assert_comfortable(page)
        screenshot(page, f"flow-page-{page.viewport_size['width'] if page.viewport_size else 0}-{name}")

    page.goto("/result")
    look("nothing-begun")
    begin(page, "stabilization_refund", region="110000")
    look("no-notice")
    begin(page, "stabilization_refund", as_of="2010-01-01")
    look("too-early")
    begin(page, "stabilization_refund", as_of="2024-99-99")
    look("start-error")
    begin(page, "stabilization_refund", as_of="")
    look("term-over")
    press(page, "main form >> nth=1 >> button")
    look("result-term-over")
    press(page, "main .note button")
    for given in ("enterprise", "active"):
        answer(page, given)
    page.fill("#answer", "很多")
    press(page, "main button.btn")
    expect(page.locator("#error-summary")).to_be_focused()
    look("question-error")
    for fact in ("months_paid", "last_year_arrears", "laid_off_anyone", "new_claimants", "person_months"):
        answer(page, FIRM[fact])
    page.goto("/answers/laid_off_anyone")
    look("change")
    answer(page, "no")
    look("preview")
    page.goto("/resume")
    page.fill("#code", "ACDEF-GHJKM")
    press(page, "main button.btn")
    look("resume-error")
    page.goto("/r/ACDEF-GHJKM")
    look("resume-link")
    page.goto("/delete")
    look("delete")
    press(page, "main button.btn")
    look("deleted")


def test_a_check_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/")
    begin(page, "stabilization_refund")
    page.locator("input[name=answer]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("登记状态")


def test_the_result_is_copied_while_folded_away_and_printed_once(open_page: OpenPage) -> None:
    page = open_page("/")
    begin(page, "contribution_rate")
    walk(page, FLOWS["contribution_rate"][0], no_look)
    page.locator("[data-copy=result-text]").click()
    expect(page.locator("#result-text-copied")).to_have_text("已复制")
    assert "60.00 元" in page.evaluate("navigator.clipboard.readText()")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#result-text")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#result-text")).to_be_hidden()
    expect(page.locator(".amount")).to_be_visible()


def test_the_first_question_is_light(open_page: OpenPage) -> None:
    page = open_page("/privacy")
    begin(page, "stabilization_refund")
    page.wait_for_load_state("networkidle")
    weights: list[int] = []
    page.on("response", lambda answer: weights.append(len(answer.body()) + 600))
    page.goto("/q/organisation_type")
    page.wait_for_load_state("networkidle")
    assert weights
    assert sum(weights) <= 30 * 1024
