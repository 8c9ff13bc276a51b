"""The conversation in plain texts: what somebody wrote, and the one text that answers. Text messages and WeChat share it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from assistant.chat.assistant import Assistant, Turn
from assistant.chat.exchange import Channel
from assistant.chat.kept import parts_from_json
from assistant.chat.numbered import LEGEND, AskBack, NextPage, NotOffered, Shown, meant
from assistant.chat.plain import render
from assistant.chat.replies import Ask, Card, Lead, Part, Say
from assistant.chat.said import Said, Words
from assistant.chat.state import State
from assistant.interview.wording import translate
from assistant.rules.facts import N_
from assistant.sms.segments import units
from assistant.storage.case_codes import grouped, normalise
from assistant.storage.conversations import Conversation
from assistant.storage.turns import Ended, New

AT_HOME: Final = N_("在本站首页输入查询码 %(code)s 就能打开。")
TOO_MANY: Final = N_("您发得太多，先停一停：%(hours)s小时以后再发，或者打 12333。您的回答都还在。")
NOT_OPENED: Final = N_("这个查询码打不开：可能有一位打错了，也可能已经过期或被删除。")


@dataclass(frozen=True, slots=True)
class Answer:
    """The text that answers, and what is to be kept of the conversation; None: it was deleted."""

    text: str
    kept: Any
    language: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Conversations of one door. ``origin``: of this site's addresses; empty where texts may hold none."""

    assistant: Assistant
    channel: Channel
    origin: str = ""

    def answer(self, kept: Any, text: str, room: int) -> Answer:
        """Answer a text in the conversation as it was kept (None: it begins), in at most ``room`` UTF-16 units.

        Without words (only a picture, a tag alone) the last reply is given again.
        """
        if kept is None:
            return self._first(text, room)
        state = State.from_json(kept)
        shown = Shown.from_json(state.door)
        if not text.strip():
            return self._page(state, shown, shown.page)
        if (opened := self._opened(state, text)) is not None:
            return self._said(opened, room)
        match meant(text, shown):
            case NextPage():
                return self._page(state, shown, shown.page + 1)
            case AskBack() | NotOffered() as unclear:
                return self._page(state, replace(shown, lead=unclear.text(state.language), room=room), 0)
            case said:
                return self._said(self._turn(state, said), room)

    def _first(self, text: str, room: int) -> Answer:
        """Begin: with a welcome, or at once with what was said; and say once which numbers are commands."""
        state = State()
        opened = self._opened(state, text) if text.strip() else self.assistant.welcome(state, channel=self.channel)
        turn = opened or self._turn(state, Words(text))
        legend = translate(LEGEND, turn.language)
        found = self._said(turn, room - units(legend) - 1)
        return replace(found, text=f"{found.text}\n{legend}")

    def _turn(self, state: State, said: Said) -> Turn:
        return self.assistant.turn(state, said, channel=self.channel)

    def _opened(self, state: State, text: str) -> Turn | None:
        """Go on with the interview whose case code was sent; None where the text is no case code."""
        code = normalise(text)
        if code is None:
            return None
        adopted = self.assistant.adopt(state, code)
        turn = self.assistant.welcome(adopted, channel=self.channel)
        if adopted.code == code:
            return turn
        return replace(turn, parts=(Say(translate(NOT_OPENED, state.language), "warning"), *turn.parts[-1:]))

    def _said(self, turn: Turn, room: int) -> Answer:
        # Only the last reply is ever shown again: what was said before it is not kept.
        state = replace(turn.state, turns=turn.state.turns[-1:], language=turn.language)
        answer = self._rendered(state, turn.parts, Shown(room=room))
        return replace(answer, kept=None) if "deleted" in turn.acts else answer

    def _page(self, state: State, shown: Shown, page: int) -> Answer:
        """A page of the last reply; where something must be said before it, its question and options alone."""
        parts = parts_from_json(state.turns[-1].get("parts")) if state.turns else ()
        if shown.lead:
            parts = (Say(shown.lead), *(part for part in parts if isinstance(part, Ask)))
        return self._rendered(state, parts, replace(shown, page=page))

    def _rendered(self, state: State, parts: Sequence[Part], shown: Shown) -> Answer:
        fitted = tuple(self._addressed(state, parts))
        rendered = render(fitted, state.offered, room=shown.room, page=shown.page, language=state.language)
        numeric = any(isinstance(part, Ask) and part.numeric for part in parts)
        shown = replace(shown, numbers=dict(rendered.numbers), more=rendered.more, numeric=numeric)
        return Answer(rendered.text, replace(state, door=shown.to_json()).to_json(), state.language)

    def _addressed(self, state: State, parts: Sequence[Part]) -> Iterator[Part]:
        """Parts with whole addresses, or with none: then the case code leads to the page."""
        for part in parts:
            if isinstance(part, Card):
                yield replace(part, address=self.origin + part.address if self.origin else "")
            elif not isinstance(part, Lead) or part.address.startswith(("tel:", "sms:")):
                yield part
            elif part.address.startswith("/"):
                yield replace(part, address=self.origin + part.address) if self.origin else self._at_home(state, part)

    def _at_home(self, state: State, lead: Lead) -> Say:
        if state.code is None:
            return Say(lead.text)
        return Say(lead.text + translate(AT_HOME, state.language) % {"code": grouped(state.code)})


def kept(
    key: str, channel: Channel, talk: Conversation | None, answer: Answer, tag: str = ""
) -> Conversation | New | Ended | None:
    """What a door is to store of an answer: the conversation changed, begun or ended; None for nothing."""
    if talk is None:
        return None if answer.kept is None else New(key, channel, answer.kept, tag)
    return Ended(talk) if answer.kept is None else replace(talk, content=answer.kept)


def too_many(hours: int, language: str) -> str:
    """Say that it was too much; it is said once, then there is silence."""
    return translate(TOO_MANY, language) % {"hours": hours}
