"""``parse``: one typed answer and its fact in, the fact's value out."""

from datetime import date

from assistant.interview.formatting import percent_of_rate, yuan
from assistant.interview.parsing.amounts import parse_count, parse_money, parse_months, parse_rate
from assistant.interview.parsing.dates import OUT_OF_RANGE, parse_date, parse_month
from assistant.interview.parsing.errors import AnswerError, PersonalDataError
from assistant.interview.parsing.text import (
    clean,
    fold_numerals,
    holds_personal_number,
    is_not_sure,
    strip_stops,
)
from assistant.interview.parsing.yes_no import yes_or_no
from assistant.rules.facts import N_, Fact

Answer = bool | str | int | date

EMPTY = N_("请先填写这一项；不确定请选“不清楚”")
TOO_LONG = N_("写得有点长，请只填这一项的答案")
NOT_SURE = N_("不确定没关系，请选“不清楚”，我们会先按未知处理")
PERSONAL = N_("这里不需要身份证号、银行卡号或手机号，请不要填写；您刚才输入的内容没有保存")
NOT_BOOL = N_("请回答“是”或“否”")
NOT_A_CHOICE = N_("请从给出的选项中选一个")

# Bounds are named in the person's own unit; the keys say which of the two bounds the fact has.
_BOUNDS = {
    ("rate", "lo", "hi"): N_("请填 %(lo)s 到 %(hi)s 之间的百分数"),
    ("int", "lo", "hi"): N_("请填 %(lo)s 到 %(hi)s 之间的数"),
    ("int", "lo"): N_("请填不小于 %(lo)s 的数"),
    ("int", "hi"): N_("请填不大于 %(hi)s 的数"),
    ("months", "lo", "hi"): N_("请填 %(lo)s 到 %(hi)s 个月之间的月数"),
    ("months", "lo"): N_("请填不少于 %(lo)s 个月的月数"),
    ("months", "hi"): N_("请填不多于 %(hi)s 个月的月数"),
    ("money", "lo", "hi"): N_("请填 %(lo)s 元到 %(hi)s 元之间的金额"),
    ("money", "lo"): N_("请填不少于 %(lo)s 元的金额"),
    ("money", "hi"): N_("请填不多于 %(hi)s 元的金额"),
}

_LONGEST = 200
TEN_THOUSANDTH = "万分之一"  # the unit of rates, which people state in percent


def parse(fact: Fact, text: str, *, unit: str | None = None, today: date | None = None) -> Answer:
    """Return the value of ``fact`` that ``text`` states, in the fact's own unit (money in fen).

    ``unit`` is what the field is labelled with when that is not ``fact.unit`` (“万元”); only with ``today``
    is 去年十月 understood. Raises ``AnswerError`` with advice, ``PersonalDataError`` for what looks like an
    ID, bank-card or phone number, ``TypeError`` for a fact of kind “list”, whose cells are parsed one by one.
    """
    value = _parse_kind(fact, _checked_text(text), fact.unit if unit is None else unit, today)
    if fact.problem(value) is not None:
        raise _bounds_error(fact)
    return value


def _checked_text(text: str) -> str:
    cleaned = clean(text)
    if not cleaned:
        raise AnswerError(EMPTY)
    if holds_personal_number(cleaned):
        raise PersonalDataError(PERSONAL)
    if len(cleaned) > _LONGEST:
        raise AnswerError(TOO_LONG)
    if is_not_sure(cleaned):
        raise AnswerError(NOT_SURE)
    return cleaned


def _parse_kind(fact: Fact, text: str, unit: str, today: date | None) -> Answer:
    # 仨 and 俩 hold their own 个: 仨月 is three months and never March, which folding could no longer tell.
    numeral = fold_numerals(text.replace("仨月", "三个月").replace("俩月", "两个月")).rstrip(".!")
    match fact.kind:
        case "bool":
            return _parse_bool(text)
        case "choice":
            return _parse_choice(fact, text)
        case "int":
            if unit == TEN_THOUSANDTH:
                return parse_rate(numeral)
            return parse_months(numeral) if unit in ("月", "个月") else parse_count(numeral, unit)
        case "months":
            return parse_months(numeral)
        case "money":
            return parse_money(numeral, unit)
        case "date":
            return parse_date(numeral, today)
        case "month":
            return parse_month(numeral, today)
    raise TypeError(f"{fact.name}: a list is parsed cell by cell")


def _parse_bool(text: str) -> bool:
    said = yes_or_no(text)
    if said is None:
        raise AnswerError(NOT_BOOL)
    return said


def _parse_choice(fact: Fact, text: str) -> str:
    """Return the one choice whose value or label ``text`` is, whatever its spaces, case and closing stop."""
    wanted = _key(text)
    found = {c.value for c in fact.choices if wanted in (_key(c.value), _key(c.label))}
    if len(found) != 1:
        raise AnswerError(NOT_A_CHOICE)
    return found.pop()


def _key(text: str) -> str:
    return strip_stops(clean(text)).replace(" ", "").casefold()


def _bounds_error(fact: Fact) -> AnswerError:
    """Return the error that names the bounds of ``fact``, in yuan for money."""
    if fact.kind in ("date", "month"):
        return AnswerError(OUT_OF_RANGE)
    kind = "rate" if fact.unit == TEN_THOUSANDTH else fact.kind
    show = {"money": yuan, "rate": percent_of_rate}.get(kind, str)
    bounds = {"lo": fact.lo, "hi": fact.hi}
    shown = {name: show(bound) for name, bound in bounds.items() if bound is not None}
    return AnswerError(_BOUNDS[kind, *shown], **shown)
