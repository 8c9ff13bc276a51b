"""What was claimed before: 技能提升补贴 and 职业培训补贴, how often and when (facts of skill_subsidy)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.understanding.model import Context, Doubt, Found, Text
from assistant.understanding.persons import is_bystanders
from assistant.understanding.polarity import Clause, clause_at, place_at, standing
from assistant.understanding.quantities import Quantities

PROGRAM = "skill_subsidy"

_WHO = "(?:学校|单位|公司|厂里|机构|他们|培训班)"
_VERB = re.compile(
    r"(?:领|拿)了(?=[一二两三四五六七八九十0-9]+[次回])|(?:领取|领|拿|申领|享受|申请)(?:到)?过(?![期程来去节年夜门])(?:了)?"
    r"|(?:领|拿)到(?:了|过)?(?=[一二两三四五六七八九十0-9]+[次回])"
    r"|(?<=[次回])(?:都|也|已经|全)*(?:领|拿)(?:满|完|够|到)了"
    r"|(?<=补贴)(?:我)?(?:去年|今年|已经|早|上个?月|前年|都|也|就|刚)*到(?:了)?手了?(?=[,.;!? ]|$)"
    r"|(?:领|拿|享受)(?:取)?了"
    r"(?=(?:[一二两三四五六七八九十百千万0-9]+(?:[次回元块]|多|(?=的))|钱|的|我的|这个|那个|一笔)*(?:职业|技能|提升|证书|考证|工种|级|培训)*补贴)"
    r"|(?<=补贴)(?:我)?(?:已经|早|都|也|去年|今年|上个?月|前年|是|还|就|倒是|刚)*(?:领|拿)(?:取)?(?:到)?了"
    r"|(?<=补贴)(?:我)?(?:一直|还|都|从来)*没(?:有)?(?P<never>领|拿|申请)(?!到|上|成)"
    r"|(?<=一[次回])(?:都|也)?没(?:有)?(?P<not_once>领|拿)(?!到|上|成)"
    r"|领了(?=[一二三四五1-5]级|[初中高]级|同一|更高)"
    r"|(?:已经|之前|以前|去年|上次|早就|早)(?:领|拿)(?:到)?的(?=[^,.;!?]{0,6}(?:补贴|钱))"
    r"|还没(?:有)?(?:去)?(?P<not_yet>领|申请|申领)(?=[^到上不着]|$)"
    r"|(?<=级)(?:的)?(?:我)?(?:已经|都|也|早就)?领(?:完)?了(?=以后|之后|后[又再]|[,.;]|$)"
    rf"|{_WHO}(?:那边|已经|也|都|早就|帮我|替我|,)*(?:领|申请|报|拿|申领)(?:走|取)?了(?=.{{0,4}}培训)"
    rf"|(?<=培训补贴){_WHO}(?:那边|已经|也|都|早就)*(?:领|申请|报|拿)(?:走|取)?了"
    rf"|(?<=培训补贴)(?:是|被|都是)(?:培训)?{_WHO}(?:给|帮我|替我)?(?:领|申请|报|拿)(?:走|取)?(?:了|的)"
    r"|\b(?:claimed|received|drawn|drew|got|gotten|collected|applied for|had)\b"
    r"(?= (?:any|it|the|this|that|a|one|another|skill|subsid|before|once|twice|training|three))"
)
_FIRST = re.compile(
    r"(?:第一次|头一回|头一次|首次|第一回|头回)(?:来|去|要|想)?(?:领|申请|申领|办理?|拿|弄|报)(?!证|失业)"
    r"|(?:我|这|都)?是?(?:第一次|头一回|头一次|首次|头回)(?:啊|呀|呢|的|哦)*(?=[,.;!]|$)|\bfirst (?:time|claim|application)\b"
)
_SKILL = re.compile(r"技能|提升补贴|(?:证书|考证|取证|工种)补贴|补贴|补助|这个钱|这笔钱|这钱|subsid|\bit\b")
_TRAINING = re.compile(
    r"(?:职业|技能)?(?:技能)?培训(?:费)?(?:补贴|补助)|培训费|培训的(?:补贴|钱)|(?:职业|技能)培训"
    r"|training subsid|training allowance"
)
_OTHER = re.compile(
    r"失业(?:保险)?(?:金|补助)|社保补贴|工资|养老|创业|稳岗|低保|生育|工伤|公积金|补偿|赔|就业补贴"
    r"|扩岗|人才|租房|住房|高温|餐补|交通补|以旧换新|家电|消费券|毕业生|一次性"
    r"|unemployment|pension|wage|allowance(?! for)|certificate"
    r"|证(?!书?(?:的)?补贴|书?补|书?(?:我)?(?:都|也|已经|之前|以前|是|从来|还|就){0,2}$)"
)
_LEVELLED = re.compile(
    r"更高|高一级|高等级|同(?:等级|级|工种|一|职业|样)|这(?:个|本)证|[一二三四五1-5]级|[初中高]级|其他|别的(?!补贴)|技师"
)
_FURTHER = re.compile(r"还能|还可以|能不能|可以|还会|再|能|还领|是不是|想")  # 领了培训补贴还能领技能补贴吗
_THIS_YEAR = re.compile(r"今年|本年|(?<!一)年内|this year")
_LAST_12 = re.compile(
    r"(?:最近|近|过去|前|这)(?:12|十二)个月|(?:最近|近|过去|这)一年(?:内|里|以来|之内)?|一年(?:之)?内"
    r"|(?:last|past) (?:12|twelve) months|past year"
)
_FREE = re.compile(
    r"(?:培训|学费|学习)(?:班|课)?(?:是|都)?(?:免费|不要钱|没收钱|没花钱|不收费)|免费(?:的)?(?:培训|学)"
    r"|\bfree training|training was free"
)
# 人家说领过就不能领了: a rule that is told, and no claim.
_HEARSAY = re.compile(
    r"\W*(?:我)?(?:人家|别人|他们|听人|听|网上|据|窗口|工作人员|客服|老师|社保局|人社局|规定|政策|抖音|群里)"
    r"(?:那边|上|里)?(?:都|也|又|跟我|给我)?(?:说|讲|写|是)(?!我)"
)
_FORGOTTEN = re.compile(r"\W*(?:我)?(?:也)?(?:忘了|忘记|记不清|记不得|不记得|记不太清|不太记得|不确定)")
_NEAR = 8  # characters on each side of 领过 in which 四级的 is of it
_TIMES_ENGLISH = {"once": 1, "twice": 2}


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim said or denied: of what, where, and in which clause."""

    start: int
    end: int
    clause: Clause
    made: bool
    training: bool


def claims(
    text: Text, parts: tuple[Clause, ...], quantities: Quantities, context: Context
) -> tuple[list[Found], list[Doubt]]:
    """The facts on earlier claims, and the doubts."""
    made = list(_claims(text, parts))
    found: list[Found] = []
    doubts: list[Doubt] = []
    for fact, wanted in (("claimed_before", False), ("training_subsidy", True)):
        group = [one for one in made if one.training is wanted and not _bounded(one, wanted)]
        _one(fact, standing(parts, group), text, parts, found, doubts)
    for one in made:
        if not one.training:
            _count(one, text, quantities, context, found, doubts)
    free = _FREE.search(text.folded)
    if free and not any(f.fact == "training_subsidy" for f in found):
        doubts.append(Doubt(PROGRAM, "training_subsidy", "vague", text.span(*free.span()), (True, False)))
    return found, doubts


def _bounded(one: _Claim, training: bool) -> bool:
    """Whether a denial is only of one period or one level: 今年没领过 says nothing of the years before."""
    if one.made or training:
        return False
    text = one.clause.text
    at = one.start - one.clause.start
    near = text[max(0, at - _NEAR) : one.end - one.clause.start + _NEAR]
    return (
        _THIS_YEAR.search(text) is not None or _LAST_12.search(text) is not None or _LEVELLED.search(near) is not None
    )


def _is_forgotten(one: _Claim, parts: tuple[Clause, ...]) -> bool:
    """Whether the next clause takes the certainty back: 领过一个什么补贴,忘了."""
    at = place_at(parts, one.clause.start)
    return "什么" in one.clause.text or (at + 1 < len(parts) and _FORGOTTEN.match(parts[at + 1].text) is not None)


def _one(
    fact: str,
    group: list[_Claim],
    text: Text,
    parts: tuple[Clause, ...],
    found: list[Found],
    doubts: list[Doubt],
) -> None:
    if len({one.made for one in group}) > 1:
        group = [one for one in group if not is_bystanders(parts, one.start)] or group
    values = list(dict.fromkeys(one.made for one in group))
    if not values:
        return
    hedged = [one for one in group if one.clause.polarity_at(one.start) == "hedged" or _is_forgotten(one, parts)]
    span = text.span(group[-1].start, group[-1].end)
    if len(values) > 1:
        doubts.append(Doubt(PROGRAM, fact, "conflict", span, tuple(values)))
    elif len(hedged) == len(group):
        doubts.append(Doubt(PROGRAM, fact, "vague", span, tuple(values)))
    else:
        found.append(Found(PROGRAM, fact, values[0], span))


def _claims(text: Text, parts: tuple[Clause, ...]) -> Iterator[_Claim]:
    for match in _VERB.finditer(text.folded):
        yield from _read(text.folded, parts, match)
    for match in _FIRST.finditer(text.folded):
        clause = clause_at(parts, match.start())
        if clause.polarity_at(match.start()) in ("said", "hedged") and not re.search("考|失业", clause.text):
            yield _Claim(match.start(), match.end(), clause, made=False, training=False)


def _read(folded: str, parts: tuple[Clause, ...], match: re.Match[str]) -> Iterator[_Claim]:
    named = next((name for name in ("never", "not_yet", "not_once") if match[name]), None)
    at = match.start(named) if named else match.start()
    clause = clause_at(parts, at)
    polarity = clause.polarity_at(at)
    if polarity not in ("said", "denied", "hedged") or _HEARSAY.match(clause.text):
        return
    objects = _objects(folded, parts, clause, match)
    made = polarity != "denied"
    if made and match[0].startswith("申请"):  # whoever applied was not always paid
        return
    if "training" in objects:
        yield _Claim(match.start(), match.end(), clause, made, training=True)
    bare = named or match[0] == "claimed" or not match[0].isascii()  # 领过: of what this conversation is about
    if "skill" in objects or (not objects and bare):
        yield _Claim(match.start(), match.end(), clause, made, training=False)


def _objects(folded: str, parts: tuple[Clause, ...], clause: Clause, match: re.Match[str]) -> set[str]:
    """Of what it was: what follows the verb, else what stands before it, else the clause before."""
    after = _FURTHER.split(
        folded[match.end() : min(clause.end, match.end() + 14 if not match[0].isascii() else match.end() + 40)],
        maxsplit=1,
    )[0]
    if kinds := _kinds(after):
        return kinds
    if kinds := _kinds(folded[max(clause.start, match.start() - 10) : match.start()]):
        return kinds
    at = place_at(parts, clause.start)
    if at and re.fullmatch(
        r"\W*(?:我|也|都|还|从来|一次|以前|之前|从|是|倒|呢|,)*(?:没有?|未)?", folded[clause.start : match.start()]
    ):
        previous = parts[at - 1].text.rstrip(" ,.;!?")
        nouns = re.search(r"(?:补贴|失业金|保险金|培训费|补助)(?:的话|呢|嘛|这块)?$", previous)
        return _kinds(previous) if nouns else set()
    return set()


def _kinds(text: str) -> set[str]:
    kinds = set()
    if _TRAINING.search(text):
        kinds.add("training")
        text = _TRAINING.sub(" ", text)
    if _OTHER.search(text):
        kinds.add("other")
        text = _OTHER.sub(" ", text)
        text = re.sub(r"补贴\W*$", "", text) if not re.search("技能", text) else text
    if _SKILL.search(text):
        kinds.add("skill")
    return kinds


def _count(
    one: _Claim, text: Text, quantities: Quantities, context: Context, found: list[Found], doubts: list[Doubt]
) -> None:
    """How often in a named period: 今年领过一次 is 1, 今年没领过 is 0."""
    clause = one.clause
    fact = "claims_this_year" if _THIS_YEAR.search(clause.text) else "claims_last_12_months"
    if fact == "claims_last_12_months" and not _LAST_12.search(clause.text):
        return
    if any(f.fact == fact for f in found):
        return
    value: Any = None if one.made else 0
    span, vague = text.span(one.start, one.end), False
    if one.made:
        times = [t for t in (*quantities.times, *quantities.things) if clause.start <= t.start < clause.end]
        word = re.search(r"\b(once|twice)\b", clause.text)
        if times:
            value, span, vague = times[-1].value, times[-1].span, times[-1].vague
        elif word:
            value = _TIMES_ENGLISH[word[1]]
    if value is None:
        return
    if vague:
        doubts.append(Doubt(PROGRAM, fact, "vague", span, (value,)))
    elif context.as_of.year != context.today.year:
        doubts.append(Doubt(PROGRAM, fact, "relative_year", span, (value,)))
    else:
        found.append(Found(PROGRAM, fact, value, span))
