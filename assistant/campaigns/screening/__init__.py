"""Screening a campaign: every firm decided by the campaign's notice, put on its way, counted and compared."""

from assistant.campaigns.screening.comparing import Comparison, compare, last_year
from assistant.campaigns.screening.one_firm import decision, interview
from assistant.campaigns.screening.samples import export_missing, missing, samples
from assistant.campaigns.screening.starting import NothingToScreen, start
from assistant.campaigns.screening.summing import Summary, summary
from assistant.storage.files.loading import NotOpen
from assistant.storage.jobs import JobRunning

__all__ = [
    "Comparison",
    "JobRunning",
    "NotOpen",
    "NothingToScreen",
    "Summary",
    "compare",
    "decision",
    "export_missing",
    "interview",
    "last_year",
    "missing",
    "samples",
    "start",
    "summary",
]
