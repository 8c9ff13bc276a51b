"""Parallel conversations of one number: “新” begins another, “B 2” says 2 in B. Nobody hears of tags before there are two."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

# No letter that gateways take as an order by itself (N, T), and no more than a person can keep apart.
TAGS: Final = "ABCD"
_BETWEEN = r"[\s:：.,，、。)）]"
_NEW = re.compile(rf"(?:新|新的|new)(?:{_BETWEEN}+(.*))?", re.IGNORECASE | re.DOTALL)
_TAGGED = re.compile(rf"([{TAGS}])(?:{_BETWEEN}+(.*)|(\d))?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Addressed:
    """A text and the conversation that it is for: ``tag`` "" for the one that was last talked in; ``new`` for another one."""

    text: str
    tag: str = ""
    new: bool = False


def addressed(text: str, open_tags: Collection[str]) -> Addressed:
    """Return which conversation a text is for. A letter that no open conversation has is a letter like others."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _NEW.fullmatch(plain):
        return Addressed((found[1] or "").strip(), new=True)
    found = _TAGGED.fullmatch(plain)
    if found and found[1].upper() in open_tags:
        return Addressed((found[2] or found[3] or "").strip(), found[1].upper())
    return Addressed(text)


def free(open_tags: Collection[str]) -> str | None:
    """The first tag that no open conversation has; None when all are taken."""
    return next((tag for tag in TAGS if tag not in open_tags), None)
