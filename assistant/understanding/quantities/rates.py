"""Rates in 万分之一: 5.5%, 百分之五点五, 千分之八, 5个点."""

import re
from collections.abc import Iterator

from assistant.interview.parsing.amounts import parse_rate
from assistant.interview.parsing.errors import AnswerError
from assistant.understanding.quantities.hits import Quantity
from assistant.understanding.quantities.numbers import ENGLISH, NUMBER, english, value_of
from assistant.understanding.quantities.source import Source

_RATE = re.compile(
    rf"(?P<fraction>[百千万]分之)(?P<part>{NUMBER}|几)(?P<over>多|几)?"
    rf"|(?P<percent>{NUMBER})(?P<sign>%|‰)(?P<more>多)?|(?P<points>{NUMBER}|几)(?P<some>多)?个(?:百分)?点(?![0-9零一二三四五六七八九半钟])"
)
_ENGLISH = re.compile(rf"(?<![a-z0-9.])(?<![0-9],)(?P<piece>{ENGLISH}) ?(?:percent|per cent|pct)(?![a-z])")


def rates(source: Source) -> Iterator[Quantity]:
    """Yield rates. 5个点 is 5%."""
    for found in source.search(_RATE):
        piece = found["part"] or found["percent"] or found["points"]
        vague = bool(found["over"] or found["more"] or found["some"])
        if piece == "几":
            yield source.quantity("rate", None, *found.span(), vague=True)
            continue
        value = value_of(piece)
        if value is None or value.number is None:
            continue
        basis = _rate(f"{found['fraction'] or ''}{value.number}{found['sign'] or ''}")
        if basis is not None:
            yield source.quantity("rate", basis, *found.span(), vague=vague or value.vague)
    for found in source.search(_ENGLISH) if source.latin else ():
        number = english(found["piece"])
        if number is not None and (basis := _rate(str(number))) is not None:
            yield source.quantity("rate", basis, *found.span())


def _rate(text: str) -> int | None:
    try:
        return parse_rate(text)
    except AnswerError:
        return None
