"""What a firm says of itself for 稳岗返还: kind of unit, standing, arrears, layoffs, head-counts, amounts.

Rates and head-counts belong to 上年度 of the as-of day: what is said of another year is left out, and 去年 is asked back where
the rules are asked for a year that is not this one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from assistant.rules.stabilization_refund.facts import FACTS, NAME
from assistant.understanding.choices import Said, choices, settle
from assistant.understanding.facts import Facts
from assistant.understanding.facts.refund_figures import figures, received_on
from assistant.understanding.facts.refund_sizes import several
from assistant.understanding.facts.refund_unit import is_of_applicant, is_workers
from assistant.understanding.facts.refund_years import Years
from assistant.understanding.model import Context, Doubt, Found, Text
from assistant.understanding.polarity import Clause, clause_at, polarity_at
from assistant.understanding.quantities.hits import Quantities

# Facts of 上年度: said of another year they are not this fact.
_OF_LAST_YEAR: Final = frozenset(("last_year_arrears", "laid_off_anyone"))

# Of another firm than the one that speaks: 隔壁厂, 公示里有家公司.
_ANOTHER_FIRM = re.compile(
    "(?:客户|供应商|甲方|乙方|隔壁|朋友|亲戚|老乡|邻居|别家|别的|人家|他们|其他|其它|同行|有(?:一)?家|有个|某|那家|另一?家|对面|同学)(?:的|那个|那家)?[^,;.?我咱]{0,6}"
    "(?:公司|企业|单位|厂|店|老板)?|(?:other|another|neighbou?ring|a friend's) (?:firms?|compan(?:y|ies)|factor)"
)
# 集团有个子公司被吊销了, 分公司裁了人,不是我们: another unit than the one that applies.
_RELATED = re.compile(
    "(?:集团|旗下|下面|有|的)(?:一)?(?:个|家)?(?:子|分|母|兄弟|关联)公司|(?:子|分|母|关联)公司[^;!?]{1,20}不是(?:我们|本)"
)
# 我朋友的公司没裁员,我们…: another's where 我们 stands against it; else the one asked for.
_FRIENDS = re.compile("朋友|同学|亲戚|老乡|邻居|同行")
_AGAINST = re.compile("我们|我司|咱们|我(?:自己)?(?:公司|单位|厂|店)")
# 没裁员的企业都能领吗: every firm of a kind.
_OF_EVERY = re.compile("的?(?:企业|公司|单位|厂)(?:是不是)?(?:都|才|一律|全都|也都|就)")
_OURS = re.compile(
    r"我(?!(?:的)?(?:朋友|同学|亲戚|老乡|邻居|听))|咱|俺|本(?:单位|公司|厂|所|店)|自己|\b(?:we|our|us|my|i)\b"
)
# 小型还是微型: asks which of two, and says neither.
_WHICH_SIZE = re.compile("(?:[大中小微]型?)(?:企业|公司)?(?:还是|或者?|、|/|和|跟|与)(?:[大中小微]型?)(?:企业|公司)?")
_OF_OWN_SIZE = re.compile(
    r"我|咱|俺|本(?:单位|公司|厂)|公司|单位|属于|是|划|定|认|显示|查|算|评"
    r"|(?<!听)(?<!据)说|归|写|^[^,;.?]{0,8}:$|^[ ,]*$|\b(?:we|our|are|is|my)\b"
)
_TOLD_NEXT = re.compile("去年|上年|没|已|现在|正常|20[0-9]{2}年|参保|交了|缴了")
_CLASSING = re.compile(
    "的?(?:是|又是|到底)*(?:怎么|如何|咋|按什么|什么)(?:样)?(?:划|分|定|认|算|标准|界定|意思)|的?(?:标准|划分|定义|谁说了算|划型)"
    "|[^,;.?]{0,6}(?:返还?|比例|是)?[^,;.?]{0,3}[0-9]+%"
)
_FIGURES: Final = frozenset(fact.name for fact in FACTS if fact.kind in ("int", "months", "money"))
_OF_FIRMS: Final = frozenset(("organisation_type", "laid_off_anyone"))  # a worker says them of the employer
_LISTED: Final = frozenset(("capacity_cut_firm", "on_zombie_list", "government_supported_firm", "seriously_dishonest"))
_OF_US = re.compile("我|咱|俺|本|单位|公司|厂|被|列|属于|是|没|不|非|无|上了|进了")
_NAMES_A_FIRM = re.compile("公司|企业|执照|我们|工商|店|事务所|协会|登记|存续")
_SINCE = re.compile(
    "(?:的)?(?:时候)?(?:我们|公司|单位)?(?:(?:就|便|开始|起|一直|都|在|足额|按时|已经)+(?:给?(?:员工|职工|工人))?(?:参保|开户|[交缴上买](?:了|的|着)?(?:失业|社保|保险|费))"
    "|(?:参保|开户|开的户|开始参保)的?(?=[,;.!? ]|$))"
)
_WORKERS_OWN = re.compile("我(?!们|司)|他|她|老公|老婆")
_FIRM_SINCE = re.compile(
    "我们|我司|咱|俺|公司|单位|厂|企业|店|所|稳岗|返还"
)  # 我2021年参保的 is a worker's own insurance
_GENERIC_NEW = re.compile("新参保的?(?:单位|企业|公司)")  # 新参保单位什么时候能享受: of any
_OF_LATE = re.compile("去年|上年|上一年|20[0-9]{2}年|我|咱|俺|本|是新参保")
_OWED = re.compile(
    "欠|补[缴交]|[漏断停少]了?[缴交]|滞纳|没[缴交]|忘(?:记|了)*[缴交]|缓缴|ow(?:e|ing)|arrears|missed|behind"
)
_CAN_BE_LIFTED: Final = frozenset(("abnormal_operation_listed", "seriously_dishonest", "wage_arrears_listed"))
_TAKEN_OFF = re.compile(
    "(?<!没)(?<!没有)(?<!不能)(?:移出|移除|解除|撤销|撤下|恢复|摘掉|消除|修复)"
)  # 上过异常名录,已经移出了
_LATELY = re.compile("这次|最近|刚刚|前几天|近期|这批|这回|这两天|马上|要裁|这个月|上个月|this year|recently")
_DONE = re.compile("[了过掉]|被")
_FIRM_SPEAKS = re.compile("我们|我司|咱|俺|公司|单位|厂|去年|上年|企业|店")
_PREMIUMS = re.compile("失业|保险|社保|保费|费|缴|断|漏|arrears|premium|contribution|insurance|滞纳")
_OTHER_DEBTS = re.compile("欠[^,;.?]{0,8}(?:工资|薪|房租|货款|水电|电费|水费|贷款|租金|电话费)")
_NOT_PAID_OUT = re.compile("(?:没有?|未)(?:人|去)?(?:去)?(?:领|拿|申领)")


def find(text: Text, quantities: Quantities, context: Context) -> Facts:
    """What the message says for the refund: certain facts, and those to be asked back. Amounts in fen, rates in 万分之一."""
    parts = text.clauses
    years = Years(quantities.moments, parts, context)
    since = list(_insured_before(text, quantities, years))
    days = list(received_on(text, quantities, parts))
    said = [*since, *_words(text, parts, years, context), *figures(text, quantities, parts, years)]
    said += [day for day in days if isinstance(day, Said)]
    said = [one for one in said if not _is_anothers(one, parts)]
    found, doubts = settle(NAME, _surest(said), parts)
    doubts += [day for day in days if isinstance(day, Doubt)]
    doubts += _several_sizes(text, parts, found)
    found, relative = _of_doubtful_years(found, years)
    return Facts(tuple(found), (*_once(doubts, found), *relative))


def _surest(said: Iterable[Said]) -> list[Said]:
    """What says a value, without what leaves open the same fact, or says less: 我们公司是劳务派遣公司 is no mere firm."""
    stated = [one for one in said if one.value is not None]
    sure = {one.fact for one in stated if one.polarity == "said" and one.fact in _FIGURES}
    kinds = {one.value for one in stated if one.fact == "organisation_type" and one.polarity == "said"}
    return [
        one
        for one in stated
        if not (one.polarity == "hedged" and one.fact in sure)
        and not (one.fact == "organisation_type" and one.value == "enterprise" and kinds - {"enterprise"})
    ]


def _once(doubts: Iterable[Doubt], found: Iterable[Found]) -> Iterator[Doubt]:
    """One doubt of a fact, and none of a fact that is certain."""
    seen = {one.fact for one in found}
    for doubt in doubts:
        if doubt.fact not in seen:
            seen.add(doubt.fact)
            yield doubt


def _words(text: Text, parts: tuple[Clause, ...], years: Years, context: Context) -> Iterator[Said]:
    said = choices(NAME).find(text, parts, context.asked.fact.name if context.asked else None)
    workers = is_workers(text)
    for one in said:
        if workers and one.fact in _OF_FIRMS:
            continue
        if one.fact == "organisation_type":
            if not is_of_applicant(one, text, parts) or not _is_asked_of(one, text, context):
                continue
            one = _as_said(one, parts)
        if one.fact == "size_class" and not _is_own_size(one, text, parts):
            continue
        if one.fact in _OF_LAST_YEAR and not _of_last_year(one, years):
            continue
        yield from _adjusted(one, text, parts, context)


def _is_asked_of(one: Said, text: Text, context: Context) -> bool:
    """Whether 灵活就业 or 派遣公司 is who asks for the refund, and not a worker or the agency's customer."""
    if one.value == "individual_insured":
        return context.program == NAME or re.search("稳岗|返还|refund", text.folded) is not None
    return one.value != "dispatch_agency" or _IS_HOST.search(text.folded) is None


_IS_HOST = re.compile(
    "我们?(?:公司|单位|厂|这边|这儿)?(?:就|只)?(?:是|属于|作为)(?:个|一家|家)?(?:实际)?用工(?:单位|企业|方)"
)


def _insured_before(text: Text, quantities: Quantities, years: Years) -> Iterator[Said]:
    """2020年就参保了: not newly insured last year."""
    if _WORKERS_OWN.search(text.folded) and not _FIRM_SINCE.search(text.folded):
        return
    for moment in quantities.moments:
        year = years.of(moment)
        if year is not None and year < years.base and (said := _SINCE.match(text.folded, moment.end)):
            span = text.span(moment.start, said.end())
            yield Said("newly_insured_last_year", False, moment.start, said.end(), span, "said")


def _is_anothers(one: Said, parts: tuple[Clause, ...]) -> bool:
    """Whether another firm is told of: 隔壁厂裁了人."""
    clause = clause_at(parts, one.start)
    whole = "".join(part.text for part in parts)
    if any(
        match.start() < one.start + 2 and one.end <= clause.end
        for match in _RELATED.finditer(whole, clause.start, clause.end + 12)
    ):
        return True
    other = _ANOTHER_FIRM.search(clause.text, 0, one.start - clause.start + 2)
    if other is None or _OURS.search(clause.text):
        return False
    rest = "".join(part.text for part in parts if part.start > clause.start)
    return not _FRIENDS.search(other[0]) or _AGAINST.search(rest) is not None


def _is_own_size(one: Said, text: Text, parts: tuple[Clause, ...]) -> bool:
    """Whether a size is the applicant's, and no class of the rules: 大型企业返还30%, 小型还是微型."""
    clause = clause_at(parts, one.start)
    if _is_of_several(one, text) or _CLASSING.match(text.folded, one.end):
        return False
    if any(match.start() <= one.start < match.end() for match in _WHICH_SIZE.finditer(text.folded)):
        return False
    before = text.folded[clause.start : one.start]
    told = re.search("家$", before) or _TOLD_NEXT.match(text.folded, one.end)
    return bool(_OF_OWN_SIZE.search(before) or not before.strip(" ,") or told)


def _as_said(one: Said, parts: tuple[Clause, ...]) -> Said:
    """律所的比例是60%吧 is unsure of the ratio, not of being a law firm; 会计所算不算中小微 names what asks."""
    if (
        one.polarity == "asked"
        and one.value != "enterprise"
        and not clause_at(parts, one.start).text[: one.start - clause_at(parts, one.start).start].strip(" ,")
    ):
        return replace(one, polarity="said")
    guesses = one.polarity == "hedged" and clause_at(parts, one.start).text.rstrip(" ,.;!?").endswith("吧")
    return replace(one, polarity="said") if guesses else one


def _of_last_year(said: Said, years: Years) -> bool:
    """Whether it is of the base year; who says that they never owed says it of that year too, who owes now does not."""
    year = years.at(said.start, said.end) or years.at(said.start)  # 欠了去年三个月的社保 names it within
    if year is None:
        return said.value is False or said.fact == "laid_off_anyone"
    return year == years.base


def _adjusted(one: Said, text: Text, parts: tuple[Clause, ...], context: Context) -> Iterator[Said]:
    """What a phrase says once more is known: of whom it is, and which fact of zombie firms counts."""
    clause = clause_at(parts, one.start)
    said = text.folded[one.start : one.end]
    if one.fact == "laid_off_anyone" and one.value and _LATELY.search(clause.text):
        return
    if one.fact == "laid_off_anyone" and one.value and not _is_layoff(said, text):
        return
    if one.fact == "last_year_arrears" and one.value and not _is_of_premiums(said, text):
        return
    if _OF_EVERY.match(text.folded, one.end) and not _OURS.search(text.folded):
        return
    if one.fact in _LISTED and not _OF_US.search(text.folded[clause.start : one.end]):
        return
    if one.fact == "registration_status" and "证" in text.folded and not _NAMES_A_FIRM.search(text.folded):
        return
    if (
        one.fact == "newly_insured_last_year"
        and (year := re.search("20[0-9]{2}", said))
        and int(year[0]) != context.as_of.year - 1
    ):
        return
    if _GENERIC_NEW.fullmatch(said) and not _OF_LATE.search(text.folded):
        return
    if one.fact in _CAN_BE_LIFTED and one.value and _TAKEN_OFF.search(text.folded[one.end : one.end + 16]):
        return
    if one.fact == "arrears_paid_back" and not _OWED.search(text.folded):
        return
    yield one
    if one.fact == "on_zombie_list" and ("名单" in clause.text or (context.plan and _reads(context, "zombie_firm"))):
        yield replace(one, fact="zombie_firm")


def _is_layoff(said: str, text: Text) -> bool:
    """Whether 裁了 or 辞了 is of this firm's people: a bare 裁员10个人 is a sum to be done as likely."""
    if "裁" not in said and not said.isascii() and _NOT_PAID_OUT.search(text.folded):
        return False
    return bool(_DONE.search(said) or _FIRM_SPEAKS.search(text.folded) or said.isascii())


def _is_of_premiums(said: str, text: Text) -> bool:
    """Whether what is owed are premiums: 欠了三个月 beside 滞纳金, not beside wages."""
    return bool(_PREMIUMS.search(said)) or bool(_PREMIUMS.search(text.folded) and not _OTHER_DEBTS.search(text.folded))


def _reads(context: Context, fact: str) -> bool:
    return context.plan is not None and any(fact in part.reads for part in context.plan.parts)


def _is_of_several(one: Said, text: Text) -> bool:
    named = several(text.folded)
    return named is not None and named[0][0] < one.end and one.start < named[0][1]


def _several_sizes(text: Text, parts: tuple[Clause, ...], found: Iterable[Found]) -> Iterator[Doubt]:
    """小微企业 is one of two classes: which one is asked."""
    named = several(text.folded)
    if named is None or any(one.fact == "size_class" for one in found):
        return
    (start, end), values = named
    if polarity_at(parts, start) in ("said", "hedged"):
        yield Doubt(NAME, "size_class", "which", text.span(start, end), values)


def _of_doubtful_years(found: Iterable[Found], years: Years) -> tuple[list[Found], list[Doubt]]:
    """Set apart what is said of 去年 while the rules are asked for another year than this one."""
    sure, doubts = [], []
    for one in found:
        if one.fact in years.DATED and years.doubtful(one.span):
            doubts.append(Doubt(NAME, one.fact, "relative_year", one.span, (one.value,)))
        else:
            sure.append(one)
    return sure, doubts
