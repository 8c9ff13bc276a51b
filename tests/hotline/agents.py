"""An agent at the hotline desk, for tests: a browser without scripts, and the calls that it took."""

import re
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from assistant.hotline.content import Content
from assistant.staff import stores
from assistant.storage.case_codes import grouped
from assistant.storage.firms import Firm
from assistant.storage.hotline.calls import Call, Calls
from assistant.storage.tables import calls
from tests import staffing
from tests.operator.desk import Desk
from tests.web.interview.visiting import JIANGXI_FIRM, Visit

LIST = "/console/calls"


class Agent(Desk):
    """One agent's browser."""

    @property
    def calls(self) -> Calls:
        """The application's calls."""
        settings = staffing.settings_of(self.app)
        return Calls(staffing.engine_of(self.app), settings.secret_key, settings.keep_for, self._now)

    @property
    def id(self) -> int:
        """The agent's account."""
        return int(self.client.environ_base["test.account"])

    @property
    def open(self) -> Call | None:
        """The open call."""
        return self.calls.open_of(self.id)

    def take(self, how: str = "new", **form: Any) -> int:
        """Take a call; return its number."""
        return taken(self.post(f"{LIST}/{how}", **form))

    def take_firm(self, firm: Firm, *, verified: bool = False) -> int:
        """Take a call from a firm; ``verified``: the caller names the last six of its code."""
        number = self.take("by-firm", firm=firm.id)
        if verified:
            assert self.post(f"{LIST}/{number}/firm/verify", last_six=firm.credit_code[-6:]).status_code == 303
        return number

    def content(self, number: int) -> Content:
        """What a call holds."""
        found = self.calls.get(number)
        assert found is not None
        return Content.from_json(found.content)

    def _now(self) -> Any:
        return self.app.extensions[stores.CLOCK]()


def agent(app: Flask, region: str | None = "360000", **values: Any) -> Agent:
    """Sign an agent in, of 江西 unless another region is named."""
    return Agent.of(app, "hotline", region=region, **values)  # type: ignore[return-value]  # ``of`` makes one of its class


def taken(answer: TestResponse) -> int:
    """The number of the call to which an answer leads."""
    found = re.match(r"/console/calls/(\d+)", answer.headers.get("Location", ""))
    assert answer.status_code == 303, answer.text
    assert found, answer.headers
    return int(found[1])


def case_code(app: Flask, **answers: str) -> str:
    """The case code of a firm's interview (江西 2024) that was begun on the pages, with these answers beside some others."""
    visit = Visit(app.test_client())
    visit.begin("stabilization_refund")
    for fact, value in {**dict(list(JIANGXI_FIRM.items())[:2]), **answers}.items():
        assert visit.path == f"/q/{fact}", visit.path
        visit.answer(value)
    with visit.client.session_transaction() as held:
        return grouped(held["case"])


def rows_of(app: Flask) -> list[dict[str, Any]]:
    """Every call as it stands in the table."""
    with staffing.engine_of(app).connect() as connection:
        return [dict(row._mapping) for row in connection.execute(select(calls).order_by(calls.c.id))]
