"""Screening a file: read, decide every row, write the results, account for every row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from assistant.rules.columns import CONDITION, FIGURE, VERDICT, VERDICTS
from assistant.rules.facts import N_, Fact
from assistant.rules.graph import PREFIX
from assistant.rules.plan import Plan
from assistant.screening.engines import ROW, EngineName, screened
from assistant.screening.reading import REJECT_COLUMNS, ColumnReport, FileProblem, read_table, typed_parquet
from assistant.screening.writing import write_table

_MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Screening:
    """What became of every row: ``rows_in == rows_out + rejected`` always.

    ``verdicts``: rows by verdict. ``totals``: the program's amount summed up by verdict, in its own unit (fen, months),
    of the rows where it is known. ``absent``: facts that the plan uses and the file has no column for.
    """

    rows_in: int
    rows_out: int
    rejected: int
    verdicts: Mapping[str, int]
    totals: Mapping[str, int]
    absent: tuple[Fact, ...]
    columns: tuple[ColumnReport, ...]
    output: Path
    rejects: Path


@dataclass(frozen=True, slots=True)
class _Table:
    """A file ready to be screened."""

    rows: pl.LazyFrame
    count: int
    rejects: pl.DataFrame
    rejected: int
    columns: tuple[ColumnReport, ...]


def screen(
    plan: Plan,
    source: Path,
    output: Path,
    *,
    engine: EngineName = "polars",
    rejects: Path | None = None,
    sheet: str | None = None,
) -> Screening:
    """Decide every row of ``source`` and write ``output`` and the ``rejects`` (default: beside ``output``).

    The output has ``_row``, the file's columns as they were understood, ``verdict``, ``condition_<id>`` and
    ``figure_<id>``. Raises FileProblem, in words for the person who gave the command.
    """
    rejects = rejects or output.with_name(f"{output.stem}.rejects{output.suffix}")
    if len({path.resolve() for path in (source, output, rejects)}) < 3:
        raise FileProblem(N_("输入、结果和退回三个文件必须各不相同。"))
    facts = tuple(fact for fact in plan.program.facts if fact.kind != "list")
    table = _read(source, facts, sheet)
    rows = table.rows.rename(_out_of_the_way(table.rows.collect_schema().names()))
    used = set(plan.fact_names)
    present = [fact.name for fact in facts if fact.name in used and fact.name in rows.collect_schema()]
    results = screened(engine, plan, rows, present)
    if output.suffix.lower() != ".parquet":
        results = results.collect().lazy()
    write_table(results, output)
    write_table(table.rejects, rejects)
    written = pl.scan_parquet(output, glob=False) if output.suffix.lower() == ".parquet" else results
    verdicts, totals = _summary(written, plan)
    if sum(verdicts.values()) != table.count:
        raise RuntimeError(f"{table.count} rows to screen, {sum(verdicts.values())} screened")
    absent = tuple(f for f in facts if f.name in used and f.name not in present)
    in_all = table.count + table.rejected
    return Screening(in_all, table.count, table.rejected, verdicts, totals, absent, table.columns, output, rejects)


def _read(source: Path, facts: tuple[Fact, ...], sheet: str | None) -> _Table:
    if (typed := typed_parquet(source, facts)) is not None:
        nothing = pl.DataFrame(schema={ROW: pl.Int64} | dict.fromkeys(REJECT_COLUMNS[1:], pl.String))
        return _Table(typed.rows, typed.count, nothing, 0, ())
    read = read_table(source, facts, sheet=sheet)
    return _Table(read.rows.lazy(), read.counts.rows_out, read.rejects, read.counts.rejected, read.columns)


def _out_of_the_way(names: Sequence[str]) -> dict[str, str]:
    """New names for the file's columns that are called as results are, as when an earlier result is screened again."""
    taken = set(names)
    renamed = {}
    for name in names:
        if name == VERDICT or name.startswith((CONDITION, FIGURE, PREFIX)):
            new = f"原{name}"
            while new in taken:
                new = f"原{new}"
            taken.add(new)
            renamed[name] = new
    return renamed


def _summary(results: pl.LazyFrame, plan: Plan) -> tuple[dict[str, int], dict[str, int]]:
    """Rows and the amount's sum by verdict. The sum is taken in two parts, since it may exceed 64 bits."""
    figure = FIGURE + plan.program.amount
    amount = pl.col(figure) if figure in results.collect_schema() else pl.lit(0, dtype=pl.Int64)
    found = (
        results.group_by(pl.col(VERDICT).cast(pl.String))
        .agg(pl.len(), (amount // _MILLION).sum().alias("millions"), (amount % _MILLION).sum().alias("rest"))
        .collect()
    )
    lines = {verdict: (count, millions * _MILLION + rest) for verdict, count, millions, rest in found.rows()}
    counts = {verdict: lines.get(verdict, (0, 0))[0] for verdict in VERDICTS}
    return counts, {verdict: lines.get(verdict, (0, 0))[1] for verdict in VERDICTS}
