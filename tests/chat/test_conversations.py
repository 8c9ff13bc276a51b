"""Conversations as they may be read: ``conversations/*.txt``. A file holds one or more, each under a ``# title``.

Lines, each about the reply to the line above it::

    今天: 2024-11-20          渠道: sms          语言: en         before anything is said
    人: what is typed         按: a button's name, or its beginning
    按码: a press as it is sent, offered or not
    助手: what some text of the reply contains        没有: what none contains
    理解: label=value (a chip)   结论: the card's verdict   金额: what its amount contains
    一直: what is typed to every question until the result is there
    一直到: what is said then / what is typed to every question before
    状态: field=value of the state                     另处答: fact = JSON, answered on the pages meanwhile
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.chat.replies import Card, Effect, Took
from assistant.interview.cases import Cases
from assistant.interview.stored import value_from_json
from tests.chat.talking import TODAY, Talk, cases_in

FOLDER = Path(__file__).parent / "conversations"
Script = list[tuple[str, str]]


def scripts() -> Iterator[Any]:
    """Every conversation of every file."""
    for path in sorted(FOLDER.glob("*.txt")):
        for text in re.split(r"^# ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title, _, body = text.partition("\n")
            lines = [line for line in body.splitlines() if line.strip()]
            script = [(kind.strip(), rest.strip()) for kind, _, rest in (line.partition(":") for line in lines)]
            yield pytest.param(script, id=f"{path.stem}: {title.strip()}")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Cases:
    """One installation for all conversations."""
    return cases_in(tmp_path_factory.mktemp("conversations"))


@pytest.mark.parametrize("script", list(scripts()))
def test_the_conversation_goes_as_written(script: Script, cases: Cases) -> None:
    first = dict(script[: next(i for i, (kind, _) in enumerate(script) if kind in DOES)])
    today = date.fromisoformat(first.get("今天", TODAY.isoformat()))
    talk = Talk(cases, today, first.get("语言"), first.get("渠道", "web"))  # type: ignore[arg-type]
    for kind, text in script:
        if kind in DOES:
            DOES[kind](talk, text)
        elif kind in CHECKS:
            assert CHECKS[kind](talk, text), f"{kind}: {text}\n\n{talk.script()}"
        else:
            assert kind in ("今天", "语言", "渠道"), kind


def _elsewhere(talk: Talk, text: str) -> None:
    """Answer one question on the pages."""
    name, _, raw = text.partition("=")
    case = talk.case
    value = value_from_json(case.flow.question(name.strip()).fact, json.loads(raw))
    talk.cases.save(case, {**case.interview.answers, name.strip(): value})


def _taken(talk: Talk, text: str) -> bool:
    label, _, value = text.partition("=")
    chips = [chip for part in talk.parts(Took) for chip in part.chips]
    return any(chip.label == label.strip() and chip.value == value.strip() for chip in chips)


def _stands(talk: Talk, text: str) -> bool:
    name, _, value = text.partition("=")
    return str(talk.state.to_json()[name.strip()]) == value.strip()


def _offered(talk: Talk, text: str) -> bool:
    return bool(talk.option(text))


def _until_the_result(talk: Talk, text: str) -> None:
    """Give the same answer to every question until the result is there."""
    for _ in range(60):
        if talk.parts(Card):
            return
        talk.say(text)


def _until(talk: Talk, text: str) -> None:
    """Give the same answer to every question until something is said."""
    wanted, _, answer = text.partition(" / ")
    for _ in range(60):
        if wanted in talk.said():
            return
        talk.say(answer)


DOES: dict[str, Callable[[Talk, str], object]] = {
    "人": Talk.say,
    "按": Talk.press,
    "按码": Talk.send,
    "另处答": _elsewhere,
    "一直": _until_the_result,
    "一直到": _until,
}
CHECKS: dict[str, Callable[[Talk, str], bool]] = {
    "助手": lambda talk, text: text in talk.said(),
    "没有": lambda talk, text: text not in talk.said(),
    "理解": _taken,
    "选项": _offered,
    "改动": lambda talk, text: any(text in " ".join((e.text, *e.lines)) for e in talk.parts(Effect)),
    "结论": lambda talk, text: [card.verdict for card in talk.parts(Card)] == [text],
    "金额": lambda talk, text: any(text in card.amount for card in talk.parts(Card)),
    "状态": _stands,
}
