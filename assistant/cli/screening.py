"""``assistant screen``: decide every row of a bureau's file."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import get_args

import click

from assistant.cli.deciding import Refused, choosing_a_notice, day_of
from assistant.cli.held import policies
from assistant.interview.formatting import yuan
from assistant.interview.requests import LANGUAGES, RequestProblem, find_plan
from assistant.interview.wording import VERDICTS, say
from assistant.rules.facts import N_
from assistant.rules.plan import Plan
from assistant.rules.texts import Message
from assistant.screening.engines import EngineName
from assistant.screening.reading import FileProblem
from assistant.screening.screen import Screening
from assistant.screening.screen import screen as screen_file

_FILE = click.Path(dir_okay=False, path_type=Path)


class Unreadable(click.ClickException):
    """A file or engine that cannot be used: the message goes to stderr, and the exit code is 2."""

    exit_code = 2


@click.command()
@click.argument("program")
@click.argument("source", metavar="INPUT", type=_FILE)
@click.argument("output", type=_FILE)
@choosing_a_notice
@click.option("--engine", type=click.Choice(get_args(EngineName)), default="polars", show_default=True)
@click.option("--rejects", type=_FILE, help="Where refused rows go (default: beside OUTPUT).")
@click.option("--sheet", help="Which sheet of a workbook to read.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", show_default=True)
def screen(
    program: str,
    source: Path,
    output: Path,
    region: str | None,
    as_of: datetime | None,
    notice: str | None,
    engine: EngineName,
    rejects: Path | None,
    sheet: str | None,
    language: str,
) -> None:
    """Decide every row of a CSV, XLSX, XLS or Parquet file; columns are named as facts or by their Chinese labels."""
    spoken = LANGUAGES[language]
    try:
        plan = find_plan(policies(), program, region=region, notice=notice, as_of=day_of(as_of))
        done = screen_file(plan, source, output, engine=engine, rejects=rejects, sheet=sheet)
    except RequestProblem as error:
        raise Refused(error) from None
    except FileProblem as error:
        raise Unreadable(say(error.message, spoken)) from None
    for line in _summary(done, plan):
        click.echo(say(line, spoken))


def _summary(done: Screening, plan: Plan) -> Iterable[Message]:
    yield Message(N_("依据：%(title)s，核算日期 %(as_of)s"), {"title": plan.notice.title, "as_of": plan.as_of})
    counts = {"rows_in": done.rows_in, "rows_out": done.rows_out, "rejected": done.rejected}
    yield Message(N_("共 %(rows_in)s 行：核算 %(rows_out)s 行，退回 %(rejected)s 行"), counts)
    money = any(part.id == plan.program.amount and part.kind.unit == "fen" for part in plan.figures)
    for verdict, count in done.verdicts.items():
        values = {"verdict": Message(VERDICTS[verdict]), "count": count, "total": yuan(done.totals[verdict])}
        summed = money and verdict in ("eligible", "manual_review")
        text = N_("%(verdict)s：%(count)s 行，金额合计 %(total)s 元") if summed else N_("%(verdict)s：%(count)s 行")
        yield Message(text, values)
    if done.absent:
        labels = [Message(fact.label) for fact in done.absent]
        yield Message(N_("文件里没有这些栏目，按未知处理：%(labels)s"), {"labels": labels})
    for column in done.columns:
        if column.note:
            place = {"letter": column.letter, "heading": column.heading, "note": column.note}
            yield Message(N_("%(letter)s列“%(heading)s”：%(note)s"), place)
    yield Message(N_("结果：%(output)s；退回：%(rejects)s"), {"output": done.output, "rejects": done.rejects})


COMMANDS = (screen,)
