"""An office at work in the console: people who sign in to it."""

import pytest
from flask import Flask

from tests import staffing
from tests.campaigns.bureau import Bureau
from tests.operator.desk import Desk
from tests.operator.office import Office


@pytest.fixture
def bureau(app: Flask) -> Bureau:
    """The same installation, without its pages."""
    return Bureau(staffing.settings_of(app), staffing.engine_of(app))


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An operator of 江西."""
    return Desk.of(app, "operator", region="360000")


@pytest.fixture
def office(app: Flask) -> Office:
    """Two people of 江西 and a screened campaign."""
    return Office.with_screened(app)
