"""Screening Parquet to Parquet against a floor: the same engine reading the same columns and writing as many.

Run by ``make bench``. Every measurement is a process of its own, so that its memory can be read from its end.
"""

import json
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import narwhals.stable.v2 as nw
import polars as pl

from assistant.policies import shipped_policies
from assistant.rules.columns import columns
from assistant.rules.plan import Plan
from assistant.screening.screen import screen
from tests.benchmarks.firms import facts_of, write_firms
from tests.benchmarks.report import publish

NOTICES = {"江西 2024": ("jiangxi-2024", date(2024, 8, 15)), "内蒙古 2025": ("neimenggu-2025", date(2025, 8, 15))}
SIZES = (1_000_000, 5_000_000)
REPEATS = 5


def plan_of(label: str) -> Plan:
    """The refund by one of the notices measured."""
    notice, day = NOTICES[label]
    return shipped_policies().plan_for(notice, "stabilization_refund", day)


def rules(plan: Plan, source: Path, output: Path) -> None:
    """Every verdict, condition and figure."""
    table = nw.from_native(pl.scan_parquet(source))
    given = table.collect_schema().names()
    names = [fact.name for fact in facts_of(plan)]
    columns(plan, names, enums=True).over(table, given).to_native().sink_parquet(output)


def floor(plan: Plan, source: Path, output: Path) -> None:
    """As many columns of the same types, from the most trivial expressions."""
    table = pl.scan_parquet(source)
    given = table.collect_schema()
    whole = next(name for name, dtype in given.items() if dtype == pl.Int64)
    flag = next(name for name, dtype in given.items() if dtype == pl.Boolean)
    trivial = []
    for place, (name, dtype) in enumerate(_result_types(plan, source).items()):
        if isinstance(dtype, pl.Enum):
            words = [pl.lit(word, dtype=dtype) for word in dtype.categories[:2]]
            trivial.append(pl.when(pl.col(flag)).then(words[0]).otherwise(words[1]).alias(name))
        else:
            trivial.append((pl.col(whole) + place).alias(name))
    table.with_columns(trivial).sink_parquet(output)


def _result_types(plan: Plan, source: Path) -> dict[str, pl.DataType]:
    found = columns(plan, [fact.name for fact in facts_of(plan)], enums=True)
    schema = found.over(nw.from_native(pl.scan_parquet(source))).to_native().collect_schema()
    return dict(schema)


def command(plan: Plan, source: Path, output: Path) -> None:
    """What ``assistant screen`` does: check every cell, decide, write, count and add up."""
    screen(plan, source, output)


KINDS = {"rules": rules, "floor": floor, "command": command}


def measure(label: str, source: Path) -> dict[str, tuple[float, float]]:
    """For each kind the shortest of some runs: seconds, and the most memory used, in GB.

    In turns, so that a minute in which the machine is busy elsewhere does not fall on one kind alone.
    """
    found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for _ in range(REPEATS):
        for kind, runs in found.items():
            arguments = [sys.executable, "-m", "tests.benchmarks.screening", kind, label, str(source)]
            out = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
            seconds, memory = json.loads(out)
            runs.append((seconds, memory))
    return {kind: min(runs) for kind, runs in found.items()}


def one(kind: str, label: str, source: Path) -> None:
    """Measure once, in this process."""
    plan = plan_of(label)
    output = source.with_name(f"out-{kind}.parquet")
    start = time.perf_counter()
    KINDS[kind](plan, source, output)
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6]))


def main() -> None:
    """Measure every notice at every size."""
    rows = []
    with TemporaryDirectory() as folder:
        for label in NOTICES:
            for size in SIZES:
                source = Path(folder) / "firms.parquet"
                write_firms(plan_of(label), size, source)
                rows.append(_line(label, size, measure(label, source)))
    header = [
        "notice",
        "firms",
        "floor, s",
        "rules, s",
        "rules ÷ floor",
        "whole command, s",
        "rules, GB",
        "command, GB",
    ]
    publish("screening", header, rows)


def _line(label: str, size: int, found: dict[str, tuple[float, float]]) -> list[str]:
    (floor_time, _), (rule_time, rule_memory), (command_time, command_memory) = (
        found[kind] for kind in ("floor", "rules", "command")
    )
    times = [f"{floor_time:.2f}", f"{rule_time:.2f}", f"{rule_time / floor_time:.2f}", f"{command_time:.2f}"]
    return [label, f"{size:,}", *times, f"{rule_memory:.2f}", f"{command_memory:.2f}"]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
    else:
        main()
