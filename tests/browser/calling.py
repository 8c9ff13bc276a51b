"""An agent at the hotline desk who has only a keyboard: keys pressed, never a click, and what has the focus watched."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from playwright.sync_api import Page

Answers = Mapping[str, str | Sequence[Mapping[str, str]]]
NOW = datetime(2024, 12, 24, 2, tzinfo=UTC)  # ten in the morning in Beijing, a week before 2024's rules end
CERTIFICATE = "我在企业上班，今年3月1号考了四级电工的技能等级证"
SKILL: Answers = {
    "employment_status": "enterprise_employee", "certificate_kind": "skill_level", "certificate_level": "four",
    "issued_on": "2024-03-01", "insured_months_at_certificate": "60", "claimed_before": "no", "training_subsidy": "no",
}  # fmt: skip
_MOST_TABS = 120
_OUTLINED = """() => {
    const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
    return s.outlineStyle !== 'none' && r.top >= 0 && r.bottom <= window.innerHeight && r.height > 0;
}"""


# As in conftest a choice may be touched anywhere on its label, and a link in a sentence is as high as its line. These are
# the least for a desk with a mouse, where the console is dense: WCAG's 24 px, and letters of 12 px.
_TOO_SMALL = """() => [
    ...Array.from(document.querySelectorAll('a,button,input,select,textarea,summary'))
    .filter(e => e.type !== 'hidden' && e.closest('main') && !e.closest('p, dd, td, .skip, .cite'))
    .map(e => e.closest('label') || e).filter(e => e.offsetParent && e.getBoundingClientRect().height < 24),
    ...Array.from(document.querySelectorAll('main *')).filter(e => e.offsetParent && !e.matches('option, optgroup'))
    .filter(e => Array.from(e.childNodes).some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => parseFloat(getComputedStyle(e).fontSize) < 12)].map(e => e.outerHTML)"""


def too_small(page: Page) -> list[str]:
    """What is too small to be hit or read at a desk."""
    return list(page.evaluate(_TOO_SMALL))


def focused(page: Page, selector: str) -> bool:
    """Whether the element with the focus is one of these."""
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def focus_shows(page: Page) -> bool:
    """Whether the focus can be seen: an outline, on the screen."""
    return bool(page.evaluate(_OUTLINED))


def to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(_MOST_TABS):
        if focused(page, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {selector} on {page.url}")


def press(page: Page, *keys: str) -> None:
    """Press keys; the last one leads to another page."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def enter(page: Page, selector: str, text: str | None = None) -> None:
    """Go to a control, write what is given, and press Enter."""
    to(page, selector)
    if text is not None:
        page.keyboard.type(text)
    press(page, "Enter")


def choose(page: Page, selector: str, value: str) -> None:
    """Go to a select and press the arrows until the option is chosen."""
    to(page, selector)
    page.keyboard.press("Home")
    for _ in range(_MOST_TABS):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to {value} in {selector}")


def pick(page: Page, name: str, value: str) -> None:
    """Go to a group of radio buttons and press the arrows until this one is chosen."""
    to(page, f"[type=radio][name={name}]")
    for _ in range(_MOST_TABS):
        if page.evaluate("document.activeElement.checked && document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to {value} of {name}")


def tick(page: Page, selector: str) -> None:
    """Go to a box and press the space bar."""
    to(page, selector)
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.checked")


def begin(page: Page, flow: str) -> None:
    """Choose what is asked about by its digit, and begin; place and day as they stand."""
    assert focused(page, "[name=flow]")
    digit = page.locator(f"[name=flow][value={flow}]").get_attribute("data-digit")
    assert digit
    press(page, digit, "Enter")


def asked(page: Page) -> str:
    """The fact that is asked for; empty where nothing is left."""
    fact = page.locator("#ask > [name=fact]")
    return (fact.get_attribute("value") or "") if fact.count() else ""


def answer(page: Page, given: str | Sequence[Mapping[str, str]]) -> None:
    """Answer the question by its digit, in its field or row for row; F4 for "unsure". The focus must be there already."""
    assert page.evaluate("document.getElementById('ask').contains(document.activeElement)"), asked(page)
    if given == "unsure":
        return press(page, "F4")
    if not isinstance(given, str):
        return _rows(page, given)
    option = page.locator(f"#ask [name=answer][value='{given}'][data-digit]")
    if option.count():
        return press(page, option.get_attribute("data-digit") or "", "Enter")
    page.keyboard.type(given)
    return press(page, "Enter")


def _rows(page: Page, rows: Sequence[Mapping[str, str]]) -> None:
    for i, row in enumerate(rows):
        if i:
            press(page, "Control+Enter")
        for name, text in row.items():
            cell = f"[name=row-{i}-{name}]"
            to(page, cell)
            if focused(page, "select"):
                choose(page, cell, text)
            else:
                page.keyboard.type(text)
    to(page, "#ask .keys .btn:not(.sec)")
    press(page, "Enter")


def walk(page: Page, answers: Answers, look: Callable[[str], object] = str) -> list[str]:
    """Answer until nothing is left to ask, what is not given as unsure; return what was asked."""
    seen = []
    while fact := asked(page):
        assert fact not in seen, f"{fact} is asked again"
        seen.append(fact)
        look(fact)
        answer(page, answers.get(fact, "unsure"))
    return seen


def say(page: Page, words: str) -> None:
    """Type what the caller says."""
    page.keyboard.press("F7")
    assert focused(page, "#said")
    page.keyboard.type(words)
    press(page, "Enter")


def number_of(page: Page) -> int:
    """The call's number, from the address."""
    found = re.search(r"/console/calls/(\d+)", page.url)
    assert found, page.url
    return int(found[1])


def values_in(page: Page) -> str:
    """All that a page holds: its document and what stands in its fields."""
    return str(
        page.evaluate(
            """() => [document.documentElement.outerHTML, document.title,
            ...Array.from(document.querySelectorAll('input,textarea,select'), e => e.value)].join('\\n')"""
        )
    )
