"""What a call holds beside the interview: sealed in the database, gone with the call. See ``storage.hotline.calls``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError


@dataclass(frozen=True, slots=True)
class Said:
    """What became of the caller's own words, as it is shown beside the question until the next ones. Values as JSON.

    ``typed`` is masked. ``taken``: facts entered. ``changes``: fact → value that differs from the answer given before, to be
    confirmed. ``doubts``: facts to ask back, each with the values that may have been meant. ``region``, ``as_of``: another
    place or day was named. ``topic``: a question on the rules, answered beside.
    """

    typed: str = ""
    taken: tuple[str, ...] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)
    doubts: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    region: str | None = None
    as_of: date | None = None
    topic: str = ""
    subject: str = ""
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """One call's."""

    code: str | None = None  # of the interview
    number: str | None = field(default=None, repr=False)  # E.164, that the caller gave
    verified: bool = False  # the caller named the last six of the firm's credit code
    notes: str = field(default="", repr=False)  # masked before they come here
    program: str | None = None  # said before the interview began, as are the next three
    region: str | None = None
    as_of: date | None = None
    told: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # program → fact → JSON
    trail: tuple[str, ...] = ()  # facts in the order in which they were answered in this call, for the way back
    said: Said = field(default_factory=Said)
    read_back: int | None = None  # the interview's version whose answers the caller agreed to

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
