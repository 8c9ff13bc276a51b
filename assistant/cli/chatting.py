"""``assistant chat``: the conversation in a terminal, on the installation's own interviews."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import click

from assistant.cli.deciding import day_of
from assistant.cli.held import held_flows, policies
from assistant.interview.requests import LANGUAGES
from assistant.policies import UnknownRegion
from assistant.settings import Settings, SettingsError


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: what was understood, reply, decision.")
@click.option("--region", help="Chinese name or GB/T 2260 code, as if it had been said.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to ask the rules for (default: today in China)."
)
@click.option("--language", type=click.Choice(list(LANGUAGES)), help="Fixed; else the lines' own language decides.")
def chat(*, as_json: bool, region: str | None, as_of: datetime | None, language: str | None) -> None:
    """Talk with the assistant: a line in, a reply out, until the end of input. Its case codes open on the pages too."""
    from assistant import storage
    from assistant.chat.terminal import Terminal
    from assistant.interview.cases import Cases
    from assistant.interview.flows import today
    from assistant.storage.interviews import Interviews

    try:
        settings = Settings.from_environment()
        engine = storage.prepare(settings.database_url, migrate=settings.environment == "development")
    except (SettingsError, storage.StorageError) as error:
        raise click.ClickException(str(error)) from error
    held = policies()
    cases = Cases(Interviews(engine, settings.secret_key, settings.keep_for), held, held_flows(), "terminal")
    terminal = Terminal(cases, today, LANGUAGES[language] if language else None)
    try:
        code = held.region_code(region) if region else None
    except UnknownRegion as error:
        raise click.UsageError(f"--region: {error}") from error
    terminal.state = replace(terminal.state, region=code, as_of=day_of(as_of), basis=as_of is not None)
    if not as_json:
        click.echo(terminal.welcome())
    for line in _lines(quiet=as_json):
        click.echo(json.dumps(terminal.json(line), ensure_ascii=False) if as_json else terminal.line(line)[0])


def _lines(*, quiet: bool) -> Iterator[str]:
    """The lines of the input that hold something; a person at a terminal sees a prompt."""
    prompt = "> " if sys.stdin.isatty() and not quiet else ""
    while True:
        click.echo(prompt, nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            yield line.strip()


COMMANDS = (chat,)
