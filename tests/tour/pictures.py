"""Which pictures the tour takes, in the order in which it takes them."""

from typing import Final

from assistant.paths import ROOT

FOLDER: Final = ROOT / "docs" / "tour"
PICTURES: Final = (
    "pages-question",
    "pages-result",
    "chat",
    "text-message",
    "operator-overview",
    "operator-sending",
    "firm-page",
    "desk-calls",
    "desk-walk",
    "desk-result",
    "desk-firm",
    "desk-knowledge",
    "desk-report",
)
