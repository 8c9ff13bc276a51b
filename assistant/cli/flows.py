"""``assistant flows …``: list the flows, show their words, walk every path, draw them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from assistant.cli.held import held_flows, policies
from assistant.interview.flows import Flow, Question, today
from assistant.interview.walks.checking import report
from assistant.interview.walks.drawing import svg
from assistant.interview.walks.graph import graph_of, mermaid, plan_to_walk
from assistant.interview.walks.walking import MOST_STATES, Walk
from assistant.interview.wording import CHINESE, ENGLISH, say, show_fact
from assistant.policies import Policies

LANGUAGES = {"zh": CHINESE, "en": ENGLISH}


@click.group()
def flows() -> None:
    """The question flows: what they ask, whether every path ends, and how they look."""


@flows.command("list")
def list_flows() -> None:
    """List every flow: id, for whom, program, number of questions, title."""
    for flow in held_flows().values():
        click.echo(f"{flow.id:24} {flow.audience:8} {flow.program.name:24} {len(flow.questions):3}  {flow.title.zh}")


@flows.command()
@click.argument("flow_id", metavar="FLOW")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", show_default=True)
def show(flow_id: str, language: str) -> None:
    """Print the words of every question."""
    flow = _flow(flow_id)
    spoken = LANGUAGES[language]
    click.echo(f"{say(flow.title, spoken)}\n{say(flow.intro, spoken)}")
    for number, question in enumerate(flow.questions, 1):
        click.echo("\n".join(_question(number, question, spoken)))


def _question(number: int, question: Question, spoken: str) -> Iterable[str]:
    yield f"\n{number}. {say(question.text, spoken)}  [{question.fact.name}]"
    yield f"   {say(question.help, spoken)}"
    if question.find is not None:
        yield f"   {say(question.find, spoken)}"
    for choice in question.fact.choices:
        hint = question.hints.get(choice.value)
        yield f"   - {show_fact(question.fact, choice.value, spoken)}" + (f"：{say(hint, spoken)}" if hint else "")
    for item in question.items:
        yield f"   · {say(item.text, spoken)}  [{item.fact.name}]"


@flows.command()
@click.argument("flow_ids", metavar="[FLOW]...", nargs=-1)
@click.option("--notice", help="Only under this notice.")
@click.option(
    "--states", type=click.IntRange(1), default=MOST_STATES, show_default=True,
    help="So many states are followed in full; beyond them samples, and the output says so.",
)  # fmt: skip
def check(flow_ids: tuple[str, ...], notice: str | None, states: int) -> None:
    """Walk every flow under every notice that has its program.

    Exit code 1 for a question that a rule reads and no path reaches, a path that does not end, answers that raise, or a
    missing translation.
    """
    chosen = [_flow(name) for name in flow_ids] or list(held_flows().values())
    found = [report(flow, policies(), today(), notice=notice, most_states=states, each=_walked) for flow in chosen]
    for one in found:
        for line in one.waiting_lines():
            click.echo(line)
    problems = [line for one in found for line in one.problems()]
    for line in problems:
        click.echo(f"错误  {line}", err=True)
    if problems:
        raise SystemExit(1)
    click.echo(f"全部通过：{len(found)} 个流程，{sum(len(one.walks) for one in found)} 次走查。")


def _walked(walk: Walk) -> None:
    tally = walk.tally
    counted = f"{tally.paths:,}" if tally.paths < 10**7 else f"{tally.paths:.1e}"
    sampled = "，状态太多，其余抽样" if walk.sampled else ""
    click.echo(
        f"{walk.flow.id} · {walk.plan.notice.id} · {walk.plan.as_of}：路径 {counted}，"
        f"最长 {tally.longest} 题，平均 {walk.mean:.1f} 题（状态 {walk.states:,}{sampled}）"
    )


@flows.command()
@click.argument("flow_id", metavar="FLOW")
@click.option("--notice", help="Under which notice (default: the newest that has the program).")
@click.option("--format", "form", type=click.Choice(["svg", "mermaid"]), default="svg", show_default=True)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: standard output.")
def graph(flow_id: str, notice: str | None, form: str, language: str, output: Path | None) -> None:
    """Draw which answers lead from which question where."""
    flow, held = _flow(flow_id), policies()
    plan = plan_to_walk(held, flow, _notice(flow, held, notice), today())
    nodes = graph_of(flow, plan, LANGUAGES[language])
    drawn = mermaid(nodes) if form == "mermaid" else svg(nodes, say(flow.title, LANGUAGES[language]))
    if output is None:
        click.echo(drawn, nl=False)
    else:
        output.write_text(drawn, "utf-8")


def _flow(name: str) -> Flow:
    found: Mapping[str, Flow] = held_flows()
    if name not in found:
        raise click.BadParameter(f"没有流程 {name!r}，现有：{'、'.join(found)}", param_hint="FLOW")
    return found[name]


def _notice(flow: Flow, held: Policies, asked: str | None) -> str:
    having = {n.id: n.issued for n in held.notices.values() if flow.program.name in n.program}
    if asked is None:
        return max(having, key=lambda name: having[name])
    if asked not in having:
        raise click.BadParameter(f"没有这份文件，或它不含这个项目；可用：{'、'.join(having)}", param_hint="--notice")
    return asked


COMMANDS = (flows,)
