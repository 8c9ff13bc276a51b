"""The pages for staff in a browser, from the initial password to the trail: desk and phone, with and without scripts."""

import re
from collections.abc import Callable

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from assistant.staff.accounts import Wish, add
from assistant.storage.staffing.accounts import StaffAccounts
from tests import staffing
from tests.browser.conftest import SMALL_TARGETS, SMALL_TEXT, OpenPage

NEW = "another few unlikely words"
AxeClean = Callable[[Page], None]
Take = Callable[[Page, str], None]


@pytest.fixture
def assert_usable(assert_axe_clean: AxeClean) -> Callable[[Page], None]:
    """Fits its width, targets of at least 24 px, text of at least 13, and nothing that axe finds."""

    def check(page: Page) -> None:
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert page.evaluate(SMALL_TARGETS, 24) == []
        assert page.evaluate(SMALL_TEXT, 13) == []
        assert_axe_clean(page)

    return check


def _sign_in(page: Page, name: str, password: str, secret: str | None = None) -> None:
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="下一步").click()
    if secret is not None:
        page.get_by_label("动态验证码").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="登录").click()


def test_a_first_sign_in(
    everywhere: OpenPage, live_app: Flask, assert_usable: Callable[[Page], None], screenshot: Take,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    store = StaffAccounts(staffing.engine_of(live_app))
    way = request.node.callspec.id
    account, initial = add(store, None, f"first-{way}", Wish("李雷", frozenset({"operator"}), "360000"))
    page = everywhere("/console")
    assert_usable(page)
    screenshot(page, f"staff-sign-in-{way}")
    _sign_in(page, account.name, "wrong")
    page.get_by_role("heading", name="还有地方要改").wait_for()
    assert_usable(page)
    _sign_in(page, account.name, initial)
    page.get_by_role("heading", name="设置动态验证码").wait_for()
    assert_usable(page)
    screenshot(page, f"staff-set-up-{way}")
    key = page.locator(".secret .code").inner_text().replace(" ", "")
    page.get_by_label("动态验证码").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="完成设置").click()
    page.get_by_role("heading", name="修改密码").wait_for()
    assert_usable(page)
    for label, value in {"现在的密码": initial, "新密码": NEW, "再输一次新密码": NEW}.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="修改密码").click()
    page.get_by_role("heading", name="李雷，您好").wait_for()
    assert_usable(page)
    page.get_by_role("button", name="退出", exact=True).click()
    page.get_by_role("heading", name="工作人员登录").wait_for()


def test_an_administrator_adds_an_account_and_reads_the_trail(
    everywhere: OpenPage, live_app: Flask, assert_usable: Callable[[Page], None], screenshot: Take,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    way = request.node.callspec.id
    account = staffing.account(live_app, "administrator", name=f"admin-{way}", demonstration=1)
    page = everywhere("/staff/accounts")
    _sign_in(page, account.name, staffing.PASSWORD, staffing.SECRET)
    page.get_by_role("heading", name="账号").wait_for()
    assert_usable(page)
    screenshot(page, f"staff-accounts-{way}")
    page.get_by_role("link", name="新增账号").click()
    assert_usable(page)
    page.get_by_label("登录名").fill(f"new-{way}")
    page.get_by_label("姓名").fill("韩梅梅")
    page.get_by_role("checkbox", name="经办").check()
    page.get_by_role("checkbox", name="复核").check()
    page.get_by_label("地区").select_option("江西")
    screenshot(page, f"staff-new-account-{way}")
    page.get_by_role("button", name="新增账号").click()
    page.get_by_role("heading", name="初始密码").wait_for()
    assert re.fullmatch(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}", page.locator(".secret .code").inner_text())
    assert_usable(page)
    page.get_by_role("link", name="回到账号列表").click()
    page.get_by_role("row", name=f"new-{way}").get_by_role("link").click()
    assert_usable(page)
    screenshot(page, f"staff-one-account-{way}")
    page.get_by_role("link", name="操作记录").click()
    page.get_by_label("登录名").fill(account.name)
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_role("row")).to_have_count(3)
    assert_usable(page)
    screenshot(page, f"staff-trail-{way}")
    page.get_by_role("link", name="稳岗助手").click()
    page.get_by_role("heading", name="王芳，您好").wait_for()
    assert_usable(page)
    screenshot(page, f"staff-start-{way}")
