"""What tests of security share: an application that logs all it can, and a campaign from file to payment."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from assistant.settings import Settings
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


@pytest.fixture
def all_logged() -> Iterator[list[str]]:
    """Every line that any part of the program logs, however small."""
    kept, root = _Kept(), logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(kept)
    yield kept.lines
    root.removeHandler(kept)
    root.setLevel(level)


@pytest.fixture
def world(app: Flask, settings: Settings) -> World:
    """One campaign from file to payment, by way of the pages."""
    return World.made(app)


@pytest.fixture
def happened(all_logged: list[str], world: World) -> Happened:
    """The same, and what was logged meanwhile."""
    return Happened(world, "\n".join(all_logged))
