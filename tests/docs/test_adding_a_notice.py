"""The page for those who add a notice is followed to its end: its files written, its commands run, its case decided."""

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant.interview.knowledge import answer
from assistant.paths import ROOT
from assistant.policies.loading import DATA, load_policies
from assistant.rules.decide import decide
from assistant.rules.topics import TOPICS

PAGE = (ROOT / "docs" / "adding-a-notice.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _run(line: str, folder: Path, env: dict[str, str]) -> str:
    """Run one line of a shell block as a shell would: assistant, mkdir and export are all that the page uses."""
    words = shlex.split(line)
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        env[name] = value
        return ""
    command = [sys.executable, "-m", "assistant.cli", *words[1:]] if words[0] == "assistant" else words
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder after every step, and what each command printed."""
    folder = tmp_path_factory.mktemp("page")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    printed = {}
    for kind, file, text in BLOCK.findall(PAGE):
        if file:
            with (folder / file).open("a", encoding="utf-8") as out:
                out.write(text + "\n")
        elif kind == "sh":
            for line in text.splitlines():
                printed[line] = _run(line, folder, env)
    return folder, printed


def test_the_page_has_files_and_commands() -> None:
    kinds = [kind for kind, _, _ in BLOCK.findall(PAGE)]
    assert (kinds.count("toml"), kinds.count("sh"), kinds.count("json")) == (7, 5, 1)


def test_the_case_is_decided_as_the_page_says(followed: tuple[Path, dict[str, str]]) -> None:
    (decision,) = (json.loads(out) for line, out in followed[1].items() if line.startswith("assistant decide"))
    assert (decision["verdict"], decision["amount_fen"]) == ("eligible", 7_000_000)
    assert decision["notice"]["id"] == "hainan-2026"


def test_the_overlay_raises_the_rate_within_its_days_alone(followed: tuple[Path, dict[str, str]]) -> None:
    folder = followed[0]
    facts = json.loads((folder / "firm.json").read_text("utf-8")) | {"specially_supported": True}
    held = load_policies(DATA, folder / "my-notices")
    amounts = [
        decide(held.plan("stabilization_refund", "海南", day), facts).figures["refund_fen"].v
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert amounts == [7_000_000, 9_000_000, 9_000_000, 7_000_000]


def test_the_new_file_answers_questions(followed: tuple[Path, dict[str, str]]) -> None:
    held, day = load_policies(DATA, followed[0] / "my-notices"), date(2026, 5, 1)

    def told(topic: str) -> tuple[bool, str]:
        found = answer(topic, "stabilization_refund", held, "海南", day, day)
        return found.silent, "\n".join(line.text for line in found.lines)

    assert told("public_notice") == (False, "名单公示5个工作日，没有异议再发放。")
    assert (told("dispatch_split")[0], told("dispatch_split")[1].split("\n")[0]) == (
        True,
        "派遣人员部分归谁，文件没有写明。",
    )
    assert "大型企业返还 40%" in told("amount")[1]
    assert told("use_of_funds")[0]


def test_the_page_names_every_question_of_the_refund() -> None:
    named = set(
        re.findall(r"[a-z_]+[a-z_0-9]*", PAGE[PAGE.index("The questions of the refund") :].split("A misspelt")[0])
    )
    assert {topic.id for topic in TOPICS.values() if "stabilization_refund" in topic.programs} <= named


def test_plain_words_and_comparison_are_printed(followed: tuple[Path, dict[str, str]]) -> None:
    printed = followed[1]
    assert "30%" in printed["assistant notices show hainan-2026"]
    compared = next(out for line, out in printed.items() if line.startswith("assistant policies compare"))
    assert re.search(r"≠\s+condition\.months_paid\.min_months\s+6\s+12", compared)


def test_next_years_file_stands_beside_and_is_marked(followed: tuple[Path, dict[str, str]]) -> None:
    text = (followed[0] / "my-notices" / "hainan-2027.toml").read_text("utf-8")
    assert 'id = "hainan-2027"' in text
    assert 'number = ""' in text
    assert "issued = 2027-02-01" in text
    assert text.count("请核对") >= 10
    assert (followed[0] / "my-notices" / "hainan-2026.toml").exists()


def test_the_mistake_that_the_page_quotes_reads_so(followed: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    right = (followed[0] / "my-notices" / "hainan-2026.toml").read_text("utf-8")
    (tmp_path / "hainan-2026.toml").write_text(right.replace("min_months = 6", "min_month = 6"), "utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "assistant.cli", "policies", "check", "--folder", str(tmp_path)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    quoted = "hainan-2026.toml: program.stabilization_refund.condition[1].min_month: 不认识的键"
    assert quoted in PAGE.replace("\n", " ")
    assert quoted in done.stderr
