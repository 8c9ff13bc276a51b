"""``assistant chat`` as a person and as a script uses it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main

ASKED = "我2024年3月18号拿的三级电工证，社保交了两年，能领多少"


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'chat.sqlite3'}")
    monkeypatch.setenv("SECRET_KEY", "only-for-tests-" * 3)


def chat(*arguments: str, lines: list[str]) -> Result:
    return CliRunner().invoke(main, ["chat", *arguments], input="\n".join(lines) + "\n")


def test_lines_are_answered_and_numbers_choose() -> None:
    done = chat("--region", "江西", "--as-of", "2024-08-15", lines=[ASKED, "1", "9"])
    assert done.exit_code == 0
    assert "稳岗助手" in done.stdout
    assert "高级（三级）" in done.stdout
    assert "12333" in done.stdout.split("高级（三级）")[-1]


def test_scripts_see_what_was_understood_and_the_decision() -> None:
    done = chat("--json", "--region", "江西", "--as-of", "2024-08-15", lines=[ASKED, "我身份证11010519491231002X"])
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    understood = first["understood"]
    assert (understood["program"], understood["topic"]) == ("skill_subsidy", "amount")
    facts = {fact["fact"]: fact for fact in understood["facts"]}
    assert facts["certificate_level"]["value"] == "three"
    assert facts["issued_on"]["value"] == "2024-03-18"
    for fact in facts.values():
        start, end = fact["span"]
        assert first["text"][start:end] == fact["said"]
    assert first["decision"]["program"] == "skill_subsidy"
    assert first["decision"]["notice"]["id"] == "jiangxi-2024"
    assert first["case_code"]
    assert "11010519491231002X" not in done.stdout
    assert "****" in second["text"]


def test_a_place_that_is_none_is_refused_with_the_reason() -> None:
    done = chat("--region", "亚特兰蒂斯", lines=["你好"])
    assert done.exit_code == 2
    assert "亚特兰蒂斯" in done.stderr
