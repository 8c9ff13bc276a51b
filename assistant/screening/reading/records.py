"""Lines of a delimited file into records: a quoted cell may run over several lines.

Vectorised where quoting is sound. Only lines whose quotes do not pair up are looked at one by one.
"""

import csv
import io
import re
from dataclasses import dataclass

import polars as pl

from assistant.rules.facts import N_

# A quoted cell longer than this is a quotation mark that was never closed.
_MOST_LINES = 50

BAD_QUOTES = N_("这一行的引号不成对，或引号的位置不对；请检查后重新导出。")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The shape of a record for one separator, strictly (as written by programs) and leniently."""

    separator: str

    @property
    def sound(self) -> str:
        """A pattern (Rust and Python) for a record whose quoting is beyond doubt."""
        cell = rf'(?:"(?:[^"]|"")*"|[^"{self.separator}]*)'
        return rf"\A{cell}(?:{self.separator}{cell})*$"

    def _cell(self) -> str:
        # Possessive, so that a hostile line cannot make the match run away.
        return rf'(?:"(?:[^"]|"")*+"(?=[{self.separator}]|\Z)|[^"{self.separator}][^{self.separator}]*+|)'

    def kept(self, text: str) -> bool:
        """Return whether the text is a record, taking a mark inside an unquoted cell (5" 管) as a letter."""
        cell = self._cell()
        return re.fullmatch(rf"{cell}(?:{self.separator}{cell})*+", text) is not None

    def open(self, text: str) -> bool:
        """Return whether the last cell's quotation is still open."""
        return re.fullmatch(rf'(?:{self._cell()}{self.separator})*+"(?:[^"]|"")*+', text) is not None


def split(record: str, separator: str) -> list[str]:
    """Return the cells of one record."""
    try:
        return next(csv.reader(io.StringIO(record, newline=""), delimiter=separator), [])
    except csv.Error:  # a cell beyond the module's own limit
        return record.split(separator)


def join(cells: list[str], separator: str) -> str:
    """Return one record in which every cell is quoted soundly."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="").writerow(cells)
    return out.getvalue()


class RecordReader:
    """Turns lines, handed over a part at a time, into records: the same ones as if all had come at once."""

    def __init__(self, separator: str) -> None:
        self._grammar = Grammar(separator)
        self._rest = pl.Series("line", [], dtype=pl.String)
        self._before = 0

    def read(self, lines: pl.Series, *, last: bool = False) -> pl.DataFrame:
        """Return the records that are complete by now (``last``: all that is left), one row per record.

        Columns: ``_row`` (from 1, over all parts), ``record`` (text) and ``sound`` (quoting is right).
        """
        lines = pl.concat([self._rest, lines.alias("line")]) if len(self._rest) else lines
        found, used = _complete(lines, self._grammar, last=last)
        self._rest = lines.slice(used).alias("line")
        numbered = found.with_row_index("_row", offset=self._before + 1).with_columns(pl.col("_row").cast(pl.Int64))
        self._before += len(numbered)
        return numbered


def records(lines: pl.Series, separator: str) -> pl.DataFrame:
    """Return one row per record: ``_row`` (from 1), ``record`` (text) and ``sound`` (quoting is right)."""
    return RecordReader(separator).read(lines, last=True)


def _complete(lines: pl.Series, grammar: Grammar, *, last: bool) -> tuple[pl.DataFrame, int]:
    """Return the records that surely are whole, and how many lines they take."""
    quoted = lines.str.contains('"', literal=True)
    odd = quoted & ~lines.str.contains(grammar.sound) if quoted.any() else quoted
    if not odd.any():
        return _piece(lines, sound=True), len(lines)
    paired, open_lines = _by_parity(lines)
    if not (last and open_lines) and open_lines <= _MOST_LINES and _all_sound(paired, grammar):
        return _piece(paired, sound=True), len(lines) - open_lines
    return _one_by_one(lines, odd, grammar, last=last)


def _by_parity(lines: pl.Series) -> tuple[pl.Series, int]:
    """Join lines into records, taking a record to end where the number of marks so far is even.

    Returns them, and how many lines at the end belong to a record that is still open.
    """
    marks = pl.col("line").str.count_matches('"', literal=True).cast(pl.Int64)
    starts = (marks.cum_sum() - marks) % 2 == 0
    frame = lines.to_frame("line").with_columns(starts.cum_sum().alias("record"), (marks.cum_sum() % 2).alias("open"))
    frame = frame.with_columns(pl.len().over("record").alias("lines"))
    still_open = frame["lines"][-1] if frame["open"][-1] else 0
    frame = frame.head(len(frame) - still_open)
    alone = frame.filter(pl.col("lines") == 1).select("record", "line")
    spread = frame.filter(pl.col("lines") > 1)
    if (spread["lines"] > _MOST_LINES).any():
        return lines, 0  # not sound either; the caller then looks closely
    joined = spread.group_by("record", maintain_order=True).agg(pl.col("line").str.join("\n"))
    paired = pl.concat([alone, joined.select("record", "line")]).sort("record").get_column("line")
    return paired, still_open


def _all_sound(paired: pl.Series, grammar: Grammar) -> bool:
    quoted = paired.filter(paired.str.contains('"', literal=True))
    return bool(quoted.str.contains(grammar.sound).all())


def _one_by_one(lines: pl.Series, odd: pl.Series, grammar: Grammar, *, last: bool) -> tuple[pl.DataFrame, int]:
    """Mend or refuse the odd lines; every line between them is a record of its own.

    Unless the lines are the ``last`` ones, it stops before a record that lines to come might belong to.
    """
    pieces: list[pl.DataFrame] = []
    done, end = 0, len(lines)
    for place in odd.arg_true():
        if place < done:
            continue  # inside a quotation that began earlier
        if not last and place + _MOST_LINES >= len(lines):
            end = place
            break
        pieces.append(_piece(lines.slice(done, place - done), sound=True))
        text, used, sound = _record_at(lines, place, grammar)
        pieces.append(_piece(pl.Series([text]), sound=sound))
        done = place + used
    pieces.append(_piece(lines.slice(done, end - done), sound=True))
    return pl.concat(pieces), end


def _piece(text: pl.Series, *, sound: bool) -> pl.DataFrame:
    return text.to_frame("record").with_columns(pl.lit(sound).alias("sound"))


def _record_at(lines: pl.Series, place: int, grammar: Grammar) -> tuple[str, int, bool]:
    """Return the record that begins here, how many lines it takes, and whether its quoting is right."""
    first: str = lines[place]
    text = first
    for used in range(1, _MOST_LINES + 1):
        if grammar.kept(text):
            return join(split(text, grammar.separator), grammar.separator), used, True
        if not grammar.open(text) or place + used >= len(lines):
            break
        text = f"{text}\n{lines[place + used]}"
    return first, 1, False
