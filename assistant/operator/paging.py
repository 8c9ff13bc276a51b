"""Lists in pages: which rows come next, which were chosen, what was searched for."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from assistant.site.application import row_number
from assistant.site.fields import tidy

Row = TypeVar("Row")

PER_PAGE = 50
_LONGEST_SEARCH = 60


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list; ``following`` is what the next one begins after, None on the last."""

    rows: Sequence[Row]
    following: int | None


def after() -> int:
    """Return the id after which the page begins; from the start for what is no id."""
    return request.args.get("after", 0, type=row_number)


def chosen(name: str, known: Collection[str]) -> str | None:
    """Return a filter's value; None for all, and for what is no value of it."""
    value = request.args.get(name, "")
    return value if value in known else None


def search() -> str:
    """Return what was searched for."""
    return (tidy(request.args.get("search")) or "")[:_LONGEST_SEARCH]


def page_of(rows: Sequence[Row], key: Callable[[Row], int], limit: int = PER_PAGE) -> Page[Row]:
    """Return a page of rows, of which one more than ``limit`` was read; ``key`` is what they are ordered by."""
    shown = rows[:limit]
    return Page(shown, key(shown[-1]) if len(rows) > limit else None)
