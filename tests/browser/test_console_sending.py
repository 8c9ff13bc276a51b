"""The console's second half and 公示 in a real browser: at a desk with scripts, at 360 px without."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from assistant import create_app
from assistant.campaigns import sending
from assistant.settings import Settings
from assistant.storage.paying.reviews import Reviews
from assistant.storage.tables import messages
from tests.browser.walking import press
from tests.operator.desk import Desk
from tests.operator.office import Office
from tests.operator.test_replies import OBJECTION

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]
SignIn = Callable[[Page, str], Page]
WAYS = [("desk", True), ("phone", False)]
# The campaign's number is 1; what else stands in an address is named and filled in.
PLACES = {
    "reviews": "reviews", "review": "reviews/{review}", "approval": "approval", "without-phone": "approval/without-phone",
    "sending": "sending", "messages": "sending/messages", "unknown": "sending/unknown", "remind": "sending/remind",
    "abort": "sending/abort", "opt-outs": "sending/opt-outs", "replies": "replies", "reply": "replies/{reply}",
    "accounts": "accounts", "account": "accounts/{firm}", "publications": "publication",
    "publication": "publication/{notice}", "print": "publication/{notice}/print", "payments": "payments", "report": "report",
}  # fmt: skip


@pytest.fixture(scope="module")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("console")
    url = f"sqlite:///{folder / 'test.sqlite3'}"
    return create_app(Settings(secret_key="only-for-tests-" * 3, database_url=url, data_dir=folder / "files"))


@pytest.fixture(scope="module")
def office(live_app: Flask) -> Office:
    """A campaign half-way: sent, one message unknown and one failed, one reply and one objection, a batch in public."""
    office = Office.with_screened(live_app)
    office.approve()
    office.send()
    for name, values in (
        ("甲", {"state": "unknown"}),
        ("乙", {"state": "failed", "error_code": "not_connected", "error_class": "retry"}),
    ):
        with office.engine.begin() as connection:
            connection.execute(update(messages).where(messages.c.firm == office.firm(name).id).values(**values))
    office.publish()
    office.reply("甲", **OBJECTION)
    office.reply("乙", kind="confirmed", account_answer="none")
    return office


@pytest.fixture
def signed_in(live_app: Flask) -> SignIn:
    """Return a function that signs somebody with these roles in, in the browser that a page belongs to."""

    def sign_in(page: Page, *roles: str) -> Page:
        client = Desk.of(live_app, *roles, region="360000").client
        cookie = client.get_cookie("session")
        assert cookie is not None
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": page.url}])
        return page

    return sign_in


def _address(office: Office, place: str) -> str:
    review = Reviews(office.engine).of_firm(office.firm("丙").id)
    assert review is not None
    filled = PLACES[place].format(review=review.id, reply=1, firm=office.firm("乙").id, notice=1)
    return office.address(f"/{filled}")


@pytest.mark.parametrize("way", WAYS, ids=["desk", "phone"])
@pytest.mark.parametrize("place", PLACES)
def test_pages_fit_and_are_accessible(
    open_page: OpenPage,
    office: Office,
    signed_in: SignIn,
    assert_axe_clean: Check,
    screenshot: Callable[[Page, str], None],
    place: str,
    way: tuple[str, bool],
) -> None:
    page = signed_in(open_page("/privacy", size=way[0], javascript=way[1]), "operator", "reviewer")
    page.goto(_address(office, place))
    expect(page.locator("h1")).to_be_visible()
    assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    screenshot(page, f"sending-{place}-{way[0]}")


@pytest.mark.parametrize("path", ["/public-notices", "/public-notices/1", "/public-notices/99"])
def test_publications_are_for_everyone(
    everywhere: OpenPage,
    office: Office,
    assert_axe_clean: Check,
    assert_comfortable: Check,
    screenshot: Callable[[Page, str], None],
    path: str,
    request: pytest.FixtureRequest,
) -> None:
    page = everywhere(path)
    expect(page.locator("h1")).to_be_visible()
    assert_axe_clean(page)
    assert_comfortable(page)
    way = request.node.callspec.id.split("-/")[0]
    screenshot(page, f"public-notices-{path.count('/')}{path[-1]}-{way}")


def test_two_people_decide_on_a_phone_without_scripts(
    open_page: OpenPage, office: Office, signed_in: SignIn, assert_axe_clean: Check
) -> None:
    page = signed_in(open_page("/privacy", javascript=False), "operator")
    page.goto(_address(office, "review"))
    page.locator("form[action$='/decide'] button").click()
    expect(page.locator("#error-summary")).to_be_visible()
    assert_axe_clean(page)
    page.locator("input[name=decision][value=pay]").check()
    page.locator("#amount").fill("6,000.00")
    page.locator("#note").fill("已核对：尚未注销")
    press(page, "form[action$='/decide'] button")
    expect(page.locator("main")).to_contain_text("没有符合条件的单位")

    other = signed_in(open_page("/privacy", javascript=False), "reviewer")
    other.goto(_address(office, "review"))
    assert_axe_clean(other)
    press(other, "form[action$='/sign'] button")
    other.goto(_address(office, "review"))
    expect(other.locator("main")).to_contain_text("返还 6,000.00 元")


def test_progress_comes_by_itself(open_page: OpenPage, office: Office, signed_in: SignIn) -> None:
    with office.engine.begin() as connection:
        of_firm = messages.c.firm == office.firm("丁").id
        connection.execute(update(messages).where(of_firm).values(state="queued"))
    page = signed_in(open_page("/privacy", size="desk"), "operator")
    page.goto(office.address("/sending"))
    expect(page.locator("#progress[data-refresh]")).to_have_count(1)
    with office.engine.begin() as connection:
        connection.execute(update(messages).where(messages.c.firm == office.firm("丁").id).values(state="delivered"))
    found = sending.progress(office.engine, office.campaign.id).states["delivered"]
    delivered = page.locator(".numbers li").nth(1).locator("strong")
    expect(delivered).to_have_text(str(found), timeout=60_000)


def test_a_list_is_handed_out(open_page: OpenPage, office: Office, signed_in: SignIn) -> None:
    page = signed_in(open_page("/privacy", size="desk"), "operator")
    page.goto(office.address("/sending/messages"))
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 XLSX").click()
    assert download.value.suggested_filename == f"delivery-{office.campaign.id}.xlsx"
