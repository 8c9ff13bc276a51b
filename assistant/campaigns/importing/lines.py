"""Lines about rows: what was refused or is worth knowing, kept beside the import and shown, or handed out as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import polars as pl

from assistant.campaigns.importing.files import ERRORS, WARNINGS, folder
from assistant.interview.wording import CHINESE, say, translate
from assistant.rules.facts import N_
from assistant.rules.texts import Message
from assistant.screening.kept_messages import from_kept
from assistant.screening.reading import FileProblem
from assistant.screening.writing import write_table
from assistant.settings import Settings
from assistant.storage.files.imports import Import

Which = Literal["errors", "warnings"]
# ``reason`` is a message as it is kept.
SCHEMA: Final = {
    "_row": pl.Int64,
    "place": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "reason": pl.String,
}
_FILES: Final[Mapping[Which, str]] = {"errors": ERRORS, "warnings": WARNINGS}
_HEADINGS = {"_row": N_("行号"), "column": N_("栏目"), "value": N_("单元格内容"), "reason": N_("原因")}
GONE = N_("文件已不在服务器上，请重新上传。")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the spreadsheet's row, the column's heading, the cell (long numbers masked), and why it stands here."""

    row: int
    column: str
    value: str
    reason: Message


def page(settings: Settings, found: Import, which: Which = "errors", *, start: int = 0, limit: int = 50) -> list[Line]:
    """Return some lines in the order of rows, from the ``start``-th (from 0). Raises FileProblem if they are gone."""
    frame = pl.scan_parquet(_source(settings, found, which), glob=False).slice(start, limit).collect()
    return [
        Line(row, column or "", value or "", from_kept(reason))
        for row, _, column, value, reason in frame.select(*SCHEMA).rows()
    ]


def export(
    settings: Settings, found: Import, which: Which, extension: Literal["csv", "xlsx"], language: str = CHINESE
) -> Path:
    """Return a file with all lines, safe to open in a spreadsheet. Raises FileProblem if they do not fit or are gone."""
    source = _source(settings, found, which)
    lines = pl.scan_parquet(source, glob=False)
    # The same sentence stands in many lines: it is put together once.
    sentences = lines.select("reason").unique().collect()
    spoken = pl.Series([say(from_kept(reason), language) for reason in sentences["reason"]], dtype=pl.String)
    table = (
        lines.join(sentences.with_columns(spoken.alias("said")).lazy(), on="reason")
        .sort("_row", "place", maintain_order=True)
        .select("_row", "column", "value", pl.col("said").alias("reason"))
        .rename({name: translate(heading, language) for name, heading in _HEADINGS.items()})
    )
    target = source.with_name(f"{which}-{language}.{extension}")
    write_table(table, target)
    return target


def _source(settings: Settings, found: Import, which: Which) -> Path:
    path = folder(settings, found.folder) / _FILES[which]
    if not path.is_file():
        raise FileProblem(GONE)
    return path
