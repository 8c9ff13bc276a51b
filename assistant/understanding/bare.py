"""有 and 没 by themselves: they do not say what there is, so they answer only where their clause says nothing else."""

import re
from typing import Final

from assistant.understanding.polarity import Clause, clause_at

_BARE: Final = frozenset(("有", "没", "没有", "无", "没得", "冇", "木有"))
_STOPS: Final = " .,!;、。，！~"
_BESIDE = re.compile(
    r"(?:我们?|俺|咱们?|单位|公司|[这那](?:些|个|种|样)?|上面|以上|上述|说的|情况|事|什么|任何|[0-9一两二三几](?:个|样|条|项|种)|真"
    r"|确实|肯定|当然|应该|好像|现在|目前|暂时|从来?|一直|早|已经?|过|的|都|也|全|是|还|就|没|了|[嗯啊哦额呃呀呢吧哈嘛诶哎]|\s)*"
)


def says_nothing(folded: str, parts: tuple[Clause, ...], start: int, end: int) -> bool:
    """Whether ``folded[start:end]`` is a bare 有 or 没 in a clause that is about something else: 没有欠费, 还没登记."""
    if folded[start:end] not in _BARE:
        return False
    clause = clause_at(parts, start)
    beside = (folded[clause.start : start], folded[end : clause.end])
    return not all(_BESIDE.fullmatch(side.strip(_STOPS)) for side in beside)
