"""What tests of security share: a campaign from file to payment, and all that was logged meanwhile."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from assistant import create_app
from assistant.settings import Settings
from tests.conftest import TEST_SECRET
from tests.security.world import World


@dataclass(frozen=True)
class Happened:
    """A world, and all that was logged while it was made."""

    world: World
    log: str


class _Kept(logging.Handler):
    """Keeps every record as it would be printed, its trace included."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def _all_logged() -> Iterator[list[str]]:
    """Every line that any part of the program logs, however small."""
    kept, root = _Kept(), logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(kept)
    yield kept.lines
    root.removeHandler(kept)
    root.setLevel(level)


@pytest.fixture(scope="session")
def happened(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Happened:
    """One campaign from file to payment, by way of the pages, and what was logged meanwhile: for all who only look at it."""
    folder = tmp_path_factory.mktemp("world")
    url = f"sqlite:///{shutil.copy(sqlite_template, folder / 'world.sqlite3')}"
    with _all_logged() as lines:
        world = World.made(create_app(Settings(secret_key=TEST_SECRET, database_url=url, data_dir=folder / "files")))
    return Happened(world, "\n".join(lines))


@pytest.fixture
def world(happened: Happened) -> World:
    """The campaign that all tests look at; what they try to change in it must not change."""
    return happened.world


@pytest.fixture
def own_world(app: Flask) -> World:
    """A campaign of this test's own, for one that adds to it."""
    return World.made(app)
