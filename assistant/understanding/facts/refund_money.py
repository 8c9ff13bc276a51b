"""Which premium of the refund an amount is: by the nearest word before it, or directly behind it."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.understanding.facts.corrected import takes_over
from assistant.understanding.facts.refund_years import Years
from assistant.understanding.model import Text
from assistant.understanding.polarity import Clause
from assistant.understanding.quantities.hits import Quantities, Quantity

_OTHER = "other"
_HALF = "half"
_PREMIUM = "premium_paid_fen"
# Tried together; the last that ends before the amount decides. An amount of anything else is nothing.
_BEFORE: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            _OTHER,
            "营业额|营业收入|营收|销售额|流水|收入|利润|产值|注册资[本金]|注资|资本|投资|资产|工资|底薪|月薪|薪|税(?!务)"
            "|返还|返了|返给|返|到账|退了|退回|退还|退|领了|领到|补贴|奖|罚"
            "|养老|医保|医疗|公积金|工伤|生育|个税|保证金|贷款|借|残保金|每个?月|一个月|月均|人均|每人|一个人|基数|赔"
            "|房租|租金|花|五险|社保|turnover|revenue|capital|wages?|profit",
        ),
        (_PREMIUM, "失业保险|失业险|失保|保费|实际?[缴交]|unemployment insurance|premiums?|contribut(?:ed|ions?)"),
        ("premium_payable_fen", "应(?:该)?[缴交](?:纳)?(?:的)?(?:失业保险|失业险|保费)?|payable"),
        ("surcharge_fen", "滞纳金|surcharges?"),
        (
            "back_paid_principal_fen",
            "(?:欠费|补[缴交齐上]的?|其中|欠的?)[^;.?]{0,10}本金|补[缴交](?:的|了|过)?(?:去年|上年|上一年)?(?:的)?(?:欠费)?(?:的)?本金",
        ),
        ("earlier_years_fen", "补[缴交](?:的|了)?(?:以前|前几|前|往)年(?:度)?"),
        (_OTHER, "补[缴交]|欠"),
        (
            "own_staff_premium_fen",
            "(?:自有|自己|自家|本单位|本公司|公司自己|内部|管理)(?:的)?(?:这边)?(?:的)?(?:员工|人员|职工|人)(?:[^,;.?0-9]{0,8}(?:失业保险|失业险|保费))?"
            "|own (?:staff|employees|people)",
        ),
        (
            "host_employers",
            "(?:派遣(?!公司|单位|企业|机构)|派出去|派到)[^,;.?0-9]{0,8}(?:失业保险|失业险|保费)|派遣(?:的)?(?:员工|人员|职工|工人|工|出去)"
            "|派(?:到|往|出)[^,;.?]{0,8}|被派遣|dispatched",
        ),
        (
            _HALF,
            "(?:单位|公司|企业)(?:部分|那(?:一?半|部分|份|块))|(?:单位|公司|企业)(?:缴|交|承担|出)(?:的|那)|(?:个人|职工"
            "|员工)(?:部分|缴的|交的|承担的?|那(?:一?半|部分|份))",
        ),
    )
)
_AFTER: Final = (
    (
        _HALF,
        re.compile(
            "^(?:块|元)?(?:钱)?,?(?:这)?(?:只)?(?:是|都是|算)(?:我们)?(?:单位|公司|企业|个人)(?:部分|那|缴|交|承担|的)"
        ),
    ),
    ("premium_payable_fen", re.compile("^(?:块|元)?(?:钱)?(?:是|的)应[缴交]")),
    ("surcharge_fen", re.compile("^(?:块|元)?(?:多)?(?:钱)?的?滞纳金|^ ?(?:of |in )?(?:late )?surcharge")),
    (
        _OTHER,
        re.compile("^(?:块|元)?(?:钱)?的?(?:工资|返还|补贴|营业|社保|养老|税|罚款|贷款)|^(?:一|每|/)(?:个)?(?:月|人)"),
    ),
    (
        _PREMIUM,
        re.compile(
            "^(?:块|元)?(?:钱)?(?:左右)?的?(?:失业保险|失业险|保费)|^ ?(?:of |in |for )?(?:unemployment insurance|premium)"
        ),
    ),
)
# 稳岗返还,去年缴了十二万: to who asks for the refund, of nothing else.
_PAID_LAST_YEAR = re.compile(
    "(?:去年|上年度?|全年|20[0-9]{2}年|我们|一共|总共|合计)[^,;.?0-9]{0,6}[缴交]|[缴交]费|paid"
)
_OF_REFUND = re.compile("稳岗|返还|能返|返多少|返几|refund")
_OWN_STAFF = re.compile("(?:自有|自己的?|本单位的?|本公司的?|内部|管理)(?:员工|人员|职工)")
# 单位和个人一共: both parts, whatever the nearest word is.
_BOTH = re.compile(
    "(?:单位|公司|企业)(?:部分)?(?:[和跟加与、,+]|以及)*(?:个人|职工|员工)(?:部分|两部分|的|缴|交)*[^,;.?0-9]{0,4}(?:合计"
    "|一共|一起|总共|加起来|加一起|总计|都算|两边|共|[缴交])|合计|一共|总共|共计|加起来|总额|total|together"
)
_TOTAL = re.compile("(?:合计|一共|总共|共计|加起来|总计|共)(?:是|有|交|缴|了)*$")
_ONE_PART = re.compile(
    "(?:单位|公司|企业)(?:部分)?(?:[缴交出]|承担)?(?:了|是)?(?=[0-9一二三四五六七八九十两])|(?:单位|公司|企业)(?:[缴交出]"
    "|承担)了?"
)
_OTHER_PART = re.compile("(?:个人|员工|职工)(?:自己)?(?:部分|[缴交出]|承担|(?=[0-9一二三四五六七八九十两]))")
_SAID_PREMIUM = re.compile("失业保险|失业险|失保|保费|稳岗|返还|能返|返多少|返几|unemployment|premium|refund")
_PAID = re.compile(
    "(?:[缴交]|滞纳金(?:也)?(?:是|[缴交罚]))(?:了|过|的|纳|费|掉)*(?:一共|总共|共|合计|有|是|大概)*$|(?:是|有|为|:|共|一共|总共|合计|费|险|额|数|工)$"
    "|(?:premiums?|insurance|paid|of) ?$"
)
_SMALLEST_BARE = 100
# 每月失业保险交5000, 一个月交2000: no year's premium.
_MONTHLY = re.compile("(?:每个?月|一个月|月均|每人|人均)[^,;.?]{0,14}$|(?:monthly|per month|a month)[^,;.?]{0,20}$")


class Amount:
    """An amount that is a fact: its name, fen, and whether it is to be asked back."""

    __slots__ = ("doubtful", "fact", "fen", "hit")

    def __init__(self, fact: str, fen: int, hit: Quantity, *, doubtful: bool) -> None:
        self.fact, self.fen, self.hit, self.doubtful = fact, fen, hit, doubtful


def amounts(text: Text, quantities: Quantities, years: Years, parts: tuple[Clause, ...]) -> Iterator[Amount]:
    """Every amount that is a premium of the base year, in fen; only one part, or 派遣人员's: doubtful."""
    previous, parted = 0, False
    last: tuple[int, str] | None = None
    hits = [*quantities.money, *(n for n in quantities.numbers if (n.value or 0) >= _SMALLEST_BARE)]
    for hit in sorted(hits, key=lambda hit: hit.start):
        start = max(previous, _sentence(text.folded, hit.start))
        previous = hit.end
        if hit.value is None:
            continue
        bare = hit.kind == "number"
        if _MONTHLY.search(text.folded[start : hit.start]):
            continue
        before, after = text.folded[start : hit.start], text.folded[hit.end : hit.end + 30]
        corrects = last is not None and takes_over(parts, hit.start, last[0])
        if bare and not corrects and (not _PAID.search(before) or re.match("[年月日号人个家名月%楼层岁]|-|/", after)):
            continue
        fact = _fact(text.folded, before, after) or (last[1] if last and corrects else None)
        fact = fact or (_PREMIUM if parted and _TOTAL.search(before) else None)
        parted = fact in (_HALF, _PREMIUM)
        if fact is None or years.at(hit.start, hit.end) not in (None, years.base):
            continue
        last = (hit.start, fact)
        half = fact == _HALF
        doubtful = hit.vague or half or fact == "host_employers"
        yield Amount(_PREMIUM if half else fact, hit.value * 100 if bare else hit.value, hit, doubtful=doubtful)


def _fact(folded: str, before: str, after: str) -> str | None:
    kind = next((kind for kind, pattern in _AFTER if pattern.search(after)), None) or _nearest(before)
    own = re.split("[,;]", before)[-1]
    if kind in (None, _OTHER) and _nearest(own) is None and _PAID_LAST_YEAR.search(own) and _OF_REFUND.search(folded):
        kind = _PREMIUM
    if kind in (None, _OTHER):
        return None
    if kind == _PREMIUM and _OWN_STAFF.search(own):
        return "own_staff_premium_fen"
    if kind in (_HALF, _PREMIUM) and _BOTH.search(before):
        return _PREMIUM
    if kind == _PREMIUM and _ONE_PART.search(folded) and _OTHER_PART.search(folded):
        return _HALF
    if kind != "host_employers" and not _SAID_PREMIUM.search(folded):
        return None
    return kind


def _nearest(before: str) -> str | None:
    """The kind of the word that ends last before the amount; of two that end together the later listed."""
    found = [
        (match.end(), order, kind)
        for order, (kind, pattern) in enumerate(_BEFORE)
        for match in pattern.finditer(before)
    ]
    return max(found)[2] if found else None


def _sentence(folded: str, end: int) -> int:
    stops = [match.end() for match in re.finditer(r"[;!?。]|(?<![0-9])\.|\.(?![0-9])", folded[:end])]
    return stops[-1] if stops else 0
