"""Parquet: typed columns, taken over strictly."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from assistant.rules.facts import N_, Fact
from assistant.screening.reading.headings import Vocabulary
from assistant.screening.reading.problems import FileProblem, Limits
from assistant.screening.reading.sniffing import damaged
from assistant.screening.reading.source import Part, Source

_BATCH = 200_000
_EXACT_FLOAT = 2**53


@contextmanager
def open_parquet(path: Path, vocabulary: Vocabulary, limits: Limits) -> Iterator[Source]:
    """Open a Parquet file. Raises FileProblem when it is broken, too large or has nested columns."""
    try:
        lazy = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        schema = lazy.collect_schema()
        total = lazy.select(pl.len()).collect().item()
    except PolarsError as error:
        raise damaged() from error
    if total > limits.rows or len(schema) > limits.columns:
        raise FileProblem(N_("文件超过上限（%(rows)s 行、%(columns)s 列）。"), rows=limits.rows, columns=limits.columns)
    _refuse_nested(schema)
    if not vocabulary.any_header and not vocabulary.header_score(schema.names()):
        raise vocabulary.no_header()
    named = lazy.select(pl.col(name).alias(f"c{place}") for place, name in enumerate(schema.names()))
    yield Source(dict(enumerate(schema.names())), 0, total, lambda: _parts(named))


def _refuse_nested(schema: pl.Schema) -> None:
    for name, dtype in schema.items():
        if dtype.is_nested() or dtype in (pl.Binary, pl.Object):
            raise FileProblem(
                N_("列“%(name)s”不是普通的单元格（类型 %(dtype)s），请去掉或改为文本。"),
                name=name,
                dtype=str(dtype),
            )


def _parts(lazy: pl.LazyFrame) -> Iterator[Part]:
    start = 1
    try:
        for part in lazy.collect_batches(chunk_size=_BATCH, maintain_order=True):
            rows = pl.int_range(start, start + len(part), dtype=pl.Int64, eager=True).alias("_row")
            start += len(part)
            yield Part(part.with_columns(rows), len(part))
    except PolarsError as error:
        raise damaged() from error


def taken_over(cells: pl.Series, fact: Fact | None, scale: int) -> pl.Series | None:
    """Return the column as the fact's own type when its type already says the same, else None."""
    if fact is None:
        return None
    if fact.kind == "bool" and cells.dtype == pl.Boolean:
        return cells
    if fact.kind in ("int", "months", "money") and scale == 0 and cells.dtype.is_integer():
        whole = cells.cast(pl.Int64, strict=False)
        return whole if whole.null_count() == cells.null_count() else None
    if fact.kind in ("date", "month") and cells.dtype in (pl.Date, pl.Datetime):
        dates = _local(cells).cast(pl.Date)
        return dates.dt.month_start() if fact.kind == "month" else dates
    return None


def as_text(cells: pl.Series) -> pl.Series:
    """Return any column as text: ``12`` and not ``12.0``, dates in ISO form."""
    if cells.dtype == pl.String:
        return cells
    if cells.dtype.is_float():
        return _whole_floats_as_integers(cells)
    if isinstance(cells.dtype, pl.Datetime):
        return _local(cells).dt.strftime("%Y-%m-%d %H:%M:%S")
    return cells.cast(pl.String)


def _whole_floats_as_integers(cells: pl.Series) -> pl.Series:
    whole = (cells == cells.floor()) & (cells.abs() < _EXACT_FLOAT)
    integers = cells.set(~whole.fill_null(value=False), None).cast(pl.Int64).cast(pl.String)
    return integers.zip_with(integers.is_not_null(), cells.cast(pl.String))


def _local(cells: pl.Series) -> pl.Series:
    """A moment with a time zone is a day in China's own time."""
    if isinstance(cells.dtype, pl.Datetime) and cells.dtype.time_zone:
        return cells.dt.convert_time_zone("Asia/Shanghai").dt.replace_time_zone(None)
    return cells
