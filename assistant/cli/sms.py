"""``assistant sms …``: what to register with a provider of text messages, whether the texts are sound, how one will read."""

import os
from collections.abc import Iterator

import click

from assistant.campaigns.firm_page.links import pickup_address
from assistant.cli.tables import table
from assistant.sms import templates, wording
from assistant.sms.gateway import Capabilities
from assistant.sms.segments import segments, units
from assistant.sms.wording import LANGUAGES, MESSAGES, PAGES, PARAMETERS, WordingError

_LANGUAGE = click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
_NO_PAGE = "https://…/n"


@click.group()
def sms() -> None:
    """The text messages: their templates, and how they read."""


@sms.command("templates")
@_LANGUAGE
@click.option("--style", type=click.Choice(list(templates.STYLES)), default="numbers", show_default=True,
              help="How the provider writes variables: {1} (Tencent), ${name} (Aliyun), {name}.")  # fmt: skip
@click.option("--page", help="The address of the page where the code is typed (default: from PUBLIC_ORIGIN).")
@click.argument("messages", metavar="[MESSAGE]...", nargs=-1)
def show_templates(language: str, style: str, page: str | None, messages: tuple[str, ...]) -> None:
    """Print each text as it must be registered with a provider, and what its variables hold."""
    origin = os.environ.get("PUBLIC_ORIGIN")
    for message in messages or MESSAGES:
        constant = page or (_page(message, origin) if origin else _NO_PAGE)
        try:
            found = templates.template(message, language, style, constant)
        except WordingError as error:
            raise click.ClickException(str(error)) from None
        click.echo("\n".join(_lines(message, found)))


def _page(message: str, origin: str) -> str:
    """The constant page that a text names: the firm's, unless it has another."""
    return origin + PAGES[message] if message in PAGES else pickup_address(origin)


def _lines(message: str, found: templates.Template) -> Iterator[str]:
    yield f"# {message}"
    yield found.text
    if not found.registrable:
        yield "（含变量链接：多数国内服务商不予报备，请改用取件码的那一条）"
    if _NO_PAGE in found.text:
        yield "（请用 PUBLIC_ORIGIN 或 --page 填上固定网页地址）"
    rows = [["变量", "名称", "内容", "最长", "例"]]
    rows += [[v.written, v.name, v.holds, str(v.longest), v.example] for v in found.variables]
    yield from table(rows, 40)
    yield ""


@sms.command()
def check() -> None:
    """Check every text: places, signature, forbidden words, what a genuine notice must say, length."""
    try:
        wording.check()
    except WordingError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"全部通过：{len(MESSAGES)} 条短信，{len(LANGUAGES)} 种语言。")


@sms.command()
@_LANGUAGE
@click.argument("message", type=click.Choice(list(MESSAGES)))
@click.argument("values", metavar="[NAME=VALUE]...", nargs=-1)
def preview(language: str, message: str, values: tuple[str, ...]) -> None:
    """Print a message filled in (the longest usual values, unless given) with its length and pieces."""
    params = wording.longest_values(message)
    for value in values:
        name, equals, content = value.partition("=")
        if not equals or name not in params:
            known = "、".join(f"{name}（{PARAMETERS[name][0]}）" for name in params)
            raise click.BadParameter(f"{value!r}：应为 名称=内容，名称有 {known}", param_hint="NAME=VALUE")
        params[name] = content
    try:
        text = wording.render(message, params, language)
    except WordingError as error:
        raise click.ClickException(str(error)) from None
    usual = Capabilities(links=True, two_way=False)
    small = Capabilities(links=True, two_way=False, first_segment=65, further_segments=62)
    click.echo(
        f"{text}\n{units(text)} 字，{segments(text, usual)} 段（按 70/67；按 65/62 为 {segments(text, small)} 段）"
    )


COMMANDS = (sms,)
