"""What can be wrong with a whole file, said so that a clerk knows what to do next."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from assistant.rules.texts import Message, in_chinese
from assistant.screening.kept_messages import kept

GIB = 1024**3
MIB = 1024**2


class FileProblem(ValueError):  # shown to people; not a fault of the program
    """The file as a whole cannot be read.

    ``message`` is what a door translates and shows; ``str(problem)`` is the filled Chinese sentence.
    """

    def __init__(self, text: str, **values: Any) -> None:
        self.message = Message(text, values)
        super().__init__(in_chinese(self.message))


def kept_for_rows(text: str, **places: pl.Expr) -> pl.Expr:
    """Return for every line of a frame the message, as it is kept; ``places``: its values, whole numbers or JSON."""
    pieces = kept(Message(text, dict.fromkeys(places, _PLACE))).split(f'"{_PLACE}"')
    between = [part for pair in zip(pieces, places.values(), strict=False) for part in (pl.lit(pair[0]), pair[1])]
    return pl.concat_str(*between, pl.lit(pieces[-1]))


_PLACE = "<>"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold; beyond it the file is refused before it can fill the memory."""

    file_bytes: int = 2 * GIB
    workbook_bytes: int = 256 * MIB
    unpacked_bytes: int = 2 * GIB
    rows: int = 10_000_000
    columns: int = 1_000
    sheet_cells: int = 100_000_000
