"""The desk in the browser: an application whose day is a week before 2024's rules end, and agents who sit down at it."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from assistant import create_app
from assistant.settings import Settings
from assistant.staff import stores
from tests.browser.calling import NOW
from tests.clocks import Clock
from tests.hotline.agents import LIST
from tests.operator.desk import Desk

OpenPage = Callable[..., Page]
Agent = Callable[..., Page]


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
