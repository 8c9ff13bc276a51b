"""A table of the supervisor's report: shown, drawn and handed out from the same rows, so that they cannot differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from flask_babel import gettext as _

from assistant.campaigns.sheets import Column
from assistant.interview.formatting import percent
from assistant.site.charts import Chart, chart, grouped
from assistant.site.speaking import say

# share: in thousandths; seconds: a duration. A cell that is None is not known or not shown.
Kind = Literal["text", "count", "share", "seconds"]
Cell = str | int | None
LEAST: Final = 5
FEW: Final = f"<{LEAST}"
_MOST_BARS: Final = 12


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading in the reader's language, and what stands below it."""

    label: str
    kind: Kind = "count"


@dataclass(frozen=True, slots=True)
class Table:
    """One table; ``notes`` say how to read it, ``chart`` shows its rows (or the first of them) as bars."""

    id: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    chart: Chart | None = None

    def columns(self) -> list[Column]:
        """The columns of a file."""
        return [Column(_in_file(heading), _COLUMNS[heading.kind]) for heading in self.headings]

    def lines(self) -> Iterable[tuple[Any, ...]]:
        """The rows of a file."""
        kinds = [heading.kind for heading in self.headings]
        return (tuple(_value(kind, cell) for kind, cell in zip(kinds, row, strict=True)) for row in self.rows)


_COLUMNS: Final[Mapping[Kind, Literal["text", "count"]]] = {
    "text": "text", "count": "count", "share": "text", "seconds": "count",
}  # fmt: skip


def _in_file(heading: Heading) -> str:
    return _("%(label)s（秒）", label=heading.label) if heading.kind == "seconds" else heading.label


def _value(kind: Kind, cell: Cell) -> Cell:
    return percent(cell) if kind == "share" and isinstance(cell, int) else cell


def shown(kind: Kind, cell: Cell) -> str:
    """Return a cell as it stands on a page."""
    match kind, cell:
        case _, None:
            return "—"
        case "share", int():
            return percent(cell)
        case "seconds", int():
            minutes, seconds = divmod(cell, 60)
            return str(_("%(minutes)s 分 %(seconds)s 秒", minutes=minutes, seconds=f"{seconds:02d}"))
        case _, int():
            return f"{cell:,}"
    return str(cell)


def share(part: int, whole: int) -> int | None:
    """Return ``part`` of ``whole`` in thousandths, half up; None of nothing."""
    return (part * 2000 + whole) // (2 * whole) if whole else None


def few(number: int) -> int | str:
    """Return a number, or that it is so small that somebody could be picked out."""
    return FEW if 0 < number < LEAST else number


def counted(
    table: str,
    title: str,
    what: str,
    labels: Mapping[str, str],
    found: Mapping[str, int],
    *notes: str,
    most: bool = False,
) -> Table:
    """Return a table of (label, number, share of all), zeros left out, in the order of ``labels`` (value → msgid).

    ``most``: those that are most often stand first. A value that is not among the labels stands for itself.
    """
    whole = sum(found.values())
    order = [*labels, *sorted(found.keys() - labels.keys())]
    if most:
        order.sort(key=lambda value: -found.get(value, 0))
    rows = [
        (say(labels.get(value, value)) or _("没有登记"), found[value], share(found[value], whole))
        for value in order
        if found.get(value)
    ]
    headings = (Heading(what, "text"), Heading(_("来电数")), Heading(_("占比"), "share"))
    bars = chart((label, number, "c5") for label, number, _share in rows[:_MOST_BARS])
    return Table(table, title, headings, tuple(rows), notes, bars)


def share_bars(rows: Sequence[tuple[str, int, str]]) -> Chart:
    """Return bars of (label, thousandths, number in words), the first ones of many."""
    return grouped((label, [(value, text, "c3")]) for label, value, text in rows[:_MOST_BARS])
