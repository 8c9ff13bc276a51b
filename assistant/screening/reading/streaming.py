"""A bureau's file a part at a time: what columns it has, and what became of the lines of each part."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.rules.facts import Fact
from assistant.screening.reading.delimited import open_delimited
from assistant.screening.reading.gathering import Sorted, Sorter
from assistant.screening.reading.headings import Column, Vocabulary, map_columns
from assistant.screening.reading.parquet import as_text, open_parquet
from assistant.screening.reading.problems import Limits
from assistant.screening.reading.sniffing import OLD_WORKBOOK, PARQUET, TEXT, WORKBOOK, kind_of
from assistant.screening.reading.source import Source

SAMPLE_ROWS = 5


@dataclass(frozen=True, slots=True)
class Look:
    """A first look into a file: its headings (column place from 0 → text), first rows, sheets, lines to expect."""

    headings: Mapping[int, str]
    rows: tuple[tuple[str, ...], ...]
    header_row: int
    expected: int
    sheet: str | None
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """An opened file whose columns are understood; ``parts`` may be read once."""

    columns: tuple[Column, ...]
    source: Source
    sorter: Sorter

    def parts(self) -> Iterator[Sorted]:
        """Give what became of each part's lines, in the file's order."""
        return (self.sorter.sort(part) for part in self.source.parts())


def look(path: Path, vocabulary: Vocabulary, *, sheet: str | None = None, limits: Limits | None = None) -> Look:
    """Return a first look into the file. Raises FileProblem when it cannot be read."""
    limits = limits or Limits()
    sheets = _sheets(path, limits)
    with opened(path, vocabulary, sheet, limits) as source:
        part = next(source.parts(), None)
        cells = [] if part is None else [as_text(part.cells[f"c{i}"].head(SAMPLE_ROWS)) for i in source.headings]
        rows = tuple(zip(*(column.fill_null("").to_list() for column in cells), strict=True))
        return Look(source.headings, rows, source.header_row, source.expected, source.sheet, sheets)


def _sheets(path: Path, limits: Limits) -> tuple[str, ...]:
    if kind_of(path, limits) not in (WORKBOOK, OLD_WORKBOOK):
        return ()
    from assistant.screening.reading.workbook import sheet_names

    return sheet_names(path)


@contextmanager
def stream(
    path: Path,
    facts: Sequence[Fact],
    id_columns: Sequence[str],
    chosen: Mapping[int, str],
    *,
    sheet: str | None = None,
    limits: Limits | None = None,
) -> Iterator[Stream]:
    """Open a file whose columns a person has chosen (place from 0 → name of a fact or id column; "": left out).

    Raises FileProblem when the file as a whole cannot be read, also while the parts are.
    """
    vocabulary = Vocabulary(facts, id_columns, any_header=True)
    with opened(path, vocabulary, sheet, limits or Limits()) as source:
        columns = map_columns(source.headings, vocabulary, chosen)
        yield Stream(columns, source, Sorter(source, columns))


@contextmanager
def opened(path: Path, vocabulary: Vocabulary, sheet: str | None, limits: Limits) -> Iterator[Source]:
    """Open a file of any kind. Raises FileProblem."""
    kind = kind_of(path, limits)
    if kind == TEXT:
        with open_delimited(path, vocabulary, limits) as source:
            yield source
    elif kind == PARQUET:
        with open_parquet(path, vocabulary, limits) as source:
            yield source
    else:
        # Workbooks alone need this library; a CSV or Parquet screening need not wait for it to load.
        from assistant.screening.reading.workbook import open_workbook

        with open_workbook(path, kind, vocabulary, sheet, limits) as source:
            yield source
