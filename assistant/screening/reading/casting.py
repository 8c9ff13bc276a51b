"""One column of cells into typed values and a list of refused cells."""

from dataclasses import dataclass
from typing import Protocol

import polars as pl

from assistant.rules.texts import Message
from assistant.screening.kept_messages import kept
from assistant.screening.reading.dates import DateReader
from assistant.screening.reading.headings import Column
from assistant.screening.reading.identifiers import TextReader
from assistant.screening.reading.numbers import NumberReader
from assistant.screening.reading.text import blank_to_null, mask, tidy_column, unknown_mask
from assistant.screening.reading.words import bool_reader, choice_reader


class Reader(Protocol):
    """A reader of one kind of fact. All but ``why`` take and give whole columns."""

    @property
    def dtype(self) -> type[pl.DataType]: ...
    def plain(self, text: pl.Series) -> pl.Series: ...
    def careful(self, tidied: pl.Series) -> pl.Series: ...
    def out_of_bounds(self, values: pl.Series) -> pl.Series: ...
    def why_out(self) -> Message: ...
    def why(self, tidied: str) -> Message: ...


@dataclass(frozen=True, slots=True)
class Cast:
    """A column's values (null where unknown or refused) and the refused cells.

    ``places`` are the refused cells' positions (from 0), with their ``texts`` and ``reasons`` (messages as they are kept).
    """

    values: pl.Series
    places: pl.Series
    texts: pl.Series
    reasons: pl.Series


def reader_for(column: Column, *, serials: bool) -> Reader | TextReader:
    """Return the reader of a column. ``serials``: five-digit numbers are day numbers (workbooks only)."""
    fact = column.match.fact
    if fact is None:
        return TextReader(column.match.guarded)
    match fact.kind:
        case "bool":
            return bool_reader()
        case "choice":
            return choice_reader(fact)
        case "date" | "month":
            return DateReader(fact, serials)
    return NumberReader(fact, column.match.unit)


def cast(text: pl.Series, reader: Reader | TextReader) -> Cast:
    """Read a column of texts. Plain cells take the fast way, only the others are looked at closely."""
    if isinstance(reader, TextReader):
        kept = blank_to_null(text)
        return _result(kept, text, reader.damaged(kept).arg_true(), reader)
    values = reader.plain(text)
    odd = (values.is_null() & text.is_not_null()).arg_true()
    bad = odd
    if len(odd):
        tidied = tidy_column(text.gather(odd))
        again = reader.careful(tidied)
        read = again.is_not_null()
        values = values.scatter(odd.filter(read), again.filter(read))
        bad = odd.filter(~read & ~unknown_mask(tidied))
    out = reader.out_of_bounds(values).fill_null(value=False)
    return _with_bounds(_result(values, text, bad, reader), text, out.arg_true(), reader)


def _result(values: pl.Series, text: pl.Series, bad: pl.Series, reader: Reader | TextReader) -> Cast:
    texts = text.gather(bad)
    # The same wrong text gets the same answer, so it is looked at once.
    distinct = texts.unique()
    tidied = tidy_column(distinct).to_list()
    answers = pl.Series([kept(reader.why(cell)) for cell in tidied], dtype=pl.String)
    reasons = texts.replace_strict(distinct, answers, return_dtype=pl.String) if len(texts) else answers
    return Cast(values, bad, mask(texts), reasons)


def _with_bounds(found: Cast, text: pl.Series, out: pl.Series, reader: Reader) -> Cast:
    if not len(out):
        return found
    reasons = pl.Series([kept(reader.why_out())], dtype=pl.String).new_from_index(0, len(out))
    return Cast(
        values=found.values.scatter(out, None),
        places=found.places.append(out),
        texts=found.texts.append(mask(text.gather(out))),
        reasons=found.reasons.append(reasons),
    )
