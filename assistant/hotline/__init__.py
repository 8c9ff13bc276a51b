"""The hotline desk 热线坐席台: an agent walks a caller through the interview, and ends with something in the caller's hand."""

from flask import Flask

from assistant.hotline import closing, firms, handling, knowledge, recording, supervising, taking, walking
from assistant.settings import Settings

MODULES = (taking, walking, closing, firms, recording, knowledge, supervising, handling)  # each has ``init_app``


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every page of this package."""
    for module in MODULES:
        module.init_app(app, settings)
