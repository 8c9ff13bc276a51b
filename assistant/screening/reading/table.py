"""A bureau's file as a typed table, with everything that could not be read set apart."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from assistant.rules.facts import Fact
from assistant.rules.texts import in_chinese
from assistant.screening.kept_messages import from_kept
from assistant.screening.reading.gathering import ERROR_SCHEMA, Sorted, Sorter, ranges
from assistant.screening.reading.headings import Column, Vocabulary, map_columns
from assistant.screening.reading.problems import Limits
from assistant.screening.reading.result import REJECT_COLUMNS, ColumnReport, Counts, ReadResult
from assistant.screening.reading.source import Source
from assistant.screening.reading.streaming import opened

ID_COLUMNS = ("firm_name", "credit_code")


def read_table(
    path: Path,
    facts: Sequence[Fact],
    *,
    id_columns: Sequence[str] = ID_COLUMNS,
    sheet: str | None = None,
    limits: Limits | None = None,
) -> ReadResult:
    """Read a CSV, TSV, XLSX, XLS or Parquet file into typed rows and rejects.

    Money comes out in fen, months as the first day of the month, choices as their value; unknown cells are
    null. Facts of kind ``list`` have no column. ``id_columns`` are kept as text under these names; known
    Chinese headings for them are in ``headings.ID_LABELS``. ``sheet`` names a workbook's sheet when it has
    several with data.

    Raises FileProblem (a Chinese sentence saying what to do) when the file as a whole cannot be read.
    """
    vocabulary = Vocabulary(facts, id_columns)
    with opened(path, vocabulary, sheet, limits or Limits()) as source:
        columns = map_columns(source.headings, vocabulary)
        sorter = Sorter(source, columns)
        return _result(source, columns, sorter, [sorter.sort(part) for part in source.parts()])


def _result(source: Source, columns: tuple[Column, ...], sorter: Sorter, found: Sequence[Sorted]) -> ReadResult:
    rows = pl.concat([pl.DataFrame(schema=sorter.rows_schema), *(part.rows for part in found)]).rechunk()
    errors = pl.concat([pl.DataFrame(schema=ERROR_SCHEMA), *(part.errors for part in found)])
    nothing = pl.DataFrame(schema=sorter.originals_schema)
    originals = pl.concat([nothing, *(part.originals for part in found)], how="diagonal")
    idle = [c for c in columns if c.unnamed and _empty(rows[c.name]) and _empty(originals[c.name])]
    rows, originals = rows.drop(c.name for c in idle), originals.drop(c.name for c in idle)
    blank = ranges([pl.Series([], dtype=pl.Int64), *(part.blank for part in found)])
    return ReadResult(
        rows=rows,
        rejects=_said(errors).select(REJECT_COLUMNS).join(originals, on="_row", how="left", maintain_order="left"),
        columns=_reports([c for c in columns if c not in idle], errors),
        counts=_counts(
            source.header_row, sum(part.lines for part in found), len(rows), errors["_row"].n_unique(), blank
        ),
        blank_ranges=blank,
        header_row=source.header_row,
        sheet=source.sheet,
        encoding=source.encoding,
    )


def _said(errors: pl.DataFrame) -> pl.DataFrame:
    kept = errors["reason"].unique()
    spoken = pl.Series([in_chinese(from_kept(reason)) for reason in kept], dtype=pl.String)
    return errors.with_columns(pl.col("reason").replace_strict(kept, spoken, return_dtype=pl.String))


def _empty(cells: pl.Series) -> bool:
    return cells.null_count() == len(cells)


def _counts(header_row: int, lines: int, rows_out: int, rejected: int, blank: tuple[tuple[int, int], ...]) -> Counts:
    last = header_row + lines
    blanks = sum(to - since + 1 for since, to in blank)
    trailing = blank[-1][1] - blank[-1][0] + 1 if blank and blank[-1][1] == last else 0
    rows_in = lines - blanks
    if rows_in != rows_out + rejected:
        raise RuntimeError(f"{rows_in} rows in, {rows_out} out and {rejected} rejected")
    return Counts(rows_in, rows_out, rejected, blanks, trailing)


def _reports(columns: Sequence[Column], errors: pl.DataFrame) -> tuple[ColumnReport, ...]:
    bad = dict(errors.group_by("place").len().rows())
    return tuple(
        ColumnReport(
            heading=column.heading,
            letter=column.letter,
            name=column.name,
            role=column.match.role,
            unit=column.match.unit.word,
            note=in_chinese(column.match.note) if column.match.note else "",
            bad_cells=bad.get(column.index, 0),
        )
        for column in columns
    )
