"""What can be wrong with a whole file, said so that a clerk knows what to do next."""

from dataclasses import dataclass
from typing import Any

from assistant.rules.texts import Message

GIB = 1024**3
MIB = 1024**2


class FileProblem(ValueError):  # shown to people; not a fault of the program
    """The file as a whole cannot be read.

    ``message`` is what a door translates and shows; ``str(problem)`` is the filled Chinese sentence.
    """

    def __init__(self, text: str, **values: Any) -> None:
        super().__init__(text % values if values else text)
        self.message = Message(text, values)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold; beyond it the file is refused before it can fill the memory."""

    file_bytes: int = 2 * GIB
    workbook_bytes: int = 256 * MIB
    unpacked_bytes: int = 2 * GIB
    rows: int = 10_000_000
    columns: int = 1_000
    sheet_cells: int = 100_000_000
