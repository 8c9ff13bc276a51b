"""What a call holds beside the interview: sealed in the database, gone with the call. See ``storage.hotline.calls``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.understanding.unclear import Unclear


@dataclass(frozen=True, slots=True)
class Said:
    """What became of the caller's own words, as it is shown beside the question until the next ones. Values as JSON.

    ``typed`` is masked. ``taken``: program → fact → the words that said it. ``changes``: fact → value that differs from the
    answer given before, to be confirmed. ``doubts``: what is to be asked back. ``regions``, ``as_of``: another place or day
    than the interview's was named. ``topic``: a question on the rules, answered beside for ``about`` (a program), ``place``
    and ``day``. ``own``: the caller asks about the own case. ``asked``: the fact that was asked when it was said.
    """

    typed: str = ""
    taken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    doubts: tuple[Unclear, ...] = ()
    regions: tuple[str, ...] = ()
    as_of: date | None = None
    topic: str = ""
    subject: str = ""
    about: str | None = None
    place: str | None = None
    day: date | None = None
    own: bool = False
    named: tuple[str, ...] = ()  # occupations: no fact of a rule, but good to know
    asked: str = ""
    masked: bool = False
    understood: bool = True
    version: int | None = None  # of the interview, once what was said is in it

    def without(self, program: str | None, fact: str) -> "Said":
        """The same, once a fact was answered otherwise: its words are no longer those of the answer."""
        if program is None or program not in self.taken:
            return self
        rest = {name: words for name, words in self.taken[program].items() if name != fact}
        return replace(self, taken={**self.taken, program: rest})


@dataclass(frozen=True, slots=True)
class Content:
    """One call's."""

    code: str | None = None  # of the interview
    number: str | None = field(default=None, repr=False)  # E.164, that the caller gave
    verified: bool = False  # the caller named the last six of the firm's credit code
    tries: int = 0  # how often that was tried
    notes: str = field(default="", repr=False)  # masked before they come here
    callback: int | None = None  # the task that this call carries out
    program: str | None = None  # said before the interview began, as are the next three
    region: str | None = None
    as_of: date | None = None
    flow: str | None = None  # likewise: where the program has several
    told: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)  # program → fact → JSON
    told_of: Mapping[str, Mapping[str, int]] = field(
        default_factory=dict
    )  # … → the one year in which it holds (去年没裁员)
    trail: tuple[str, ...] = ()  # facts in the order in which they were answered in this call, for the way back
    said: Said = field(default_factory=Said, repr=False)
    read_back: int | None = None  # the interview's version whose answers the caller agreed to

    def told_for(self, program: str, year: int) -> dict[str, Any]:
        """What was told for a program, as JSON, of what holds under the rules of a year."""
        years = self.told_of.get(program, {})
        return {name: raw for name, raw in self.told.get(program, {}).items() if years.get(name, year) == year}

    def to_json(self) -> dict[str, Any]:
        """As values that JSON knows."""
        found: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return found

    @classmethod
    def from_json(cls, stored: Any) -> "Content":
        """The content again; an empty one for what is none (any more)."""
        known = {name: value for name, value in (stored or {}).items() if name in cls.__dataclass_fields__}
        try:
            return _ADAPTER.validate_python(known)
        except ValidationError:
            return cls()


_ADAPTER: TypeAdapter[Content] = TypeAdapter(Content)
