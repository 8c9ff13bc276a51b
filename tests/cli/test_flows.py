"""``assistant flows``: what is listed, shown, checked and drawn."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.interview.flows import shipped_flows


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, ["flows", *words])


def test_every_flow_is_listed() -> None:
    listed = {line.split()[0] for line in _run("list").output.splitlines()}
    assert listed == set(shipped_flows())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_of_a_flow_are_shown(language: str) -> None:
    shown = _run("show", "worker_start", "--language", language).output
    question = shipped_flows()["worker_start"].questions[0]
    assert (question.text.zh if language == "zh" else question.text.en) in shown


def test_a_check_counts_paths_and_fails_on_a_missing_translation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.interview.walks.checking.translate", lambda text, language: text + language)
    result = _run("check", "worker_start", "firm_start")
    assert result.exit_code == 0, result.output
    assert "worker_start · start" in result.output
    assert "最长 2 题" in result.output
    monkeypatch.setattr("assistant.interview.walks.checking.translate", lambda text, language: text)
    result = _run("check", "worker_start")
    assert result.exit_code == 1
    assert "缺少译文" in result.output


def test_samples_are_said_to_be_samples() -> None:
    result = _run("check", "skill_subsidy", "--notice", "jiangxi-2024", "--states", "5")
    assert "其余抽样" in result.output


def test_a_flow_is_drawn(tmp_path: Path) -> None:
    target = tmp_path / "flow.svg"
    assert _run("graph", "unemployment_benefit", "--notice", "statute", "-o", str(target)).exit_code == 0
    drawn = "".join(ElementTree.parse(target).getroot().itertext())
    assert "1. " in drawn
    mermaid = _run("graph", "unemployment_benefit", "--notice", "statute", "--format", "mermaid").output
    assert mermaid.startswith("flowchart TD\n")
    assert "不符合" in mermaid


@pytest.mark.parametrize("words", [("show", "nothing"), ("graph", "worker_start", "--notice", "jiangxi-2024")])
def test_what_does_not_exist_is_told_with_what_does(words: tuple[str, ...]) -> None:
    result = _run(*words)
    assert result.exit_code == 2
    assert "start" in result.output
