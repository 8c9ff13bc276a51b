"""Parts of a reply as JSON, as the conversation keeps them, and back. What cannot be read any more is left out."""

from functools import lru_cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from assistant.chat.replies import Part

_KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Part)}


def part_to_json(part: Part) -> dict[str, Any]:
    """A part as values that JSON knows; ``part`` names its kind."""
    kind = type(part).__name__
    return {"part": kind, **_adapter(kind).dump_python(part, mode="json")}


def part_from_json(stored: Any) -> Part | None:
    """The part again; None for what is none (any more)."""
    if not isinstance(stored, dict) or stored.get("part") not in _KINDS:
        return None
    rest = {name: value for name, value in stored.items() if name != "part"}
    try:
        found: Part = _adapter(stored["part"]).validate_python(rest)
    except ValidationError:
        return None
    return found


def parts_from_json(stored: Any) -> tuple[Part, ...]:
    """Every part of one reply that can still be read."""
    found = (part_from_json(item) for item in stored) if isinstance(stored, list | tuple) else ()
    return tuple(part for part in found if part is not None)


@lru_cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[kind])
