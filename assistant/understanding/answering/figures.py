"""Numbers: counts, rates, months and amounts, with or without their unit, alone or in a sentence."""

import re
from collections.abc import Iterable
from typing import Final

from assistant.interview.formatting import percent_of_rate, yuan
from assistant.interview.parsing import TEN_THOUSANDTH, AnswerError, parse
from assistant.interview.parsing.amounts import (
    NOT_A_NUMBER,
    NOT_A_RATE,
    NOT_AN_AMOUNT,
    NOT_MONTHS,
    NOT_WHOLE,
    NOT_WHOLE_MONTHS,
    VAGUE,
)
from assistant.interview.parsing.answers import EMPTY, NOT_SURE, TOO_LONG
from assistant.rules.facts import Fact
from assistant.understanding.answering.choosing import by_reader
from assistant.understanding.answering.message import STOPS, Message
from assistant.understanding.answering.years import of_another_year
from assistant.understanding.model import Doubt, Found
from assistant.understanding.polarity import clause_at, polarity_at, standing
from assistant.understanding.quantities.hits import Quantity
from assistant.understanding.short_answers import read_yes_no

# A person who is asked for months may well answer in years, where years are what one counts in.
_YEARS_LIKELY: Final = frozenset((
    "insured_months_at_certificate", "insured_months_at_application", "months_paid", "months_paid_cumulative",
))  # fmt: skip
_MOST_YEARS = 10
# … and for a year's premium in 万元.
_YEARLY: Final = frozenset(("premium_paid_fen", "premium_payable_fen", "own_staff_premium_fen"))
_LEAST_YEARLY = 10_000  # fen: less than a hundred yuan
_NOT_UNDERSTOOD: Final = frozenset((NOT_A_NUMBER, NOT_A_RATE, NOT_AN_AMOUNT, NOT_MONTHS, EMPTY, TOO_LONG, NOT_SURE))
_NONE = re.compile(
    r"(?:[^,;.?]{0,6}?(?:一|半)(?:[个次分块毛点]|回)?(?:人|钱|月|员工)?(?:都|也)?|从来?|还|都|也|一直|以前|我们?|单位|公司"
    r"|去年|今年|,){0,4}(?:没有?|无|冇|未)(?:过|人)?"
    r"(?:(?:交|缴|领|裁|补|退|欠|发生|享受|参保|办|拿)(?:过|到|了)?)?(?:这(?:个|种|些|笔)?|任何)?(?:人|钱|滞纳金|情况|补贴"
    r"|失业(?:保险)?金|的)?(?:领|拿|领取)?(?:过|的|了|啊|呀)*"
)
# 不对, 不是: says that something is wrong, not that there is none.
_CONTRADICTS = re.compile(r"[不错否别]|(?:not|wrong|incorrect|that|it)\b")
_LONGEST_NONE = 24  # the pattern may try very many ways through a long text
_ALL_DRAWN = re.compile("(?<!没)(?<!没有)(?:领|拿|用)(?:完|光)|没剩|(?:全|都)(?:部)?(?:领|拿)了")
_TOTAL = re.compile(r"(?:一共|总共|合计|共计|加起来|总计|共|total(?: of)?)(?:[^,;.?0-9]{0,6})$")
_BARE = re.compile(r"[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]")
_OTHER_MONEY = re.compile(
    "营业额|营收|销售额|收入|利润|产值|注册资|投资|工资|薪|返还|到账|补贴|罚|养老|医保|公积金|工伤|个税|每个?月|一个月"
    "|社保(?!费?里)"
)
_ONE_PART = re.compile("(?:单位|公司|企业|个人|职工|员工)(?:的)?(?:部分|那(?:一?半|部分|份)|(?:缴|交|承担|出)的)")


def read_figure(message: Message) -> Found | Doubt | None:
    """The number that the message gives, in the fact's own unit."""
    if (plain := _plain(message)) is not None:
        return plain
    fact = message.fact
    hits = [hit for hit in _candidates(message) if _is_stated(message, hit)]
    hits = [hit for hit in hits if not of_another_year(message, hit.start, hit.end)]
    hits = [hit for hit in standing(message.parts, hits) if not _is_of_another(message, hit)]
    if not hits:
        return message.found(0) if fact.lo == 0 and _is_none(message) else None
    chosen = _one_of(message, hits)
    if chosen is None:
        if (own := by_reader(message)) is not None:
            return own
        values = dict.fromkeys(_value(fact, hit) for hit in hits if hit.value is not None)
        return message.doubt("conflict", *values, span=hits[-1].span)
    return _checked(message, chosen)


def _plain(message: Message) -> Found | Doubt | None:
    """The whole message as the pages would read it. Raises ``AnswerError`` for a value that cannot be."""
    bare = message.bare
    try:
        value = parse(message.fact, bare)
    except AnswerError as error:
        if error.msgid in _NOT_UNDERSTOOD or error.msgid == VAGUE or "*" in bare:
            return None
        hits = _candidates(message)
        if len(hits) > 1 or (hits and error.msgid in (NOT_WHOLE, NOT_WHOLE_MONTHS)):
            return None
        raise
    if not isinstance(value, int):
        return None
    if _BARE.fullmatch(bare):
        fact = message.fact
        if fact.name in _YEARS_LIKELY and 0 < value <= _MOST_YEARS and message.program != "stabilization_refund":
            return message.doubt("which", value, value * 12)
        if fact.name in _YEARLY and 0 < value < _LEAST_YEARLY:
            return message.doubt("which", value * 10_000, value)
    return message.found(value)


def _candidates(message: Message) -> list[Quantity]:
    """Every number in the message that has the asked unit; without a unit only where none has it."""
    fact, found = message.fact, message.quantities
    kinds: list[Iterable[Quantity]]
    if fact.kind == "months":
        kinds = [found.durations]
    elif fact.kind == "money":
        kinds = [found.money]
    elif fact.unit == TEN_THOUSANDTH:
        kinds = [found.rates]
    elif fact.unit == "次":
        kinds = [found.times, found.things]
    else:
        kinds = [(*found.people, *found.things)]
    kinds.append(found.numbers)
    return list(next((list(kind) for kind in kinds if list(kind)), ()))


def _is_stated(message: Message, hit: Quantity) -> bool:
    """Whether a number is said; the 不 of 不到10万 denies nothing."""
    polarity = polarity_at(message.parts, hit.start)
    below = hit.vague and re.search("(?:不到|不足|不满|没到|未满|不超过?|没超过)$", message.text.folded[: hit.start])
    return polarity in ("said", "hedged") or (polarity == "denied" and bool(below))


def _value(fact: Fact, hit: Quantity) -> int:
    number = hit.value or 0
    if hit.kind != "number":
        return number
    return number * 100 if fact.kind == "money" or fact.unit == TEN_THOUSANDTH else number


def _is_of_another(message: Message, hit: Quantity) -> bool:
    """Whether an amount is of something else than premiums: 营业额, 工资."""
    if message.fact.kind != "money" or message.fact.name == "wage_base_fen":
        return False
    clause = clause_at(message.parts, hit.start)
    words = list(_OTHER_MONEY.finditer(message.text.folded, clause.start, hit.start))
    return bool(words) and "失业" not in message.text.folded[words[-1].end() : hit.start]


def _one_of(message: Message, hits: list[Quantity]) -> Quantity | None:
    """The one value that is meant: all alike, or the one that is called the total; None where it has to be asked."""
    if len({hit.value for hit in hits}) == 1:
        return next((hit for hit in hits if not hit.vague), hits[0])
    totals = [hit for hit in hits if _TOTAL.search(message.text.folded[: hit.start])]
    return totals[0] if len(totals) == 1 else None


def _checked(message: Message, hit: Quantity) -> Found | Doubt | None:
    fact = message.fact
    if hit.value is None:
        return message.doubt("vague", span=hit.span)
    value = _value(fact, hit)
    if fact.problem(value) is not None:
        _refuse(fact, value)
    if (
        fact.name in _YEARLY
        and _ONE_PART.search(message.text.folded)
        and not re.search("和|合计|一共|总", message.text.folded)
    ):
        return message.doubt("which", value, span=hit.span)
    if hit.vague or polarity_at(message.parts, hit.start) == "hedged":
        return message.doubt("vague", value, span=hit.span)
    if hit.kind == "number" and fact.name in _YEARS_LIKELY and value <= _MOST_YEARS:
        return message.doubt("which", value, value * 12, span=hit.span)
    return message.found(value, hit.span)


def _refuse(fact: Fact, value: int) -> None:
    """Raise what the pages say of this value."""
    typed = str(value)
    if fact.kind == "money":
        typed = yuan(value)
    elif fact.unit == TEN_THOUSANDTH:
        typed = percent_of_rate(value)
    parse(fact, typed)


def _is_none(message: Message) -> bool:
    """Whether the answer to “how many” is none: 没有, 一个都没有, 没人领."""
    folded = message.text.folded.strip(STOPS)
    first = message.parts[0].text.strip(STOPS)
    if message.fact.name == "undrawn_months" and _ALL_DRAWN.search(folded):
        return True
    return any(
        (read_yes_no(said) is False and not _CONTRADICTS.match(said))
        or (len(said) <= _LONGEST_NONE and bool(_NONE.fullmatch(said)))
        for said in (folded, first)
    )
