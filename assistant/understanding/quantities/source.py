"""The text that quantities are looked for in, and what of it is taken already."""

import re
from collections.abc import Iterator

from assistant.understanding.model import Text
from assistant.understanding.quantities.hits import Kind, Quantity

# Within five characters before (大概交了两年), directly before (快三年), or directly after (两年左右).
_BEFORE = re.compile(
    r"(?:大概|大约|约莫|差不多|估计|好像|好象|可能|应该|貌似|几乎|也许|或许|大致|印象中|似乎)(?:[^,，.。;?!0-9]{0,5}|,)$"
    r"|\b(?:about|around|roughly|approximately|maybe|probably|i think|i guess)[^,，.。;?!0-9]{0,14}$"
    r"|(?:快要?|将近|接近|近|约|不到|不满|未满|不足|没到|没满|没[交缴]满|没[交缴]够|没[交缴]到|不够"
    r"|超过|高于|低于|大于|小于|多于|少于|至少|最少|起码|最多|顶多"
    r"|差.{1,4}就?(?:满|够|到)|差.{1,3}月|上|小|大半|小半"
    r"|\bnearly|\balmost|\bover|\bmore than|\bless than|\bunder|\bat least|\bat most|\bup to|>|<|~)"
    r"(?:有|是|到|了|满|就| )?$"
)  # fmt: skip
_AFTER = re.compile(
    r"(?:的?(?:左右|上下|以上|以下|以内|之内|开外|出头|都?不到|都?没到|都没有|多点|多|往上|往下|打底|起步|样子|前后|光景)|\+|差[一半两几0-9]|内(?!蒙)|后"
    r"|以后|之后|前|以前|之前| or so| or more| at least| ago)"
)  # fmt: skip
_RANGE_BEFORE = re.compile(
    r"[0-9零一二两三四五六七八九十百千万半](?:[年月号日天人块元次%]|个月)?(?:-|~|到|至|、|或者?| or | to )$"
)
_RANGE_AFTER = re.compile(r"(?:-|~|到|至|、|或者?| or | to )(?!(?:19|20)[0-9]{2})[0-9一二两三四五六七八九十半]")
_ASKING = frozenset("领拿发给受交缴要能得")
_LATIN = re.compile("[a-z]")
_REACH = 14
_COMMA = re.compile(r"(?<![0-9,])[0-9]+(?:,[0-9]+)+")
_DATE = re.compile(r"(?:19|20)[0-9]{2}[年./-]")


def _parted(found: re.Match[str]) -> str:
    """Return numbers with ， where a comma parts two of them (基数4000,2024年6月) and groups no digits of one."""
    first, *others = found[0].split(",")
    last = found.string[found.end() - len(others[-1]) :]
    if len(first) <= 3 and all(len(other) >= 3 for other in others) and not _DATE.match(last):
        return found[0]
    return found[0].replace(",", "，")


class Source:
    """A message to be searched: ``text.folded`` but for ，and 。, which are no signs of a number as , and . are.

    ``latin``: there are Latin letters in it, so that English patterns are worth a try.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        typed, places = text.typed, text.places
        self.string = "".join(
            typed[places[i]] if char in ",." and typed[places[i]] in "，。" else char
            for i, char in enumerate(text.folded)
        )
        self.string = _COMMA.sub(_parted, self.string)
        self.latin = _LATIN.search(self.string) is not None
        self._taken = bytearray(len(self.string))

    def search(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield what ``pattern`` finds and nothing has taken yet."""
        at = 0
        while found := pattern.search(self.string, at):
            start, end = found.span()
            if start == end or any(self._taken[start:end]):
                at = start + 1
                continue
            yield found
            # Somebody who did not want it leaves its later characters to be found again.
            at = end if self._taken[start] else start + 1

    def take(self, start: int, end: int) -> None:
        """Let nobody else read these characters."""
        self._taken[start:end] = b"\1" * (end - start)

    def vague(self, start: int, end: int, *, ranges: bool = True) -> bool:
        """Say whether a word beside ``string[start:end]`` makes it an approximation or a bound, or one end of a range."""
        before = self.string[max(0, start - _REACH) : start]
        if _BEFORE.search(before) or _AFTER.match(self.string, end):
            return True
        return ranges and bool(_RANGE_BEFORE.search(before) or _RANGE_AFTER.match(self.string, end))

    def quantity(self, kind: Kind, value: int | None, start: int, end: int, *, vague: bool = False) -> Quantity:
        """Take ``string[start:end]`` as a quantity; vague also by the words beside it."""
        self.take(start, end)
        return Quantity(kind, value, start, end, self.text.span(start, end), vague or self.vague(start, end))

    def starts_range(self, end: int) -> bool:
        """Say whether what ends there is the first of a range whose second end is taken: the 3 of 3-5年."""
        second = _RANGE_AFTER.match(self.string, end)
        return second is not None and bool(self._taken[second.end() - 1])

    def asks(self, start: int, end: int) -> bool:
        """Say whether the 几 that begins ``string[start:end]`` asks how many (能领几个月)."""
        return (
            self.string[start] == "几"
            and self.string[max(0, start - 1) : start] in _ASKING
            and (self.string[end : end + 1] not in ("了", "过"))
        )
