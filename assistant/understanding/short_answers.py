"""What a short answer says that is all there is: 有, 没有, 不清楚, 好像有."""

import re
from typing import Any

from assistant.interview.engine import UNSURE
from assistant.interview.parsing import is_not_sure, yes_or_no

_HEDGED_ANSWER = re.compile(
    r"^(?:我|嗯|哦|呃|额|[ ,，])*(?:好像|可能|应该|大概|估计|也许|似乎|貌似|印象中|记得)(?:是|都|也)?|吧$"
    r"|^(?:i think|maybe|probably|i guess|perhaps)[ ,]*(?:so)?",
    re.IGNORECASE,
)


def read_yes_no(text: str) -> Any:
    """What a whole answer says: ``True``, ``False``, ``UNSURE`` (不知道, 忘了, dunno), or None for anything else.

    A hedge (好像有, 应该是吧) is None here; ``leaning`` says which way it leans.
    """
    if is_not_sure(text):
        return UNSURE
    return yes_or_no(text)


def leaning(text: str) -> bool | None:
    """Which way a hedged whole answer leans: 好像有 True, 应该没有吧 False; None if it is not one."""
    word = text.strip(" ,，.。!！~")
    bare = _HEDGED_ANSWER.sub("", _HEDGED_ANSWER.sub("", word))
    if bare == word or "?" in text or "？" in text:
        return None
    if not bare or re.fullmatch("[的吧]+", bare):
        return (
            True
            if re.search("so$|maybe|perhaps|probably|是|^(?:应该|可能|大概|估计|也许)", word, re.IGNORECASE)
            else None
        )
    return yes_or_no(bare)
