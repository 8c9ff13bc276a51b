"""Starting a screening: the work is left to a worker, and the campaign is a draft until it is done."""

from assistant.storage import Engine
from assistant.storage.files.imports import Imports
from assistant.storage.files.loading import reopen
from assistant.storage.jobs import Jobs
from assistant.storage.writing import writing


class NothingToScreen(ValueError):
    """The campaign has no file that was read, or none of whose rows was accepted."""


def start(engine: Engine, campaign_id: int) -> int:
    """Queue the screening of the campaign's newest read file and return the job's id.

    Raises NothingToScreen, JobRunning, and NotOpen once the campaign was submitted.
    """
    found = Imports(engine).current(campaign_id)
    if found is None or found.report is None or not found.report["accepted"]:
        raise NothingToScreen
    with writing(engine) as connection:
        reopen(connection, campaign_id)
        return Jobs(engine).add(connection, "screen", campaign_id, found.id)
