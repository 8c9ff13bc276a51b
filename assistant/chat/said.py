"""What a person sends in one turn: words, or a press on something that was offered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Free text, as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A quick reply, as ``Option.press`` gave it; ``label`` is what the button said, for the transcript."""

    press: str
    label: str = ""


Said = Words | Pressed
