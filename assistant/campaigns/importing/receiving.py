"""Receiving a file: it is stored, looked into, and nothing more until a person says what its columns are."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import polars as pl

from assistant.campaigns.importing import files
from assistant.campaigns.importing.mapping import Heading, suggest, vocabulary_of
from assistant.screening.reading.streaming import Look, look
from assistant.screening.reading.text import mask
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign
from assistant.storage.files.imports import Earlier, Import, Imports
from assistant.storage.jobs import JobRunning, Jobs

_LOOK = "look.json"


@dataclass(frozen=True, slots=True)
class Received:
    """A received file as a person sees it before it is read.

    ``headings``: its columns and what they probably are; ``sample_rows``: its first rows, long numbers masked.
    ``expected``: about how many rows; ``sheets``: of a workbook with several. ``earlier``: the same content before.
    """

    import_id: int
    file_name: str
    size: int
    headings: tuple[Heading, ...]
    sample_rows: tuple[tuple[str, ...], ...]
    expected: int
    sheet: str | None
    sheets: tuple[str, ...]
    earlier: tuple[Earlier, ...]


def receive(
    engine: Engine, settings: Settings, campaign: Campaign, file_name: str, stream: IO[bytes], by: int
) -> Received:
    """Store a file for a campaign and say what is in it.

    Raises FileProblem when it is too large, not what its name says, or without a row of headings; it is gone then.
    """
    stored = files.store(settings, file_name, stream)
    try:
        looked_at(settings, stored.folder, campaign.program, None)
        key = Imports(engine).add(
            campaign=campaign.id,
            file_name=stored.file_name,
            sha256=stored.sha256,
            size=stored.size,
            folder=stored.folder,
            by=by,
        )
    except BaseException:
        files.remove(settings, stored.folder)
        raise
    return look_again(engine, settings, campaign, key)


def look_again(
    engine: Engine, settings: Settings, campaign: Campaign, import_id: int, sheet: str | None = None
) -> Received:
    """Say once more what is in a received file, or in another sheet of it.

    Raises FileProblem when it is gone or the sheet cannot be used, KeyError when the campaign has no such import.
    """
    found = import_of(engine, campaign.id, import_id)
    seen = looked_at(settings, found.folder, campaign.program, sheet)
    imports = Imports(engine)
    earlier = [one for one in imports.same_content(found.sha256, campaign.region) if one.import_id < import_id]
    suggested = suggest(
        seen.headings, vocabulary_of(campaign.program), imports.mappings(campaign.region, campaign.program)
    )
    return Received(
        import_id,
        found.file_name,
        found.size,
        suggested,
        tuple(_masked(row) for row in seen.rows),
        seen.expected,
        seen.sheet,
        seen.sheets,
        tuple(earlier),
    )


def import_of(engine: Engine, campaign: int, import_id: int) -> Import:
    """Return the campaign's import; raise KeyError when it has no such one."""
    found = Imports(engine).get(import_id)
    if found is None or found.campaign != campaign:
        raise KeyError(import_id)
    return found


def looked_at(settings: Settings, folder: str, program: str, sheet: str | None) -> Look:
    """Return the first look into a received file; it is kept, since a large workbook takes seconds to open."""
    place = files.folder(settings, folder)
    kept = place / _LOOK
    if kept.is_file() and (seen := _read(kept)) is not None and sheet in (None, seen.sheet):
        return seen
    seen = look(files.upload(place), vocabulary_of(program), sheet=sheet, limits=files.LIMITS)
    unfinished = kept.with_suffix(".unfinished")
    unfinished.write_text(json.dumps([list(seen.headings.items()), *_rest(seen)], ensure_ascii=False), "utf-8")
    unfinished.replace(kept)
    return seen


def _rest(seen: Look) -> list[object]:
    return [seen.rows, seen.header_row, seen.expected, seen.sheet, seen.sheets]


def _read(path: Path) -> Look | None:
    try:
        headings, rows, header_row, expected, sheet, sheets = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return Look(dict(headings), tuple(map(tuple, rows)), header_row, expected, sheet, tuple(sheets))


def _masked(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(mask(pl.Series(row, dtype=pl.String)).to_list())


def discard(engine: Engine, settings: Settings, campaign: Campaign, import_id: int) -> None:
    """Delete a received file with all that was read from it.

    Raises JobRunning while the campaign has a job, KeyError when the campaign has no such import.
    """
    found = import_of(engine, campaign.id, import_id)
    job = Jobs(engine).latest(campaign.id)
    if job is not None and not job.over:
        raise JobRunning
    Imports(engine).discard(import_id)
    files.remove(settings, found.folder)
