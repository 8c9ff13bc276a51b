"""The demonstration's people in the browser: staff at their desks, a firm with its telephone, and what each page must hold to."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from assistant.demonstration.accounts import PASSWORD
from assistant.demonstration.firms import MadeUpFirm, firm
from tests.browser.walking import press

FIRST = datetime(2026, 3, 2, 2, tzinfo=UTC)  # a Monday, ten in the morning in Beijing; its year's holidays are held
PATIENCE = 120_000  # milliseconds, for what a worker does
Look = Callable[[Page, str], None]


def _unseen(page: Page, name: str) -> None:
    """Nobody looks at the pages on the way."""


class Clock:
    """The staff's clock. It goes on from ``FIRST``: how long a 公示 stands must not depend on when the test runs."""

    def __init__(self) -> None:
        self._off = FIRST - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._off

    def wait(self, days: int) -> None:
        """Let days go by."""
        self._off += timedelta(days=days)


@dataclass
class Looking:
    """Keeps a numbered picture of every page on the way, and holds the page to its width."""

    take: Callable[[Page, str], None]
    number: int = 0

    def __call__(self, page: Page, name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, page.url
        self.number += 1
        self.take(page, f"chain-{self.number:02d}-{name}")


def sign_in(page: Page, name: str, look: Looking | None = None) -> None:
    """Sign in with what the page itself offers for this account."""
    page.goto("/staff/sign-in")
    if look:
        look(page, "sign-in")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    press(page, "main form button.btn")
    code = page.locator("tr", has_text=name).locator("td").nth(2).inner_text()
    if look:
        look(page, "code")
    page.get_by_label("动态验证码").fill(code)
    press(page, "main form button.btn")
    expect(page).to_have_url(re.compile("/console$"))


def button(page: Page, words: str) -> None:
    """Press the button with these words and wait for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).first.click()


def link(page: Page, words: str | re.Pattern[str]) -> None:
    """Follow the link with these words."""
    with page.expect_navigation():
        page.get_by_role("link", name=words).first.click()


def begin_campaign(page: Page, title: str, look: Look = _unseen) -> None:
    """From the list of campaigns to a new one's overview: 江西 2024, sent at once and at any hour."""
    link(page, "新建批次")
    page.get_by_label("批次名称").fill(title)
    page.check("input[name=notice][value=jiangxi-2024]")
    page.get_by_label("核算日期").fill("2024-08-15")
    look(page, "new-basis")
    button(page, "下一步")
    page.get_by_label("经办机构全称").fill("演示市失业保险经办机构")
    page.get_by_label("短信签名").fill("演示人社")
    page.get_by_label("每天从几点").fill("0:00")
    page.get_by_label("到几点").fill("23:59")
    page.locator("#per_second").fill("500")
    look(page, "new-terms")
    button(page, "建立批次")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def read_the_sample(page: Page, folder: Path, look: Look = _unseen) -> None:
    """From a campaign's overview to what became of the rows of this year's sample file."""
    link(page, re.compile("导入名单"))
    with page.expect_download() as download:
        page.get_by_role("link", name="今年的").click()
    sample = folder / "firms.xlsx"
    download.value.save_as(sample)
    page.set_input_files("#file", sample)
    look(page, "upload")
    button(page, "上传")
    look(page, "columns")
    button(page, "开始读取")
    look(page, "reading")
    expect(page.get_by_role("heading", name="退回的行")).to_be_visible(timeout=PATIENCE)


def made_up(phone: str) -> MadeUpFirm:
    """The made-up firm that has this number."""
    return firm(int(phone[-6:]))


def prove(page: Page, who: MadeUpFirm, look: Looking | None = None) -> None:
    """From the proof's first page to what was found, with the code that the outbox shows."""
    page.fill("#last_six", who.credit_code[-6:])
    press(page, "main form button.btn")
    if look:
        look(page, "firm-code")
    page.fill("#digits", newest_code(page, who))
    press(page, "main form button.btn")
    expect(page).to_have_url(re.compile("/n/found$"))


def newest_code(page: Page, who: MadeUpFirm) -> str:
    """Read the code from the outbox in another tab, as somebody who clicks through would."""
    other = page.context.new_page()
    other.goto(f"/outbox?to=%2B86{who.phone}")
    found = re.search(r"\d{6}", other.locator(".message").first.locator("p").nth(1).inner_text())
    other.close()
    assert found
    return found[0]
