"""Amounts of money in fen: 6.1万, 两千二, 四万三千二百一十块五毛五, ¥1,234.50, 20 thousand yuan."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.interview.parsing.amounts import parse_money
from assistant.interview.parsing.errors import AnswerError
from assistant.understanding.quantities.hits import Quantity
from assistant.understanding.quantities.numbers import DIGIT, ENGLISH, PIECE, english, value_of
from assistant.understanding.quantities.source import Source

_D = f"(?:[0-9]|{DIGIT})"
_PREFIX = r"(?:¥|人民币|rmb ?|cny ?)"
_TAIL = rf"(?:[零0]?{_D}[角毛])?(?:[零0]?{_D}分)?"
_MARKED = re.compile(
    rf"(?P<prefix>{_PREFIX})?(?P<piece>{PIECE})(?P<over>[多来])?(?P<mark>元|块)(?P<tail>[零0]?{_D}[角毛]{_D}分?|{_TAIL})"
    rf"(?P<one>{_D}(?![0-9零一二两三四五六七八九十百千万个年月人天次]))?(?:钱|整|人民币|rmb)?(?P<after>多)?"
)
_SMALL = re.compile(rf"(?P<jiao>{_D}[角毛](?:{_D}分)?)(?:钱)?")
_SIGNED = re.compile(rf"{_PREFIX}(?P<piece>{PIECE})|(?P<piece2>{PIECE}) ?(?:人民币|rmb(?![a-z])|cny(?![a-z]))")
_K = re.compile(r"(?<![0-9a-z.])(?P<piece>[0-9]+(?:\.[0-9])?)k(?![a-z0-9])")
_ENGLISH = re.compile(
    rf"(?<![a-z0-9.])(?<![0-9],)(?P<number>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|{ENGLISH})"
    r"(?P<scale> hundred| thousand| million|k)? ?"
    r"(?:yuan|rmb|cny|kuai|renminbi)(?![a-z])"
)
# A number with 百, 千 or 万 and no unit is an amount, unless something counted follows.
_SCALED = re.compile(
    rf"(?P<piece>{PIECE})(?![0-9个人名位号口户家员职工岗级条项天日月年岁次回本张份件份台辆亩门种套批公里米斤%多来余几.]|[a-z])"
)


def money(source: Source) -> Iterator[Quantity]:
    """Yield amounts in fen. 3k is vague, since it may be anything; other currencies are none."""
    for pattern, reader in (
        (_ENGLISH, _english),
        (_MARKED, _marked),
        (_SIGNED, _signed),
        (_SMALL, _small),
        (_K, _thousands),
        (_SCALED, _scaled),
    ):
        for found in source.search(pattern):
            if (read := reader(found)) is not None:
                yield source.quantity("money", read[0], *found.span(), vague=read[1])


_Read = tuple[int | None, bool] | None


def _fen(text: str) -> int | None:
    try:
        return parse_money(text.replace("w", "万"), "元")
    except AnswerError:
        return None


def _marked(found: re.Match[str]) -> _Read:
    value = value_of(found["piece"])
    if value is None:
        return None
    vague = value.vague or bool(found["over"] or found["after"])
    if value.number is None or vague:
        return (None if value.number is None else int(value.number * 100)), True
    fen = _fen(f"{found['piece']}{found['mark']}{found['tail']}{found['one'] or ''}")
    return None if fen is None else (fen, False)


def _signed(found: re.Match[str]) -> _Read:
    return _plain(found["piece"] or found["piece2"])


def _plain(piece: str) -> _Read:
    value = value_of(piece)
    if value is None:
        return None
    if value.number is None or value.vague:
        return (None if value.number is None else int(value.number * 100)), True
    fen = _fen(piece)
    return None if fen is None else (fen, False)


def _small(found: re.Match[str]) -> _Read:
    fen = _fen(found["jiao"])
    return None if fen is None else (fen, False)


def _thousands(found: re.Match[str]) -> _Read:
    return int(Decimal(found["piece"]) * 100_000), True


def _scaled(found: re.Match[str]) -> _Read:
    value = value_of(found["piece"])
    if value is None or not (value.scaled or value.number is None) or (value.number is not None and value.number < 100):
        return None
    if value.number is None and found["piece"].endswith("几"):
        return None
    return _plain(found["piece"])


def _english(found: re.Match[str]) -> _Read:
    number = english(found["number"].replace(",", ""))
    if number is None:
        return None
    scale = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "k": 1000}
    fen = number * scale.get((found["scale"] or "").strip(), 1) * 100
    return None if fen % 1 else (int(fen), False)
