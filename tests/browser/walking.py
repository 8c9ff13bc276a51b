"""Walking a check in the browser, by the pages' own controls."""

import re
from typing import Any

from playwright.sync_api import Page

Look = Any  # called with (page, name) on every page on the way


def press(page: Page, control: str) -> None:
    """Press a button or link and wait for the page that it leads to: a click alone returns before the old page is gone."""
    with page.expect_navigation():
        page.locator(control).first.click()


def begin(page: Page, flow: str, region: str = "360000", as_of: str = "2024-08-15") -> None:
    """Begin a check; as of today without a day."""
    page.goto(f"/check/{flow}")
    if page.locator("#region").count():
        page.select_option("#region", region)
        if as_of:
            page.check("input[name=day][value=other]")
            page.fill("#as_of", as_of)
    press(page, "main form button.btn")


def answer(page: Page, given: Any) -> None:
    """Answer the question on the page: a value, a list of rows, or "unsure"."""
    if isinstance(given, list):
        _fill_rows(page, given)
        press(page, "main button.btn:not(.sec)")
    elif page.locator("input[type=radio][name=answer]").count():
        page.check(f"input[name=answer][value={given}]")
        press(page, "main button.btn")
    elif given == "unsure":
        press(page, "main button[name=unsure]")
    else:
        page.fill("#answer", given)
        press(page, "main button.btn")


def _fill_rows(page: Page, rows: list[dict[str, str]]) -> None:
    for i, row in enumerate(rows):
        if i:
            press(page, "main button[name=do][value=add]")
        for name, text in row.items():
            cell = page.locator(f"[name=row-{i}-{name}]")
            if cell.evaluate("e => e.tagName") == "SELECT":
                cell.select_option(text)
            else:
                cell.fill(text)


def walk(page: Page, answers: dict[str, Any], look: Look) -> None:
    """Answer everything, looking at each page, to the result."""
    while (found := re.search(r"/q/(\w+)$", page.url)) is not None:
        look(page, f"q-{found[1]}")
        answer(page, answers.get(found[1], "unsure"))
        assert page.locator("#error-summary").count() == 0, page.locator("#error-summary").inner_text()
    assert page.url.endswith("/answers")
    look(page, "answers")
    press(page, "main a.btn")
    assert page.url.endswith("/result")
    look(page, "result")
