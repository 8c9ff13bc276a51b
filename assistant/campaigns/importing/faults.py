"""Columns that are wrong as a whole: said once, instead of a line for each of a million rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from assistant.rules.facts import N_
from assistant.screening.kept_messages import from_kept
from assistant.screening.reading import FileProblem
from assistant.screening.reading.headings import Column

# So few rows may all be wrong by chance; a line for each is no burden then.
_FEWEST = 20
_EARLY = 100_000

WHOLE_COLUMN = N_(
    "“%(heading)s”（%(letter)s列）大多读不出来：已看的 %(rows)s 行里有 %(bad)s 行有问题，例如第 %(row)s 行“%(value)s”，%(reason)s"
    "请核对这一列对应的项目和单位，或选“不采用”，再重新导入。"
)


class Faults:
    """Counts refused cells by column, and refuses the file when a column is wrong in most of its rows."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._bad: Counter[int] = Counter()
        self._examples: dict[int, tuple[int, str, str]] = {}

    def count(self, errors: pl.DataFrame) -> None:
        """Take in the lines of one part."""
        cells = errors.unique(["_row", "place"], keep="first", maintain_order=True)
        for place, group in cells.group_by("place", maintain_order=True):
            key = int(place[0])
            self._bad[key] += len(group)
            self._examples.setdefault(key, group.select("_row", "value", "reason").row(0))

    def refuse(self, rows: int, *, last: bool) -> None:
        """Raise FileProblem for a column of which more than half the cells were refused (at first: nearly all)."""
        if rows < (_FEWEST if last else _EARLY):
            return
        for column in self._columns:
            bad = self._bad[column.index]
            if bad * 2 > rows if last else bad * 100 > rows * 99:
                row, value, reason = self._examples[column.index]
                raise FileProblem(
                    WHOLE_COLUMN,
                    heading=column.heading,
                    letter=column.letter,
                    rows=rows,
                    bad=bad,
                    row=row,
                    value=value or "",
                    reason=from_kept(reason),
                )

    def report(self, doubles: pl.DataFrame) -> Iterator[dict[str, Any]]:
        """Say of each column what it was taken for and how many of its cells were refused."""
        for column in self._columns:
            yield {
                "heading": column.heading,
                "letter": column.letter,
                "name": column.match.names[0] if column.match.names else "",
                "unit": column.match.unit.word,
                "bad_cells": self._bad[column.index] + (len(doubles) if column.name == "credit_code" else 0),
            }
