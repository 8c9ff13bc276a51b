"""Importing and screening a million firms: from the file that was received to firms in the database, ways and all.

Run by ``make bench``. Every measurement is a process of its own, so that its memory can be read from its end. The floor
beside it: reading the same CSV with Python's own reader into rows that stay in memory, and nothing else.
"""

import csv
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from assistant import storage
from assistant.campaigns import importing, jobs, screening
from assistant.policies import shipped_policies
from assistant.screening.writing import write_table
from tests.benchmarks.firms import facts_of, write_firms
from tests.benchmarks.report import publish
from tests.benchmarks.screening import plan_of
from tests.campaigns.bureau import Bureau

ROWS = 1_000_000
NOTICE = "江西 2024"
WORKBOOK_ROWS = 100_000  # a sheet holds 1,048,576 rows at most; all of it stands in memory
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def write_files(folder: Path, rows: int) -> None:
    """Made-up firms with code, name, telephone and account, as CSV and as Parquet; 1 in 200 has a wrong telephone."""
    plan = plan_of(NOTICE)
    write_firms(plan, rows, folder / "facts.parquet")
    number = pl.int_range(1, rows + 1, dtype=pl.Int64, eager=True)
    body = "91360100" + number.cast(pl.String).str.zfill(9)
    weights = [pow(3, place, 31) for place in range(17)]
    total = pl.Series([0], dtype=pl.Int64).new_from_index(0, rows)
    for place, weight in enumerate(weights):
        total = total + body.str.slice(place, 1).cast(pl.Int64) * weight
    check = ((31 - total % 31) % 31).replace_strict(list(range(31)), list(_ALPHABET), return_dtype=pl.String)
    tail = number.cast(pl.String).str.zfill(8)
    wrong = number % 200 == 0
    identity = pl.DataFrame(
        {
            "credit_code": body + check,
            "phone": "138" + tail.zip_with(~wrong, tail.str.slice(1)),
            "account": "6222021" + tail,
        }
    )
    table = pl.concat([pl.read_parquet(folder / "facts.parquet"), identity], how="horizontal")
    table.write_parquet(folder / "firms.parquet")
    table.write_csv(folder / "firms.csv")
    write_table(table.head(WORKBOOK_ROWS), folder / "firms.xlsx")
    assert {fact.name for fact in facts_of(plan)} <= set(table.columns)


def whole(url: str, folder: Path, source: Path) -> list[float]:
    """Receive, import and screen a file; seconds of each."""
    bureau = Bureau.on(url, folder)
    campaign = bureau.campaign()
    seconds = []
    start = time.perf_counter()
    with source.open("rb") as stream:
        received = importing.receive(bureau.engine, bureau.settings, campaign, source.name, stream, by=1)
    seconds.append(time.perf_counter() - start)
    chosen = {heading.place: heading.suggested for heading in received.headings}
    importing.start(bureau.engine, bureau.settings, campaign, received.import_id, chosen)
    seconds.append(_worked(bureau))
    screening.start(bureau.engine, campaign.id)
    seconds.append(_worked(bureau))
    assert screening.summary(bureau.now(campaign)) is not None
    return seconds


def _worked(bureau: Bureau) -> float:
    start = time.perf_counter()
    assert jobs.run_one(bureau.engine, bureau.settings, shipped_policies(), "benchmark")
    return time.perf_counter() - start


def floor(source: Path) -> list[float]:
    """The file as Python rows in memory."""
    start = time.perf_counter()
    with source.open(encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))
    assert len(rows) > 1
    return [0.0, time.perf_counter() - start, 0.0]


def one(source: Path, url: str) -> None:
    """Measure once, in this process."""
    seconds = whole(url, source.parent / f"data-{source.suffix[1:]}", source) if url else floor(source)
    print(json.dumps([*seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6]))


def measure(source: Path, url: str) -> list[float]:
    """Seconds of receiving, importing and screening, and the most memory used in GB, of a process of its own."""
    arguments = [sys.executable, "-m", "tests.benchmarks.importing", str(source), url]
    out = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    found: list[float] = json.loads(out)
    return found


def main() -> None:
    """Measure every kind of file."""
    rows = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        # A process begins with the highest memory of the one that started it: this one must stay small.
        subprocess.run([sys.executable, "-m", "tests.benchmarks.importing", "write", str(folder)], check=True)
        for extension, count in (("csv", ROWS), ("parquet", ROWS), ("xlsx", WORKBOOK_ROWS)):
            source, url = folder / f"firms.{extension}", f"sqlite:///{folder / extension}.sqlite3"
            storage.upgrade(url)
            rows.append(_line(f"{extension}, SQLite", count, source, measure(source, url)))
        csv_file = folder / "firms.csv"
        rows.append(_line("csv as Python rows in memory, nothing else", ROWS, csv_file, measure(csv_file, "")))
    header = ["file", "rows", "size, MB", "receive, s", "import, s", "screen and store, s", "memory, GB"]
    publish("importing", header, rows)


def _line(label: str, count: int, source: Path, found: list[float]) -> list[str]:
    times = [f"{seconds:.1f}" for seconds in found[:3]]
    return [label, f"{count:,}", f"{source.stat().st_size / 1e6:.0f}", *times, f"{found[3]:.2f}"]


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write_files(Path(sys.argv[2]), ROWS)
    elif len(sys.argv) > 1:
        one(Path(sys.argv[1]), sys.argv[2])
    else:
        main()
