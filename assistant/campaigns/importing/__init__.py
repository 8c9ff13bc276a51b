"""The year's file of firms: received, understood, checked row by row, and laid down ready to be screened."""

from assistant.campaigns.importing.files import MOST_BYTES
from assistant.campaigns.importing.lines import Line, Which, export, page
from assistant.campaigns.importing.mapping import IDENTIFYING, REQUIRED, Heading, MappingProblem, facts_of
from assistant.campaigns.importing.receiving import Received, discard, look_again, receive
from assistant.campaigns.importing.starting import start
from assistant.storage.files.loading import NotOpen
from assistant.storage.jobs import JobRunning

__all__ = [
    "IDENTIFYING",
    "MOST_BYTES",
    "REQUIRED",
    "Heading",
    "JobRunning",
    "Line",
    "MappingProblem",
    "NotOpen",
    "Received",
    "Which",
    "discard",
    "export",
    "facts_of",
    "look_again",
    "page",
    "receive",
    "start",
]
