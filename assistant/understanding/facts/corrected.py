"""An amount that stands in place of the one before it: 去年交了12万,不对,是12万6; 基数不是五千,是五千六."""

import re

from assistant.understanding.polarity import Clause, clause_at

_LEAD = re.compile(
    r"\W*(?:哦|啊|呃|额|哎|诶|不好意思|抱歉|对不起|我|刚才|刚刚|上面|前面|,| )*"
    r"(?:不对|不是|(?:说|写|打|记|弄|搞|看|算)?错了?|更正|口误|笔误)?\W*"
    r"(?:而|应该|应|准确(?:地)?说|其实|实际|后来|一共|总共)*(?:是|为|有|算|交了|缴了)*\W*"
    r"|\W*(?:sorry|no|i mean(?:t)?|actually|make that|it'?s|it is|it was|rather|that'?s)*\W*",
    re.IGNORECASE,
)
_LONGEST_LEAD = 40  # characters; longer, it is no mere lead, and its blanks could be read in too many ways


def takes_over(parts: tuple[Clause, ...], start: int, before: int) -> bool:
    """Whether the amount at ``start`` corrects the one at ``before``: nothing but that is said ahead of it."""
    clause = clause_at(parts, start)
    lead = clause.text[: start - clause.start]
    if clause.start <= before or len(lead) > _LONGEST_LEAD or not _LEAD.fullmatch(lead):
        return False
    between = [part for part in parts if before < part.end and part.start <= clause.start]
    return any(part.corrects for part in between) or clause_at(parts, before).polarity_at(before) == "denied"
