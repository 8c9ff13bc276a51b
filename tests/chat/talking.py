"""A conversation for tests: the real assistant over a real database file, spoken to line by line."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assistant import storage
from assistant.chat.assistant import Assistant, Turn
from assistant.chat.exchange import Channel
from assistant.chat.labels import options_of
from assistant.chat.replies import Ask, Card, Effect, Lead, Option, Part, Say, Took
from assistant.chat.said import Pressed, Words
from assistant.chat.state import State
from assistant.interview.cases import Case, Cases
from assistant.interview.flows import shipped_flows
from assistant.interview.wording import ENGLISH
from assistant.policies import shipped_policies
from assistant.storage.interviews import Interviews
from tests.conftest import TEST_SECRET

TODAY = date(2026, 11, 21)
# The brackets of a document number, 赣人社发〔2024〕118号, stay in every language.
CHINESE_MARK = re.compile(r"(?!〔\d{4}〕)(?<!〔\d{4})[；：，。（）、《》〔〕？！]")


def cases_in(folder: Path) -> Cases:
    """The cases of an installation of its own."""
    engine = storage.prepare(f"sqlite:///{folder / 'chat.sqlite3'}", migrate=True)
    return Cases(Interviews(engine, TEST_SECRET, timedelta(days=30)), shipped_policies(), shipped_flows())


class Talk:
    """One conversation; its state goes through JSON between turns, as every door keeps it."""

    def __init__(
        self, cases: Cases, today: date = TODAY, language: str | None = None, channel: Channel = "web"
    ) -> None:
        self.assistant = Assistant(cases, lambda: today)
        self.cases, self.language, self.channel = cases, language, channel
        self.lines: list[str] = []
        self.state = State()
        self.last = self._took(self.assistant.welcome(self.state, language, channel))

    def say(self, text: str) -> Turn:
        """Send words."""
        self.lines.append(f"人: {text}")
        return self._took(self.assistant.turn(self.state, Words(text), self.language, self.channel))

    def send(self, press: str) -> Turn:
        """Send a press, offered or not."""
        self.lines.append(f"按: {press}")
        return self._took(self.assistant.turn(self.state, Pressed(press), self.language, self.channel))

    def press(self, label: str) -> Turn:
        """Press the quick reply (or the chip) that is called so, or begins so."""
        return self.send(self.option(label).press)

    def option(self, label: str) -> Option:
        """The quick reply or chip of the last turn that is called so, or begins so."""
        chips = [Option(c.label, c.press) for p in self.last.parts if isinstance(p, Took) for c in p.chips]
        offered = [*options_of(self.last.parts), *chips]
        found = [o for o in offered if o.label == label] or [o for o in offered if o.label.startswith(label)]
        assert found, f"{label!r} is not among {[o.label for o in offered]}\n{self.script()}"
        return found[0]

    def _took(self, turn: Turn) -> Turn:
        self.state, self.last = State.from_json(turn.state.to_json()), turn
        assert self.state.to_json() == turn.state.to_json()
        if turn.language == ENGLISH:
            chinese = [text for text in _texts(turn.parts) if CHINESE_MARK.search(text)]
            assert not chinese, f"{chinese}\n\n{self.script()}"
        self.lines += [line for part in turn.parts for line in lines_of(part)]
        return turn

    @property
    def case(self) -> Case:
        """The interview that is held."""
        assert self.state.code is not None, self.script()
        found = self.cases.load(self.state.code)
        assert found is not None
        return found

    def parts(self, kind: type) -> list[Any]:
        """The last turn's parts of one kind."""
        return [part for part in self.last.parts if isinstance(part, kind)]

    def script(self) -> str:
        """All that was said, to read why a test failed."""
        return "\n".join(self.lines)

    def said(self) -> str:
        """All texts of the last turn."""
        return "\n".join(line for part in self.last.parts for line in lines_of(part))


def _texts(found: Any) -> Iterator[str]:
    """Every text within parts, however deep."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, tuple):
        for each in found:
            yield from _texts(each)
    elif is_dataclass(found):
        for field in fields(found):
            yield from _texts(getattr(found, field.name))


def lines_of(part: Part) -> Iterator[str]:
    """A part in plain lines."""
    match part:
        case Say():
            yield f"助手: {part.text} " + " ".join(f"[{c.short}]" for c in part.cites)
        case Took():
            yield "理解: " + "；".join(f"{c.label}={c.value}" for c in part.chips)
        case Ask():
            yield f"助手: {part.text} 〔" + "｜".join(o.label for o in part.options) + "〕"
        case Effect():
            yield f"助手: {part.text} {'；'.join(part.lines)} 〔" + "｜".join(o.label for o in part.options) + "〕"
        case Card():
            yield f"结论: {part.verdict} {part.word} {part.amount_label} {part.amount} {part.summary} {part.basis}"
            yield from (f"  {c.result} {c.text} " + " ".join(cite.short for cite in c.cites) for c in part.clauses)
            yield from (f"  · {line}" for line in (*part.steps, *part.caveats))
            yield f"  查询码 {part.code} {part.address}"
        case Lead():
            yield f"助手: {part.text} →{part.label} {part.address}"
