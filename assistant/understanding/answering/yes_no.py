"""Yes or no: in so many words, by the fact's own words (领过一次), or by the question's verb taken up again."""

import re
from collections.abc import Sequence
from typing import Any, Final

from assistant.interview.engine import UNSURE
from assistant.understanding.answering.choosing import by_place, by_reader, said_of
from assistant.understanding.answering.message import STOPS, Message
from assistant.understanding.answering.years import of_another_year
from assistant.understanding.choices import settle
from assistant.understanding.model import Doubt, Found
from assistant.understanding.polarity import Clause, polarity_at
from assistant.understanding.short_answers import leaning, read_yes_no

# The question's verb taken up, with how often or when at most: 办过, 去年领过一次, 都没交.
_ECHO = re.compile(
    r"^(?:我们?|俺|咱|单位|公司|学校|机构|别人|有人|他们|已经|都|也|还|就|从来?|一直|以前|之前|去年|今年|前年|早|刚"
    r"|好像|确实|是|有|,|\s|20[0-9]{2}年)*?(?P<not>没有?人?|未|不|从未)?(?P<verb>领|办|查|签|欠|裁|缴|交|补|列|登记|享受"
    r"|取消|注销|撤销|参保|拿|考|收|告诉|告知|通知|说|开|能|会|在|是|愿意|符合)"
    r"(?P<done>过了|过|了|到了|到|得到|上了|着|上|清|齐|掉)?(?:[0-9一二两三四五六七八九十几好]+[次回个年月人]*)?(?:的|了"
    r"|呢|呀|啊|吧)?$"
)
_NO_SUCH = re.compile(
    r"(?:绝对|根本|从来|都|我们|单位)*(?:没有?(?:过)?(?:这|那)?(?:一)?(?:回|种|个|码)?(?:事|情况|说法)|没有的事|哪有"
    r"|怎么可能|不存在|不可能)(?:儿|的|啊|呀|啦)*"
)
_LONGEST = 30  # characters of a plain answer
_WHOLE_VERBS: Final = frozenset(
    ("能", "会", "在", "是", "登记", "享受", "取消", "注销", "撤销", "参保", "告诉", "告知", "通知", "愿意", "符合")
)
_EVER: Final = frozenset(("claimed_before", "drew_before"))
_FIRST_TIME = re.compile("第一次|头一[回次遭]|首次|初次|first time")
_WILLING = re.compile(
    r"(?:我|当然|肯定|很|也|还是|还)*(?P<not>不(?:太)?)?(?:想|要|肯|愿意|打算)(?:去)?(?:找|上班|工作|干活?|就业)*(?:的|啊"
    r"|呀|了|工作)*"
)
# A yes or no that opens a longer answer: 有,去年领的. 没有,这是第一次.
_OPENING = re.compile(r"^[^,.;!?]{1,8}?(?=[,.;! ])")


def read_bool(message: Message, options: Sequence[Any]) -> Found | Doubt | None:
    """Whether it is so, as the message says."""
    folded = message.text.folded.strip(STOPS)
    if options and (picked := by_place(message, options)) is not None:
        return picked
    said = read_yes_no(folded)
    if said is not None:
        return message.found(said)
    if _NO_SUCH.fullmatch(folded) or (message.fact.name in _EVER and _FIRST_TIME.search(message.parts[0].text)):
        return message.found(False)
    lean = leaning(folded)
    if lean is not None:
        return message.doubt("vague", lean)
    if message.fact.name == "seeking_work" and len(folded) <= _LONGEST and (willing := _WILLING.fullmatch(folded)):
        return message.found(not willing["not"])
    own = _by_own_words(message)
    opening = _opening(message)
    if isinstance(own, Found) and isinstance(opening, bool) and own.value is not opening:
        return message.doubt("conflict", opening, own.value)
    if own is not None:
        return own
    if opening is not None:
        return message.found(opening)
    return _by_echo(message)


def _opening(message: Message) -> Any:
    """The yes, no or 不清楚 with which the message opens, or its first clause is; None if it opens with neither."""
    match = _OPENING.match(message.text.folded)
    for piece in (match[0] if match else "", message.parts[0].text.strip(STOPS)):
        if piece and (said := read_yes_no(piece)) is not None and said is not UNSURE:
            return said
    return None


def _by_own_words(message: Message) -> Found | Doubt | None:
    """What the fact's words in ``words/*.toml`` say of it."""
    found, doubts = settle(message.program, said_of(message), message.parts)
    if not found and (read := by_reader(message)) is not None:
        return read
    return found[0] if found else doubts[0] if doubts else None


def _stated(clause: Clause) -> str:
    """The clause up to where it begins to ask: 领过 of 领过能再领吗."""
    asked = [reach.start for reach in clause.reaches if reach.polarity == "asked"]
    return clause.text[: min(asked) - clause.start if asked else None].strip(STOPS)


def _by_echo(message: Message) -> Found | Doubt | None:
    """The verb of the question said again, with or without 没."""
    asked = message.question.text.zh
    for clause in message.parts:
        stated = _stated(clause)
        match = _ECHO.fullmatch(stated) if len(stated) <= _LONGEST else None
        if match is None or match["verb"] not in asked:
            continue
        half_said = not match["done"] and not match["not"] and match["verb"] not in _WHOLE_VERBS
        if half_said or of_another_year(message, clause.start + match.start("verb"), clause.end):
            continue
        polarity = polarity_at(message.parts, clause.start)
        if polarity in ("said", "hedged"):
            value = not match["not"]
            span = message.text.span(clause.start, clause.end)
            return message.found(value, span) if polarity == "said" else message.doubt("vague", value, span=span)
    return None
