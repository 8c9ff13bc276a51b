"""Which day in a message is the day of issue of the certificate (fact ``issued_on`` of skill_subsidy)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.understanding.model import Context, Doubt, Found, Text
from assistant.understanding.polarity import Clause, clause_at, place_at, standing
from assistant.understanding.quantities import Moment, Quantities

PROGRAM, FACT = "skill_subsidy", "issued_on"

_ISSUE = re.compile(
    r"发证|核发|下证|出证|取证|拿证|颁证|领证|拿到(?:的)?(?:[^,.;]{0,8}证|手)?|证(?:书)?(?:是|上|的|也|就|才|刚|,|都|写|日期|核发|发放|时间|签发|落款|签)*(?:发|下来|拿|出来|到手|办|核|批|取)|考(?:的|了|出|下|到|过|上|取|完|证)|拿(?:的|到|了|下)"
    r"|取得|获得|颁发|签发|发(?:的|下来|放|给我)|下来的?|办的|到手|证书?(?:上)?(?:的)?(?:日期|时间|写)|办(?:下来|好|了).{0,6}证|评(?:上|的|下来|了)|领(?:的|到)(?:.{0,6})?证|发证日期|证书?(?:上面?|里)?的?(?:日子|落款)|证书?(?:就)?是$|^的[^,.;]{0,6}证"
    r"|\b(?:issued?|got|gotten|obtained|received|passed|earned|dated|certificate)\b"
)
_OTHER = re.compile(
    r"入职|参保|开始(?:交|缴)|上班|离职|失业|到期|申请(?:的|了|过)?|生日|出生|交(?:的|了|社|到|起)|缴|培训|学习|报名|截止|领(?:了|过|的)?补贴|领过|到账|辞|裁|退休|领失业|断|停|过期|有效期|毕业|复审|年审"
    r"|\b(?:joined|applied|insured|paid|started|born|expires?|training|left|claimed|laid|employed)\b"
)
_EXAM = re.compile(r"考试|参加考|去考|考场|笔试|实操|\bexam\b|\btest\b")
_BEFORE = 4  # characters by which a word before the day counts as farther than one after it
_BESIDE = 6  # characters between a day and the year that belongs to it
_DATED = re.compile(r"发证|核发|签发|落款|证书?(?:上|面)?(?:写|印)|日期|issued|dated")


def issued(
    text: Text, parts: tuple[Clause, ...], quantities: Quantities, context: Context, *, inside: bool
) -> tuple[list[Found], list[Doubt]]:
    """The day of issue if it is certain, or what has to be asked back."""
    bound = [_with_year(one, quantities) for one in _bound(text, parts, quantities, inside=inside)]
    bound = standing(parts, bound)
    dated = [one for one in bound if _DATED.search(clause_at(parts, one.start).text)]
    bound = dated or bound  # 7月8号拿到手,发证日期是6月25号: the certificate's own day
    exact = [moment for moment, exam in ((m, _exam(parts, m)) for m in bound) if not exam]
    if not bound:
        return [], []
    if not exact:
        day = bound[-1].exact_day
        return [], [Doubt(PROGRAM, FACT, "which", bound[-1].span, (day,) if day else (), bound[-1].parts)]
    values = {moment.parts for moment in exact}
    if len(values) > 1 and not _refines(exact):
        days = tuple(dict.fromkeys(moment.exact_day for moment in exact if moment.exact_day))
        return [], [Doubt(PROGRAM, FACT, "conflict", exact[-1].span, days)]
    return _certain(max(exact, key=lambda m: sum(part is not None for part in m.parts)), context)


def _with_year(moment: Moment, quantities: Quantities) -> Moment:
    """The day with the year that is said beside it: 证5月20号今年拿到的. Not where several years stand beside it."""
    if moment.year is not None or moment.month is None or moment.day is None:
        return moment
    years = [one for one in quantities.moments if one.year is not None and _gap(one, moment) <= _BESIDE]
    year = years[0] if len(years) == 1 else None
    if year is None or year.year is None or year.month is not None or year.vague:
        return moment
    try:
        date(year.year, moment.month, moment.day)
    except ValueError:
        return moment
    return replace(moment, year=year.year, relative=year.relative)


def _gap(one: Moment, other: Moment) -> int:
    """How many characters stand between two moments."""
    return max(one.start, other.start) - min(one.end, other.end)


def _certain(moment: Moment, context: Context) -> tuple[list[Found], list[Doubt]]:
    day = moment.exact_day
    if moment.relative and context.as_of.year != context.today.year:
        return [], [Doubt(PROGRAM, FACT, "relative_year", moment.span, _candidates(moment, context), moment.parts)]
    if day is None:
        known = any(part is not None for part in moment.parts)
        why = "vague" if moment.vague and not known else "partial"
        return [], [Doubt(PROGRAM, FACT, why, moment.span, (), moment.parts)]  # type: ignore[arg-type]
    if day > max(context.today, context.as_of):
        return [], [Doubt(PROGRAM, FACT, "conflict", moment.span, (day,), moment.parts)]
    return [Found(PROGRAM, FACT, day, moment.span)], []


def _candidates(moment: Moment, context: Context) -> tuple[date, ...]:
    """A relative year counted from today, and from the day for which the rules are asked."""
    if moment.exact_day is None:
        return ()
    other = moment.exact_day.year + context.as_of.year - context.today.year
    try:
        return moment.exact_day, moment.exact_day.replace(year=other)
    except ValueError:  # 29 February
        return (moment.exact_day,)


def _refines(moments: list[Moment]) -> bool:
    """Whether all of them may be one day, said with more or less detail: 去年考的,2023年10月18号发证."""
    for one in moments:
        for other in moments:
            if any(a is not None and b is not None and a != b for a, b in zip(one.parts, other.parts, strict=True)):
                return False
    return True


def _exam(parts: tuple[Clause, ...], moment: Moment) -> bool:
    clause = clause_at(parts, moment.start)
    return bool(_EXAM.search(clause.text)) and not re.search("发证|核发|拿证|下证", clause.text)


def _bound(text: Text, parts: tuple[Clause, ...], quantities: Quantities, *, inside: bool) -> Iterator[Moment]:
    """The moments that the words around them tie to the certificate."""
    for moment in quantities.moments:
        clause = clause_at(parts, moment.start)
        if clause.polarity_at(moment.start) not in ("said", "hedged"):
            continue
        before, after = text.folded[clause.start : moment.start], text.folded[moment.end : clause.end]
        if _nearest_is_issue(before, after) or (
            _is_bare(before, after) and (inside or _near_certificate(parts, clause))
        ):
            yield moment


def _is_bare(before: str, after: str) -> bool:
    return not re.sub(r"\W|日期|时间|那天|证书|[的是我在就了证发印吧]", "", before + after)


def _near_certificate(parts: tuple[Clause, ...], clause: Clause) -> bool:
    """Whether a day that stands alone follows or precedes a clause on the certificate."""
    at = place_at(parts, clause.start)
    before = [part.text for part in parts[:at] if not part.corrects or _ISSUE.search(part.text)]
    beside = [*before[-1:], *(part.text for part in parts[at + 1 : at + 2])]
    return (
        bool(beside)
        and re.search(r"证(?!明)|[一二三四五1-5]级|级|发证|certificate|level", beside[0]) is not None
        and not _OTHER.search(beside[0])
    )


def _nearest_is_issue(before: str, after: str) -> bool:
    """The word nearest to the day decides; what follows it counts for more than what stands before."""
    gaps: list[tuple[int, bool]] = []
    for pattern, issue in ((_ISSUE, True), (_EXAM, True), (_OTHER, False)):
        if match := pattern.search(after):
            gaps.append((match.start(), issue))
        ends = [match.end() for match in pattern.finditer(before)]
        if ends:
            gaps.append((len(before) - ends[-1] + _BEFORE, issue))
    return min(gaps, key=lambda gap: (gap[0], not gap[1]))[1] if gaps else False
