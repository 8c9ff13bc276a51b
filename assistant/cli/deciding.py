"""``assistant decide`` and ``assistant facts``: one decision as JSON, and the facts that a program may use."""

import json
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, BinaryIO

import click

from assistant.cli.held import policies
from assistant.interview.facts_json import facts_json
from assistant.interview.requests import (
    LANGUAGES,
    RequestProblem,
    facts_used,
    find_plan,
    find_program,
    parse_object,
    read_request,
)

_FACTS_FILE = click.File("rb")


class Refused(click.ClickException):
    """A request that cannot be answered: what is wrong goes to stderr, and the exit code is 2."""

    exit_code = 2

    def __init__(self, error: RequestProblem) -> None:
        super().__init__("\n".join(error.lines()))


def choosing_a_notice(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose the notice: ``--region``, ``--as-of``, ``--notice``."""
    command = click.option("--notice", metavar="ID", help="A notice by its id, e.g. jiangxi-2024.")(command)
    command = click.option(
        "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to decide for (default: today in China)."
    )(command)
    return click.option("--region", help="Chinese name or GB/T 2260 code: 江西 or 360000.")(command)


def day_of(as_of: datetime | None) -> date | None:
    """The day that an option gives."""
    return as_of.date() if as_of else None


@click.command()
@click.argument("program")
@choosing_a_notice
@click.option("--facts", "facts_file", type=_FACTS_FILE, help="A JSON object of facts; - reads standard input.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", show_default=True)
def decide(
    program: str,
    region: str | None,
    as_of: datetime | None,
    notice: str | None,
    facts_file: BinaryIO | None,
    language: str,
) -> None:
    """Decide one case and print the decision as JSON. Facts that are not given are unknown."""
    day = day_of(as_of)
    request: dict[str, Any] = {
        "program": program,
        "region": region,
        "notice": notice,
        "as_of": day.isoformat() if day else None,
        "language": language,
    }
    try:
        request["facts"] = parse_object(facts_file.read()) if facts_file else {}
        decision = read_request(request, policies()).decision()
    except RequestProblem as error:
        raise Refused(error) from None
    click.echo(json.dumps(decision, ensure_ascii=False, indent=2))


@click.command()
@click.argument("program")
@choosing_a_notice
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def facts(
    program: str, region: str | None, as_of: datetime | None, notice: str | None, language: str, *, as_json: bool
) -> None:
    """List every fact that a program may use; with a region or notice, only those that it does use."""
    try:
        found = find_program(program).facts
        if region or notice:
            plan = find_plan(policies(), program, region=region, notice=notice, as_of=day_of(as_of))
            found = facts_used(plan)
    except RequestProblem as error:
        raise Refused(error) from None
    listed = facts_json(found, LANGUAGES[language])
    click.echo(json.dumps(listed, ensure_ascii=False, indent=2) if as_json else "\n".join(_table(listed)))


def _table(listed: list[dict[str, Any]]) -> list[str]:
    rows = [[f["name"], f["type"], _bounds(f), f["unit"] or "", f["label"]] for f in listed]
    widths = [max((_width(row[place]) for row in rows), default=0) for place in range(4)]
    lines = []
    for row, fact in zip(rows, listed, strict=True):
        lines.append("  ".join([*(_padded(cell, width) for cell, width in zip(row, widths, strict=False)), row[-1]]))
        lines += [f"    {line}" for line in (*_choices(fact["choices"]), *_table(fact["items"]))]
    return lines


def _choices(choices: list[dict[str, Any]]) -> list[str]:
    if all(choice["value"] == choice["label"] for choice in choices):
        return [" ".join(choice["value"] for choice in choices)] if choices else []
    return [f"{choice['value']}  {choice['label']}" for choice in choices]


def _bounds(fact: dict[str, Any]) -> str:
    return "" if fact["min"] is None else f"{fact['min']}..{fact['max']}"


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


COMMANDS = (decide, facts)
