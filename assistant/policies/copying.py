"""Next year's notice from this year's file: text kept as it stands, what must be looked at again marked with a comment."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date

LOOK = "# 请核对："
_TABLE = re.compile(r"^\[+\s*([A-Za-z0-9_.\-]+)\s*\]+")
_KEY = re.compile(r"^([A-Za-z_]+)(\s*=|\.[A-Za-z_]+\s*=)")
_ADVICE = ("caveat", "step", "deadline", "overlay", "condition", "figure", "says")


def next_notice(text: str, new_id: str, year: int, issued: date | None) -> str:
    """The file's text for another year: id, year and days set, the number emptied, every term and part marked.

    Raises ``tomllib.TOMLDecodeError`` when the text is not TOML.
    """
    head = {
        "id": f'id = "{new_id}"',
        "year": f"year = {year}",
        "issued": f"issued = {issued or date(year, 1, 1)}" + ("" if issued else f"  {LOOK}印发日期"),
        "signed": f"signed = {issued or date(year, 1, 1)}  {LOOK}成文日期",
        "number": f'number = ""  {LOOK}文号；文本里没有就留空',
    }
    old = tomllib.loads(text)
    lines = list(
        _marked(text.splitlines(), head, f"{LOOK}由 {old['id']} 复制，{year} 年文件的原文逐条核对后删去这些标记")
    )
    return "\n".join(lines) + "\n"


def _marked(lines: Iterable[str], head: dict[str, str], first: str) -> Iterable[str]:
    yield first
    inside = ""
    for line in lines:
        table, key = _TABLE.match(line), _KEY.match(line)
        if table:
            inside = table[1]
            if remark := _remark(inside):
                yield remark
        elif key and not inside and key[1] in head and key[2].strip() == "=":
            yield head[key[1]]
            continue
        elif key and inside.startswith("program.") and key[1] == "term":
            yield f"{LOOK}执行期（起止日期、条款）"
        elif not inside and line.startswith(("title.zh", "title =", "issuers")):
            yield f"{LOOK}{'发文机关' if line.startswith('issuers') else '标题'}"
        yield line


def _remark(table: str) -> str | None:
    """What is to be looked at in a table."""
    parts = table.split(".")
    if table == "cites":
        return f"{LOOK}新文件是否仍引用"
    if parts[0] == "program" and len(parts) == 3 and parts[2] == "term":
        return f"{LOOK}执行期（起止日期、条款）"
    if parts[0] == "program" and len(parts) == 3 and parts[2] in _ADVICE:
        return f"{LOOK}条款号、数字和文字"
    return None
