"""A campaign with firms in the real application, and visitors without scripts who come by link or 取件码."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from assistant.storage import Engine
from assistant.storage.firm_page.links import LINK, PICKUP, FirmPages
from assistant.storage.outbox_page import Outbox
from tests.campaigns.firm_page import sample
from tests.notices.visiting import FirmVisit

Made = sample.Sample


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The application's database."""
    return app.extensions["assistant.engine"]


@pytest.fixture
def made(engine: Engine) -> Made:
    """Two ordinary firms and a dispatch agency."""
    agency = sample.firm_row(2, facts=sample.AGENCY, track="invitation", verdict="undetermined", refund_fen=None)
    return sample.make(engine, sample.firm_row(0), sample.firm_row(1), agency)


@pytest.fixture
def link(engine: Engine) -> Callable[..., str]:
    """Return a function that issues a link, or a 取件码, for a firm."""
    pages = FirmPages(engine, sample.TEST_SECRET)

    def issue(firm: int, kind: str = LINK, last: timedelta = timedelta(days=9)) -> str:
        secret = pages.issue(firm, kind, datetime.now(UTC) + last)
        return secret if kind == PICKUP else f"/n/{secret}"

    return issue


@pytest.fixture
def visitor(app: Flask, engine: Engine) -> Callable[[], FirmVisit]:
    """Return a function that gives another browser."""
    return lambda: FirmVisit(app.test_client(), Outbox(engine))


@pytest.fixture
def visit(visitor: Callable[[], FirmVisit]) -> FirmVisit:
    """One browser."""
    return visitor()


@pytest.fixture
def inside(visit: FirmVisit, made: Made, link: Callable[..., str]) -> FirmVisit:
    """A browser whose user showed to be the first firm."""
    visit.come_in(link(made.firms[0].id), made.firms[0])
    return visit
