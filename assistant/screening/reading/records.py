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


def records(lines: pl.Series, separator: str) -> pl.DataFrame:
    """Return one row per record: ``_row`` (from 1), ``record`` (text) and ``sound`` (quoting is right)."""
    grammar = Grammar(separator)
    quoted = lines.str.contains('"', literal=True)
    odd = quoted & ~lines.str.contains(grammar.sound) if quoted.any() else quoted
    if not odd.any():
        return _numbered(lines, pl.repeat(value=True, n=len(lines), dtype=pl.Boolean, eager=True))
    paired = _by_parity(lines)
    if _all_sound(paired, grammar):
        return _numbered(paired, pl.repeat(value=True, n=len(paired), dtype=pl.Boolean, eager=True))
    return _one_by_one(lines, odd, grammar)


def _numbered(text: pl.Series, sound: pl.Series) -> pl.DataFrame:
    frame = pl.DataFrame([text.alias("record"), sound.alias("sound")])
    return frame.with_row_index("_row", offset=1).with_columns(pl.col("_row").cast(pl.Int64))


def _by_parity(lines: pl.Series) -> pl.Series:
    """Join lines into records, taking a record to end where the number of marks so far is even."""
    marks = pl.col("line").str.count_matches('"', literal=True).cast(pl.Int64)
    starts = (marks.cum_sum() - marks) % 2 == 0
    frame = lines.to_frame("line").with_columns(starts.cum_sum().alias("record"))
    frame = frame.with_columns(pl.len().over("record").alias("lines"))
    alone = frame.filter(pl.col("lines") == 1).select("record", "line")
    spread = frame.filter(pl.col("lines") > 1)
    if (spread["lines"] > _MOST_LINES).any():
        return lines  # not sound either; the caller then looks closely
    joined = spread.group_by("record", maintain_order=True).agg(pl.col("line").str.join("\n"))
    return pl.concat([alone, joined.select("record", "line")]).sort("record").get_column("line")


def _all_sound(paired: pl.Series, grammar: Grammar) -> bool:
    quoted = paired.filter(paired.str.contains('"', literal=True))
    return bool(quoted.str.contains(grammar.sound).all())


def _one_by_one(lines: pl.Series, odd: pl.Series, grammar: Grammar) -> pl.DataFrame:
    """Mend or refuse the odd lines; every line between them is a record of its own."""
    pieces: list[pl.DataFrame] = []
    done = 0
    for place in odd.arg_true():
        if place < done:
            continue  # inside a quotation that began earlier
        pieces.append(_piece(lines.slice(done, place - done), sound=True))
        text, used, sound = _record_at(lines, place, grammar)
        pieces.append(_piece(pl.Series([text]), sound=sound))
        done = place + used
    pieces.append(_piece(lines.slice(done), sound=True))
    whole = pl.concat(pieces)
    return _numbered(whole["record"], whole["sound"])


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
