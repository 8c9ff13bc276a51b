"""Facts of 失业保险金 that a message states."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.understanding.choices import Said, choices, settle
from assistant.understanding.facts import Facts
from assistant.understanding.facts.insured import insured
from assistant.understanding.facts.occupations import occupations
from assistant.understanding.model import Context, Doubt, Found, Text
from assistant.understanding.polarity import Clause, clause_at, place_at, standing
from assistant.understanding.quantities import Quantities, Quantity

PROGRAM = "unemployment_benefit"

_TOPIC = re.compile(
    r"失业|没领完|(?:差|有|离|距|到|过).{0,12}退休|退休.{0,6}(?:差|有|早)|离职|辞|被?裁|开除|解雇|到期|续签|倒闭|破产|优化|炒鱿鱼|没工作|没上班|下岗|n\+1|离开(?:公司|单位)|待业|解除|关门"
    r"|\b(?:unemploy\w*|laid|fired|dismissed|quit|resigned|lost my job|redundant|let go|sacked|contract|benefit|retirement)\b"
)
_ITS_OWN = ("flexible_registered", "social_insurance_subsidy", "registered_unemployed", "drawing_elsewhere")
_REASON, _RECORDED = "leaving_reason", "employer_recorded_voluntary"
_DECLINED = ("expired_declined",)
# Where both are said, the first tells more than the second: he resigned because he was not paid.
_TELLS_MORE = (
    ("employer_fault", "resigned"),
    ("expired_declined", "contract_expired"),
    ("expired_declined", "resigned"),
    ("public_institution", "dismissed"),
)
_PUBLIC = re.compile(r"事业编|事业单位|公立|公办|(?:学校|医院|卫生院|研究所)[^.;!?]{0,12}解聘")
_EARLIER = re.compile(
    "上一?次|上一?回|上一?份|上家|后来|又|这次|这回|领过|以前|之前|那次|当时|那时|曾经|前年|前一次|last time|previous"
)
_LEFT = re.compile(r"(?:还剩|剩下|剩|还有|余下|留)(?:了|下)?(?:有)?$")
_LEFT_OVER = re.compile(r"(?:没领|没有领|未领)(?:完)?的(?:那|这)?$")
_UNDRAWN = re.compile(
    r"^(?:的)?(?:失业(?:保险)?金)?(?:都|还)?(?:没|没有|未)(?:有)?(?:领|拿)|^(?:的)?(?:没领|未领)|^(?:的)?(?:还|又)?(?:能|可以)(?:不能)?(?:接着|继续)?(?:领|拿)"
)
_TO_GO = re.compile(r"(?:还有|还差|差|离|距|还要|再过|再有|剩)")
_RETIREMENT = re.compile(r"退休|retire")
_LESS = re.compile(r"(?:不到|不够|不足|不满|没到|未满|快|less than|under)(?:有)?$")
_MORE = re.compile(r"^(?:多|以上|出头)|^半?多")
_ABOUT = re.compile(r"大概|大约|左右|差不多|可能|好像|about|around")
_STILL_TO_GO = re.compile(
    "^[ ,]*(?:我|他|她|我妈|我爸|老公|老婆)?(?:现在)?(?:还|就|只|才)*(?:差|有|剩|要)$"
)  # 50岁退休,我还差两年
_YEAR = 12


def find(text: Text, quantities: Quantities, context: Context) -> Facts:
    """What the message says for this program: nothing, unless it is about losing work or the conversation is."""
    parts = text.clauses
    inside = context.program == PROGRAM
    asked = context.asked.fact.name if inside and context.asked else None
    if not inside and _is_about_another(text.folded):
        return Facts()
    hits = choices(PROGRAM).find(text, parts, asked)
    if not (inside or _TOPIC.search(text.folded) or any(map(_is_of_this, hits))):
        return Facts()
    said = list(_cleared(hits, text, parts, inside=inside))
    found, doubts = settle(PROGRAM, said, parts)
    for more in (
        _undrawn(text, parts, quantities),
        _months(text, parts, quantities, inside=inside),
        _to_retirement(text, parts, quantities, context),
    ):
        known = {one.fact for one in found} | {doubt.fact for doubt in doubts}
        found += [one for one in more[0] if one.fact not in known]
        doubts += [one for one in more[1] if one.fact not in known]
    return Facts(tuple(found), tuple(doubts), occupations(text, parts))


def _is_of_this(one: Said) -> bool:
    """Whether a phrase alone shows what the message is about: a firm closes down for its own refund too."""
    return one.fact in _ITS_OWN or (one.fact == _REASON and one.value not in ("closed_down", "still_employed"))


def _is_about_another(folded: str) -> bool:
    """Whether it is on a certificate or a firm's refund, where 辞职 and 裁员 are said in passing."""
    his_own = re.search("失业金", folded) and _HIMSELF.search(folded)
    if not his_own and re.search("稳岗|返还|裁员率|人参保|参保人数", folded):
        return True
    certificate = re.search("考证|拿证|发证|技能|[一二三四五]级|证书", folded)
    return certificate is not None and re.search("失业|领金|unemploy", folded) is None


def _cleared(said: Iterable[Said], text: Text, parts: tuple[Clause, ...], *, inside: bool) -> Iterator[Said]:
    """Without reasons that only stand in the employer's papers, and without those that another tells better."""
    all_said = list(said)
    recorded = [one for one in all_said if one.fact == _RECORDED]
    kept = [
        one
        for one in all_said
        if not (one.fact == _REASON and any(_is_in_papers(one, other, text) for other in recorded))
    ]
    kept = [replace(one, value="public_institution") if _is_public(one, text) else one for one in kept]
    kept = [replace(one, polarity="hedged") if _is_to_come(one, text) else one for one in kept]
    if any(one.or_else == _DECLINED for one in kept):  # 合同到期, and then: who would not go on is open
        kept = [one for one in kept if one.or_else or one.value not in ("contract_expired", *_DECLINED)]
    if not _HIMSELF.search(text.folded):
        kept = [one for one in kept if not (one.fact == _REASON and _is_of_staff(one, text, parts))]
    kept = [one for one in _latest(kept, parts) if not (one.fact == _REASON and _is_compared(one, text))]
    stated = {one.value for one in kept if one.fact == _REASON and one.polarity in ("said", "hedged")}
    for one in kept:
        if one.fact == _REASON and any(more in stated and one.value == less for more, less in _TELLS_MORE):
            continue
        # 没领过 alone is about the benefit only where the benefit is talked of
        if (
            one.fact == "drew_before"
            and not inside
            and not re.search("失业金|失业保险|领金|unemployment|benefit|失业", text.folded)
        ):
            continue
        # 失业了没领失业金,有五级证: where they stand now, for the certificate
        if one.fact == "drew_before" and "过" not in text.folded and re.search("[一二三四五]级|证书|考证", text.folded):
            continue
        if one.fact == "drew_before" and re.search("技能|培训|社保补贴|证", clause_at(parts, one.start).text):
            continue
        yield one


# 去年走了8个人,都是自己辞的: a firm tells of its people.
_STAFF = re.compile("[0-9一二两三四五六七八九十]+(?:个|名|位)(?:人|员工|职工|工人)|员工|职工|工人")
_ONE_LEFT = re.compile("(?:走|离职|少)了[0-9一二两三四五六七八九十]{1,3}(?:个|名|位)")
_HIMSELF = re.compile("我(?!们|司)|本人|俺(?!们)|爸|妈|老公|老婆|儿子|女儿|[哥姐弟妹]")


def _is_of_staff(one: Said, text: Text, parts: tuple[Clause, ...]) -> bool:
    """Whether the reason is that of people of a firm, told by it."""
    if _ONE_LEFT.search(text.folded[: one.start]):
        return True
    return _STAFF.search(text.folded[clause_at(parts, one.start).start : one.start]) is not None


# 合同下个月到期,公司说不续了: it has not expired yet.
_TO_EXPIRE = re.compile(
    "(?:下个?月|下周|(?<![0-9一二三四五六七八九十])月底|年底|明年|快要?|马上|即将|要)[^,;.?没]{0,6}(?:到期|期满)(?!了)"
)


def _is_to_come(one: Said, text: Text) -> bool:
    """Whether the contract of which the reason tells is yet to expire."""
    return one.value == "contract_expired" and _TO_EXPIRE.search(text.folded) is not None


_WAYS = "辞职|离职|辞退|开除|被裁|裁员|到期|解除|倒闭"
_COMPARED = re.compile(
    rf"(?:{_WAYS})[^,.;!?我]{{0,3}}(?:和|跟|与|还是|或者?|、)[^,.;!?我]{{0,6}}(?:{_WAYS}).{{0,8}}(?:区别|哪|都能|不同|一样|差别|分别)"
)


def _is_compared(one: Said, text: Text) -> bool:
    """Whether it is one of two ways to leave that are put side by side: 被裁和辞职哪个能领."""
    return any(
        found.start() < one.end and one.start < found.end() for found in _COMPARED.finditer(text.folded)
    ) and not re.search("我(?:是|就|被|自己)", text.folded)


_LAST_BUT_ONE = re.compile(
    "上一?份|上一?家|上上|前一[份家个]|(?:之前|以前|原来)(?:的)?那[家个份]|第一[份家]|头一[份家]"
)


def _latest(said: list[Said], parts: tuple[Clause, ...]) -> list[Said]:
    """Without the reason of an earlier job, where one of the last job is said: 上一家倒闭,这次被裁."""
    reasons = [one for one in said if one.fact == _REASON and one.value is not None]
    earlier = [one for one in reasons if _LAST_BUT_ONE.search(clause_at(parts, one.start).text)]
    if not earlier or len(earlier) == len(reasons):
        return said
    return [one for one in said if one not in earlier]


def _is_in_papers(one: Said, recorded: Said, text: Text) -> bool:
    """Whether a reason is the one that the employer wrote: 写的个人原因辞职, but not 写的个人原因,其实是被裁."""
    within = recorded.start <= one.start < recorded.end + 4
    return within and (
        one.start < recorded.end or not re.search(r"[,.;!? ]", text.folded[recorded.end : one.start + 1])
    )


def _is_public(one: Said, text: Text) -> bool:
    """Whether a dismissal is one by a school, a hospital or the like, which ends a 聘用合同."""
    return one.fact == _REASON and one.value == "dismissed" and _PUBLIC.search(text.folded) is not None


# 在北京交了3年,回江西又交了2年: the sum of both is to be asked.
_PAID_AGAIN = re.compile("又(?:接着|继续)?(?:在[^,;.]{0,6})?(?:交|缴)了?[0-9一二两三四五六七八九十半]{1,3}个?(?:年|月)")


def _months(
    text: Text, parts: tuple[Clause, ...], quantities: Quantities, *, inside: bool
) -> tuple[list[Found], list[Doubt]]:
    """The months of contributions."""
    lengths = standing(parts, list(insured(text, parts, quantities)))
    if lengths:
        values = list(dict.fromkeys(one.length.value for one in lengths))
        vague = lengths[0].vague or _PAID_AGAIN.search(text.folded, lengths[-1].length.end) is not None
        return _stated("months_paid", values, lengths[-1].length, vague=vague)
    bare = _bare(text, parts, quantities) if inside else None
    return _stated("months_paid", [bare.value], bare, vague=bare.vague) if bare else ([], [])


def _stated(fact: str, values: list[int | None], last: Quantity, *, vague: bool) -> tuple[list[Found], list[Doubt]]:
    known = tuple(value for value in values if value is not None)
    if len(values) > 1:
        return [], [Doubt(PROGRAM, fact, "conflict", last.span, known)]
    if vague or not known:
        return [], [Doubt(PROGRAM, fact, "vague", last.span, known)]
    return [Found(PROGRAM, fact, known[0], last.span)], []


def _bare(text: Text, parts: tuple[Clause, ...], quantities: Quantities) -> Quantity | None:
    """A length of time that is all there is: 两年."""
    if len(quantities.durations) != 1 or len(parts) != 1:
        return None
    length = quantities.durations[0]
    around = text.folded[: length.start] + text.folded[length.end :]
    return (
        None if re.sub(r"\W|一共|总共|大概|应该|差不多|左右|满|有|是|了|的|吧|啊|呢|我|快|嗯", "", around) else length
    )


_CLOSED_UNDRAWN = re.compile(r"(?:没|没有|未)(?:有)?(?:领|拿)(?:完|光|满)(?:的)?\W*$|领到一半\W*$")


def _left_before(parts: tuple[Clause, ...], clause: Clause) -> bool:
    """Whether the clause before says that not all was drawn: 上次的没领完,还剩五个月."""
    at = place_at(parts, clause.start)
    return at > 0 and _CLOSED_UNDRAWN.search(parts[at - 1].text) is not None


def _undrawn(text: Text, parts: tuple[Clause, ...], quantities: Quantities) -> tuple[list[Found], list[Doubt]]:
    """Months left undrawn last time: 上次还剩3个月没领完. They also say that there was a last time."""
    for length in quantities.durations:
        clause = clause_at(parts, length.start)
        before, after = text.folded[clause.start : length.start], text.folded[length.end : clause.end]
        left = (_LEFT.search(before) and (_UNDRAWN.search(after) or _left_before(parts, clause))) or _LEFT_OVER.search(
            before
        )
        if not left or not _EARLIER.search(text.folded) or clause.polarity_at(length.start) != "said":
            continue
        drew = Found(PROGRAM, "drew_before", True, length.span)
        found, doubts = _stated("undrawn_months", [length.value], length, vague=length.vague)
        return [drew, *found], doubts
    return [], []


def _to_retirement(
    text: Text, parts: tuple[Clause, ...], quantities: Quantities, context: Context
) -> tuple[list[Found], list[Doubt]]:
    """How far the retirement age is: 还有8个月退休."""
    fact = "to_retirement"
    for length in quantities.durations:
        clause = clause_at(parts, length.start)
        before, after = text.folded[clause.start : length.start], text.folded[length.end : clause.end]
        ahead = parts[place_at(parts, clause.start) - 1].text if place_at(parts, clause.start) else ""
        told = _RETIREMENT.search(clause.text) or (
            _RETIREMENT.search(ahead) and _STILL_TO_GO.search(before) and not after.strip(" ,.;!?了的呢")
        )
        if not told or clause.polarity_at(length.start) not in ("said", "denied"):
            continue
        if not (
            _TO_GO.search(before)
            or _TO_GO.search(text.folded[max(0, clause.start - 6) : clause.start])
            or re.search("^.{0,4}(?:就|才|后)?.{0,2}(?:到)?.{0,2}退休", after)
            or re.search("retire|until", after)
        ):
            continue
        if _PAID.search(before):
            continue
        value = _distance(length, before, after)
        if value is None:
            return [], [Doubt(PROGRAM, fact, "vague", length.span)]
        return [Found(PROGRAM, fact, value, length.span)], []
    return _retires_on(text, parts, quantities, context)


_RETIRES = re.compile(
    r"^(?:份|月底|底|初)?(?:,)?(?:我|就|才|要|该|可以|能|正式|到龄|到年龄|到点|办理?|法定){0,4}退休(?!了(?!吗))"
)


def _retires_on(
    text: Text, parts: tuple[Clause, ...], quantities: Quantities, context: Context
) -> tuple[list[Found], list[Doubt]]:
    """How far retirement is by its month: 明年3月退休. A year alone is asked back."""
    for moment in quantities.moments:
        clause = clause_at(parts, moment.start)
        if moment.year is None or not _RETIRES.match(text.folded[moment.end : clause.end]):
            continue
        stated = clause.polarity_at(moment.start) in ("said", "planned")
        if moment.month is None:
            years = moment.year - context.today.year
            if years > 1 and stated:
                return [Found(PROGRAM, "to_retirement", "over_12_months", moment.span)], []
            return [], [Doubt(PROGRAM, "to_retirement", "partial", moment.span)] if years > 0 else []
        months = (moment.year - context.today.year) * _YEAR + moment.month - context.today.month
        if months > 0 and months != _YEAR and stated:
            value = "under_12_months" if months < _YEAR else "over_12_months"
            return [Found(PROGRAM, "to_retirement", value, moment.span)], []
    return [], []


_PAID = re.compile("(?:交|缴|干|工作)了?(?:有|满)?$")


def _distance(length: Quantity, before: str, after: str) -> str | None:
    months = length.value
    if months is None:  # 几个月 or 几年: the word after it is the unit only in the text, so it is asked
        return None
    if _LESS.search(before):
        return "under_12_months" if months <= _YEAR else "over_12_months" if months > 2 * _YEAR else None
    if _ABOUT.search(before + after[:2]):
        return "over_12_months" if months > 2 * _YEAR else None
    if length.vague:
        return (
            "over_12_months"
            if months >= _YEAR and _MORE.search(after)
            else "over_12_months"
            if months >= 2 * _YEAR
            else None
        )
    return "under_12_months" if months < _YEAR else "exactly_12_months" if months == _YEAR else "over_12_months"
