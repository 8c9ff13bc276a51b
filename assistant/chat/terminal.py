"""The conversation in a terminal: for trying out, and for scripts that want to see what was understood."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from assistant.chat.assistant import Assistant, Turn
from assistant.chat.numbered import AskBack, NextPage, NotOffered, Shown, meant
from assistant.chat.plain import render
from assistant.chat.replies import Ask, Part
from assistant.chat.said import Words
from assistant.chat.state import State
from assistant.interview.cases import Cases
from assistant.interview.decision_json import Json, decision_json
from assistant.interview.stored import value_to_json
from assistant.policies import NoNotice
from assistant.storage.case_codes import grouped
from assistant.understanding.model import Place, Span, Text, Understood

ROOM: Final = 4000  # a screen has more room than a text message


@dataclass
class Terminal:
    """One conversation, line by line. ``language`` None: the language of the lines decides."""

    cases: Cases
    today: Callable[[], date]
    language: str | None = None
    state: State = field(default_factory=State)
    parts: tuple[Part, ...] = ()

    def welcome(self) -> str:
        """The first words."""
        return self._shown(Assistant(self.cases, self.today).welcome(self.state, self.language, "terminal"))

    def line(self, text: str) -> tuple[str, Turn | None]:
        """Answer a line: the text to show, and the turn that was taken, if one was. Numbers choose as in text messages."""
        shown = Shown.from_json(self.state.door)
        match meant(text, shown):
            case NextPage():
                return self._page(shown.page + 1), None
            case AskBack() | NotOffered() as unclear:
                return unclear.text(self.state.language), None
            case said:
                turn = Assistant(self.cases, self.today).turn(self.state, said, self.language, "terminal")
                return self._shown(turn), turn

    def json(self, text: str) -> Json:
        """Answer a line in words: what was understood, the reply, and the decision as far as the interview has come."""
        turn = Assistant(self.cases, self.today).turn(self.state, Words(text), self.language, "terminal")
        reply = self._shown(turn)
        return {
            "text": turn.person,
            "understood": _understood(turn.understood),
            "reply": reply,
            "case_code": grouped(turn.state.code) if turn.state.code else None,
            "decision": self._decision(turn),
        }

    def _shown(self, turn: Turn) -> str:
        self.state = turn.state if "deleted" not in turn.acts else State(language=turn.language)
        self.parts = turn.parts
        return self._page(0)

    def _page(self, page: int) -> str:
        rendered = render(self.parts, self.state.offered, room=ROOM, page=page, language=self.state.language)
        numeric = any(isinstance(part, Ask) and part.numeric for part in self.parts)
        shown = Shown(dict(rendered.numbers), page, rendered.more, numeric)
        self.state = replace(self.state, door=shown.to_json())
        return rendered.text

    def _decision(self, turn: Turn) -> Json | None:
        try:
            case = self.cases.load(turn.state.code) if turn.state.code else None
        except NoNotice:
            return None
        return decision_json(case.interview.decision(), turn.language) if case is not None else None


def _understood(found: Understood | None) -> Json | None:
    """What was understood, each finding with its span [start, end) in ``text`` and the words there."""
    if found is None:
        return None
    text = found.text
    places = [found.place, *found.other_places] if found.place else []
    return {
        "program": found.program,
        "flow": found.flow,
        "topic": found.topic,
        "subject": found.subject or None,
        "command": found.command,
        "regions": [_place(text, place) for place in places if place],
        "day": {"year": found.day.year, "day": value_to_json(found.day.day), **_at(text, found.day.span)}
        if found.day
        else None,
        "facts": [
            {"program": f.program, "fact": f.fact, "value": value_to_json(f.value), **_at(text, f.span)}
            for f in found.facts
        ],
        "doubts": [
            {"program": d.program, "fact": d.fact, "why": d.why, "candidates": [value_to_json(c) for c in d.candidates],
             **_at(text, d.span)}
            for d in found.doubts
        ],
        "occupations": [{"name": o.name, **_at(text, o.span)} for o in found.occupations],
        "scores": {name: round(score, 3) for name, score in sorted(found.scores.items(), key=lambda pair: -pair[1])},
    }  # fmt: skip


def _place(text: Text, place: Place) -> dict[str, Any]:
    return {"codes": list(place.codes), "name": place.name, **_at(text, place.span)}


def _at(text: Text, span: Span) -> dict[str, Any]:
    return {"span": [span.start, span.end], "said": text.said(span)}
