"""What is said for 费率: the month that the premium is for, and the wage base."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.rules.contribution_rate.facts import NAME
from assistant.understanding.choices import Said, settle
from assistant.understanding.facts import Facts
from assistant.understanding.facts.corrected import takes_over
from assistant.understanding.model import Context, Doubt, Text
from assistant.understanding.polarity import Clause, clause_at, polarity_at
from assistant.understanding.quantities.hits import Moment, Quantities, Quantity

_BASE_BEFORE = re.compile(
    r"(?:基数|计费依据|(?:按|以|照)(?:照|着)?)(?:总额|合计|总数|总和)?(?:还|不|老的|原来的|旧的|新的|是|为|定|在|按|调到|交到|报|填|写|的|了|就|都"
    r"|大概|大约|差不多|约|一共|合计|:|=|,)*$|\bbase (?:is|of|was|at|:)? ?(?:about |rmb |¥)?$"
)
_BASE_AFTER = re.compile(
    "^(?:块|元)?(?:钱)?(?:的|为|作|做|当|是)*(?:缴费)?(?:基数)|^(?:块|元)?(?:钱)?(?:的)?(?:标准)?(?:来|去)?(?:交|缴)(?:的"
    "|费|纳|失业|社保)"
)
_BY = re.compile("(?:按|以|照)(?:照|着)?$")
_WAGE_BEFORE = re.compile(
    "(?:工资|月薪|薪水|底薪|收入|工资总额|薪)(?:总额|合计|标准)?(?:是|为|有|每月|一个月|一共|大概|到手|税前|:|,)*$"
    "|\b(?:wages?|salary) (?:is|of|was)? ?$"
)
_OTHER_MONTH: Final = re.compile("参保|入职|离职|发证|到账|开始(?![^,;.?]{0,6}费率)|成立|出生|退休")
_PAID_THEN = re.compile("才(?:[交缴扣]|申报)|(?:[交缴扣]的)")
_ABOUT_PREMIUMS = re.compile(
    "费率|失业保险|失业险|失保|基数|比例|个点|[缴交扣][费多了的]|按[^,;.?]{1,12}[缴交报扣]|保费|base|premium|contribution|rate"
)
_LEAST = 300  # yuan: a bare number below it is no wage


def find(text: Text, quantities: Quantities, context: Context) -> Facts:
    """The month and the base (fen) that the message gives; a wage that may be the base is asked back."""
    if context.program != NAME and not _ABOUT_PREMIUMS.search(text.folded):
        return Facts()
    parts = text.clauses
    months, doubts = _months(text, quantities, parts, context)
    found, asked_back = settle(NAME, [*months, *_bases(text, quantities, parts)], parts)
    certain = {one.fact for one in found}
    return Facts(tuple(found), tuple(d for d in (*doubts, *asked_back) if d.fact not in certain))


def _bases(text: Text, quantities: Quantities, parts: tuple[Clause, ...]) -> Iterator[Said]:
    hits = [*quantities.money, *(hit for hit in quantities.numbers if (hit.value or 0) >= _LEAST)]
    said, last = [], None
    for hit in sorted(hits, key=lambda hit: hit.start):
        corrects = last is not None and takes_over(parts, hit.start, last)
        named = _BASE_BEFORE.search(text.folded[: hit.start]) or _BASE_AFTER.match(text.folded[hit.end : hit.end + 12])
        if named or corrects:
            last = hit.start
        if (one := _base(text, hit, parts, corrects=corrects)) is not None:
            said.append(one)
    sure = [one for one in said if one.polarity == "said"]
    yield from sure or said


def _base(text: Text, hit: Quantity, parts: tuple[Clause, ...], *, corrects: bool) -> Said | None:
    """The base that an amount is: 基数4000, 按5000交; hedged for a wage of which nobody says that it is the base."""
    before, after = text.folded[: hit.start], text.folded[hit.end : hit.end + 12]
    named = _BASE_BEFORE.search(before)
    by_itself = named and (
        "基数" in named[0]
        or not _BY.search(before)
        or re.match("(?:块|元)?(?:钱)?(?:的)?(?:标准|基数)?(?:来)?[交缴报算]", after)
    )
    if named and _LIMIT.search(before[-12:]) and not re.search("按|以", before[-16:]):  # 最低基数是3500还是4000
        return None
    base = by_itself or corrects or _BASE_AFTER.match(after)
    polarity = polarity_at(parts, hit.start)
    if by_itself and named and "基数" in named[0] and _is_example(text, hit, before):  # 基数3500的话个人交多少
        polarity = "said"
    if hit.value is None or not (base or _WAGE_BEFORE.search(before)) or polarity not in ("said", "hedged"):
        return None
    value = hit.value * 100 if hit.kind == "number" else hit.value
    hedged = hit.vague or not base or polarity == "hedged"
    return Said("wage_base_fen", value, hit.start, hit.end, hit.span, "hedged" if hedged else "said")


_LIMIT = re.compile("最低|最高|上限|下限|封顶|保底")


def _is_example(text: Text, hit: Quantity, before: str) -> bool:
    """Whether a base is supposed so that the premium may be told: 如果基数是3500,交多少. No limit of the bases."""
    asks = re.search("多少|几", text.folded[hit.end :]) or text.folded.startswith("的话", hit.end)
    return bool(asks) and not _LIMIT.search(before)


def _months(
    text: Text, quantities: Quantities, parts: tuple[Clause, ...], context: Context
) -> tuple[list[Said], list[Doubt]]:
    said: list[Said] = []
    doubts: list[Doubt] = []
    for moment in quantities.moments:
        clause = clause_at(parts, moment.start)
        paid_only = _PAID_THEN.match(text.folded, moment.end)
        if (
            moment.month is None
            or moment.day is not None
            or paid_only
            or _OTHER_MONTH.search(clause.text)
            or polarity_at(parts, moment.start) == "denied"
        ):
            continue
        month = moment.month_start
        if month is None or (moment.relative and context.today.year != context.as_of.year):
            doubts.append(_doubt(moment))
        else:
            said.append(Said("contribution_month", month, moment.start, moment.end, moment.span, "said"))
    return said, doubts


def _doubt(moment: Moment) -> Doubt:
    if moment.month_start is not None:
        return Doubt(NAME, "contribution_month", "relative_year", moment.span, (moment.month_start,))
    return Doubt(NAME, "contribution_month", "partial", moment.span, (), (moment.year, moment.month))
