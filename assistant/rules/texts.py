"""Words that a rule hands over without speaking them: doors translate and format them for their reader.

``Message`` is a Chinese source text with ``%(name)s`` places, translated through the catalogue.
``Words`` is a pair from a data file that already says the same in both languages.
The small wrappers say in which unit a number is, so that each language can show it its own way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """A Chinese msgid and the values for its places (texts, numbers, dates, the wrappers below, or Messages)."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """The same sentence in Chinese and English, as a data file gives it."""

    zh: str
    en: str
    values: Mapping[str, Any] = field(default_factory=dict)


Text = Message | Words


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in fen (inside a rule also a Value, unwrapped when a step is told)."""

    fen: Any


@dataclass(frozen=True, slots=True)
class Permille:
    """A share in thousandths: 55 is 5.5 %."""

    permille: int


def message(text: str, **values: Any) -> Message:
    """Shorthand for ``Message(text, values)``."""
    return Message(text, values)


def in_chinese(text: Message) -> str:
    """Return a message as a Chinese sentence, for whoever has one language only."""
    values = {name: _in_chinese(value) for name, value in text.values.items()}
    return text.text % values if values else text.text.replace("%%", "%")


def _in_chinese(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return "、".join(str(_in_chinese(one)) for one in value)
    return in_chinese(value) if isinstance(value, Message) else value
