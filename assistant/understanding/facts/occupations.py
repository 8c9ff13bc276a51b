"""Trades that a message names, by their usual names (``words/occupations.toml``)."""

import tomllib
from functools import lru_cache

from assistant.policies import PolicyError, Problem
from assistant.understanding.choices import WORDS
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.model import Named, Text
from assistant.understanding.polarity import Clause, polarity_at

_FILE = WORDS / "occupations.toml"
# 电工学校, 美容院, 保安队长 that calls: places and offices, not a trade of the person who writes.
_NOT_BEFORE = ("院", "店", "学校", "公司", "厂", "费用", "行业协会", "卡", "产品", "医院", "部门")
_NOT_AFTER = ("医院", "学", "问过", "找过", "问", "打", "人工", "智能", "联系")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    try:
        names = tomllib.loads(_FILE.read_text("utf-8"))["names"]
        return Lexicon(names)
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise PolicyError([Problem(_FILE.name, "names", f"文件格式有误：{error}")]) from error


def occupations(text: Text, parts: tuple[Clause, ...]) -> tuple[Named, ...]:
    """Each trade once, in the order of the text; not those that are denied (不是电工)."""
    named: dict[str, Named] = {}
    for hit in _lexicon().find(text):
        if text.folded.startswith(_NOT_BEFORE, hit.end) or text.folded[: hit.start].endswith(_NOT_AFTER):
            continue
        if hit.key not in named and polarity_at(parts, hit.start) != "denied":
            named[hit.key] = Named(hit.key, hit.span)
    return tuple(named.values())
