"""What all tests share: compiled catalogues, an application on a database file of its own, and its client."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from sqlalchemy.engine import make_url

from assistant import create_app, storage
from assistant.paths import LOCALES
from assistant.settings import Settings
from tests import compiled, databases, staffing
from tests.grouping import InGroups

# How fast an example runs is the benchmarks' business, and depends on what else the machine does.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

compiled.share()

TEST_SECRET = "only-for-tests-" * 3


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> InGroups:
    """Let tests that need a browser, or a JVM, run in one worker."""
    return InGroups(config, log)


def pytest_configure() -> None:
    """Compile the catalogues, so that a test run without make speaks English too."""
    for source in LOCALES.glob("*/LC_MESSAGES/messages.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as po, tempfile.NamedTemporaryFile(dir=source.parent, delete=False) as mo:
                write_mo(mo, read_po(po))
            os.chmod(mo.name, 0o644)
            os.replace(mo.name, compiled)  # at once: other workers may be reading it


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    """Settings of a development installation on an up-to-date SQLite file of this test's own."""
    return Settings(secret_key=TEST_SECRET, database_url=sqlite_url, data_dir=tmp_path / "files")


@pytest.fixture
def app(settings: Settings) -> Flask:
    """The real application. It answers errors with its own pages, as it does for visitors."""
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without scripts, as far as cookies go."""
    return app.test_client()


@pytest.fixture
def csrf_token(client: FlaskClient) -> Callable[[], str]:
    """Return a function that reads a valid form token for ``client``'s visit."""

    def read() -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/privacy").text)
        assert found
        return found[1]

    return read


@pytest.fixture
def staff_client(app: Flask) -> staffing.StaffClient:
    """Return a function that signs somebody in: ``staff_client("operator", region="360000")`` → their browser."""
    return staffing.signed_in(app)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An up-to-date SQLite file: copying it is quicker than migrating each time."""
    file = tmp_path_factory.mktemp("template") / "template.sqlite3"
    url = f"sqlite:///{file}"
    storage.upgrade(url)
    storage.connect(url).dispose()  # the last to leave writes everything into the one file
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    """The URL of an up-to-date SQLite file of this test's own; its connections are closed afterwards."""
    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'test.sqlite3')}"
    yield url
    storage.connect(url).dispose()  # open files are few in a process that runs thousands of tests


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of an up-to-date PostgreSQL database: copying it is quicker than migrating each time."""
    with databases.fresh() as url:
        storage.upgrade(url)
        storage.connect(url).dispose()  # a database that is in use cannot be copied
        name = make_url(url).database
        assert name
        yield name


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """The URL of an up-to-date PostgreSQL database of this test's own; without a server, see ``databases.server``."""
    with databases.fresh(postgres_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of an up-to-date database of this test's own: once on SQLite, once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
