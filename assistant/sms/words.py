"""Words that gateways and carriers act on: a text must not hold them, and whoever writes them back wants no more messages."""

import re
import unicodedata

# What carriers and providers take as "no more", "once more" or "tell me": in a text of ours they would teach a reader to
# leave by mistake, and some filters refuse the text for them.
_LATIN = ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "YES", "START", "UNSTOP", "HELP", "INFO", "TD")
_CHINESE = ("退订", "拒收", "回T", "回N", "回复T", "回复N")
_ASKS_TO_STOP = frozenset(
    ["T", "TD", "N", "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]
)
_ASKS_TO_RETURN = frozenset(["START", "UNSTOP", "YES"])  # what providers take as "once more" from who had left
_SHORT = 12

# A genuine notice threatens nobody and drives nobody.
_THREATS = (
    "否则", "逾期", "冻结", "立即", "马上", "尽快", "速", "法律责任", "视为放弃", "取消资格", "最后机会", "紧急",
    "immediately", "urgent", "otherwise", "penalty", "suspend", "last chance", "at once", "or else",
)  # fmt: skip


def forbidden(text: str) -> list[str]:
    """Return the words of a text that gateways take as an order, as they stand in the lists above."""
    plain = unicodedata.normalize("NFKC", text).upper()
    found = [word for word in _LATIN if re.search(rf"(?<![A-Z]){word}(?![A-Z])", plain)]
    return found + [word for word in _CHINESE if word in plain.replace(" ", "")]


def threats(text: str) -> list[str]:
    """Return the words of a text that threaten or drive."""
    plain = text.casefold()
    return [word for word in _THREATS if word in plain]


def asks_to_stop(text: str) -> bool:
    """Whether a reply asks for no more messages: 退订, TD, T and the like, whatever stands around them."""
    plain = unicodedata.normalize("NFKC", text).upper()
    letters = "".join(char for char in plain if char.isalnum()).removeprefix("回复").removeprefix("回")
    if len(letters) > _SHORT:
        return False
    return letters in _ASKS_TO_STOP or "退订" in letters or "拒收" in letters


def asks_to_return(text: str) -> bool:
    """Whether a text asks for messages again, if its sender had opted out; from anybody else it is a word like others."""
    return unicodedata.normalize("NFKC", text).upper().strip(" .!") in _ASKS_TO_RETURN
