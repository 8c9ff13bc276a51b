"""Days, months and years in running text: 去年10月, 上个月18号, 二〇二四年三月, 2024.3.15, last October."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.interview.parsing.dates import DAYS_BACK, MONTHS_BACK, YEARS_BACK, day_of_week
from assistant.interview.parsing.numbers import read_chinese, spell_out_digits
from assistant.rules.months import add_months
from assistant.understanding.quantities.hits import Moment, Part
from assistant.understanding.quantities.numbers import PIECE, value_of
from assistant.understanding.quantities.source import Source

_D = "[零一二三四五六七八九]"
_FEASTS = {"五一": 5, "国庆": 10, "十一": 10, "元旦": 1, "六一": 6, "七一": 7, "双十一": 11, "双十二": 12}
_LUNAR = (
    "腊月",
    "正月",
    "春节",
    "过年",
    "中秋",
    "端午",
    "清明",
    "年关",
    "暑假",
    "寒假",
    "夏天",
    "冬天",
    "春天",
    "秋天",
    "开春",
    "入冬",
)
_PARTS: dict[str, Part] = {
    "底": "end", "末": "end", "尾": "end", "下旬": "end", "月底": "end", "年底": "end", "年末": "end", "年尾": "end",
    "初": "start", "头": "start", "上旬": "start", "年初": "start", "年头": "start",
    "中": "middle", "中旬": "middle", "年中": "middle", "上半年": "first_half", "下半年": "second_half",
}  # fmt: skip


def _any(words: dict[str, int] | tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_YEAR = (
    rf"(?:(?P<year>(?<![0-9.])(?<![0-9],)(?:19|20)[0-9]{{2}}|(?<!{_D})(?:一九|二零){_D}{{2}}|(?<![0-9.])(?<![0-9],)[0-9]{{2}}|(?<!{_D}){_D}{{2}})年度?"
    rf"|(?P<back>{_any(YEARS_BACK)}))"
)
_MONTH = (
    r"(?P<month>(?<![0-9零一二三四五六七八九十百千万.])(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]))月"
    "(?!亮|经|饼|子|嫂|薪|租|工资|均|缴|收入)份?"
)
_DAY = (
    r"(?P<day>(?<![0-9])(?:3[01]|[12][0-9]|0?[1-9])(?![0-9.])"
    r"|(?:三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]))"
)
# The sign of a day may be left out where nothing else could follow: 3月15考的.
_DAY_SAID = rf"{_DAY}(?:日|号(?!文|令|楼|线|窗)|(?=[,，.。;?!发考拿领办取下签就]|$))"
_MONTH_PART = r"(?:(?P<mpart>上旬|中旬|下旬|月底|[初底末尾](?!次)|中(?=[,，旬.。;?!考拿发领的]|$)))"
_YEAR_PART = r"(?P<ypart>年底|年末|年尾|年初|年头|年中|上半年|下半年|[底末](?!薪)|初(?![一二三四五六七八九十次级中]))"
_FEAST = rf"(?P<feast>{_any(_FEASTS)})(?:节|那天|当天|期间|长假|放假)?(?!路|广场|镇|大道|村|险|街|劳动奖)"

_FULL = re.compile(
    rf"{_YEAR}(?:的|[,，、 ])?(?:{_MONTH}(?:(?:的|[,， ])?(?:{_DAY_SAID}|{_MONTH_PART}))?"
    rf"|(?:的)?(?:{_YEAR_PART}|{_FEAST}|(?P<lunar>{_any(_LUNAR)})节?))"
)
_SIGNED = re.compile(
    r"(?:(?<![0-9./-])(?<![0-9],)|(?<=[0-9]{4}[./][0-9]-)|(?<=[0-9]{4}[./][0-9]{2}-))"
    r"(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-/.、]| (?=[0-9]{1,2} [0-9]))(?P<month>1[0-2]|0?[1-9])"
    r"(?:(?P=sep)(?P<day>3[01]|[12][0-9]|0?[1-9]))?"
    r"(?:日|号|月份?)?(?![0-9元块万%]|[./][0-9]|-(?!(?:19|20)[0-9]{2}[./])[0-9])"
)
# 去年11.25, and 23.11.25 where the rest of the message is Chinese.
_DOTTED = re.compile(
    rf"(?P<back>{_any(YEARS_BACK)})的?(?P<month>1[0-2]|0?[1-9])[.](?P<day>3[01]|[12][0-9]|0?[1-9])号?(?![0-9.元块万%人个千百wk])"
)
_SHORT_SIGNED = re.compile(
    r"(?<![0-9./-])(?P<year>[0-9]{2})(?P<sep>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=sep)"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?:日|号)?(?![0-9./-])"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_COMPACT = re.compile(
    r"(?<![0-9a-z.])(?<![0-9],)(?P<year>20[0-3][0-9]|199[0-9])(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12][0-9]|0[1-9])?(?![0-9a-z.,元块万%人]|[个名])"
)
_MONTH_BACK = re.compile(
    rf"(?P<mback>{_any(MONTHS_BACK)})(?:份|的)?(?:{_DAY_SAID}|(?P<mpart>上旬|中旬|下旬|月底|[初底末中尾]))?"
)
_DAY_BACK = re.compile(rf"(?P<dback>{_any(DAYS_BACK)})")
_WEEKDAY = re.compile(r"(?P<week>上上个?|上个?|这个?|本|下个?)(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])")
_AGO = re.compile(
    rf"(?P<half>大?半年|半个月)(?:多)?(?:以前|之前|前)|(?P<piece>{PIECE})(?P<of>个月|年|天|日|周|个?星期|个?礼拜)(?P<ofhalf>半)?(?P<over>多)?(?:以前|之前|前)(?!夕|段)"
)
_MONTH_DAY = re.compile(
    rf"(?<![年至到满够共-])(?<!交了)(?<!缴了)(?<!干了)(?<!一共){_MONTH}(?:(?:的)?(?:{_DAY_SAID}|{_MONTH_PART}))?|{_FEAST}(?=的|前|后|左右|期间|那|刚|就|发|考|拿|领)"
)
_DAY_ALONE = re.compile(
    r"(?<![0-9零一二三四五六七八九十第第月证编.〕\])-])(?P<day>3[01]|[12][0-9]|[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?)号"
    r"(?!文|令|楼|线|窗|机|厅|门|院|公|店|厂|车|路|员|工|码|柜|召|称)"
)
_YEAR_ONLY = re.compile(
    rf"(?<![0-9.])(?<![0-9],)(?P<year>(?:19|20)[0-9]{{2}})年度?|(?<!{_D})(?P<spelled>(?:一九|二零){_D}{{2}})年度?|(?P<back>{_any(YEARS_BACK)})度?"
)
# 24年 and 二三年 may be lengths; they are years only beside such words.
_SHORT_YEAR = re.compile(
    rf"(?:(?<=[在从于自是按到至])(?P<year1>(?<![0-9])[0-9]{{2}}|(?<!{_D}){_D}{{2}})年"
    rf"|(?P<year2>(?<![0-9.])(?<![0-9],)(?:[0-2][0-9]|[89][0-9])|(?<!{_D})(?:零{_D}|一{_D}|二[零三四五六]|九{_D}))年(?=的|考|拿|发|取|开始|入职|参保|度|办|毕业|领|那))"
)


def moments(source: Source, today: date) -> Iterator[Moment]:
    """Yield days, months and years; what depends on ``today`` is ``relative``. A day that no calendar has is none."""
    for pattern in (
        _SIGNED, _DOTTED, _FULL, _SHORT_SIGNED, _COMPACT, _MONTH_BACK, _WEEKDAY, _AGO,
        _DAY_BACK, _MONTH_DAY, _DAY_ALONE, _SHORT_YEAR, _YEAR_ONLY,
    ):  # fmt: skip
        if pattern is _SHORT_SIGNED and not _CHINESE.search(source.string):
            continue
        for found in source.search(pattern):
            if (hit := _moment(source, found, found.groupdict(), today)) is not None:
                yield hit


def _moment(source: Source, found: re.Match[str], said: dict[str, str | None], today: date) -> Moment | None:
    if said.get("piece") or said.get("half"):
        return _ago(source, found, said, today)
    if said.get("dback") or said.get("weekday"):
        day = _named_day(said, today)
        return _taken(source, found, (day.year, day.month, day.day), relative=True)
    if word := said.get("mback"):
        first = add_months(today.replace(day=1), -MONTHS_BACK[word])
        part = _PARTS.get(said.get("mpart") or "", "")
        return _taken(source, found, (first.year, first.month, _small(said.get("day"))), relative=True, part=part)
    year = _year(said, today)
    if year is None and any(said.get(name) for name in ("year", "year1", "year2", "spelled")):
        return None
    month = _small(said.get("month"))
    feast = said.get("feast")
    part = _PARTS.get(said.get("mpart") or said.get("ypart") or "", "")
    return _taken(
        source,
        found,
        (year, month or (_FEASTS[feast] if feast else None), _small(said.get("day"))),
        relative=bool(said.get("back")),
        vague=bool(feast or said.get("lunar")),
        part=part,
    )


def _taken(
    source: Source,
    found: re.Match[str],
    parts: tuple[int | None, int | None, int | None],
    *,
    relative: bool = False,
    vague: bool = False,
    part: Part = "",
) -> Moment | None:
    """Take what was found, unless there is no such day. The start or end of a month or year is no exact day."""
    year, month, day = parts
    if day is not None and month is not None and not _exists(year or 2024, month, day):
        return None
    start, end = found.span()
    source.take(start, end)
    whole = year is not None and month is not None
    vague = vague or part in ("first_half", "second_half") or source.vague(start, end, ranges=not whole)
    if part and month is None:
        vague = True
    return Moment(year, month, day, start, end, source.text.span(start, end), vague, relative, part)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _small(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() else read_chinese(text)


def _year(said: dict[str, str | None], today: date) -> int | None:
    """Return the year said; one of two digits is of this century up to next year, else of the last."""
    if back := said.get("back"):
        return today.year - YEARS_BACK[back]
    text = said.get("year") or said.get("spelled") or said.get("year1") or said.get("year2")
    if not text:
        return None
    digits = spell_out_digits(text)
    year = int(digits)
    if len(digits) == 4:
        return year if 1949 <= year <= 2199 else None
    if year <= today.year % 100 + 1:
        return 2000 + year
    return 1900 + year if year >= 50 else None


def _named_day(said: dict[str, str | None], today: date) -> date:
    if word := said.get("dback"):
        return today - timedelta(days=DAYS_BACK[word])
    return day_of_week(said["week"] or "", said["weekday"] or "", today)


def _ago(source: Source, found: re.Match[str], said: dict[str, str | None], today: date) -> Moment | None:
    """半年前 and 三个月前 name a month vaguely, 两年前 a year; 3天前 is a day."""
    if said.get("half"):
        back = add_months(today.replace(day=1), -6) if "年" in (said["half"] or "") else today - timedelta(days=15)
        return _taken(source, found, (back.year, back.month, None), relative=True, vague=True)
    piece, unit = said["piece"] or "", said["of"] or ""
    value = value_of(piece)
    if value is None:
        return None
    if value.number is None or value.number % 1 or value.number > 100:
        return _taken(source, found, (None, None, None), relative=True, vague=True)
    many = int(value.number)
    vague = value.vague or bool(said.get("over"))
    if unit in ("天", "日"):
        day = today - timedelta(days=many)
        return _taken(source, found, (day.year, day.month, day.day), relative=True, vague=vague)
    if unit == "年":
        if said.get("ofhalf"):
            month = add_months(today.replace(day=1), -12 * many - 6)
            return _taken(source, found, (month.year, month.month, None), relative=True, vague=True)
        return _taken(source, found, (today.year - many, None, None), relative=True, vague=True)
    if unit == "个月":
        month = add_months(today.replace(day=1), -many)
        return _taken(source, found, (month.year, month.month, None), relative=True, vague=True)
    day = today - timedelta(weeks=many)
    return _taken(source, found, (day.year, day.month, None), relative=True, vague=True)
