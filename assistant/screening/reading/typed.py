"""Parquet that needs no reading: every column already typed as its fact, every cell in bounds.

Such a file is screened batch by batch and never stands in memory as a whole. One look over the file decides; whatever
a careful reading might refuse, change or count differently sends the file to ``read_table``.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from assistant.rules.facts import Fact
from assistant.rules.reading import FIRST_DAY, LAST_DAY
from assistant.screening.reading.headings import Column, Vocabulary, map_columns
from assistant.screening.reading.problems import Limits
from assistant.screening.reading.sniffing import PARQUET, kind_of
from assistant.screening.reading.table import ID_COLUMNS
from assistant.screening.reading.text import BLANKS

# Text that is blank, a line of totals, or what a spreadsheet may have made of a code.
_ANY = f"[{BLANKS}]*"
_DOUBTFUL = rf"^{_ANY}(?:$|#|[+-]?\d+(?:\.\d+)?[eE]|(?:总{_ANY})?[合总小共]{_ANY}计)"
_FROM_ORDINAL = -719163  # date.toordinal counts from year 1, Parquet and Polars from 1970


@dataclass(frozen=True, slots=True)
class TypedParquet:
    """A file's rows as ``read_table`` would give them, not yet read, and how many there are."""

    rows: pl.LazyFrame
    count: int


def typed_parquet(path: Path, facts: tuple[Fact, ...], limits: Limits | None = None) -> TypedParquet | None:
    """Return the file's rows when it is Parquet that needs no careful reading, else None.

    Raises FileProblem as ``read_table`` does, for headings that cannot be used.
    """
    limits = limits or Limits()
    if path.suffix.lower() != ".parquet" or kind_of(path, limits) != PARQUET:
        return None
    try:
        lazy = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        schema = lazy.collect_schema()
        columns = _columns(schema, facts)
        if columns is None:
            return None
        doubts = [_doubt(column).sum() for column in columns]
        blank = pl.all_horizontal(pl.all().is_null()).sum()
        found = lazy.select(pl.len().alias("rows"), (pl.sum_horizontal(doubts) + blank).alias("doubts")).collect()
    except PolarsError:
        return None
    count, doubtful = found.row(0)
    if doubtful or not 0 < count <= limits.rows or len(columns) > limits.columns:
        return None
    named = [pl.col(column.heading).alias(column.name) for column in columns]
    numbered = lazy.select(named).with_row_index("_row", offset=1)
    return TypedParquet(numbered.with_columns(pl.col("_row").cast(pl.Int64)), count)


def _columns(schema: pl.Schema, facts: tuple[Fact, ...]) -> tuple[Column, ...] | None:
    vocabulary = Vocabulary(facts, ID_COLUMNS)
    if not vocabulary.header_score(schema.names()):
        return None
    columns = map_columns(dict(enumerate(schema.names())), vocabulary)
    fits = all(
        column.heading == name and _fits(column, schema[name])
        for column, name in zip(columns, schema.names(), strict=True)
    )
    return columns if fits else None


def _fits(column: Column, dtype: pl.DataType) -> bool:
    fact = column.match.fact
    if fact is None:
        return dtype == pl.String
    if column.match.unit.scale:
        return False
    expected = {"bool": pl.Boolean, "choice": pl.String, "date": pl.Date, "month": pl.Date}
    return dtype == expected.get(fact.kind, pl.Int64)


def _doubt(column: Column) -> pl.Expr:
    """Return True where a cell needs a closer look."""
    fact, cell = column.match.fact, pl.col(column.heading)
    if fact is None:
        return cell.str.contains(_DOUBTFUL)
    match fact.kind:
        case "bool":
            return pl.lit(value=False)
        case "choice":
            return ~cell.is_in([choice.value for choice in fact.choices])
        case "date" | "month":
            day = cell.cast(pl.Int32)
            outside = ~day.is_between(FIRST_DAY + _FROM_ORDINAL, LAST_DAY + _FROM_ORDINAL)
            return outside | (cell.dt.day() != 1) if fact.kind == "month" else outside
    return ~cell.is_between(fact.lo, fact.hi)
