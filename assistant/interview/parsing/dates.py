"""Dates and months as people type them, from folded text to ``datetime.date``; ambiguous ones are refused."""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from assistant.interview.parsing.errors import AnswerError
from assistant.interview.parsing.numbers import read_chinese, spell_out_digits
from assistant.rules.facts import N_
from assistant.rules.months import add_months

NOT_A_DATE = N_("没看懂这个日期。请按“年-月-日”写，年份写四位数，例如 2024-03-15")
NOT_A_MONTH = N_("没看懂这个月份。请按“年-月”写，年份写四位数，例如 2024-03")
DAY_MISSING = N_("还差几号。请写出年、月、日，例如 2024-03-15")
NO_SUCH_MONTH = N_("一年只有 12 个月，没有 %(month)s 月，请核对月份")
NO_SUCH_DAY = N_("%(year)s年%(month)s月只有 %(days)s 天，没有 %(day)s 日，请核对日期")
OUT_OF_RANGE = N_("日期不在合理范围内（1949年10月1日到2199年12月31日），请核对年份")

_NUMERAL = "[0-9零一二三四五六七八九十]"
_WORDS = re.compile(
    rf"(?P<y>[0-9零一二三四五六七八九]{{4}})年(?P<m>{_NUMERAL}{{1,2}})月份?(?:(?P<d>{_NUMERAL}{{1,3}})[日号]?)?"
)
_SIGNS = re.compile(r"(?P<y>[0-9]{4})(?P<sep>[-/.、 ])(?P<m>[0-9]{1,2})(?:(?P=sep)(?P<d>[0-9]{1,2}))?")
_COMPACT = re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})?")

# How far back a word goes from today; what is to come is below zero.
YEARS_BACK = {
    "今年": 0, "本年": 0, "这一年": 0, "去年": 1, "上年": 1, "旧年": 1, "头年": 1, "上一年": 1, "前年": 2, "大前年": 3,
    "明年": -1, "后年": -2,
}  # fmt: skip
MONTHS_BACK = {
    "上上个月": 2, "上上月": 2, "上个月": 1, "上月": 1, "这个月": 0, "本月": 0, "这月": 0, "下个月": -1, "下月": -1,
}  # fmt: skip
DAYS_BACK = {
    "大前天": 3, "前天": 2, "昨天": 1, "昨日": 1, "昨儿": 1, "昨晚": 1, "今天": 0, "今日": 0, "今儿": 0, "今早": 0,
    "明天": -1, "明日": -1, "后天": -2, "大后天": -3,
}  # fmt: skip
_WEEKDAY = re.compile("(?P<week>上上?个?|这个?|本|下个?)(?:星期|周|礼拜)(?P<day>[一二三四五六日天])")


class _Parts(NamedTuple):
    year: int
    month: int
    day: int | None


def parse_date(text: str, today: date | None) -> date:
    """Return the day that ``text`` names; words such as 去年 or 昨天 only count where ``today`` is given.

    Raises ``AnswerError`` with the reason: not understood, no day, no such month, no such day.
    """
    parts = _read(_absolute(text, today))
    if parts is None:
        raise AnswerError(NOT_A_DATE)
    _check_month(parts)
    if parts.day is None:
        raise AnswerError(DAY_MISSING)
    return _checked_day(parts.year, parts.month, parts.day)


def parse_month(text: str, today: date | None) -> date:
    """Return the first day of the month that ``text`` names, alone or in a full date; or ``AnswerError``."""
    parts = _read(_absolute(text, today))
    if parts is None:
        raise AnswerError(NOT_A_MONTH)
    _check_month(parts)
    if parts.day is not None:
        _checked_day(parts.year, parts.month, parts.day)  # a slip in the day may be a slip in the month
    return date(parts.year, parts.month, 1)


def _absolute(text: str, today: date | None) -> str:
    """Replace 去年, 上个月, 昨天 or 上星期二 by the calendar's own words, if ``today`` is given."""
    if today is None:
        return text
    if text in DAYS_BACK:
        return (today - timedelta(days=DAYS_BACK[text])).isoformat()
    if weekday := _WEEKDAY.fullmatch(text):
        return day_of_week(weekday["week"], weekday["day"], today).isoformat()
    for word, back in YEARS_BACK.items():
        if text.startswith(word):
            return f"{today.year - back}年{text.removeprefix(word)}"
    for word, back in MONTHS_BACK.items():
        if text.startswith(word):
            month = add_months(today.replace(day=1), -back)
            return f"{month.year}年{month.month}月{text.removeprefix(word)}"
    return text


def day_of_week(week: str, day: str, today: date) -> date:
    """Return the day that 上周三 names: ``week`` is 上, 上上, 这 or 下 (with or without 个), ``day`` 一 to 日 or 天."""
    weeks = week.count("下") - week.count("上")
    monday = today + timedelta(days=7 * weeks - today.weekday())
    return monday + timedelta(days="一二三四五六日".index(day.replace("天", "日")))


def _read(text: str) -> _Parts | None:
    for pattern in (_WORDS, _SIGNS, _COMPACT):
        if found := pattern.fullmatch(text):
            month = _small(found["m"])
            day = _small(found["d"]) if found["d"] else None
            if month is None or (found["d"] and day is None):
                return None
            return _Parts(int(spell_out_digits(found["y"])), month, day)
    return None


def _small(text: str) -> int | None:
    return int(text) if text.isascii() else read_chinese(text)


def _check_month(parts: _Parts) -> None:
    if not 1 <= parts.month <= 12:
        raise AnswerError(NO_SUCH_MONTH, month=parts.month)
    if not MINYEAR <= parts.year <= MAXYEAR:
        raise AnswerError(OUT_OF_RANGE)


def _checked_day(year: int, month: int, day: int) -> date:
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise AnswerError(NO_SUCH_DAY, year=year, month=month, days=days, day=day)
    return date(year, month, day)
