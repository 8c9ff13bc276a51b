"""``assistant demonstration …``: made-up data for a first look and for tests."""

from pathlib import Path
from typing import cast

import click

from assistant.demonstration.files import write_csv, write_workbook
from assistant.demonstration.firms import MOST, Year

_WRITERS = {".xlsx": write_workbook, ".csv": write_csv}


@click.group()
def demonstration() -> None:
    """Made-up data: nobody in it exists."""


@demonstration.command()
@click.argument("output", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--rows", type=click.IntRange(1, MOST), default=5_000, show_default=True, help="How many firms.")
@click.option("--year", type=click.Choice(["this", "last"]), default="this", show_default=True)
def firms(output: Path, rows: int, year: str) -> None:
    """Write the file that a bureau of 江西 would import (OUT ends in .xlsx or .csv), with the usual faults."""
    write = _WRITERS.get(output.suffix.lower())
    if write is None:
        raise click.UsageError("OUT has to end in .xlsx or .csv.")
    with output.open("wb") as out:
        write(out, rows, cast(Year, year))
    click.echo(f"{output}: {rows} made-up firms.")


COMMANDS = (demonstration,)
