"""Campaigns, files and screening in a real browser: at a desk and at 360 px, with and without scripts."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from assistant import create_app
from assistant.demonstration.files import write_workbook
from assistant.settings import Settings
from assistant.storage.staffing.accounts import StaffAccounts
from tests import staffing
from tests.campaigns.bureau import Bureau, firm, text_of

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]
PLACES = (
    "", "settings", "imports", "imports/2", "imports/2/columns", "screening", "screening/comparison",
    "firms", "firms?all=1&verdict=ineligible", "missing", "missing?what=size",
)  # fmt: skip
NAME = "browser.operator"


@pytest.fixture(scope="module")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("console")
    url = f"sqlite:///{folder / 'test.sqlite3'}"
    app = create_app(Settings(secret_key="only-for-tests-" * 3, database_url=url, data_dir=folder / "files"))
    staffing.account(app, "operator", region="360000", name=NAME)
    return app


@pytest.fixture(scope="module")
def bureau(live_app: Flask) -> Bureau:
    """Two campaigns that are screened (3 and 300 firms), and one that is new."""
    bureau = Bureau(staffing.settings_of(live_app), staffing.engine_of(live_app))
    last = bureau.campaign(title="2023年度稳岗返还")
    bureau.read(last, text_of([firm(1), firm(2), firm(3, months_paid="2")]))
    bureau.screen(last)
    this = bureau.campaign(title="2024年度稳岗返还第一批")
    path = Path(bureau.settings.data_dir) / "this.xlsx"
    with path.open("wb") as out:
        write_workbook(out, 300, "this")
    bureau.read(this, path.read_bytes(), "参保单位名单.xlsx")
    bureau.screen(this)
    bureau.campaign(title="还没有名单的一批")
    return bureau


@pytest.fixture
def signed_in(live_app: Flask, bureau: Bureau) -> Callable[[Page], Page]:
    """Return a function that signs the operator in, in the browser that a page belongs to."""

    def sign_in(page: Page) -> Page:
        account = StaffAccounts(bureau.engine).named(NAME)
        assert account is not None
        client = live_app.test_client()
        staffing.sign_in_directly(live_app, client, account)
        cookie = client.get_cookie("session")
        assert cookie is not None
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": page.url}])
        return page

    return sign_in


@pytest.mark.parametrize(("size", "javascript"), [("desk", True), ("phone", False)], ids=["desk", "phone"])
@pytest.mark.parametrize("place", PLACES)
def test_pages_fit_and_are_accessible(
    open_page: OpenPage,
    signed_in: Callable[[Page], Page],
    assert_axe_clean: Check,
    screenshot: Callable[[Page, str], None],
    place: str,
    size: str,
    javascript: bool,
) -> None:
    page = signed_in(open_page("/privacy", size=size, javascript=javascript))
    page.goto(f"/console/campaigns/2/{place}".rstrip("/"))
    expect(page.locator("h1")).to_be_visible()
    assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    screenshot(page, f"console-{re.sub('[/?&=]', '-', place) or 'overview'}-{size}")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_list_fits_and_is_accessible(
    open_page: OpenPage,
    signed_in: Callable[[Page], Page],
    assert_axe_clean: Check,
    screenshot: Callable[[Page, str], None],
    size: str,
) -> None:
    page = signed_in(open_page("/privacy", size=size))
    page.goto("/console/campaigns")
    assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    screenshot(page, f"console-campaigns-{size}")


def test_mistakes_stand_beside_their_fields(
    everywhere: OpenPage,
    signed_in: Callable[[Page], Page],
    assert_axe_clean: Check,
    screenshot: Callable[[Page, str], None],
    request: pytest.FixtureRequest,
) -> None:
    page = signed_in(everywhere("/privacy"))
    page.goto("/console/campaigns/new?title=2024&region=360000&notice=jiangxi-2024&as_of=2025-08-01")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="这份文件的执行期已经结束")).to_be_visible()
    assert_axe_clean(page)
    way = request.node.callspec.id
    screenshot(page, f"console-outside-{way}")
    page.get_by_role("button", name=re.compile("历史核算")).click()
    page.get_by_role("button", name="建立批次").click()
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.locator("#office")).to_have_attribute("aria-invalid", "true")
    assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    screenshot(page, f"console-mistakes-{way}")


def test_from_a_file_to_its_screening(
    everywhere: OpenPage,
    signed_in: Callable[[Page], Page],
    bureau: Bureau,
    assert_axe_clean: Check,
    screenshot: Callable[[Page, str], None],
    request: pytest.FixtureRequest,
) -> None:
    campaign = bureau.campaign(title="新的一批")
    page, way = signed_in(everywhere("/privacy")), request.node.callspec.id
    page.goto(f"/console/campaigns/{campaign.id}")
    page.get_by_role("link", name="导入名单").click()
    content = text_of([firm(1), firm(2, months_paid="很久"), firm(3)])
    page.set_input_files("#file", {"name": f"名单{way}.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_role("heading", name="指定各列")).to_be_visible()
    page.get_by_role("button", name="开始读取").click()
    expect(page.locator("progress")).to_be_visible()
    if "script" in way:  # the page without scripts asks the browser to load it again, which axe rightly remarks on
        assert_axe_clean(page)
    screenshot(page, f"console-progress-{way}")
    bureau.work(1)
    # With scripts and without, the page goes on by itself.
    expect(page.get_by_role("heading", name="读取结果")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("row", name=re.compile("很久"))).to_be_visible()
    page.get_by_role("link", name="下一步：筛查").click()
    page.get_by_role("button", name="开始筛查").click()
    bureau.work(1)
    expect(page.get_by_role("img", name="各种结论的单位数")).to_be_visible(timeout=20_000)


def test_one_firm_and_its_numbers(
    everywhere: OpenPage,
    signed_in: Callable[[Page], Page],
    assert_axe_clean: Check,
    screenshot: Callable[[Page, str], None],
    request: pytest.FixtureRequest,
) -> None:
    page, way = signed_in(everywhere("/privacy")), request.node.callspec.id
    page.goto("/console/campaigns/1/firms?search=第1公司")
    page.get_by_role("link", name="第1公司").click()
    expect(page.get_by_text("138****8000")).to_be_visible()
    assert_axe_clean(page)
    screenshot(page, f"console-firm-{way}")
    page.get_by_text("查看完整的电话和账号").click()
    page.get_by_label("为什么要看").fill("电话核对账号")
    page.get_by_role("button", name="查看", exact=True).click()
    expect(page.get_by_text("+8613800138000")).to_be_visible()
    assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_a_list_is_saved_as_a_file(open_page: OpenPage, signed_in: Callable[[Page], Page]) -> None:
    page = signed_in(open_page("/privacy", size="desk"))
    page.goto("/console/campaigns/2/missing")
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV").click()
    table = list(csv.reader(StringIO(Path(saved.value.path()).read_text("utf-8-sig"))))
    assert table[0][1] == "单位名称"
    assert len(table) > 1
