"""``assistant policies …`` for those who edit notices; ``assistant notices …`` says the same in plain words."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import click

from assistant.cli.held import policies as held
from assistant.cli.tables import table
from assistant.interview.flows import today
from assistant.interview.held import comparing, holdings
from assistant.interview.held.parameters import parameters
from assistant.interview.wording import say
from assistant.policies import Policies, PolicyError, UnknownRegion, load_policies
from assistant.policies.copying import next_notice
from assistant.policies.loading import DATA
from assistant.policies.schema import NoticeFile
from assistant.rules.plan import Citation, Plan
from assistant.settings import SettingsError, policies_dir

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_ID = re.compile("[a-z0-9-]+")
NO_NUMBER = "文号在所存文本中缺失"


@click.group()
def policies() -> None:
    """The notices' data files: check them, compare them, begin next year's. See docs/adding-a-notice.md."""


@click.group()
def notices() -> None:
    """The notices that are held, in plain words (`policies` shows the same as data)."""


@policies.command("list")
def list_files() -> None:
    """List every notice: id, region, year, day of issue, file, programs."""
    found = held()
    rows = [["编号", "地区", "年", "印发", "文件", "项目"]]
    for n in found.notices.values():
        rows.append([n.id, n.region, str(n.year), str(n.issued), found.files[n.id], " ".join(n.program)])
    _print(table(rows, 40))


@policies.command()
@click.option("--folder", type=_FOLDER, help="A folder with further notices (default: POLICIES_DIR, if set).")
def check(folder: Path | None) -> None:
    """Check every file that ships and those in the folder: each mistake with file, key and what was expected."""
    try:
        further = folder or policies_dir()
        found = load_policies(DATA, further) if further else load_policies()
    except (PolicyError, SettingsError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(found.notices)} 份文件，没有错误。")


@policies.command()
@click.argument("notice_id", metavar="ID")
@click.option("--program", "-p", help="Only this program.")
def show(notice_id: str, program: str | None) -> None:
    """Print a notice's keys and values as they apply: gaps filled, each with its clause."""
    found = held()
    notice = _notice(found, notice_id)
    click.echo(f"{notice.id}  {found.files[notice.id]}\n{notice.title.zh}\n{notice.number or NO_NUMBER}")
    for span in holdings.spans(found, notice, today()):
        if program in (None, span.program.name):
            click.echo(f"\n[{span.program.name}]")
            for row in comparing.by_key([span.plan]):
                if row.cells[0] is not None:
                    click.echo(f"{row.key} = {row.cells[0]}")


@policies.command()
@click.argument("notice_ids", metavar="[ID]...", nargs=-1)
@click.option("--region", multiple=True, help="All notices of a region (name or code); may be given several times.")
@click.option("--program", "-p", "names", multiple=True, help="Only this program; may be given several times.")
@click.option("--differing", is_flag=True, help="Only the rows that differ.")
def compare(notice_ids: tuple[str, ...], region: tuple[str, ...], names: tuple[str, ...], *, differing: bool) -> None:
    """Lay notices side by side, key by key; a row that differs is marked ≠. Without arguments: all notices."""
    found = held()
    chosen = _chosen(found, notice_ids, region)
    everything = dict.fromkeys(name for notice in chosen for name in notice.program)
    for name in names or sorted(everything, key=holdings.place):
        having = [notice for notice in chosen if name in notice.program]
        if having:
            click.echo(f"\n[{name}]")
            _print(table(_compared(found, having, name, differing=differing), 44))


def _compared(found: Policies, having: list[NoticeFile], program: str, *, differing: bool) -> list[list[str]]:
    plans = [found.plan_for(notice.id, program, today()) for notice in having]
    rows = [["", "", *(notice.id for notice in having)]]
    for row in comparing.by_key(plans):
        if row.differs or not differing:
            rows.append(["≠" if row.differs else "", row.key, *("—" if c is None else c for c in row.cells)])
    return rows


def _chosen(found: Policies, notice_ids: tuple[str, ...], regions: tuple[str, ...]) -> list[NoticeFile]:
    if not notice_ids and not regions:
        return list(holdings.notices(found))
    chosen = [_notice(found, name) for name in notice_ids]
    for text in regions:
        try:
            code = found.region_code(text)
        except UnknownRegion:
            raise click.BadParameter(f"不认识的地区：{text}", param_hint="--region") from None
        chosen += [n for n in holdings.notices(found) if n.region == code and n not in chosen]
    return chosen


@policies.command()
@click.option("--from", "source", required=True, metavar="ID", help="The notice to begin from.")
@click.option("--id", "new_id", required=True, metavar="NEW", help="The new notice's id, e.g. jiangxi-2026.")
@click.option("--year", required=True, type=click.IntRange(1990, 2199))
@click.option("--issued", type=click.DateTime(["%Y-%m-%d"]), help="Day of issue (default: 1 January, marked).")
@click.option("--folder", type=_FOLDER, help="Where to write NEW.toml (default: POLICIES_DIR).")
def new(source: str, new_id: str, year: int, issued: datetime | None, folder: Path | None) -> None:
    """Begin next year's notice from an existing one; what must be looked at again is marked 请核对."""
    found = held()
    notice = _notice(found, source)
    into = folder or policies_dir()
    if into is None:
        raise click.UsageError("请用 --folder 写明放在哪个文件夹，或设置 POLICIES_DIR")
    target = into / f"{new_id}.toml"
    if not _ID.fullmatch(new_id):
        raise click.BadParameter("只用小写字母、数字和连字符，例如 jiangxi-2026", param_hint="--id")
    if target.exists() or new_id in found.notices:
        raise click.ClickException(f"已经有编号为 {new_id!r} 的文件")
    text = _path(found, notice).read_text("utf-8")
    target.write_text(next_notice(text, new_id, year, issued.date() if issued else None), "utf-8")
    try:
        load_policies(DATA, into)
    except PolicyError as error:
        raise click.ClickException(f"{target} 已写好，还有要改的地方：\n{error}") from error
    click.echo(f"{target} 已写好，检查没有错误。搜索“请核对”，逐处对照原文。")


def _path(found: Policies, notice: NoticeFile) -> Path:
    roots = [root for root in (policies_dir(), DATA) if root is not None]
    return next(root / found.files[notice.id] for root in roots if (root / found.files[notice.id]).exists())


@notices.command("list")
def list_notices() -> None:
    """List every notice with its number, its day and the term of each program."""
    found = held()
    for notice in holdings.notices(found):
        click.echo(
            f"\n{notice.id}  {notice.region_label.zh}\n  {notice.title.zh}\n  {_number(notice)}  {notice.issued}"
        )
        for span in holdings.spans(found, notice, today()):
            state = "已到期" if span.over else "执行中"
            click.echo(f"    {say(span.program.label)}：{_term(span.first, span.last)}  {state}")


@notices.command("show")
@click.argument("notice_id", metavar="ID")
def show_notice(notice_id: str) -> None:
    """Say in plain words what a notice says, each sentence with its clause."""
    found = held()
    notice = _notice(found, notice_id)
    click.echo(f"{notice.title.zh}\n{_number(notice)}  {notice.issued}")
    for span in holdings.spans(found, notice, today()):
        click.echo(f"\n{say(span.program.label)}：{_term(span.first, span.last)}{'（已到期）' if span.over else ''}")
        _print(_plain(span.plan))
    for cited in notice.cites:
        click.echo(
            f"提到：《{cited.title}》（{cited.number}）" + ("" if cited.at_hand else "——没有这份文件，不据以计算")
        )


def _plain(plan: Plan) -> Iterable[str]:
    for part in plan.conditions:
        for line in comparing.says(part):
            yield f"  · {say(line)} 〔{_clauses(comparing.sources(part), plan)}〕"
    for figure in plan.figures:
        yield f"  = {say(figure.kind.label)} 〔{_clauses(comparing.sources(figure), plan)}〕"
        for name, value in parameters(plan.program, figure):
            yield f"      {say(name)}：{say(value)}"
    for said in plan.says:
        yield f"  - {say(said.text)}" + (f" 〔{_clauses([said.citation], plan)}〕" if said.citation else "")
    for caveat in plan.caveats:
        yield f"  ! {say(caveat.text)}"


def _clauses(citations: Iterable[Citation], plan: Plan) -> str:
    own = plan.notice.id
    return "；".join(c.section if c.notice == own else f"{c.notice} {c.section}（{c.tier}）" for c in citations)


def _term(first: date | None, last: date | None) -> str:
    return f"{first or '…'} 至 {last or '…（没有写明）'}"


def _number(notice: NoticeFile) -> str:
    return notice.number or ("法律、行政法规" if notice.tier == "T3" else NO_NUMBER)


def _notice(found: Policies, notice_id: str) -> NoticeFile:
    if notice_id not in found.notices:
        raise click.BadParameter(f"没有编号为 {notice_id!r} 的文件，现有：{'、'.join(found.notices)}", param_hint="ID")
    return found.notices[notice_id]


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


COMMANDS = (policies, notices)
