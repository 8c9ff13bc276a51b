"""What a firm says of itself for 稳岗返还: kind of unit, standing, arrears, layoffs, head-counts, amounts.

Rates and head-counts belong to 上年度 of the as-of day: what is said of another year is left out, and 去年 is asked back where
the rules are asked for a year that is not this one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from assistant.rules.stabilization_refund.facts import AGENCY, NAME
from assistant.understanding.choices import Said, choices, settle
from assistant.understanding.facts import Facts
from assistant.understanding.facts.refund_figures import figures, received_on
from assistant.understanding.facts.refund_sizes import several
from assistant.understanding.facts.refund_years import Years
from assistant.understanding.model import Context, Doubt, Found, Text
from assistant.understanding.polarity import Clause, clause_at, clauses, polarity_at
from assistant.understanding.quantities.hits import Quantities

# Facts of 上年度: said of another year they are not this fact.
_OF_LAST_YEAR: Final = frozenset(("last_year_arrears", "laid_off_anyone"))
_YEARLESS_DENIAL: Final = frozenset(("last_year_arrears", "laid_off_anyone"))

# A worker tells of a firm too: 公司把我裁了, 厂里不给我交.
_WORKER = re.compile(
    r"(?:把|让|叫|逼|劝|通知|给)我(?!们)|我(?:就|也|是|都)?被|(?:辞退|开除|裁|炒|解雇|优化|解聘)(?:了|掉)?我(?!们)|我(?:要|想|能|可以|可)?(?:领|拿|申领)(?:取|到)?失业|我的?(?:失业金|社保|合同|证|工资)"
    r"|我(?:在|从)[^,;.?]{0,12}(?:上班|打工|工作|干活|离职|辞职)|考(?:了|的|下|出|到|个)[^,;.?]{0,8}证"
)
# Of whom the unit is the one that applies: 我们是…, 我开了家…, 作为…
_OWN = re.compile(
    r"(?:我们|咱们?|俺们?|本|我|我们这|我们家|自家|我家|我这)(?:自己|现在|是|就|都|这|这边|这里|开|办|做|搞|注册|成立|经营|的|了|个|家|一家|间|一|属于|算|叫|在|弄|有|过|小|老板|哥|朋友|普通|正规|民营|私营|国有)*$"
    r"|(?:^|[,;.!?])(?:是|就是|作为|属于|开|办|开了|办了)?(?:一)?(?:家|个|间)?(?:普通|民营|私营|小|正规)?的?$"
)
_OWN_ENGLISH = re.compile(r"\b(?:we(?:'re| are| run| have)?|our|my|i (?:run|own|have))\b[a-z' ]{0,24}$")
# 跟派遣公司签的, 派遣公司派来的: somebody else's unit.
_OTHERS = re.compile(
    r"(?:跟|和|与|通过|找|从|被|由|给|向|用|请|去|到|在|说|问|派|让|对|把)(?:了|的|一家|个|那|这|那个|那家)*$"
)
_DISPATCHED_STAFF = re.compile(r"^(?:的?(?:员工|职工|工人|人员|工|合同|协议|岗位|岗)|过来|来的|派)")

_ASKS_OF_KIND = re.compile("返|稳岗|补贴|领|申请|享受|算|符合")


def find(text: Text, quantities: Quantities, context: Context) -> Facts:
    """What the message says for the refund: certain facts, and those to be asked back. Amounts in fen, rates in 万分之一."""
    parts = clauses(text.folded)
    years = Years(quantities.moments, parts, context)
    days = list(received_on(text, quantities, parts))
    said = [*_words(text, parts, years, context), *figures(text, quantities, parts, years)]
    found, doubts = settle(NAME, [*said, *(day for day in days if isinstance(day, Said))], parts)
    doubts += [day for day in days if isinstance(day, Doubt)]
    doubts += _several_sizes(text, parts, found)
    found, relative = _of_doubtful_years(found, years)
    return Facts(tuple(found), (*_once(doubts, found), *relative))


def _once(doubts: Iterable[Doubt], found: Iterable[Found]) -> Iterator[Doubt]:
    """One doubt of a fact, and none of a fact that is certain."""
    seen = {one.fact for one in found}
    for doubt in doubts:
        if doubt.fact not in seen:
            seen.add(doubt.fact)
            yield doubt


def _words(text: Text, parts: tuple[Clause, ...], years: Years, context: Context) -> Iterator[Said]:
    said = choices(NAME).find(text, parts, context.asked.fact.name if context.asked else None)
    for one in said:
        if one.fact == "organisation_type" and not _is_own(one, text, parts):
            continue
        if one.fact == "size_class" and _is_of_several(one, text):
            continue
        if one.fact in _OF_LAST_YEAR and not _of_last_year(one, years):
            continue
        yield from _adjusted(one, text, context)


def _of_last_year(said: Said, years: Years) -> bool:
    year = years.at(said.start)
    return year == years.base if year is not None else True


def _adjusted(one: Said, text: Text, context: Context) -> Iterator[Said]:
    """What a phrase says once more is known: which fact of zombie firms counts, a half-sure 欠费 without a year."""
    if one.fact == "laid_off_anyone" and _WORKER.search(text.folded):
        return
    if one.fact == "on_zombie_list" and context.plan and _reads(context, "zombie_firm"):
        one = replace(one, fact="zombie_firm")
    if one.fact == "arrears_paid_back" and one.value is True and "欠" not in text.folded and "补缴" not in text.folded:
        return
    yield one


def _reads(context: Context, fact: str) -> bool:
    return context.plan is not None and any(fact in part.reads for part in context.plan.parts)


def _is_own(one: Said, text: Text, parts: tuple[Clause, ...]) -> bool:
    """Whether a kind of unit is said of the applicant. 律所能申请吗 names it too; 公司能申请吗 names nothing."""
    clause = clause_at(parts, one.start)
    before, after = text.folded[clause.start : one.start], text.folded[one.end :]
    if _OTHERS.search(before) or (one.value == AGENCY and _DISPATCHED_STAFF.match(after)):
        return False
    if _WORKER.search(text.folded):
        return False
    if _OWN.search(before) or _OWN_ENGLISH.search(before):
        return one.value != "enterprise" or bool(before.strip(" ,")) or not clause.question
    return one.value != "enterprise" and not before.strip(" ,") and bool(_ASKS_OF_KIND.search(after))


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
