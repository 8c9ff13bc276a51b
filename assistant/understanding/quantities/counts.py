"""Heads, things and times: 30人, 三十来号人, 仨人, 裁了俩, 两次, twice."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.understanding.quantities.hits import Kind, Quantity
from assistant.understanding.quantities.numbers import ENGLISH, PIECE, english, value_of
from assistant.understanding.quantities.source import Source

_PEOPLE = re.compile(
    rf"(?P<piece>{PIECE})(?:[个名位号口]?(?:多|来)?(?:人(?!民|力|社|家|工费|部分|承担|[缴交出](?:了|的)?[0-9一二两三四五六七八九十])|员工|职工|工人|人员|同事|雇员|打工的|老员工)|名(?!字|单|称)|位(?!置))"
)
_THINGS = re.compile(
    rf"(?P<piece>{PIECE})个(?!月|半月|多月|点|百分点|小时|星期|礼拜|季度|工种|证|问题|事|样|劲|级|项|税|体|年头|钟|社保|医保|工作日|学)"
)
_TIMES = re.compile(rf"(?P<piece>{PIECE})(?:次|回|遍|趟)(?!方|性|事|也没|都没|也不|都不)|(?P<many>多次|好几次|几次)")
_ENGLISH_PEOPLE = re.compile(
    rf"(?<![a-z0-9.])(?<![0-9],)(?P<piece>{ENGLISH}) (?:of (?:our|the|my) )?"
    r"(?:insured |registered |full-time )?(?:people|persons?|employees|workers|staff|colleagues)(?![a-z])"
)
_ENGLISH_TIMES = re.compile(rf"(?<![a-z0-9.])(?<![0-9],)(?:(?P<word>once|twice)|(?P<piece>{ENGLISH}) times)(?![a-z])")
_NONE_AFTER = re.compile("人?也?都?(?:没|未|不)")
_NONE_BEFORE = re.compile("(?:没|未)有?(?:领|裁|拿|申请|办|减|辞退|开除)?(?:过|掉)?$")
_ONLY_ONE = re.compile("[每这那哪同另某各]$")


def counts(source: Source) -> Iterator[Quantity]:
    """Yield people, things with a bare 个, and times; 每一个人 and 一次都没 count nothing."""
    yield from _chinese(source, "people", _PEOPLE)
    yield from _chinese(source, "times", _TIMES)
    yield from _chinese(source, "thing", _THINGS)
    if not source.latin:
        return
    for found in source.search(_ENGLISH_PEOPLE):
        if (number := english(found["piece"])) is not None and number % 1 == 0:
            yield source.quantity("people", int(number), *found.span())
    for found in source.search(_ENGLISH_TIMES):
        said = {"once": 1, "twice": 2}.get(found["word"] or "")
        number = english(found["piece"]) if said is None else Decimal(said)
        if number is not None and number % 1 == 0:
            yield source.quantity("times", int(number), *found.span())


def _chinese(source: Source, kind: Kind, pattern: re.Pattern[str]) -> Iterator[Quantity]:
    for found in source.search(pattern):
        if found.groupdict().get("many"):
            yield source.quantity(kind, None, *found.span(), vague=True)
            continue
        value = value_of(found["piece"])
        if value is None or (value.number == 1 and _counts_nothing(source, found)):
            continue
        if value.number is None and source.asks(*found.span()):
            continue
        if value.number is None:
            yield source.quantity(kind, None, *found.span(), vague=True)
        elif value.number % 1 == 0:
            vague = (
                value.vague or re.search("[多来](?:号|个)?[人名位]|[多来]", found[0][len(found["piece"]) :]) is not None
            )
            yield source.quantity(kind, int(value.number), *found.span(), vague=vague)


def _counts_nothing(source: Source, found: re.Match[str]) -> bool:
    """Say whether the one is none at all (一个没裁, 没领过一次) or just any (每一个)."""
    before = source.string[max(0, found.start() - 8) : found.start()]
    return bool(
        _ONLY_ONE.search(before) or _NONE_BEFORE.search(before) or _NONE_AFTER.match(source.string, found.end())
    )
