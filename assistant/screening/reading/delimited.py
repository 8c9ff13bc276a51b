"""CSV and TSV: every cell as text."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from assistant.rules.facts import N_
from assistant.screening.reading.encoding import as_utf8, detect
from assistant.screening.reading.headings import HEADER_WITHIN, Vocabulary
from assistant.screening.reading.problems import FileProblem, Limits
from assistant.screening.reading.records import BAD_QUOTES, records, split
from assistant.screening.reading.source import Source
from assistant.screening.reading.text import BLANKS

_SEPARATORS = (",", "\t", ";")
_BATCH = 500_000
_HEAD_LINES = 200
WRONG_WIDTH = N_("这一行有 %(found)s 栏，表头有 %(expected)s 栏；多半是内容里有没加引号的分隔符，或缺了栏目。")


@contextmanager
def open_delimited(path: Path, vocabulary: Vocabulary, limits: Limits) -> Iterator[Source]:
    """Open a CSV or TSV file. Raises FileProblem when encoding, header or size are wrong."""
    encoding = detect(path)
    with as_utf8(path, encoding) as plain:
        lines = pl.read_lines(plain, glob=False).to_series()
        yield _source(lines, vocabulary, limits, encoding)


def _source(lines: pl.Series, vocabulary: Vocabulary, limits: Limits, encoding: str) -> Source:
    if not lines.str.contains(f"[^{BLANKS},;]").any():
        raise FileProblem(N_("文件里没有内容，请重新导出后再上传。"))
    separator = _separator(lines.head(_HEAD_LINES), vocabulary)
    table = records(lines, separator)
    head = [split(record, separator) for record in table["record"].head(HEADER_WITHIN)]
    place = vocabulary.find_header(head)
    if place is None:
        raise vocabulary.no_header()
    width = len(head[place])
    body = table.slice(place + 1)
    _check_extent(len(body), width, limits)
    blank, misfits, good = _sorted_out(body, width, separator)
    return Source(
        headings=dict(enumerate(head[place])),
        header_row=place + 1,
        total=len(body),
        batches=lambda: _batches(good, width, separator),
        blank=blank,
        misfits=misfits,
        separator=separator,
        encoding=encoding,
    )


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

    def score(separator: str) -> int:
        rows = records(head, separator)["record"].head(HEADER_WITHIN)
        return max((vocabulary.header_score(split(row, separator)) for row in rows), default=0)

    best = max(_SEPARATORS, key=score)
    if not score(best):
        raise vocabulary.no_header()
    return best


def _sorted_out(body: pl.DataFrame, width: int, separator: str) -> tuple[pl.Series, pl.DataFrame, pl.DataFrame]:
    """Part the records into blank ones, misfits (wrong quoting or number of cells) and good ones."""
    record = body["record"]
    blank = ~record.str.contains(f'[^{BLANKS}"{separator}]')
    quoted = record.str.contains('"', literal=True)
    bare = record.str.replace_all(r'"[^"]*"', "") if quoted.any() else record
    found = bare.str.count_matches(separator, literal=True).cast(pl.Int64) + 1
    wrong = ~blank & (~body["sound"] | (found != width))
    misfits = body.with_columns(found.alias("found")).filter(wrong).with_columns(_reason(width))
    good = body.filter(~blank & ~wrong).select("_row", "record")
    return body["_row"].filter(blank), misfits.select("_row", "record", "sound", "reason"), good


def _reason(width: int) -> pl.Expr:
    before, after = (WRONG_WIDTH % {"found": "\0", "expected": width}).split("\0")
    widths = pl.concat_str(pl.lit(before), pl.col("found").cast(pl.String), pl.lit(after))
    return pl.when("sound").then(widths).otherwise(pl.lit(BAD_QUOTES)).alias("reason")


def _batches(good: pl.DataFrame, width: int, separator: str) -> Iterator[pl.DataFrame]:
    """Give the good records as columns of text, a part at a time to keep the memory moderate."""
    schema = {f"c{place}": pl.String for place in range(width)}
    for part in good.iter_slices(_BATCH):
        joined: bytes = part.select(pl.col("record").str.join("\n").cast(pl.Binary)).item()
        cells = pl.read_csv(joined, has_header=False, separator=separator, schema=schema)
        if len(cells) != len(part):  # the records were checked one by one, so this is our own mistake
            raise RuntimeError(f"{len(part)} records gave {len(cells)} rows")
        yield cells.with_columns(part["_row"])
