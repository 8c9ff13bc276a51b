"""Printing measurements as a table, and putting them into docs/benchmarks.md in place of the earlier ones."""

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

# How busy the machine was before anything was measured here: above 0.3 the figures are too high.
LOAD_BEFORE = os.getloadavg()[0]
DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def publish(section: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the table and write it between the section's marks in the document."""
    lines = [header, ["---"] * len(header), *rows]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    print(f"\n{section}\n{table}", flush=True)
    marks = f"<!-- {section} -->", f"<!-- end of {section} -->"
    text = DOCUMENT.read_text("utf-8")
    when = f"Measured on {date.today().isoformat()}, load average before: {LOAD_BEFORE:.1f}."
    measured = f"{marks[0]}\n{when}\n\n{table}\n{marks[1]}"
    changed, count = re.subn(f"{marks[0]}.*?{marks[1]}", lambda _: measured, text, flags=re.DOTALL)
    if count != 1:
        raise RuntimeError(f"{DOCUMENT.name} must have the marks of {section!r} once")
    DOCUMENT.write_text(changed, "utf-8")
