"""Numbers of months: 两年半, 仨月, 一年零三个月, 24个月, two and a half years."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.interview.parsing.amounts import parse_months
from assistant.interview.parsing.errors import AnswerError
from assistant.understanding.quantities.hits import Quantity
from assistant.understanding.quantities.numbers import ENGLISH, PIECE, english, value_of
from assistant.understanding.quantities.source import Source

_YEARS = (
    rf"(?P<years>{PIECE})(?:整|足|周)?年(?P<over>多|来)?(?P<half>半)?"
    rf"(?:[零又加和,]?(?P<more>{PIECE})个(?P<more_over>多)?月)?"
)
_MONTHS = rf"(?P<months>{PIECE})个(?P<months_over>多)?(?:整)?月|(?<![年0-9])(?P<bare>1[3-9]|[2-9][0-9])月"
_HALF = r"(?P<half_year>(?<![上下])半年)(?P<half_over>多)?"
# 两年期, 三年合同, 二年级, 5年经验: years of something else.
_NOT_OF = r"(?![零又]?[0-9一二三四五六七八九十]{1,2}月|期|制|级|级别|的?劳动合同|的?合同|一签|工龄|经验|工作经验|一次|一度|来)"
_CHINESE = re.compile(
    rf"(?P<vague>年把|个把月|一年半载|大半年|小半年|多年|好些年)|(?:{_YEARS}|{_MONTHS}|{_HALF}){_NOT_OF}"
)
_ENGLISH = re.compile(
    rf"(?<![a-z0-9.])(?<![0-9],)(?:(?P<years>{ENGLISH}|an?)(?P<half1> and a half)?[ -](?:years?|yrs?)(?P<half2> and a half)?"
    rf"(?:(?: and|,)? (?P<more>{ENGLISH}|an?) months?)?|(?P<months>{ENGLISH}|a) months?|(?P<half>half a year))(?![a-z])(?! old)"
)
# 22年 is 22 years only after 交了 and the like; else it is as likely 2022.
_LENGTH_BEFORE = re.compile("(?:了|满|足|够|有|过|计|共|续|干|交|缴|保|险|龄|作|班|达)$")
_YEAR_AFTER = re.compile("[的底初末考拿发取开入参就那]|[0-9一二三四五六七八九十]+月")
# 前两个月, 这三年: a time that is pointed at, and no length that was reached.
_POINTED_AT = re.compile("(?:前|这|头|最近|过去|后)$")
_TWO_DIGITS = re.compile("[0-9]{2}")
_MOST_YEARS = 60


def durations(source: Source) -> Iterator[Quantity]:
    """Yield numbers of months, vague ones too; 两年前, 三年合同 and years such as 2024年 are none."""
    for found in source.search(_CHINESE):
        if (hit := _chinese(source, found)) is not None:
            yield hit
    for found in source.search(_ENGLISH) if source.latin else ():
        if (months := _english(found)) is not None:
            yield source.quantity("duration", months, *found.span())


def _chinese(source: Source, found: re.Match[str]) -> Quantity | None:
    if found["vague"]:
        return source.quantity("duration", None, *found.span(), vague=True)
    if found["years"] and _is_calendar_year(source, found):
        return None
    if found["bare"]:
        return source.quantity("duration", int(found["bare"]), *found.span())
    vague = any(found[over] for over in ("over", "more_over", "months_over", "half_over"))
    pieces = {name: found[name] for name in ("years", "more", "months") if found[name]}
    values = {name: value_of(piece) for name, piece in pieces.items()}
    if any(value is None or (value.number or 0) > _MOST_YEARS * 12 for value in values.values()):
        return None
    vague = vague or any(value is not None and value.vague for value in values.values())
    plain = {name: value.number for name, value in values.items() if value is not None}
    if any(number is None for number in plain.values()):
        if source.asks(*found.span()):
            return None
        return source.quantity("duration", None, *found.span(), vague=True)
    months = _months(plain, half=bool(found["half"] or found["half_year"]))
    vague = vague or _POINTED_AT.search(source.string[: found.start()]) is not None
    return None if months is None else source.quantity("duration", months, *found.span(), vague=vague)


def _months(plain: dict[str, Decimal | None], *, half: bool) -> int | None:
    years = f"{plain['years']}年" if "years" in plain else ""
    months = plain.get("more", plain.get("months"))
    try:
        return parse_months(
            f"{years}{'半' if half and years else '半年' if half else ''}{f'{months}个月' if months else ''}"
        )
    except AnswerError:
        return None


def _is_calendar_year(source: Source, found: re.Match[str]) -> bool:
    years = found["years"]
    if re.fullmatch("(?:19|20)[0-9]{2}|0[0-9]", years):
        return True
    if not _TWO_DIGITS.fullmatch(years) or found["half"] or found["more"] or found["over"]:
        return False
    if _YEAR_AFTER.match(source.string, found.end()):
        return True
    return int(years) > _MOST_YEARS or not _LENGTH_BEFORE.search(source.string[: found.start()])


def _english(found: re.Match[str]) -> int | None:
    if found["half"]:
        return 6
    total = Decimal(0)
    for name, months in (("years", 12), ("more", 1), ("months", 1)):
        if piece := found[name]:
            value = Decimal(1) if piece in ("a", "an") else english(piece)
            if value is None:
                return None
            total += value * months
    if found["half1"] or found["half2"]:
        total += 6
    return int(total) if total % 1 == 0 else None
