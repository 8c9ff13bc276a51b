"""Visits to the real application, with the notices and flows that ship."""

import pytest
from flask import Flask

from assistant import create_app
from assistant.settings import Settings
from tests.web.interview.visiting import Visit


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application for a whole module: every visit begins interviews of its own."""
    database = tmp_path_factory.mktemp("interview") / "test.sqlite3"
    return create_app(Settings(secret_key="only-for-tests-" * 3, database_url=f"sqlite:///{database}"))


@pytest.fixture
def visit(app: Flask) -> Visit:
    """A visitor who reads Chinese."""
    return Visit(app.test_client())


@pytest.fixture
def other_visit(app: Flask) -> Visit:
    """Another visitor, or the same one on another device."""
    return Visit(app.test_client())
