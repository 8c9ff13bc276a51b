"""For which day or year the rules are asked: 按2024年的政策, 去年的标准, 2018年能领吗."""

import re
from calendar import monthrange
from datetime import date

from assistant.understanding.model import Context, Day, Text
from assistant.understanding.quantities import Quantities, quantities
from assistant.understanding.quantities.hits import Moment

_RULES = r"(?:政策|规定|标准|文件|办法|政府|补贴|待遇|规则|通知|要求|条件|费率|比例)"
_AFTER = re.compile(
    rf"(?:度|那年|那会儿?|那时候?|当时)?的?(?:{_RULES}|这个{_RULES}|老{_RULES}|旧{_RULES}"
    r"| (?:policy|policies|rules?|notice|standard))"
)
_BEFORE = re.compile(
    r"(?:按照?|根据|依照|照|适用|参照|执行|套用|用|看|查)(?:的是|着)?(?:.{0,2}?)$|(?:under|by|according to) (?:the )?$"
)
_ENGLISH_BEFORE = re.compile(r"(?:policy|policies|rules?|notice|standard) (?:of|for|in|from) (?:the year )?$")
_WHOLE = re.compile(r"(?:那|就|还有|还是|查|问|看)?(?:一下)?")
_END = re.compile(r"(?:的|年的|那年的?)?(?:呢|吧|啊|哪|的呢)?[?.!。]?$")
_BARE_YEAR = re.compile(rf"(?<![0-9.])(?<![0-9],)(?P<year>20[0-3][0-9])(?:年)?(?:版|的)?(?={_RULES})")


def find(text: Text, context: Context, said: Quantities | None = None) -> Day | None:
    """Return the day or year whose rules are meant, or None. What happened then (去年裁了人) is no such year.

    Where a day or month was asked for, a bare one answers that. ``said``: the quantities of ``text``, where they are found
    already.
    """
    folded = text.folded
    answers = context.asked is not None and context.asked.fact.kind in ("date", "month")
    if bare := _BARE_YEAR.search(folded):
        return Day(int(bare["year"]), None, text.span(bare.start("year"), bare.end("year")))
    for moment in (said or quantities(text, context)).moments:
        if moment.year is None or moment.part or moment.vague:
            continue
        before, after = folded[: moment.start], moment.end
        whole = not answers and _WHOLE.fullmatch(before) and _END.match(folded, after)
        if (
            _ENGLISH_BEFORE.search(before)
            or _AFTER.match(folded, after)
            or (_BEFORE.search(before) and _is_of_rules(folded, after))
            or whole
        ):
            return Day(moment.year, moment.exact_day or _last_of_month(moment, context.today), moment.span)
    return None


def _last_of_month(moment: Moment, today: date) -> date | None:
    """The day that a month stands for, as a year stands for its last: of the present month, today."""
    if moment.year is None or moment.month is None or moment.day is not None:
        return None
    if (moment.year, moment.month) == (today.year, today.month):
        return today
    return date(moment.year, moment.month, monthrange(moment.year, moment.month)[1])


def _is_of_rules(folded: str, after: int) -> bool:
    return re.match(rf"的?(?:{_RULES}|算|来|计算|办|[,，。;?!]|$)|的(?!工资|基数)", folded[after:]) is not None
