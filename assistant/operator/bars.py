"""Bars of a chart, laid out on the server; each chart stands beside a table with the same figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 640
ROW: Final = 28
_LABELS: Final = 180
_NUMBERS: Final = 90


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, its value, where it stands (pixels), and the class that colours it."""

    label: str
    value: int
    y: int
    length: int
    look: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars below each other, and how high they are together."""

    bars: tuple[Bar, ...]
    height: int
    left: int = _LABELS
    width: int = WIDTH


def chart(rows: Iterable[tuple[str, int, str]]) -> Chart:
    """Return the bars of (label, value, class); the longest takes all the room there is."""
    found = list(rows)
    most = max((value for _, value, _ in found), default=0)
    room = WIDTH - _LABELS - _NUMBERS
    bars = tuple(
        Bar(label, value, place * ROW, value * room // most if most else 0, look)
        for place, (label, value, look) in enumerate(found)
    )
    return Chart(bars, len(bars) * ROW + 4)
