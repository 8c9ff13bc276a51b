"""Facts of 技能提升补贴 that a message states."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from assistant.understanding.choices import Said, choices, settle
from assistant.understanding.facts import Facts
from assistant.understanding.facts.claims import claims
from assistant.understanding.facts.insured import Insured, insured
from assistant.understanding.facts.issued import issued
from assistant.understanding.facts.occupations import occupations
from assistant.understanding.model import Context, Doubt, Found, Text
from assistant.understanding.polarity import Clause, clause_at, place_at, standing
from assistant.understanding.quantities import Quantities

PROGRAM = "skill_subsidy"
AT_CERTIFICATE, AT_APPLICATION = "insured_months_at_certificate", "insured_months_at_application"
_ORDER = ("five", "four", "three", "two", "one")  # from the lowest

# Without one of these a message is not about a certificate, and 交了两年 or 在职 says nothing for this program.
_TOPIC = re.compile(
    r"osta|等级|紧缺|急需|职业目录|补贴目录|证岗|承诺书|证(?!明|据|券|件|实|监|人)|考(?:了|的|过|下|到|出|取|级|上)|技能|技师|(?<![0-9])[一二三四五1-5]级|[初中高]级|职业资格|培训补贴"
    r"|\b(?:certificates?|skills?|level)\b"
)
_HELD_TOO = re.compile(
    r"(?:手里|手上|手头|家里)?(?:还有|也有|另有|还持有|另外有|已经有|早有|早就有|还拿了|还考了)"
    r"|手里有|手上有|早就有了|已经有了|already (?:hold|have)"
)
_CLAIMED = re.compile(
    r"(?:领|拿|享受|申领)(?:取)?(?:过|了.{0,4}补贴)|领了(?=.级)|领了(?:以后|之后|后)|(?:已经?|都|早就?)(?:给)?补(?:过|了)(?!考|办|交|缴)"
)
_NOT_HELD = re.compile(
    r"^.{0,8}?(?:还没|还未|没|未)(?:有)?(?:考|拿|下来|发|出|通过|取|过(?=[,.;!? ]|了|$))(?!过?补)"
    r"|^(?:工|证|证书)?(?:正在|准备|打算|下个?月|明年|在)(?:去)?(?:考(?!的|了|到|过|下)|学|报)"
)
_ALTERNATIVE = re.compile(r"还是|或者?|\bor\b")
_NEAR = 8
_TWO = re.compile(
    r"两[本个张]|2[本个张]|一[本个张].{0,12}一[本个张]|还有|另外?一?[本个张]?|(?<=级)[^,]{0,6}[和跟与、及][^,]{0,6}(?=[一二三四五1-5]级)|又考|也考|再考|都有|都考|都拿"
    r"|\b(?:two|both|and|another|also)\b"
)
_SAME_TRADE = re.compile(r"同(?:一个?|样的?)?(?:个)?(?:工种|职业)|一样(?:的)?(?:职业|工种)|\bsame (?:trade|occupation)")
_NOT_SAME = re.compile(r"不(?:是)?同(?:一个?)?(?:工种|职业)|(?:职业|工种)不(?:一样|同)|别的(?:工种|职业)")
_ASKS_FOR = re.compile(
    r"想(?:要)?(?:领|申请|申领)|这次|[一二三四五1-5]级的?(?:补贴)?(?:还|又|再|也)?(?:能|可以)|要申请|现在申请|准备申请"
    r"|\bclaim for"
)
_OWN = re.compile(r"一[本个张]|我|本人|俺|咱|考|拿|持|手里|有|\bmy\b|\bi\b")
_AT_CERTIFICATE = re.compile(
    r"(?:考|拿|发|取|下|出|领)(?:到)?(?:的)?(?:这个|了|那个)?证(?:书)?(?:的)?(?:时候?|那会儿?|那时|之前|以前|前|那天|那年|那个?月|当时|为止|时)|当时|那时候|那会儿?|考的时候|发证(?:日|那)|考出来的时候|考(?:之)?前|证(?:书)?(?:下来|到手|出来|拿到)(?:了|手)?(?:的)?(?:时候?|那会儿?|之前|以前|前|那天|那年|那个?月)"
    r"|\b(?:when|before|by the time) (?:i )?(?:got|passed|obtained|received|it was issued|the certificate)|at the time|at issue"
)
_NEVER_PAID = re.compile(
    r"(?:没|没有|从没|从未|从来没有?|一直没)(?:有)?(?:交|缴|参加?|上|买)过?(?<=过)(?:社保|失业保险|保险)|(?:社保|失业保险)(?:从来|从|一直|也|都|一天)*没(?:有)?(?:交|缴|参加?)过(?!钱)"
)
_AT_APPLICATION = re.compile(
    r"到现在|现在|目前|至今|截至|截止|如今|到申请|一共|总共|到今天|累计"
    r"|\b(?:now|so far|in total|today|to date|by now|altogether)\b"
)


def find(text: Text, quantities: Quantities, context: Context) -> Facts:
    """What the message says for this program: nothing, unless it is about a certificate or the conversation is."""
    parts = text.clauses
    inside = context.program == PROGRAM
    named = occupations(text, parts)
    asked = context.asked.fact.name if inside and context.asked else None
    said = [
        one
        for one in choices(PROGRAM).find(text, parts, asked)
        if not (_was(one, text, parts) or _is_compared(one, text))
    ]
    if not (inside or _TOPIC.search(text.folded) or any(one.fact == "certificate_kind" for one in said)):
        return Facts()
    levels = [one for one in said if one.fact == "certificate_level"]
    found, doubts = settle(PROGRAM, [one for one in said if one.fact != "certificate_level"], parts)
    doubts = [_of_two(doubt, text) for doubt in doubts]
    for more in (
        _levels(levels, text, parts),
        issued(text, parts, quantities, context, inside=inside),
        _insured(text, parts, quantities, asked, inside=inside),
        claims(text, parts, quantities, context),
    ):
        known = {one.fact for one in found} | {doubt.fact for doubt in doubts}
        found += [one for one in more[0] if one.fact not in known]
        doubts += [one for one in more[1] if one.fact not in known]
    return Facts(tuple(found), tuple(doubts), named)


_FORMERLY = re.compile(r"(?:以前|之前|原来|曾经|从前|原先|那时候?|当时|上家|早些年|前几年|年轻时)[^,.;!?]{0,10}$")
_WORKED = ("enterprise_employee", "government_body", "six_types_staff", "flexible")


def _was(one: Said, text: Text, parts: tuple[Clause, ...]) -> bool:
    """Whether it is what the person was once: 以前在厂里上班."""
    return (
        one.fact == "employment_status"
        and one.value in _WORKED
        and _FORMERLY.search(_before(one, text, parts)) is not None
    )


_COMPARED = re.compile(
    "证[书]?(?:跟|和|与|还是|、|或者?)[^,;.!?]{0,14}证[^,;.!?我]{0,6}(?:哪|区别|不同|差别|一样|什么关系|谁|更)"
)


def _is_compared(one: Said, text: Text) -> bool:
    """Whether it is one of two kinds of certificate put side by side: 操作证跟等级证哪个能领."""
    if one.fact != "certificate_kind":
        return False
    return any(found.start() < one.end + 8 and one.start < found.end() for found in _COMPARED.finditer(text.folded))


def _of_two(doubt: Doubt, text: Text) -> Doubt:
    if doubt.fact != "certificate_kind" or doubt.why != "conflict" or not _TWO.search(text.folded):
        return doubt
    return Doubt(PROGRAM, doubt.fact, "two_certificates", doubt.span, doubt.candidates)


def _levels(said: Sequence[Said], text: Text, parts: tuple[Clause, ...]) -> tuple[list[Found], list[Doubt]]:
    """The level of the certificate, and of a higher one that is held as well (手里还有电工二级)."""
    rest = [one for one in standing(parts, said) if one.value is not None and _counts(one, text, parts)]
    if _is_alternative(rest, text):
        return [], []
    claimed = [one for one in rest if _claimed(one, parts)]
    paid = set(map(id, claimed))
    unclaimed = [one for one in rest if id(one) not in paid]
    if len({one.value for one in unclaimed}) > 1 and not _OWN.search(text.folded):  # 四级1500,三级2000对吗
        return [], []
    main = _asked_for(unclaimed, text, parts)
    spoken_for = paid | set(map(id, main))
    held_too = [one for one in rest if id(one) not in spoken_for]
    if not main:
        return [], []
    values = list(dict.fromkeys(one.value for one in main))
    if len(values) > 1:
        why = "two_certificates" if _TWO.search(text.folded) else "conflict"
        return [], [Doubt(PROGRAM, "certificate_level", why, main[-1].span, tuple(values))]  # type: ignore[arg-type]
    if all(one.polarity in ("hedged", "unclear") and not _hopes(one, parts) for one in main):
        return [], [Doubt(PROGRAM, "certificate_level", "vague", main[0].span, tuple(values))]
    found = [Found(PROGRAM, "certificate_level", values[0], main[0].span)]
    found += _claimed_of(claimed, values[0], text)
    higher = [one for one in held_too if _higher(one.value, values[0])]
    trades = len(occupations(text, parts))
    if higher and (_SAME_TRADE.search(text.folded) or trades == 1) and not _NOT_SAME.search(text.folded):
        found.append(Found(PROGRAM, "higher_certificate_held", "same_trade", higher[0].span))
    return found, []


def _hopes(one: Said, parts: tuple[Clause, ...]) -> bool:
    """Whether what is uncertain is the payment and not the level: 三级的补贴还能领吧."""
    return re.search("能领|可以领|能拿|有补贴|能申请", clause_at(parts, one.start).text) is not None


def _claimed_of(claimed: Sequence[Said], level: Any, text: Text) -> list[Found]:
    """Whether what was paid for was of the same trade, and of this level or a higher one: 同工种高级的领过了."""
    if not _SAME_TRADE.search(text.folded) or _NOT_SAME.search(text.folded):
        return []
    higher = [one for one in claimed if _higher(one.value, level)]
    same = [one for one in claimed if one.value == level]
    return [
        Found(PROGRAM, fact, "same_trade", group[0].span)
        for fact, group in (("higher_level_claim", higher), ("same_level_claim", same))
        if group
    ]


def _claimed(one: Said, parts: tuple[Clause, ...]) -> bool:
    """Whether the subsidy was paid for it already: 四级的领过了, 领过一次,五级的."""
    clause = clause_at(parts, one.start)
    at = place_at(parts, clause.start)
    alone = (
        re.fullmatch(r"\W*(?:都|就)?(?:是|领的是?)?.级的?\W*", clause.text)
        and at
        and _CLAIMED.search(parts[at - 1].text)
    )
    if alone:
        return True
    near = slice(max(0, one.start - clause.start - _NEAR), one.end - clause.start + _NEAR)
    paid = _CLAIMED.search(clause.text[near])
    return paid is not None and clause.polarity_at(clause.start + near.start + paid.start()) == "said"


def _asked_for(said: Sequence[Said], text: Text, parts: tuple[Clause, ...]) -> list[Said]:
    """Of several certificates the one that is asked about: in the question, or the one that is not held besides."""
    if len({one.value for one in said}) < 2:
        return list(said)
    asking = [one for one in said if (c := clause_at(parts, one.start)).question or _ASKS_FOR.search(c.text)]
    own = [] if _KIN.search(text.folded) else [one for one in said if _I_AM.search(_before(one, text, parts))]
    now = [one for one in said if _NOW.search(_before(one, text, parts))]
    for chosen in (own, asking, now, [one for one in said if not _held_too(one, text, parts)]):
        if len({one.value for one in chosen}) == 1:
            return chosen
    return list(said)


_KIN = re.compile("妈|爸|老公|老婆|爱人|姐|哥|弟|妹|儿子|女儿")
_I_AM = re.compile("(?:我|我(?:自己|这个|考|拿|手里)?的?)(?:就)?(?:是|这是)(?:个|一个)?$")  # 高级工补2000吧,我是高级工
_NOW = re.compile(
    r"(?:又|再|重新|新|这次|这回|现在|刚刚?|今年|后来)[^,.;!?]{0,6}?(?:考|拿|取得|有|下|升|是|评)[^,.;!?]{0,12}$|(?:升|晋升|升到|考到|升为)(?:了|成)?$"
)


def _before(one: Said, text: Text, parts: tuple[Clause, ...]) -> str:
    return text.folded[clause_at(parts, one.start).start : one.start]


def _higher(level: str, than: str) -> bool:
    return level in _ORDER and than in _ORDER and _ORDER.index(level) > _ORDER.index(than)


def _counts(one: Said, text: Text, parts: tuple[Clause, ...]) -> bool:
    """Whether a certificate of this level is held or asked about: not 想考三级, 三级还没考下来."""
    clause = clause_at(parts, one.start)
    if text.folded[: one.start].endswith("从") and re.match("[^,.;!?]{0,5}(?:升|晋|考到)", text.folded[one.end :]):
        return False
    if one.polarity == "planned" or _NOT_HELD.search(text.folded[one.end : clause.end]):
        return False
    return one.polarity != "asked" or not re.search(r"什么是|区别|几级|有没有", clause.text)


def _held_too(one: Said, text: Text, parts: tuple[Clause, ...]) -> bool:
    clause = clause_at(parts, one.start)
    around = (
        text.folded[max(clause.start, one.start - 8) : one.start] + text.folded[one.end : min(clause.end, one.end + 6)]
    )
    return _HELD_TOO.search(around) is not None


def _is_alternative(said: Sequence[Said], text: Text) -> bool:
    """Whether two levels are put to choose from: 是三级还是四级."""
    return any(
        one.value != other.value and _ALTERNATIVE.search(text.folded[one.end : other.start])
        for one, other in pairwise(said)
        if other.start - one.end < 12
    )


def _insured(
    text: Text, parts: tuple[Clause, ...], quantities: Quantities, asked: str | None, *, inside: bool
) -> tuple[list[Found], list[Doubt]]:
    """The months of insurance at the certificate and now; 交了两年 alone is now."""
    lengths = list(insured(text, parts, quantities))
    if (
        not lengths
        and inside
        and asked not in (AT_CERTIFICATE, AT_APPLICATION)
        and (bare := _bare(text, parts, quantities))
    ):
        lengths = [bare]
    if (
        not lengths
        and (never := _NEVER_PAID.search(text.folded))
        and clause_at(parts, never.start()).polarity_at(never.start()) == "said"
    ):
        return [Found(PROGRAM, AT_APPLICATION, 0, text.span(*never.span()))], []
    by_fact: dict[str, list[Insured]] = {}
    for one in lengths:
        by_fact.setdefault(
            asked if asked in (AT_CERTIFICATE,) and not _when(one) else _when(one) or AT_APPLICATION, []
        ).append(one)
    found: list[Found] = []
    doubts: list[Doubt] = []
    for fact, group in by_fact.items():
        rest = standing(parts, group)
        values = list(dict.fromkeys(one.length.value for one in rest))
        known = tuple(value for value in values if value is not None)
        span = rest[-1].length.span
        if len(values) > 1:
            doubts.append(Doubt(PROGRAM, fact, "conflict", span, known))
        elif rest[0].vague or not known:
            doubts.append(Doubt(PROGRAM, fact, "vague", span, known))
        elif known[0] <= 720:
            found.append(Found(PROGRAM, fact, known[0], span))
    return found, doubts


def _when(one: Insured) -> str | None:
    """At the certificate or now, by the last word on it before the length."""
    now = max((match.end() for match in _AT_APPLICATION.finditer(one.before)), default=-1)
    then = max((match.end() for match in _AT_CERTIFICATE.finditer(one.before)), default=-1)
    after = one.clause.text[one.length.end - one.clause.start :]
    if now < 0 and then < 0:
        return (
            AT_CERTIFICATE
            if _AT_CERTIFICATE.search(after)
            else AT_APPLICATION
            if _AT_APPLICATION.search(after)
            else None
        )
    total = re.search("一共|总共|累计", one.before)
    return AT_CERTIFICATE if then >= 0 and (then > now or total) else AT_APPLICATION


def _bare(text: Text, parts: tuple[Clause, ...], quantities: Quantities) -> Insured | None:
    """A length of time that is all there is: 两年."""
    if len(quantities.durations) != 1 or len(parts) != 1:
        return None
    length = quantities.durations[0]
    around = text.folded[: length.start] + text.folded[length.end :]
    if re.sub(r"\W|一共|总共|大概|应该|差不多|左右|满|有|是|了|的|吧|啊|呢|我|快|嗯", "", around):
        return None
    return Insured(length, parts[0], "", length.vague)
