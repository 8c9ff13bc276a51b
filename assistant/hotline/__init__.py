"""The hotline desk 热线坐席台: an agent walks a caller through the interview, and ends with something in the caller's hand."""

from flask import Flask

from assistant.hotline import (
    callbacks,
    closing,
    firms,
    handling,
    hearing,
    knowledge,
    objecting,
    placing,
    recording,
    supervising,
    taking,
    walking,
)
from assistant.interview.spoken.terms import prepare
from assistant.settings import Settings

VIEWS = (placing,)  # hangs its views on the walk's pages; imported above, before they are registered
MODULES = (
    taking,
    walking,
    hearing,
    closing,
    firms,
    objecting,
    recording,
    callbacks,
    knowledge,
    supervising,
    handling,
)  # each has ``init_app``


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every page of this package. Raises PolicyError for a mistake in the glossary."""
    prepare()
    for module in MODULES:
        module.init_app(app, settings)
