"""Numbers without a unit: 基数4000, 一百二十, or a whole message that is a number."""

import re
from collections.abc import Iterator

from assistant.understanding.quantities.hits import Quantity
from assistant.understanding.quantities.numbers import DIGIT, PIECE, value_of
from assistant.understanding.quantities.source import Source

_NUMBER = re.compile(
    rf"(?P<piece>{PIECE})(?![0-9a-z]|[年月日号天级岁点线路楼届代期米里斤周个名位次回人条本张份件台部套间页篇项款步家户批轮届])"
)
_SPELLED = re.compile(rf"{DIGIT}|十")


def plain_numbers(source: Source) -> Iterator[Quantity]:
    """Yield whole numbers that no unit follows; a single spelled digit only where it is the whole message."""
    for found in source.search(_NUMBER):
        if _SPELLED.fullmatch(found["piece"]) and found[0] != source.string.strip(" .,。，!?"):
            continue
        if source.starts_range(found.end()):
            continue
        value = value_of(found["piece"])
        if value is not None and value.number is not None and value.number % 1 == 0:
            yield source.quantity("number", int(value.number), *found.span(), vague=value.vague)
