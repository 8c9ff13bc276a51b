"""Where the files beside the package live: one place, so that an editable install finds them too."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
LOCALES = ROOT / "locales"
FLOWS = ROOT / "flows"
INSTANCE = ROOT / "instance"
