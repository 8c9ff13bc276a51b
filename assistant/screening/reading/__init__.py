"""Reading a bureau's file: every cell as text, cast strictly, and nothing lost without a word."""

from assistant.screening.reading.problems import FileProblem, Limits
from assistant.screening.reading.result import REJECT_COLUMNS, ColumnReport, Counts, ReadResult
from assistant.screening.reading.table import ID_COLUMNS, read_table
from assistant.screening.reading.typed import TypedParquet, typed_parquet

__all__ = [
    "ID_COLUMNS",
    "REJECT_COLUMNS",
    "ColumnReport",
    "Counts",
    "FileProblem",
    "Limits",
    "ReadResult",
    "TypedParquet",
    "read_table",
    "typed_parquet",
]
