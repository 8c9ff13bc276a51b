"""Whole calls at the hotline desk in a real browser, by keyboard alone."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from assistant import create_app
from assistant.settings import Settings
from assistant.staff import stores
from assistant.texting.sender import TextSender
from tests import staffing
from tests.browser import calling
from tests.browser.calling import answer, asked, begin, choose, enter, press, say, tick, to, walk
from tests.campaigns.firm_page import sample
from tests.clocks import Clock
from tests.hotline.agents import LIST
from tests.operator.desk import Desk

OpenPage = Callable[..., Page]
Check = Callable[..., None]
Agent = Callable[..., Page]
NOW = datetime(2024, 12, 24, 2, tzinfo=UTC)  # ten in the morning in Beijing, a week before 2024's rules end


@pytest.fixture(scope="module")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("calls")
    url = f"sqlite:///{folder / 'test.sqlite3'}"
    app = create_app(Settings(secret_key="only-for-tests-" * 3, database_url=url, data_dir=folder / "files"))
    app.extensions[stores.CLOCK] = Clock(NOW)
    return app


@pytest.fixture
def agent(live_app: Flask, open_page: OpenPage) -> Agent:
    """Return a function that opens the list of calls for somebody with these roles, of 江西: an agent unless others are named."""

    def sit_down(*roles: str, path: str = LIST, **how: object) -> Page:
        page = open_page("/healthz", **{"size": "desk", **how})
        desk = Desk.of(live_app, *(roles or ("hotline",)), region="360000")
        cookie = desk.client.get_cookie("session")
        assert cookie is not None
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": page.url}])
        page.goto(path)
        return page

    return sit_down


SKILL = {
    "employment_status": "enterprise_employee", "certificate_kind": "skill_level", "found_online": "yes",
    "certificate_level": "four", "issued_on": "2024-03-01", "insured_months_at_certificate": "60",
    "insured_months_at_application": "70", "claimed_before": "no", "training_subsidy": "no",
}  # fmt: skip


def test_a_worker_with_a_certificate_near_the_deadline(
    agent: Agent, live_app: Flask, open_page: OpenPage, screenshot: Check
) -> None:
    page = agent()
    screenshot(page, "desk-calls")
    press(page, "Enter")
    screenshot(page, "desk-begin")
    say(page, "我在企业上班，今年3月1号考了四级电工的技能等级证")
    screenshot(page, "desk-begin-said")
    begin(page, "skill_subsidy")
    screenshot(page, "desk-question")
    say(page, "社保交了五年，没领过补贴")
    screenshot(page, "desk-said")
    while fact := asked(page):
        answer(page, SKILL.get(fact, "no"))
    screenshot(page, "desk-all-asked")
    press(page, "Enter")
    screenshot(page, "desk-readback")
    press(page, "Enter")
    screenshot(page, "desk-result")
    print(page.inner_text("main"))
