"""The conversation: a state and what a person sends in, the next state and what is said out. Every door uses this.

Data flows one way: what was sent is understood, acted on, and then the next step is said. The interview is loaded
fresh for every turn, so that what was answered on the pages meanwhile is seen.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from assistant.chat.exchange import Channel, Exchange
from assistant.chat.hearing import hear
from assistant.chat.kept import part_to_json
from assistant.chat.labels import name_of, options_of
from assistant.chat.next_step import go_on
from assistant.chat.pressing import press
from assistant.chat.replies import Part
from assistant.chat.said import Pressed, Said
from assistant.chat.state import State
from assistant.interview.cases import Case, Cases
from assistant.interview.wording import CHINESE, ENGLISH
from assistant.policies import NoNotice
from assistant.policies.regions import NATIONAL
from assistant.rules.facts import N_
from assistant.understanding.model import Understood

WELCOME: Final = N_("您好，我是稳岗助手，帮您自查失业保险的几项待遇，并说明依据的条款。直接用平常的话说您的情况就行。")
PRIVATE: Final = N_("不用登录，不要写姓名、身份证号、手机号和银行卡号。结果供自查参考，不代替经办机构认定。")
LONGEST_LABEL: Final = 60
GOES_ON: Final = N_("接着刚才的查询（查询码 %(code)s）。")
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_ENGLISH: Final = re.compile("[A-Za-z]{2,}[^A-Za-z]+[A-Za-z]{2,}|[A-Za-z]{5,}")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: where the conversation stands now, the person's words as they may be kept, and what is said.

    ``acts`` are for the door: ``large_type``, ``english``, ``chinese``, and ``deleted`` (the conversation is to be
    deleted wherever the door keeps it).
    """

    state: State
    person: str
    parts: tuple[Part, ...]
    acts: tuple[str, ...] = ()
    language: str = CHINESE  # that was spoken
    understood: Understood | None = None  # of a message in words, as far as it had to be understood


@dataclass(frozen=True, slots=True)
class Assistant:
    """The conversation over the cases of one installation; ``today`` says which day it is in China.

    ``sms_number``: that people may write to; empty where texts go one way only.
    """

    cases: Cases
    today: Callable[[], date]
    sms_number: str = ""

    def welcome(self, state: State, language: str | None = None, channel: Channel = "web") -> Turn:
        """The first words, or how an interview that is held goes on."""
        ex = self._exchange(state, language, channel)
        if ex.case is None:
            ex.say(WELCOME)
            ex.say(PRIVATE, tone="quiet")
        else:
            ex.say(GOES_ON, code=ex.case.shown_code)
        return _turn(ex, "")

    def turn(self, state: State, said: Said, language: str | None = None, channel: Channel = "web") -> Turn:
        """What comes of what a person sent. Never raises for anything that is sent.

        ``language``: fixed by the door; None where the person's own words decide.
        """
        if language is None and not isinstance(said, Pressed):
            state = replace(state, language=spoken(said.text, state.language))
        ex = self._exchange(state, language, channel)
        if isinstance(said, Pressed):
            person = name_of(state, said.press) or said.label[:LONGEST_LABEL]
            press(ex, said.press)
        else:
            person = hear(ex, said.text)
        return _turn(ex, person)

    def adopt(self, state: State, code: str) -> State:
        """The state with another interview, which the visit holds now; as it was where the code opens none."""
        case = self._load(code)
        if case is None or case.code == state.code:
            return state
        region = case.stored.region
        return replace(
            state.fresh(),
            code=case.code,
            flow=case.flow.id,
            program=case.flow.program.name,
            region=region if region != NATIONAL else state.region,
            as_of=case.stored.as_of if case.stored.as_of != self.today() else None,
            notice=case.stored.notice,
            basis=True,
            understood=state.understood,
        )

    def _exchange(self, state: State, language: str | None, channel: Channel) -> Exchange:
        ex = Exchange(self.cases, self.today(), language or state.language, channel, state, sms_number=self.sms_number)
        if state.code is not None:
            ex.load(state.code)
        return ex

    def _load(self, code: str) -> Case | None:
        try:
            return self.cases.load(code)
        except NoNotice:
            return None


def spoken(text: str, before: str) -> str:
    """The language that a message is written in; as before where it does not show."""
    if _CHINESE.search(text):
        return CHINESE
    return ENGLISH if _ENGLISH.search(text) else before


def _turn(ex: Exchange, person: str) -> Turn:
    """Say the next step, and keep the turn."""
    go_on(ex)
    parts = tuple(ex.parts)
    offered = tuple(option.press for option in options_of(parts))
    state = replace(ex.state, offered=offered, code=ex.case.code if ex.case else None)
    if "deleted" not in ex.acts:
        state = state.told(person, [part_to_json(part) for part in parts])
    return Turn(state, person, parts, tuple(ex.acts), ex.language, ex.understood)
