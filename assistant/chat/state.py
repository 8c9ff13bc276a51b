"""Where one conversation stands. The interview itself is stored under its case code, not here; here is what is around it.

The next step is computed from this and from the interview every time. A person's words are kept masked only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from assistant.interview.wording import CHINESE
from assistant.understanding.unclear import Unclear

MOST_TURNS = 40  # one person's and one reply each count
LONGEST_KEPT = 600  # characters of a message in the transcript
MOST_WAITING = 12  # doubts and changes that wait for their turn

# What the conversation itself has asked, beside the interview's own questions.
Choosing = Literal["", "program", "region", "day", "changed"]
# What waits for a yes.
Confirming = Literal["", "delete", "switch", "rebase_region", "rebase_day"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A change of an earlier answer that was shown, or waits to be: the fact, its new value as JSON, and the version of
    the interview that it was shown for (None: not shown yet)."""

    fact: str
    value: Any
    version: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """One conversation."""

    language: str = CHINESE
    code: str | None = None  # of the interview that is held
    program: str | None = None  # what the talk is about
    flow: str | None = None  # the interview that is wanted
    left: Mapping[str, str] = field(default_factory=dict)  # flow → code of an interview that was left for another
    there: str = ""  # the place, and the day, that were named with the interview that is to be switched to
    then: date | None = None
    region: str | None = None
    regions: tuple[str, ...] = ()  # several were named: one of them is to be chosen
    as_of: date | None = None  # None: today
    notice: str | None = None
    basis: bool = False  # whether an ended term was spoken of, and a day chosen
    understood: Mapping[str, Mapping[str, Any]] = field(
        default_factory=dict
    )  # program → fact → JSON, for its interview
    heard: tuple[str, ...] = ()  # masked messages that told them: to be heard again for another year
    trail: tuple[str, ...] = ()  # facts in the order in which they were answered, for the way back
    topic: str = ""  # a question on the rules that waits for program or region
    explained: str = ""  # the last question that was answered: “那吉林呢” asks it again
    subject: str = ""
    choosing: Choosing = ""
    all_regions: bool = False
    confirming: Confirming = ""
    argument: str = ""  # of what is confirmed
    changes: tuple[Planned, ...] = ()
    doubts: tuple[Unclear, ...] = ()
    asked: str = ""  # the fact that the last reply asked for
    again: str = ""  # an answered fact that is asked again, to be changed
    offered: tuple[str, ...] = ()  # presses of the last quick replies, in their order
    shown: int | None = None  # the version of the interview whose result was shown
    failures: int = 0  # messages in a row that were not understood
    turns: tuple[Mapping[str, Any], ...] = ()
    door: Mapping[str, Any] = field(default_factory=dict)  # what a door keeps for itself

    def to_json(self) -> dict[str, Any]:
        """As values that JSON knows."""
        found: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return found

    @classmethod
    def from_json(cls, stored: Any) -> "State":
        """The state again; a fresh one for what is none (any more)."""
        if not isinstance(stored, Mapping):
            return cls()
        known = {name: value for name, value in stored.items() if name in cls.__dataclass_fields__}
        try:
            return _ADAPTER.validate_python(known)
        except ValidationError:
            return cls()

    def fresh(self) -> "State":
        """A conversation that begins anew: only the language, the door's own notes and the transcript stay."""
        return State(language=self.language, door=self.door, turns=self.turns)

    def told(self, person: str, parts: list[dict[str, Any]]) -> "State":
        """With one more turn in the transcript; the oldest go."""
        said = [{"who": "person", "text": shortened(person)}] if person else []
        turns = (*self.turns, *said, {"who": "assistant", "parts": parts})
        return replace(self, turns=turns[-MOST_TURNS:])


def shortened(text: str) -> str:
    """A message as the transcript keeps it."""
    return text if len(text) <= LONGEST_KEPT else text[:LONGEST_KEPT] + "…"


_ADAPTER: TypeAdapter[State] = TypeAdapter(State)
