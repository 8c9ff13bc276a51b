"""``assistant policies`` and ``assistant notices``: for those who edit notices."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.policies.copying import next_notice
from assistant.policies.loading import DATA, load_policies
from tests.policies.notice_files import NOTICE, another, write


def _run(*words: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, list(words), env=env)


def test_the_shipped_files_pass() -> None:
    assert _run("policies", "check").exit_code == 0


def test_a_mistake_is_told_and_the_exit_code_is_one(tmp_path: Path) -> None:
    write(tmp_path, NOTICE.replace("min_months", "min_month"))
    result = _run("policies", "check", "--folder", str(tmp_path))
    assert result.exit_code == 1
    assert "made-up.toml: program.stabilization_refund.condition[1].min_month: 不认识的键" in result.output


def test_a_further_folder_is_held_by_every_command(tmp_path: Path) -> None:
    write(tmp_path, NOTICE)
    env = {"POLICIES_DIR": str(tmp_path)}
    assert "made-up" in _run("policies", "list", env=env).output
    assert "试〔2025〕1号" in _run("notices", "list", env=env).output
    assert "min_months = 12" in _run("policies", "show", "made-up", env=env).output
    assert "满 12 个月" in _run("notices", "show", "made-up", env=env).output
    decided = _run("decide", "stabilization_refund", "--region", "广东", "--as-of", "2025-06-01", env=env)
    assert '"id": "made-up"' in decided.output


def test_a_folder_that_is_none_is_told_by_the_variables_name() -> None:
    result = _run("policies", "list", env={"POLICIES_DIR": "/nowhere"})
    assert result.exit_code == 1
    assert "POLICIES_DIR" in result.output


def test_regions_are_compared_and_differences_marked() -> None:
    lines = _run("policies", "compare", "--region", "江西", "--region", "150000", "-p", "skill_subsidy").output
    assert "jiangxi-2024" in lines
    assert "neimenggu-2025" in lines
    everything = _run(
        "policies", "compare", "--region", "江西", "--region", "150000", "-p", "skill_subsidy", "--differing"
    )
    assert len(everything.output.splitlines()) < len(lines.splitlines())


@pytest.mark.parametrize("words", [("compare", "nowhere"), ("compare", "--region", "火星"), ("show", "nowhere")])
def test_what_is_not_held_is_told(words: tuple[str, ...]) -> None:
    assert _run("policies", *words).exit_code == 2


@pytest.mark.parametrize(
    "source", [p for p in sorted(DATA.rglob("*.toml")) if p.name not in ("common.toml", "start.toml")]
)
def test_every_shipped_notice_can_begin_the_next_years(source: Path, tmp_path: Path) -> None:
    text = source.read_text("utf-8")
    new = next_notice(text, "next-one", 2027, None)
    write(tmp_path, new)
    notice = load_policies(DATA, tmp_path).notices["next-one"]
    assert (notice.year, notice.number, notice.issued.year) == (2027, "", 2027)
    for line in text.splitlines():
        if line.startswith("#"):
            assert line in new


def test_a_new_notice_is_written_once(tmp_path: Path) -> None:
    words = (
        "policies",
        "new",
        "--from",
        "jiangxi-2024",
        "--id",
        "jiangxi-2026",
        "--year",
        "2026",
        "--folder",
        str(tmp_path),
    )
    assert _run(*words).exit_code == 0
    text = (tmp_path / "jiangxi-2026.toml").read_text("utf-8")
    assert text.count("请核对") > 20
    assert _run(*words).exit_code == 1
    assert _run(*words[:5], "Jiangxi 2026", *words[6:]).exit_code == 2


def test_a_copy_of_a_copy_from_the_further_folder(tmp_path: Path) -> None:
    write(tmp_path, another("made-up"))
    result = _run(
        "policies", "new", "--from", "made-up", "--id", "made-up-2", "--year", "2026",
        env={"POLICIES_DIR": str(tmp_path)},
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert (tmp_path / "made-up-2.toml").exists()
