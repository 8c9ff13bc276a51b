"""Parts of a file into typed rows and rejects; no row is lost on the way."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from assistant.screening.reading.casting import Cast, cast, reader_for
from assistant.screening.reading.headings import Column
from assistant.screening.reading.identifiers import LOST_DIGITS, TOTAL_LINE, TextReader
from assistant.screening.reading.parquet import as_text, taken_over
from assistant.screening.reading.records import split
from assistant.screening.reading.result import REJECT_COLUMNS
from assistant.screening.reading.source import Part, Source
from assistant.screening.reading.text import BLANKS, mask

WHOLE_ROW, EXTRA_CELLS = "（整行）", "（多出的内容）"
ERROR_SCHEMA = {"_row": pl.Int64, "place": pl.Int64} | dict.fromkeys(REJECT_COLUMNS[1:], pl.String)
_TOTALS = ("合计", "总计", "小计", "共计", "总合计")
_TOO_LONG_FOR_A_NUMBER = r"^\d{16,}$"


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of the lines of one part: ``rows + refused rows + blank lines == lines``.

    ``rows``: typed, in the file's order. ``errors``: refused cells, with ``place`` (the column from 0; -1 for a whole
    row) to sort by. ``originals``: the refused rows' own cells as text under the file's headings.
    """

    rows: pl.DataFrame
    errors: pl.DataFrame
    originals: pl.DataFrame
    blank: pl.Series
    lines: int


class Sorter:
    """Says of each part of one source what becomes of its lines; keeps nothing."""

    def __init__(self, source: Source, columns: tuple[Column, ...]) -> None:
        self._source = source
        self._columns = columns
        self._readers = {c.key: reader_for(c, serials=source.serials) for c in columns}
        self._totals_in = [c for c in columns if c.match.role == "id"] or list(columns[:1])

    @property
    def rows_schema(self) -> dict[str, type[pl.DataType]]:
        """The typed rows' columns."""
        return {"_row": pl.Int64} | {c.name: self._readers[c.key].dtype for c in self._columns}

    @property
    def originals_schema(self) -> dict[str, type[pl.DataType]]:
        """The original cells' columns; lines with too many cells add another."""
        return {"_row": pl.Int64} | {self._original(c): pl.String for c in self._columns}

    def sort(self, part: Part) -> Sorted:
        """Sort the part into typed rows, refused rows and blank lines."""
        batch, blank = part.cells, self._blank_lines(part.cells)
        blank_rows = part.blank
        if blank.any():
            blank_rows = pl.concat([blank_rows, batch["_row"].filter(blank)])
            batch = batch.filter(~blank)
        texts: dict[str, pl.Series] = {}
        typed = [batch["_row"]]
        errors = [pl.DataFrame(schema=ERROR_SCHEMA), *self._total_lines(batch)]
        for column in self._columns:
            found = self._cast(column, batch[column.key], texts)
            typed.append(found.values.alias(column.name))
            errors.append(_errors(column, batch["_row"], found))
        whole, broken = self._misfits(part.misfits)
        all_errors = pl.concat(errors)
        rows, originals = self._parted(batch, pl.DataFrame(typed), all_errors, texts)
        return Sorted(
            rows,
            pl.concat([all_errors, whole]).sort("_row", "place", maintain_order=True),
            pl.concat([originals, broken], how="diagonal"),
            blank_rows,
            part.lines,
        )

    def _blank_lines(self, batch: pl.DataFrame) -> pl.Series:
        """Return True where no cell holds anything. Most lines show that they do in their first column."""
        blank = pl.repeat(value=True, n=len(batch), dtype=pl.Boolean, eager=True)
        for column in self._columns:
            if not blank.any():
                break
            blank &= _is_blank(batch[column.key])
        return blank

    def _cast(self, column: Column, cells: pl.Series, texts: dict[str, pl.Series]) -> Cast:
        reader = self._readers[column.key]
        fact = column.match.fact
        ready = taken_over(cells, fact, column.match.unit.scale)
        if ready is not None and not isinstance(reader, TextReader):
            out = reader.out_of_bounds(ready).fill_null(value=False)
            if not out.any():
                return _all_well(ready)
        texts[column.key] = as_text(cells)
        found = cast(texts[column.key], reader)
        if column.match.guarded and (lost := self._lost_digits(column, texts[column.key])).any():
            return _and_lost(found, texts[column.key], lost)
        return found

    def _lost_digits(self, column: Column, text: pl.Series) -> pl.Series:
        """Return True where a long code was stored as a number, so that its last digits are gone."""
        long = text.str.contains(_TOO_LONG_FOR_A_NUMBER).fill_null(value=False)
        as_number = self._source.as_number(column.index) if long.any() else False
        if as_number is None:
            # Numbers and texts mixed: a number's digits are those of a float; few typed codes are.
            places = long.arg_true()
            exact = [int(float(code)) == int(code) for code in text.gather(places)]
            return long.scatter(places, exact)
        return long if as_number else long & False

    def _total_lines(self, batch: pl.DataFrame) -> list[pl.DataFrame]:
        """A line of totals under the firms would be screened as one huge firm."""
        errors = []
        for column in self._totals_in:
            text = as_text(batch[column.key])
            bare = text.str.replace_all(f"[{BLANKS}:：]", "")
            places = bare.is_in(list(_TOTALS)).fill_null(value=False).arg_true()
            reasons = pl.Series([TOTAL_LINE], dtype=pl.String).new_from_index(0, len(places))
            errors.append(_errors(column, batch["_row"], Cast(text, places, text.gather(places), reasons)))
        return errors

    def _parted(
        self, batch: pl.DataFrame, typed: pl.DataFrame, errors: pl.DataFrame, texts: dict[str, pl.Series]
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The typed rows without the refused ones, and those as they stand in the file."""
        if not len(errors):
            return typed, pl.DataFrame(schema=self.originals_schema)
        refused = batch["_row"].is_in(errors["_row"].unique().implode())
        cells = [texts.get(c.key, batch[c.key]).filter(refused).rename(self._original(c)) for c in self._columns]
        return typed.filter(~refused), pl.DataFrame([batch["_row"].filter(refused), *map(as_text, cells)])

    def _original(self, column: Column) -> str:
        return column.name if column.match.role == "other" else column.heading

    def _misfits(self, misfits: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Lines that never became cells: kept as they are, in as many columns as they have."""
        if not len(misfits):
            return pl.DataFrame(schema=ERROR_SCHEMA), pl.DataFrame(schema=self.originals_schema)
        errors = misfits.select(
            "_row",
            pl.lit(-1, dtype=pl.Int64).alias("place"),
            pl.lit(WHOLE_ROW).alias("column"),
            mask(misfits["record"]).alias("value"),
            "reason",
        )
        lines = [self._scattered(*line) for line in misfits.select("_row", "record").rows()]
        return errors, pl.DataFrame(lines, schema=self.originals_schema | {EXTRA_CELLS: pl.String})

    def _scattered(self, row: int, record: str) -> dict[str, int | str | None]:
        cells = dict(enumerate(split(record, self._source.separator)))
        line: dict[str, int | str | None] = {"_row": row}
        for column in self._columns:
            line[self._original(column)] = cells.pop(column.index, None)
        line[EXTRA_CELLS] = self._source.separator.join(cells.values()) or None
        return line


def _is_blank(cells: pl.Series) -> pl.Series:
    if cells.dtype != pl.String:
        return cells.is_null()
    return ~cells.str.contains(f"[^{BLANKS}]").fill_null(value=False)


def _errors(column: Column, rows: pl.Series, found: Cast) -> pl.DataFrame:
    return pl.DataFrame(
        [
            rows.gather(found.places),
            pl.repeat(column.index, len(found.places), dtype=pl.Int64, eager=True).alias("place"),
            pl.repeat(column.heading, len(found.places), dtype=pl.String, eager=True).alias("column"),
            found.texts.alias("value"),
            found.reasons.alias("reason"),
        ]
    )


def _all_well(values: pl.Series) -> Cast:
    nothing = pl.Series([], dtype=pl.String)
    return Cast(values, pl.Series([], dtype=pl.UInt32), nothing, nothing)


def _and_lost(found: Cast, text: pl.Series, lost: pl.Series) -> Cast:
    places = lost.arg_true()
    reasons = pl.Series([LOST_DIGITS], dtype=pl.String).new_from_index(0, len(places))
    return Cast(
        values=found.values,
        places=found.places.append(places),
        texts=found.texts.append(mask(text.gather(places))),
        reasons=found.reasons.append(reasons),
    )


def ranges(rows: Iterable[pl.Series]) -> tuple[tuple[int, int], ...]:
    """Return the first and last number of every run of consecutive row numbers."""
    numbers = pl.concat(list(rows)).cast(pl.Int64).sort()
    runs = numbers.to_frame("row").with_columns((pl.col("row") - pl.int_range(pl.len())).alias("run"))
    found = runs.group_by("run", maintain_order=True).agg(
        pl.col("row").min().alias("first"), pl.col("row").max().alias("last")
    )
    return tuple(found.select("first", "last").rows())
