"""Home, the notices and the comparison in a real browser: both sizes, both languages, 长辈版, with and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]

PATHS = ("/", "/notices", "/notices/jiangxi-2024", "/notices/statute", "/compare", "/flows/unemployment_benefit/graph")


def _name(path: str) -> str:
    return path.strip("/").replace("/", "-") or "home"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elder"])
def test_pages_are_accessible(
    everywhere: OpenPage,
    assert_axe_clean: Check,
    assert_comfortable: Callable[..., None],
    screenshot: Callable[[Page, str], None],
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
    way = request.node.callspec.id.replace("/", "")
    screenshot(page, f"{_name(path)}-{way}")


@pytest.mark.parametrize("path", PATHS)
def test_english_pages_are_accessible(
    everywhere: OpenPage,
    assert_axe_clean: Check,
    assert_comfortable: Callable[..., None],
    screenshot: Callable[[Page, str], None],
    path: str,
    request: pytest.FixtureRequest,
) -> None:
    page = everywhere(path, language="en-US")
    assert_axe_clean(page)
    assert_comfortable(page)
    screenshot(page, f"{_name(path)}-english-{request.node.callspec.params['everywhere'][0]}")


def test_region_and_year_are_chosen_by_keyboard_and_remembered(open_page: OpenPage) -> None:
    page = open_page("/", javascript=False)
    page.get_by_label("参保地区").select_option("360000")
    page.get_by_label("哪一年的事").select_option("2024")
    page.get_by_role("button", name="记住这次的选择").press("Enter")
    expect(page.get_by_label("参保地区")).to_have_value("360000")
    expect(page.get_by_label("哪一年的事")).to_have_value("2024")
    page.goto("/notices")
    expect(page.get_by_text("（您选的地区）")).to_be_visible()


def test_a_reader_goes_from_home_to_a_clause(everywhere: OpenPage) -> None:
    page = everywhere("/")
    page.get_by_role("link", name=re.compile("^收录的文件")).click()
    page.get_by_role("link", name=re.compile("^江西省人力资源和社会保障厅")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("江西省")
    expect(page.get_by_text("文号在所存文本中缺失")).to_be_visible()


def test_a_wide_comparison_scrolls_in_its_own_box(open_page: OpenPage) -> None:
    page = open_page("/compare?program=stabilization_refund")
    box = page.get_by_role("region", name="各地、各年对比")
    assert box.evaluate("e => e.scrollWidth > e.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(50):
        if box.evaluate("e => e.scrollLeft"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the arrow key did not scroll the table")
