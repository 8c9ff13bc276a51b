"""Days and months: whole, or in parts that complete what was known before."""

import re
from calendar import monthrange
from datetime import date
from typing import Any, Final

from assistant.interview.engine import UNSURE
from assistant.interview.parsing import AnswerError, parse
from assistant.interview.parsing.answers import EMPTY, NOT_SURE, TOO_LONG
from assistant.interview.parsing.dates import DAY_MISSING, NO_SUCH_DAY, NOT_A_DATE, NOT_A_MONTH
from assistant.understanding.answering.message import Message
from assistant.understanding.model import Doubt, Found, Span
from assistant.understanding.polarity import clause_at, polarity_at, standing
from assistant.understanding.quantities.hits import Moment

Partial = tuple[int | None, ...]
Parts = tuple[int | None, int | None, int | None]
_NOT_UNDERSTOOD: Final = frozenset((NOT_A_DATE, NOT_A_MONTH, DAY_MISSING, EMPTY, NOT_SURE, TOO_LONG))
_NOT_YET = re.compile("(?:还|都|一直)?(?:没有?|未|尚未)(?:收到|到账|到|拿到|发|下来|给)")
_BARE_DAY = re.compile(r"(?P<day>[0-9]{1,2})(?:[号日])?")
_BARE_MONTH = re.compile(r"(?P<month>[0-9]{1,2})月份?")
_AS_OF = re.compile(r"(?:按照?|依照?|根据)$")  # 按2024年12月31日算: the day whose rules are asked, no day of the case
_MONTH_DAY = re.compile(r"(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")
_NOT_ISSUED = re.compile("考试|考的那|报名|报考|培训")
_ISSUED = re.compile("发|颁|核|批|下证|拿证|出证|印|写")


def read_day(message: Message, partial: Partial | None) -> Found | Doubt | None:
    """The day or month that the message gives; a part of one is a doubt that tells what is known by now."""
    if (plain := _plain(message)) is not None:
        return plain
    moments = [m for m in message.quantities.moments if polarity_at(message.parts, m.start) in ("said", "hedged")]
    moments = [m for m in standing(message.parts, moments) if not _AS_OF.search(message.text.folded[: m.start])]
    if not moments:
        bare = _bare(message, partial)
        if bare is not None:
            return _of(message, bare, message.whole, vague=False)
        return message.found(UNSURE) if _NOT_YET.search(message.text.folded) else None
    wanted = list(dict.fromkeys(_completed(m.parts, partial) for m in moments))
    if len(wanted) > 1:
        wanted, moments = _issued_first(message, moments, partial)
    if len(wanted) > 1:
        days = (_value(message, parts) for parts in wanted)
        return message.doubt("conflict", *(day for day in days if day), span=moments[-1].span)
    return _with_year(message, moments[0], wanted[0])


def _plain(message: Message) -> Found | Doubt | None:
    """The whole message as the pages would read it. Raises ``AnswerError`` for a day that cannot be."""
    same_year = message.context.today.year == message.context.as_of.year
    try:
        value = parse(message.fact, message.bare, today=message.context.today if same_year else None)
    except AnswerError as error:
        if error.msgid in _NOT_UNDERSTOOD:
            return None
        raise
    return message.found(value)


def _issued_first(message: Message, moments: list[Moment], partial: Partial | None) -> tuple[list[Parts], list[Moment]]:
    """Of several days the one beside 发证, if the day of issue was asked; else all of them."""
    near = []
    for moment in moments:
        clause = clause_at(message.parts, moment.start)
        beside = message.text.folded[max(clause.start, moment.start - 8) : min(clause.end, moment.end + 8)]
        if message.fact.name == "issued_on" and _ISSUED.search(beside) and not _NOT_ISSUED.search(beside):
            near.append(moment)
    kept = near or moments
    return list(dict.fromkeys(_completed(m.parts, partial) for m in kept)), kept


def _completed(parts: Parts, partial: Partial | None) -> Parts:
    """``parts``, with what was known before where they are silent."""
    known = (*(partial or ()), None, None, None)[:3]
    year, month, day = (said if said is not None else before for said, before in zip(parts, known, strict=True))
    return year, month, day


def _with_year(message: Message, moment: Moment, parts: Parts) -> Found | Doubt | None:
    if moment.relative and message.context.today.year != message.context.as_of.year:
        value = _value(message, parts)
        return message.doubt("relative_year", *([value] if value else []), span=moment.span, partial=_trimmed(parts))
    clause = clause_at(message.parts, moment.start)
    of_test = message.fact.name == "issued_on" and _NOT_ISSUED.search(clause.text) and not _ISSUED.search(clause.text)
    if of_test and _value(message, parts):
        return message.doubt("which", _value(message, parts), span=moment.span)
    hedged = polarity_at(message.parts, moment.start) == "hedged"
    return _of(message, parts, moment.span, vague=moment.vague or hedged or bool(moment.part))


def _of(message: Message, parts: Parts, span: Span, *, vague: bool) -> Found | Doubt:
    value = _value(message, parts)
    if value is None:
        guess = _recent(message, parts) if parts[0] is None else None
        return message.doubt("partial", *([guess] if guess else []), span=span, partial=_trimmed(parts))
    if vague:
        return message.doubt("vague", value, span=span, partial=_trimmed(parts))
    if message.fact.problem(value) is not None:
        parse(message.fact, value.isoformat())
    return message.found(value, span)


def _value(message: Message, parts: Parts) -> date | None:
    """The value if enough is known. Raises ``AnswerError`` for a day that its month does not have."""
    year, month, day = parts
    if year is None or month is None:
        return None
    if message.fact.kind == "month":
        return date(year, month, 1)
    if day is None:
        return None
    days = monthrange(year, month)[1]
    if day > days:
        raise AnswerError(NO_SUCH_DAY, year=year, month=month, days=days, day=day)
    return date(year, month, day)


def _recent(message: Message, parts: Parts) -> date | None:
    """The last such day or month up to the as-of day, where only the year is missing: something to offer."""
    year, month, day = parts
    if year is not None or month is None or (day is None and message.fact.kind == "date"):
        return None
    as_of = message.context.as_of
    told = [m.year for m in message.quantities.moments if m.year is not None]  # 去年10月考的,18号发的: likely that year
    for candidate in (*told, as_of.year, as_of.year - 1):
        try:
            found = date(candidate, month, day if day and message.fact.kind == "date" else 1)
        except ValueError:
            continue
        if found <= as_of:
            return found
    return None


def _bare(message: Message, partial: Partial | None) -> Parts | None:
    """A bare 18, 10月 or 10.18 as the part that was still missing."""
    folded = message.bare
    known = (*(partial or ()), None, None, None)[:3]
    if (match := _MONTH_DAY.fullmatch(folded)) and int(match["month"]) <= 12:
        return known[0], int(match["month"]), int(match["day"])
    if (match := _BARE_MONTH.fullmatch(folded)) and int(match["month"]) <= 12:
        return known[0], int(match["month"]), known[2]
    if (match := _BARE_DAY.fullmatch(folded)) and known[1] is not None and 1 <= int(match["day"]) <= 31:
        return known[0], known[1], int(match["day"])
    return None


def _trimmed(parts: Any) -> Partial:
    kept = list(parts)
    while kept and kept[-1] is None:
        kept.pop()
    return tuple(kept)
