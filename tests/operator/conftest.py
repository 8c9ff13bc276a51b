"""An office at work in the console: people who sign in to it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from assistant import create_app, storage
from assistant.settings import Settings
from assistant.storage.campaigns import Campaign
from tests import staffing
from tests.campaigns.bureau import Bureau
from tests.conftest import TEST_SECRET
from tests.operator.desk import Desk
from tests.operator.office import Office, screened


@dataclass(frozen=True)
class Prepared:
    """A screened campaign, and the folder with the database and the files in which it is."""

    campaign: Campaign
    folder: Path


@pytest.fixture(scope="session")
def prepared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """What every office begins with: importing and screening it once, and copying it, is quicker than doing it each time."""
    folder = tmp_path_factory.mktemp("office")
    url = f"sqlite:///{shutil.copy(sqlite_template, folder / 'test.sqlite3')}"
    settings = Settings(secret_key=TEST_SECRET, database_url=url, data_dir=folder / "files")
    campaign = screened(Bureau(settings, storage.connect(url)))
    storage.connect(url).dispose()
    return Prepared(campaign, folder)


@pytest.fixture
def app(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Flask:
    """The real application; for an office, where its campaign is."""
    if "office" in request.fixturenames:
        prepared: Prepared = request.getfixturevalue("prepared")
        shutil.copytree(prepared.folder, tmp_path, dirs_exist_ok=True)
    return create_app(settings)


@pytest.fixture
def bureau(app: Flask) -> Bureau:
    """The same installation, without its pages."""
    return Bureau(staffing.settings_of(app), staffing.engine_of(app))


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An operator of 江西."""
    return Desk.of(app, "operator", region="360000")


@pytest.fixture
def office(app: Flask, prepared: Prepared) -> Office:
    """Two people of 江西 and a screened campaign."""
    return Office.opened(app, prepared.campaign)
