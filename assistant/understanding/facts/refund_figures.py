"""Head-counts, months, rates and days in what a firm says, each bound to the fact that the words beside it name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from assistant.understanding.choices import Said
from assistant.understanding.facts.refund_money import amounts
from assistant.understanding.facts.refund_unit import is_workers
from assistant.understanding.facts.refund_years import Years
from assistant.understanding.model import Doubt, Text
from assistant.understanding.polarity import Clause, Polarity, clause_at, polarity_at
from assistant.understanding.quantities.hits import Moment, Quantities, Quantity

PROGRAM: Final = "stabilization_refund"

_INSURED = re.compile("参保|[交缴上买]着?(?:的)?(?:社保|失业保险|保险)|社保|失业保险|投保|缴费|insured")
_DRAW = "(?:领|拿|申领|享受|去领|申请)(?:取|了|过|到|着|的)*"
_BENEFIT = "失业(?:保险)?(?:金|待遇)"
_CLAIM_AFTER = re.compile(
    rf"^(?:个|名|位)?(?:员工|职工|工人|人)?[^,;.?0-9]{{0,8}}?(?<!没)(?<!没有){_DRAW}{_BENEFIT}|^ ?(?:people|staff"
    rf"|workers?)? ?(?:drew|claimed|received)"
)
_CLAIM_BEFORE = re.compile(
    rf"{_DRAW}{_BENEFIT}(?:了)?(?:的)?(?:人数?|员工|职工)?(?:,)?(?:的)?(?:也|就|只|才)?(?:有|是|共|一共|总共|为|:)*$"
)
_LAID_OFF = re.compile(
    "(?:裁|辞退|开除|解雇|炒|裁减|裁员)(?:掉|了|过|员|人)*(?:,)?(?:有|是|共|一共|总共|大概|约|差不多)*$"
)
_LEFT_BEFORE = re.compile("(?<!快)(?<!没)(?:退休|死亡|去世|病退|过世)(?:走|了|的|人员|人数|有|是|等|、|和|共)*$")
_GONE = re.compile("退了$")  # 退休的算不算裁员,去年退了3个
_LEFT_AFTER = re.compile("^(?:个|名|位)?(?:员工|职工|老员工|人)?(?:是|都|因为?|正常|已经)*(?:退休|去世|死亡|病退)")
_AVERAGE = re.compile("月均|月平均|平均每个?月|每个?月平均|平均(?:参保)?人数|年平均|平均")
# 30人以下的企业: a class of the rules, not this firm's number.
_BOUND_AFTER = re.compile(r"^(?:个?人)?(?:\(含\)|\(含[^)]{0,4}\)|含)?(?:及|和)?(?:以[下上内]|之内)")
_SUM = re.compile(
    "(?:(?:各|每|12个?|十二个?)个?月(?:份)?|全年|一年)[^,;.?0-9]{0,10}(?:加起来|之和|合计|相加|总和|总共|累加|加总|加一起)"
)
_NOW = re.compile("(?:现在|目前|当前|如今|眼下|现有|现|截至目前|这个月|本月|now|currently)(?:[^,;.?0-9]{0,12})$")
_TURN = re.compile(
    "(?:去年?|上年?)?年?(?:年底|年末|年初|末|底)(?:的时候|时|我们|公司|单位|参保|人数|的|有|是|为|:|共)*$"
)
_INSURED_COUNT = re.compile("参保(?:的)?(?:职工|员工)?人数(?:是|有|为|:|共|一共)*$")
_NOW_AFTER = re.compile("现在|目前|眼下|now|currently")
# 前年末130, 12月末还剩198: heads, where they stand alone in a message on the insured
_PUT_TO = re.compile(
    "(?:年|月|月份|末|底|初)(?:的时候|时|份)?(?:参保)?(?:的)?(?:人数)?(?:还剩下?|剩下?|还有|只有|有|是|为|:)*$|参保(?:了)?$"
)
_INSURED_ENGLISH = re.compile("insured|registered|enrolled|on the books")
_ONLY_STAFF = re.compile(
    "(?:我们|咱们?|我|单位|公司|厂里?|店里?|所里?)(?:这边?|里|一共|总共|全部|现在)*(?:只|就|才|有|一共|总共|共|不过)+$"
)
_INSURED_BEFORE = re.compile("(?<![未没新])参保(?:的)?(?:人数?|职工|员工)?(?:有|是|为|:|共|一共|总共)*$")
_OUR_STAFF = re.compile(
    "(?:我们|咱们?|单位|公司|厂里?|企业)(?:里)?(?:只|就|才|有|一共|总共|共|在职)*$|^[ ,]*(?:有|一共|总共|共)*$"
)
_INSURED_AFTER = re.compile(
    "^(?:都|全|全部|都在|已经?)*(?:在|给)?(?:参(?:了|着|的)?保|入了?保|[交缴]着?(?:的)?(?:社保|失业保险))"
)
# 没人领失业金, and 有一个人领了, which is no number to those who count.
_NOBODY = re.compile(
    rf"(?:没有?(?:一个)?(?:人|员工|职工)|没有?一个|无人|无一人|[零0]人|一个(?:人)?(?:都|也)没(?:有)?)[^,;.?]{{0,4}}?{_DRAW}?{_BENEFIT}"
)
_ONE = re.compile(rf"(?:有|就|只有|仅)一个(?:人|员工|职工)?[^,;.?没未]{{0,6}}{_DRAW}{_BENEFIT}")

_THAT_ONE = re.compile(rf"一个(?:人|员工|职工)?[ ,]*(?:那|这)(?:个)?(?:人|员工)?[^,;.?没未]{{0,4}}{_DRAW}{_BENEFIT}")
_NOBODY_AFTER = re.compile(
    rf"{_DRAW}{_BENEFIT}(?:了)?(?:的)?(?:人数?|员工|职工)?(?:的)?,?(?:也|就|是|为|有|:)*"
    "(?:一个(?:人)?(?:都|也)?(?:没有?|无)|没有(?=[ ,;.!]|$)|零|0(?![0-9.])|无(?=[ ,;.!]|$))"
)
_NOBODY_ENGLISH = re.compile(
    r"\b(?:nobody|no one|none|no (?:staff|employees?|workers?))\b[^,;.?]{0,20}"
    r"\b(?:claimed|drew|received|collected|claiming|on)\b[^,;.?]{0,8}unemployment"
)

_PAID_MONTHS = re.compile("(?<!补)(?<!欠)(?:交|缴|参保|paid|insured)")
_PAID_AFTER = re.compile("^(?:都|全|一直|已经?|也|的|是)*(?:足额|按时|正常|全额)?(?:[交缴]|参保)")
_NOT_PAID_MONTHS = re.compile(
    "欠|补[缴交]|拖|停|断|漏|少[交缴]|没[交缴]|开业|成立|注册|工资|工龄|还差|缓|要[交缴]|得[交缴]满?|需"
)
_NEW = re.compile("新参保|(?:才|刚|新|开始)(?:参保|开户)|去年[^,;.?]{0,4}参保的?")
_COUNTED = re.compile("[0-9]个?人|参保")
MONTHS_OF_A_YEAR: Final = 12
_IN_A_ROW, _IN_ALL, _AT_REVIEW = (
    re.compile("连续|连着|一直没断"),
    re.compile("累计|累积|前后|加起来"),
    re.compile("审核"),
)
_FUNDS = re.compile("失业保险|失业险|社保|社会保险|保险|足额|保费|费|参保|unemployment|insurance")

_RATE_BEFORE = re.compile(
    "裁员率?(?:的)?(?:比例)?(?:大概|大约|就|才|只|一共|算(?:出来|下来)?|差不多)*(?:是|为|在|有|到了?|达|:|,)*$"
    "|layoff rate (?:is|was|of)? ?$")  # fmt: skip
_RATE_AFTER = re.compile("^的?裁员率")
_RATE_OF_RULE = re.compile(
    "规定|要求|标准|上限|控制|不(?:能|得|要)?(?:超过?|高于|大于|多于)|全国|全省|调查失业|必须|需要|按照?|政策|文件"
)
_OWN_RATE = re.compile(
    r"我|咱|俺|公司|单位|厂|本|去年|上年|告知|告诉|通知|人社|经办|社保局|就业局|查到|显示|算出|12333|\b(?:our|we)\b"
)
# 30人以下的企业裁员率20%, 裁员率是20%吧: of the rules.
_OF_ANY_RATE = re.compile(
    "以[下上内](?:的)?(?:企业|公司|单位|小)|的(?:企业|单位|公司)(?:的)?裁员率|(?:企业|单位)的?裁员率(?:是|为|在)?[0-9.]+%(?:是|对)[吧吗]"
)
_BY_OWN_SUM = re.compile("自己算|我算|我们算|算出来|算下来|自己估|我估|估算|算了(?:一)?下|财务算|会计算")
# 不超5.5%,我们是4.3%; 超过5.5%一点点5.6%.
_RATE_RESUMED = re.compile(
    "(?:我们|我司|咱们?|我)(?:公司|单位|厂)?(?:的|这边)?(?:是|才|只有|就|为|到|有|算|都)+$|[0-9]%(?:一点点?|一点儿|一丢丢|一丝)(?:,|是|就)*$"
)
_ARRIVED = re.compile(
    "到(?:的)?账|到[^,;.?]{0,10}账|收到|打过?来|打进|打的|发下来|拿到|进(?:的|了)?账|发到|下来了|打到|发放到|拨(?:到|下来|过来|的)|汇(?:到|过来)|转(?:过来|进来)|到(?:的|了)(?:钱|款)?"
    "|received|arrived|came in|credited"
)
_MONEY_OF_REFUND = re.compile("钱|款|返还|稳岗|补贴|资金|refund")


def figures(text: Text, quantities: Quantities, parts: tuple[Clause, ...], years: Years) -> Iterator[Said]:
    """Every figure with the fact that it is of; ``hedged`` where it has to be asked back."""
    for amount in amounts(text, quantities, years, parts):
        yield from _said(text, parts, amount.fact, amount.fen, amount.hit, doubtful=amount.doubtful)
    exits: list[Said] = []
    for hit in (*quantities.people, *quantities.things, *quantities.numbers):
        for fact, value, doubtful in _heads(text, parts, years, hit):
            said = _said(text, parts, fact, value, hit, doubtful=doubtful)
            if fact == "lawful_exits":
                exits += said
            else:
                yield from said
    yield from _summed(exits)
    yield from _claimants_in_words(text, parts, years)
    for hit in quantities.durations if not is_workers(text) else ():
        for fact, value, doubtful in _months(text, quantities, parts, years, hit):
            yield from _said(text, parts, fact, value, hit, doubtful=doubtful)
    yield from _rates(text, quantities, parts, years)


def _said(
    text: Text, parts: tuple[Clause, ...], fact: str, value: Any, hit: Quantity, *, doubtful: bool
) -> Iterator[Said]:
    polarity = polarity_at(parts, hit.start)
    if polarity not in ("said", "hedged") or value is None:
        return
    meant: Polarity = "hedged" if doubtful or hit.vague or polarity == "hedged" else "said"
    yield Said(fact, value, hit.start, hit.end, hit.span, meant)


def _summed(exits: list[Said]) -> Iterator[Said]:
    """三人退休,两人死亡 are five; one that is in doubt puts the sum in doubt."""
    if exits:
        first = min(exits, key=lambda one: one.start)
        hedged = any(one.polarity == "hedged" for one in exits)
        yield replace(first, value=sum(one.value for one in exits), polarity="hedged" if hedged else "said")


def _claimants_in_words(text: Text, parts: tuple[Clause, ...], years: Years) -> Iterator[Said]:
    for pattern, value in ((_NOBODY, 0), (_NOBODY_AFTER, 0), (_NOBODY_ENGLISH, 0), (_ONE, 1), (_THAT_ONE, 1)):
        for match in pattern.finditer(text.folded):
            start, end = match.span()
            if years.at(start, end) in (None, years.base) and polarity_at(parts, start) == "said":
                yield Said("new_claimants", value, start, end, text.span(start, end), "said")
                if value:
                    yield Said("laid_off_anyone", True, start, end, text.span(start, end), "said")


def _heads(text: Text, parts: tuple[Clause, ...], years: Years, hit: Quantity) -> Iterator[tuple[str, Any, bool]]:
    """The head-count that ``hit`` is, if it is one: (fact, value, whether to ask back)."""
    clause = clause_at(parts, hit.start)
    before, after = text.folded[clause.start : hit.start], text.folded[hit.end : clause.end]
    year, value = years.at(hit.start, hit.end), hit.value
    counted = hit.kind in ("people", "thing") or bool(re.match("个?(?:人|员工|职工)", after))
    if value is None or _BOUND_AFTER.match(after):
        return
    if _SUM.search(before):
        yield "person_months", value, False
    elif hit.kind != "number" and _AVERAGE.search(before):
        yield "person_months", value * 12, True
    elif (_CLAIM_AFTER.match(after) and counted) or (_CLAIM_BEFORE.search(before) and hit.kind != "number"):
        if year in (None, years.base):
            yield "new_claimants", value, False
            if value:
                yield "laid_off_anyone", True, False
    elif hit.kind == "number":
        alone = not after.strip(" ,.;!个") and _PUT_TO.search(before) and _INSURED.search(text.folded)
        if _INSURED_COUNT.search(before) or alone:
            yield from _staff(text, clause, years, hit)
        elif _NOW.search(before) and not after.strip(" ,.;!") and _COUNTED.search(text.folded[: clause.start]):
            yield "insured_now", value, False
    elif _LAID_OFF.search(before):
        if year in (None, years.base):
            yield "new_claimants", value, True
    elif (
        _LEFT_BEFORE.search(before)
        or _LEFT_AFTER.match(after)
        or (_GONE.search(before) and "退休" in text.folded[: clause.start])
    ):
        if year in (None, years.base):
            yield "lawful_exits", value, year is None
    elif hit.kind == "people":
        yield from _staff(text, clause, years, hit)


def _staff(text: Text, clause: Clause, years: Years, hit: Quantity) -> Iterator[tuple[str, Any, bool]]:
    """The number of insured staff at a time that is named: the turn of the year, or now."""
    before = text.folded[clause.start : hit.start]
    moment = years.moment(hit.start, hit.end)
    insured = bool(_INSURED.search(clause.text))
    if re.search("[来去走招离少增进新]了?$|离职|辞职|入职|招聘", before):
        return
    fact = _turn_of_year(moment, years) if moment else None
    if (turn := _TURN.search(before)) and (moment is None or years.of(moment) == years.base):
        of_last = moment is not None or turn[0].startswith(("去", "上"))
        fact = "insured_year_start" if "初" in turn[0] else "insured_year_end"
        if not of_last:
            yield fact, hit.value, True
            return
    if fact:
        yield fact, hit.value, False
    elif moment is None and (_NOW.search(before) or _NOW_AFTER.search(clause.text, hit.end - clause.start)):
        yield "insured_now", hit.value, not insured
    elif moment is None and insured:
        after = text.folded[hit.end : clause.end]
        own = _INSURED_AFTER.match(after) and re.search(
            "^[ ,]*(?:里|员工|职工|专职|一共|总共|共|有|个|,| )*$|(?:员工|职工|专职人员|工人|雇员)$", before
        )
        own = own or _INSURED_BEFORE.search(before) or (_OUR_STAFF.search(before) and _INSURED_AFTER.match(after))
        said = text.folded[hit.start : hit.end + 12]
        yield "insured_now", hit.value, not (own or _INSURED_ENGLISH.search(said))
    elif moment is not None and insured and not any(clause.start <= m < clause.end for m in (moment.start,)):
        if re.search("(?:我们|单位|公司|厂)$", before):
            yield "insured_now", hit.value, True
    elif moment is None and _ONLY_STAFF.search(before):
        yield "insured_now", hit.value, True


def _turn_of_year(moment: Moment, years: Years) -> str | None:
    year = years.of(moment)
    last = moment.month == 12 or (moment.month is None and moment.part == "end")
    first = moment.month == 1 or (moment.month is None and moment.part == "start")
    if year == years.base:
        return "insured_year_end" if last else "insured_year_start" if first else None
    return "insured_previous_year_end" if year == years.base - 1 and last else None


def _months(
    text: Text, quantities: Quantities, parts: tuple[Clause, ...], years: Years, hit: Quantity
) -> Iterator[tuple[str, Any, bool]]:
    """How long premiums were paid, if ``hit`` says it; 一年交了20万 says how much."""
    clause = clause_at(parts, hit.start)
    before, after = text.folded[clause.start : hit.start], text.folded[hit.end : clause.end]
    if any(hit.end <= money.start < clause.end for money in (*quantities.money, *quantities.numbers)):
        return
    if not (_PAID_MONTHS.search(before) or _PAID_AFTER.match(after)) or not _FUNDS.search(text.folded):
        return
    if _NOT_PAID_MONTHS.search(before):
        return
    year = years.at(hit.start, hit.end)
    if _AT_REVIEW.search(before):
        yield "months_paid_at_review", hit.value, False
    elif year == years.base and (hit.value or 0) <= MONTHS_OF_A_YEAR:
        if _NEW.search(text.folded):
            yield "insured_months", hit.value, False
        else:
            yield "months_paid_base_year", hit.value, "足额" not in before
    elif year is not None and year != years.base:
        return
    elif _IN_A_ROW.search(before):
        yield "months_paid_consecutive", hit.value, False
    elif _IN_ALL.search(before):
        yield "months_paid_cumulative", hit.value, False
    else:
        yield "months_paid", hit.value, False


def _rates(text: Text, quantities: Quantities, parts: tuple[Clause, ...], years: Years) -> Iterator[Said]:
    """The layoff rate of this unit; a rate that is asked about (5.5%能过吗) or that a rule has is none."""
    for hit in quantities.rates:
        clause = clause_at(parts, hit.start)
        before, after = text.folded[clause.start : hit.start], text.folded[hit.end : clause.end]
        resumed = _RATE_RESUMED.search(before) and "裁员" in text.folded[: hit.start]
        named = _RATE_BEFORE.search(before) or _RATE_AFTER.match(after)
        if not resumed and (not named or _RATE_OF_RULE.search(clause.text) or _OF_ANY_RATE.search(clause.text)):
            continue
        if years.at(hit.start, hit.end) not in (None, years.base):
            continue
        if _OWN_RATE.search(text.folded) or not clause.question:
            own_sum = _BY_OWN_SUM.search(text.folded[max(0, clause.start - 12) : clause.end]) is not None
            yield from _said(text, parts, "office_rate_bp", hit.value, hit, doubtful=own_sum)


def received_on(text: Text, quantities: Quantities, parts: tuple[Clause, ...]) -> Iterator[Said | Doubt]:
    """The day on which the refund arrived: 钱去年9月2号到账."""
    for moment in quantities.moments:
        clause = clause_at(parts, moment.start)
        nearby = text.folded[moment.end : moment.end + 12] + text.folded[clause.start : moment.start]
        if moment.month is not None and moment.year is None:
            moment = _of_this_year(moment, quantities.moments, text)
        if moment.month is None or not _ARRIVED.search(nearby) or not _MONEY_OF_REFUND.search(text.folded):
            continue
        if polarity_at(parts, moment.start) != "said":
            continue
        if moment.exact_day is not None:
            yield Said("refund_received_on", moment.exact_day, moment.start, moment.end, moment.span, "said")
        else:
            yield Doubt(PROGRAM, "refund_received_on", "partial", moment.span, (), known(moment))


def _of_this_year(moment: Moment, moments: tuple[Moment, ...], text: Text) -> Moment:
    """A day whose year is said after it: 10月8日到账,今年的."""
    for later in moments:
        bare = later.start > moment.end and later.year is not None and later.month is None
        if bare and re.match("的(?:[,.;!?]|$)", text.folded[later.end :]):
            return replace(moment, year=later.year, relative=later.relative)
    return moment


def known(moment: Moment) -> tuple[int | None, ...]:
    """The parts of a date that were said, without those missing at its end: (2023, 10), (None, 9, 2)."""
    parts = list(moment.parts)
    while parts and parts[-1] is None:
        parts.pop()
    return tuple(parts)
