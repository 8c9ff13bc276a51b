"""An office at work in the console: an application with a folder of its own, and people who sign in to it."""

from pathlib import Path

import pytest
from flask import Flask

from assistant.settings import Settings
from tests import staffing
from tests.campaigns.bureau import Bureau
from tests.conftest import TEST_SECRET
from tests.operator.desk import Desk
from tests.operator.office import Office


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose files lie in the test's own folder."""
    database = f"sqlite:///{tmp_path / 'test.sqlite3'}"
    return Settings(secret_key=TEST_SECRET, database_url=database, data_dir=tmp_path / "files")


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
