import csv
import io
import itertools
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.screening.reading import read_table
from assistant.screening.reading.records import RecordReader, records, split
from tests.screening.reading_samples import FACTS, HEADINGS, csv_file, xlsx_file

WORDS = (
    "",
    "甲",
    "1",
    "1.5",
    "-",
    "是",
    "企业",
    "2024-03-15",
    "20240230",
    "1,5",
    'a"b',
    "x\ny",
    "9.1E+17",
    "合计",
    " ",
)
cells = st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
wide = len(HEADINGS)


def _accounted(path: Path) -> None:
    result = read_table(path, FACTS)
    counts, rejected = result.counts, set(result.rejects["_row"])
    kept, blank = set(result.rows["_row"]), {n for a, b in result.blank_ranges for n in range(a, b + 1)}
    assert counts.rows_in == len(kept) + len(rejected) == result.rows.height + counts.rejected
    assert not kept & rejected
    assert not blank & (kept | rejected)


@settings(max_examples=50)
@given(st.lists(st.lists(cells, max_size=wide + 1), max_size=8))
def test_every_row_of_a_csv_comes_out_once(rows):
    out = io.StringIO()
    csv.writer(out).writerows([HEADINGS, *rows])
    with TemporaryDirectory() as folder:
        path = csv_file(Path(folder), out.getvalue())
        _accounted(path)


@settings(max_examples=50)
@given(st.text(st.sampled_from('甲1," \r\n\t;.-'), max_size=80))
def test_every_line_of_a_mangled_csv_comes_out_once(text):
    with TemporaryDirectory() as folder:
        _accounted(csv_file(Path(folder), ",".join(HEADINGS[:3]) + "\n" + text))


sound = st.text(st.sampled_from('甲乙1," \n;='), max_size=6).map(str.strip)


@settings(max_examples=50)
@given(st.lists(st.tuples(sound, sound, sound), min_size=1, max_size=8))
def test_sound_csv_gives_its_cells_back(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [("单位名称", "参保人数", "甲", "乙"), *(("a", "1", *r[:2]) for r in rows)]
    )
    with TemporaryDirectory() as folder:
        result = read_table(csv_file(Path(folder), out.getvalue()), FACTS)
    assert result.rows.select("甲", "乙").rows() == [(a or None, b or None) for a, b, _ in rows]


typed = st.fixed_dictionaries(
    {
        "firm_name": st.text("甲乙丙", min_size=1, max_size=4),
        "staff": st.none() | st.integers(-2, 1_000_002),
        "paid_fen": st.none() | st.integers(0, 10**12),
        "has_arrears": st.none() | st.booleans(),
        "kind": st.none() | st.sampled_from(["企业", "firm", "011", "11"]),
        "since": st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    }
)
SCHEMA = {
    "firm_name": pl.String,
    "staff": pl.Int64,
    "paid_fen": pl.Int64,
    "has_arrears": pl.Boolean,
    "kind": pl.String,
    "since": pl.Date,
}


@settings(max_examples=40)
@given(st.lists(typed, max_size=8))
def test_csv_workbook_and_parquet_of_the_same_data_read_the_same(records):
    frame = pl.DataFrame(records, schema=SCHEMA)
    with TemporaryDirectory() as folder:
        frame.write_parquet(Path(folder) / "a.parquet")
        frame.write_csv(Path(folder) / "a.csv")
        book = xlsx_file(Path(folder), [frame.columns, *frame.rows()])
        results = [read_table(p, FACTS) for p in (Path(folder) / "a.parquet", Path(folder) / "a.csv", book)]
    typed_rows = [result.rows.drop("_row").rows() for result in results]
    assert typed_rows[0] == typed_rows[1] == typed_rows[2]
    refused = [r.rejects.select("column", "reason", "firm_name").rows() for r in results]
    assert refused[0] == refused[1] == refused[2]


@given(
    st.lists(st.sampled_from(["a,b", '"a', 'b",c', '"a,""b""",c', 'x"y,z', '"', '","', ""]), max_size=400),
    st.lists(st.integers(1, 120), min_size=1, max_size=6),
)
def test_lines_that_come_in_parts_give_the_same_records(lines: list[str], sizes: list[int]) -> None:
    def read(table: pl.DataFrame) -> list[tuple[int, list[str], bool]]:
        return [(row, split(record, ",") if sound else [record], sound) for row, record, sound in table.rows()]

    whole = records(pl.Series(lines, dtype=pl.String), ",")
    reader, found, done = RecordReader(","), [], 0
    for size in itertools.cycle(sizes):
        if done >= len(lines):
            break
        found.append(reader.read(pl.Series(lines[done : done + size], dtype=pl.String)))
        done += size
    found.append(reader.read(pl.Series([], dtype=pl.String), last=True))
    assert read(pl.concat(found)) == read(whole)
