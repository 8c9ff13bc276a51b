"""Starting an import: the choice of columns is checked and kept, and the work is left to a worker."""

from collections.abc import Mapping

from assistant.campaigns.importing.mapping import check, stored, vocabulary_of
from assistant.campaigns.importing.receiving import import_of, looked_at
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign
from assistant.storage.files.imports import Imports
from assistant.storage.files.loading import reopen
from assistant.storage.jobs import Jobs
from assistant.storage.writing import writing


def start(
    engine: Engine,
    settings: Settings,
    campaign: Campaign,
    import_id: int,
    mapping: Mapping[int, str],
    sheet: str | None = None,
) -> int:
    """Queue the reading of a received file and return the job's id. The campaign is a draft again.

    ``mapping``: column place (from 0) → name of a fact or of ``IDENTIFYING``; "" or absent: not used. Raises
    MappingProblem, FileProblem when the file is gone, JobRunning, NotOpen once the campaign was submitted, KeyError.
    """
    found = import_of(engine, campaign.id, import_id)
    seen = looked_at(settings, found.folder, campaign.program, sheet)
    check(seen.headings, vocabulary_of(campaign.program), campaign.program, mapping)
    with writing(engine) as connection:
        reopen(connection, campaign.id)
        job = Jobs(engine).add(connection, "import", campaign.id, import_id)
        kept = stored(seen.headings, mapping, seen.sheet, seen.header_row)
        Imports(engine).begin(connection, import_id, kept)
    return job
