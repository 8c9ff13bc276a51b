"""Quick replies by their names: what a press said, and which press a typed name is."""

from collections.abc import Iterator
from typing import Any

from assistant.chat.replies import Ask, Effect, Option, Part
from assistant.chat.state import State
from assistant.interview.parsing.text import clean, strip_stops


def options_of(parts: tuple[Part, ...]) -> tuple[Option, ...]:
    """Every quick reply of a turn, in order."""
    return tuple(option for part in parts if isinstance(part, Ask | Effect) for option in part.options)


def name_of(state: State, press: str) -> str:
    """What the button or chip said that was pressed; empty where it was not offered."""
    return next((label for label, offered in (*offered_last(state), *_chips(state)) if offered == press), "")


def pressed_by_name(state: State, typed: str) -> str:
    """The press of the one button whose name was typed; empty for none."""
    wanted = _key(typed)
    found = {press for label, press in offered_last(state) if wanted and _key(label) == wanted}
    return found.pop() if len(found) == 1 else ""


def offered_last(state: State) -> Iterator[tuple[str, str]]:
    """The quick replies of the last turn, in order: label and press."""
    last: Any = state.turns[-1] if state.turns else {}
    for part in last.get("parts", ()):
        for option in part.get("options", ()):
            yield option["label"], option["press"]


def _chips(state: State) -> Iterator[tuple[str, str]]:
    """What was understood of any message can be tapped, however long ago that was."""
    for turn in reversed(state.turns):
        for part in turn.get("parts", ()):
            for chip in part.get("chips", ()):
                yield chip["label"], chip["press"]


def _key(text: str) -> str:
    return strip_stops(clean(text[:200])).replace(" ", "").casefold()
