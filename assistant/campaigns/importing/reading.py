"""The job that reads a received file: a part at a time, into rows that can be screened and lines on those that cannot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from assistant.campaigns.holding import Held
from assistant.campaigns.importing import files, identity
from assistant.campaigns.importing.duplicates import duplicates
from assistant.campaigns.importing.faults import Faults
from assistant.campaigns.importing.lines import SCHEMA
from assistant.campaigns.importing.mapping import (
    ACCOUNT,
    CREDIT_CODE,
    FIRM_NAME,
    IDENTIFYING,
    PHONE,
    chosen_of,
    facts_of,
)
from assistant.screening.reading.gathering import Sorted
from assistant.screening.reading.headings import Column
from assistant.screening.reading.streaming import Stream, stream
from assistant.settings import Settings
from assistant.storage.files.imports import Import, Imports

_ORDER = ("_row", CREDIT_CODE, FIRM_NAME, PHONE, ACCOUNT)


@dataclass
class _Gathered:
    """What the parts have come to so far. Rows and lines lie in files; only codes stay in memory."""

    folder: Path
    parts: int = 0
    lines: int = 0
    blank: int = 0
    accepted: int = 0
    refused: int = 0
    warnings: int = 0
    codes: list[pl.DataFrame] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows with anything in them."""
        return self.lines - self.blank

    def keep(self, rows: pl.DataFrame, errors: pl.DataFrame, warnings: pl.DataFrame) -> None:
        """Lay one part down."""
        self.parts += 1
        self.accepted += len(rows)
        self.refused += errors["_row"].n_unique()
        self.warnings += len(warnings)
        for name, frame in (("rows", rows), ("errors", errors), ("warnings", warnings)):
            frame.write_parquet(self.folder / f"{name}-{self.parts:06}.parquet")

    def all(self, name: str) -> pl.LazyFrame:
        """Return all that was laid down under a name, in the file's order."""
        return pl.scan_parquet(sorted(self.folder.glob(f"{name}-*.parquet")))


def run(held: Held, settings: Settings, found: Import, program: str) -> None:
    """Read a file to its end. Raises FileProblem when that cannot be done, LeaseLost when another worker does it."""
    assert found.mapping is not None
    place = files.folder(settings, found.folder)
    facts, chosen = facts_of(program), chosen_of(found.mapping)
    source = files.upload(place)
    with (
        files.work_folder(place) as work,
        stream(source, facts, tuple(IDENTIFYING), chosen, sheet=found.mapping["sheet"], limits=files.LIMITS) as opened,
    ):
        gathered = _Gathered(work)
        faults = Faults(opened.columns)
        for part in opened.parts():
            _take(opened, part, gathered, faults)
            faults.refuse(gathered.rows, last=False)
            held.told(gathered.lines, max(gathered.lines, opened.source.expected))
        faults.refuse(gathered.rows, last=True)
        report = _finish(place, gathered, opened, faults)
    with held.last_step(gathered.lines) as connection:
        Imports(held.engine).done(connection, found.id, report)
    for former in Imports(held.engine).of_campaign(found.campaign):
        if former.state == "discarded":
            files.remove(settings, former.folder)


def _take(opened: Stream, part: Sorted, gathered: _Gathered, faults: Faults) -> None:
    columns = {column.name: column for column in opened.columns if column.match.role != "other"}
    checked = identity.check(part.rows)
    gathered.lines += part.lines
    gathered.blank += len(part.blank)
    gathered.codes += [part.rows.select("_row", identity.codes(part.rows[CREDIT_CODE]).alias(CREDIT_CODE))]
    if len(part.originals):
        # A row that is refused for another reason still has its code: its twin must not be paid on trust.
        original = part.originals[columns[CREDIT_CODE].heading]
        gathered.codes += [part.originals.select("_row", identity.codes(original).alias(CREDIT_CODE))]
    errors = pl.concat([part.errors.select(*SCHEMA), _placed(checked.errors, columns)])
    errors = errors.sort("_row", "place", maintain_order=True)
    faults.count(errors)
    wanted = {name: pl.String for name in (PHONE, ACCOUNT) if name not in columns}
    rows = checked.rows.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in wanted.items())
    facts = [name for name in columns if name not in IDENTIFYING]
    gathered.keep(rows.select(*_ORDER, *facts), errors, _placed(checked.warnings, columns))


def _placed(lines: pl.DataFrame, columns: Mapping[str, Column]) -> pl.DataFrame:
    """Lines about identifying columns, by the file's own headings."""
    places = {name: column.index for name, column in columns.items()}
    headings = {name: column.heading for name, column in columns.items()}
    return lines.select(
        "_row",
        pl.col("column").replace_strict(places, return_dtype=pl.Int64).alias("place"),
        pl.col("column").replace_strict(headings, return_dtype=pl.String).alias("column"),
        "value",
        "reason",
    )


def _finish(place: Path, gathered: _Gathered, opened: Stream, faults: Faults) -> dict[str, Any]:
    """Take the doubles out, lay rows and lines down in one file each, and return the report."""
    code = next(column for column in opened.columns if column.name == CREDIT_CODE)
    doubles = duplicates(gathered.codes)
    columns = doubles.with_columns(
        pl.lit(code.index, dtype=pl.Int64).alias("place"), pl.lit(code.heading).alias("column")
    )
    out = gathered.folder
    twice = pl.lit(doubles["_row"]).implode()
    if not gathered.parts:
        gathered.keep(*(_nothing(opened), pl.DataFrame(schema=SCHEMA), pl.DataFrame(schema=SCHEMA)))
    _sink(gathered.all("rows").filter(~pl.col("_row").is_in(twice)), out / files.ROWS)
    errors = pl.concat([gathered.all("errors"), columns.select(*SCHEMA).lazy()])
    _sink(errors.sort("_row", "place", maintain_order=True), out / files.ERRORS)
    _sink(gathered.all("warnings"), out / files.WARNINGS)
    accepted = pl.scan_parquet(out / files.ROWS).select(pl.len()).collect().item()
    refused = pl.scan_parquet(out / files.ERRORS).select(pl.col("_row").n_unique()).collect().item()
    if accepted + refused != gathered.rows:
        raise RuntimeError(f"{gathered.rows} rows, {accepted} accepted and {refused} refused")
    for name in (files.ROWS, files.ERRORS, files.WARNINGS):
        (out / name).replace(place / name)
    return {
        "rows_in": gathered.rows,
        "accepted": accepted,
        "refused": refused,
        "blank": gathered.blank,
        "duplicates": {"rows": len(doubles), "codes": doubles["value"].n_unique()},
        "warnings": gathered.warnings,
        "without_phone": _without(place / files.ROWS, PHONE),
        "without_account": _without(place / files.ROWS, ACCOUNT),
        "columns": [*faults.report(doubles)],
        "header_row": opened.source.header_row,
        "sheet": opened.source.sheet,
        "encoding": opened.source.encoding,
    }


def _nothing(opened: Stream) -> pl.DataFrame:
    facts = {name: kind for name, kind in opened.sorter.rows_schema.items() if name != "_row"}
    used = [column.name for column in opened.columns if column.match.fact is not None]
    return pl.DataFrame(schema={"_row": pl.Int64} | dict.fromkeys(_ORDER[1:], pl.String) | {n: facts[n] for n in used})


def _sink(frame: pl.LazyFrame, path: Path) -> None:
    frame.sink_parquet(path)


def _without(rows: Path, name: str) -> int:
    missing: int = pl.scan_parquet(rows).select(pl.col(name).null_count()).collect().item()
    return missing
