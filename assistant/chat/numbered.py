"""What a short text means: a number that was offered, a command (0 返回, 9 人工, 8 重来), more, or words. Pure."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from assistant.chat.said import Pressed, Said, Words
from assistant.interview.wording import translate
from assistant.rules.facts import N_

COMMANDS: Final = {"0": "back", "9": "human", "8": "restart"}
MORE: Final = "7"
_MORE_WORDS: Final = frozenset(["更多", "下一页", "more", "next"])
_AROUND: Final = " \t\r\n.,:;!()[]。，、；：！（）【】“”\"'"
_WHICH: Final = {
    "0": N_("“0”是答案，还是要返回？是答案就带上单位再发，例如“0个月”“0元”；要返回就回复“返回”。"),
    "8": N_("“8”是答案，还是要重来？是答案就带上单位再发，例如“8个月”“8元”；要重来就回复“重来”。"),
    "9": N_("“9”是答案，还是要找人工？是答案就带上单位再发，例如“9个月”“9元”；要找人工就回复“人工”。"),
}
_NOT_OFFERED: Final = N_("没有“%(digit)s”这一项。")
LEGEND: Final = N_("0返回 8重来 9人工")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the last text offered: the press behind each number, whether there is another page, whether a number is asked.

    ``room`` and ``lead`` are what it was laid out with: the next page must begin where this one ended.
    """

    numbers: Mapping[str, str] = field(default_factory=dict)
    page: int = 0
    more: bool = False
    numeric: bool = False
    room: int = 0
    lead: str = ""

    def to_json(self) -> dict[str, Any]:
        """As values that JSON knows."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Any) -> "Shown":
        """What was shown again; nothing, for what is none (any more)."""
        if not isinstance(stored, Mapping) or set(stored) != set(cls.__dataclass_fields__):
            return cls()
        return cls(**{**stored, "numbers": dict(stored["numbers"])})


@dataclass(frozen=True, slots=True)
class NextPage:
    """The person wants to read on."""


@dataclass(frozen=True, slots=True)
class AskBack:
    """The number may be an answer or a command: which of them is asked back."""

    digit: str

    def text(self, language: str) -> str:
        """The question."""
        return translate(_WHICH[self.digit], language)


@dataclass(frozen=True, slots=True)
class NotOffered:
    """A number that stands for nothing now: no answer is guessed from it."""

    digit: str

    def text(self, language: str) -> str:
        """Say so."""
        return translate(_NOT_OFFERED, language) % {"digit": self.digit}


def meant(text: str, shown: Shown) -> Said | NextPage | AskBack | NotOffered:
    """Return what a text means after what was shown. Where a number is asked for, 1 to 7 and longer ones are answers."""
    plain = unicodedata.normalize("NFKC", text).strip(_AROUND).casefold()
    if shown.more and plain in _MORE_WORDS:
        return NextPage()
    if len(plain) != 1 or plain not in "0123456789":
        return Words(text)
    if shown.numeric:
        return AskBack(plain) if plain in COMMANDS else Words(text)
    if plain in shown.numbers:
        return Pressed(shown.numbers[plain], plain)
    if plain in COMMANDS:
        return Pressed(COMMANDS[plain], plain)
    return NextPage() if plain == MORE and shown.more else NotOffered(plain)
