"""Tests that need a browser, or a JVM, share a worker."""

import pytest

from tests.grouping import GROUPS, InGroups


def test_groups_are_there_and_go_to_one_worker(pytestconfig: pytest.Config) -> None:
    for start in GROUPS:
        path, _, name = start.partition("::")
        found = pytestconfig.rootpath / path
        assert found.exists(), f"{start} is no test's id any more"
        assert not name or f"def {name}" in found.read_text("utf-8")
    split = InGroups._split_scope
    assert split(None, "tests/browser/hotline/test_calls.py::test_a[x]") == "browser"  # type: ignore[arg-type]
    assert split(None, "tests/chat/test_sms.py::test_a") == "tests/chat/test_sms.py::test_a"  # type: ignore[arg-type]
