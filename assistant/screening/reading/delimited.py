"""CSV and TSV: every cell as text."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from assistant.rules.facts import N_
from assistant.screening.reading.encoding import as_utf8, detect
from assistant.screening.reading.headings import HEADER_WITHIN, Vocabulary, guessed_header
from assistant.screening.reading.problems import FileProblem, Limits, kept_for_rows
from assistant.screening.reading.records import BAD_QUOTES, RecordReader, records, split
from assistant.screening.reading.source import Part, Source
from assistant.screening.reading.text import BLANKS

_SEPARATORS = (",", "\t", ";")
_BATCH = 200_000
_SEPARATOR_LINES = 200
_HEAD_LINES = 1_000  # rows of the header may run over several lines
WRONG_WIDTH = N_("这一行有 %(found)s 栏，表头有 %(expected)s 栏；多半是内容里有没加引号的分隔符，或缺了栏目。")


@contextmanager
def open_delimited(path: Path, vocabulary: Vocabulary, limits: Limits) -> Iterator[Source]:
    """Open a CSV or TSV file. Raises FileProblem when encoding, header or size are wrong."""
    encoding = detect(path)
    with as_utf8(path, encoding) as plain:
        yield _source(pl.scan_lines(plain, glob=False), vocabulary, limits, encoding)


def _source(lines: pl.LazyFrame, vocabulary: Vocabulary, limits: Limits, encoding: str) -> Source:
    anything = pl.col("line").str.contains(f"[^{BLANKS},;]").any()
    count, filled = lines.select(pl.len(), anything.alias("filled")).collect(engine="streaming").row(0)
    if not filled:
        raise FileProblem(N_("文件里没有内容，请重新导出后再上传。"))
    top = lines.head(_HEAD_LINES).collect().to_series()
    separator = _separator(top.head(_SEPARATOR_LINES), vocabulary)
    head = [split(record, separator) for record in records(top, separator)["record"].head(HEADER_WITHIN)]
    place = vocabulary.find_header(head)
    if place is None:
        raise vocabulary.no_header()
    width, header_row = len(head[place]), place + 1
    _check_extent(0, width, limits)
    return Source(
        headings=dict(enumerate(head[place])),
        header_row=header_row,
        expected=max(0, count - header_row),
        parts=lambda: _parts(lines, separator, header_row, width, limits),
        separator=separator,
        encoding=encoding,
    )


def _parts(lines: pl.LazyFrame, separator: str, header_row: int, width: int, limits: Limits) -> Iterator[Part]:
    seen = 0
    for table in _records(lines, separator):
        body = table.filter(pl.col("_row") > header_row) if not seen else table
        seen += len(body)
        _check_extent(seen, width, limits)
        if len(body):
            yield _part(body, width, separator)


def _records(lines: pl.LazyFrame, separator: str) -> Iterator[pl.DataFrame]:
    reader = RecordReader(separator)
    for batch in lines.collect_batches(chunk_size=_BATCH, maintain_order=True):
        yield reader.read(batch.to_series())
    yield reader.read(pl.Series([], dtype=pl.String), last=True)


def _check_extent(rows: int, columns: int, limits: Limits) -> None:
    if rows > limits.rows or columns > limits.columns:
        raise FileProblem(
            N_(
                "文件有 %(rows)s 行、%(columns)s 列，超过上限（%(most_rows)s 行、%(most_columns)s 列）。请分成几个文件。"
            ),
            rows=rows,
            columns=columns,
            most_rows=limits.rows,
            most_columns=limits.columns,
        )


def _separator(head: pl.Series, vocabulary: Vocabulary) -> str:
    """Return the separator under which a header row is recognised best."""

    def rows(separator: str) -> list[list[str]]:
        return [split(row, separator) for row in records(head, separator)["record"].head(HEADER_WITHIN)]

    def score(separator: str) -> int:
        return max(map(vocabulary.header_score, rows(separator)), default=0)

    def width(separator: str) -> int:
        table = rows(separator)
        place = guessed_header(table)
        return 0 if place is None else len(table[place])

    best = max(_SEPARATORS, key=score)
    if not score(best) and vocabulary.any_header:
        best = max(_SEPARATORS, key=width)
        if width(best):
            return best
    if not score(best):
        raise vocabulary.no_header()
    return best


def _part(body: pl.DataFrame, width: int, separator: str) -> Part:
    """Part the records into blank ones, misfits (wrong quoting or number of cells) and cells."""
    record = body["record"]
    blank = ~record.str.contains(f'[^{BLANKS}"{separator}]')
    quoted = record.str.contains('"', literal=True)
    bare = record.str.replace_all(r'"[^"]*"', "") if quoted.any() else record
    found = bare.str.count_matches(separator, literal=True).cast(pl.Int64) + 1
    wrong = ~blank & (~body["sound"] | (found != width))
    misfits = body.with_columns(found.alias("found")).filter(wrong).with_columns(_reason(width))
    good = body.filter(~blank & ~wrong)
    return Part(
        _cells(good, width, separator),
        len(body),
        body["_row"].filter(blank),
        misfits.select("_row", "record", "sound", "reason"),
    )


def _reason(width: int) -> pl.Expr:
    widths = kept_for_rows(WRONG_WIDTH, found=pl.col("found"), expected=pl.lit(width))
    return pl.when("sound").then(widths).otherwise(pl.lit(BAD_QUOTES)).alias("reason")


def _cells(good: pl.DataFrame, width: int, separator: str) -> pl.DataFrame:
    """Return the good records as columns of text."""
    schema = {f"c{place}": pl.String for place in range(width)}
    if not len(good):
        return pl.DataFrame(schema=schema | {"_row": pl.Int64})
    joined: bytes = good.select(pl.col("record").str.join("\n").cast(pl.Binary)).item()
    cells = pl.read_csv(joined, has_header=False, separator=separator, schema=schema)
    if len(cells) != len(good):  # the records were checked one by one, so this is our own mistake
        raise RuntimeError(f"{len(good)} records gave {len(cells)} rows")
    return cells.with_columns(good["_row"])
