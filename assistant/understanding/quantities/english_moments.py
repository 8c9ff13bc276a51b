"""Days, months and years in English: March 15 2024, 15/3/2024, last October, two years ago."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.rules.months import add_months
from assistant.understanding.quantities.hits import Moment, Part
from assistant.understanding.quantities.numbers import ENGLISH, english
from assistant.understanding.quantities.source import Source

_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = (
    {name: i for i, name in enumerate(_NAMES, 1)} | {name[:3]: i for i, name in enumerate(_NAMES, 1)} | {"sept": 9}
)
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {name: i for i, name in enumerate(_DAY_NAMES)}
_M = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![a-z])\.?"
_D = r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
_Y = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"

_NAMED = (
    re.compile(rf"(?<![a-z]){_M} (?:the )?{_D}(?:,? (?:of )?{_Y})?"),
    re.compile(rf"(?<![0-9]){_D} (?:of )?{_M}(?:,? (?:of )?{_Y})?"),
    re.compile(rf"(?<![a-z]){_M},? (?:of )?{_Y}"),
)
_RELATIVE_MONTH = re.compile(rf"(?<![a-z])(?P<which>last|this) {_M}")
_IN_MONTH = re.compile(rf"(?<![a-z])(?:in|since|from|of|until|by) {_M}(?! (?:be|i|we|you)\b)")
_SLASHED = re.compile(
    r"(?<![0-9/.-])(?P<a>[0-9]{1,2})(?P<sep>[/.-])(?P<b>[0-9]{1,2})(?P=sep)(?P<year>(?:19|20)[0-9]{2})(?![0-9/.-])"
)
_WORD = re.compile(
    r"(?<![a-z])(?:(?P<days>the day before yesterday|yesterday|today|tomorrow)|(?P<month>last month|this month|next month)"
    rf"|(?P<yearword>last year|this year|the year before last|next year)"
    rf"|(?P<week>last|this) (?P<weekday>{'|'.join(_WEEKDAYS)}))(?![a-z])"
)
_AGO = re.compile(rf"(?<![a-z0-9])(?P<piece>{ENGLISH}|an?|half a) (?P<unit>year|month|week|day)s? ago(?![a-z])")
_PART_OF_YEAR = re.compile(
    rf"(?<![a-z])(?P<part>end|start|beginning) of (?:the )?"
    rf"(?:(?P<yearword>last year|this year|the year before last)|(?:year )?{_Y})"
)
_IN_YEAR = re.compile(rf"(?<![a-z])(?:in|since|for|from|of|by|the|year|end of|start of|beginning of) {_Y}")
_DAYS = {"the day before yesterday": 2, "yesterday": 1, "today": 0, "tomorrow": -1}
_MONTH_WORDS = {"last month": 1, "this month": 0, "next month": -1}
_YEAR_WORDS = {"last year": 1, "this year": 0, "the year before last": 2, "next year": -1}


def english_moments(source: Source, today: date) -> Iterator[Moment]:
    """Yield days, months and years. 3/4/2024 may be either day, and is taken by nobody."""
    for found in source.search(_SLASHED):
        yield from _slashed(source, found)
    if not source.latin:
        return
    for pattern in _NAMED:
        for found in source.search(pattern):
            said = found.groupdict()
            year = int(said["year"]) if said.get("year") else None
            day = int(said["day"]) if said.get("day") else None
            yield from _taken(source, found.span(), year, _MONTHS[said["name"]], day)
    for found in source.search(_RELATIVE_MONTH):
        yield from _relative_month(source, found, today)
    for found in source.search(_AGO):
        yield from _ago(source, found, today)
    for found in source.search(_PART_OF_YEAR):
        word = found["yearword"]
        year = today.year - _YEAR_WORDS[word] if word else int(found["year"])
        part: Part = "end" if found["part"] == "end" else "start"
        yield from _taken(source, found.span(), year, None, None, relative=bool(word), vague=True, part=part)
    for found in source.search(_WORD):
        yield from _word(source, found, today)
    for found in source.search(_IN_MONTH):
        yield from _taken(source, (found.start("name"), found.end()), None, _MONTHS[found["name"]], None)
    for found in source.search(_IN_YEAR):
        yield from _taken(source, found.span("year"), int(found["year"]), None, None)


def _taken(
    source: Source,
    where: tuple[int, int],
    year: int | None,
    month: int | None,
    day: int | None,
    *,
    relative: bool = False,
    vague: bool = False,
    part: Part = "",
) -> Iterator[Moment]:
    if month is not None and day is not None:
        try:
            date(year or 2024, month, day)
        except ValueError:
            return
    source.take(*where)
    vague = vague or source.vague(*where, ranges=False)
    yield Moment(year, month, day, *where, source.text.span(*where), vague, relative, part)


def _slashed(source: Source, found: re.Match[str]) -> Iterator[Moment]:
    a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
    if a == b or (a > 12 >= b):
        yield from _taken(source, found.span(), year, b, a)
    elif b > 12 >= a:
        yield from _taken(source, found.span(), year, a, b)
    source.take(*found.span())


def _relative_month(source: Source, found: re.Match[str], today: date) -> Iterator[Moment]:
    """The last October before this month; in November that may also be the year before's, so it is vague."""
    month = _MONTHS[found["name"]]
    passed = month < today.month
    year = today.year if found["which"] == "this" or passed else today.year - 1
    vague = found["which"] == "last" and passed
    yield from _taken(source, found.span(), year, month, None, relative=True, vague=vague)


def _ago(source: Source, found: re.Match[str], today: date) -> Iterator[Moment]:
    piece, unit = found["piece"], found["unit"]
    if piece == "half a":
        back = add_months(today.replace(day=1), -6)
        yield from _taken(source, found.span(), back.year, back.month, None, relative=True, vague=True)
        return
    number = 1 if piece in ("a", "an") else english(piece)
    if number is None or number % 1 or number > 100:
        return
    many = int(number)
    if unit == "year":
        yield from _taken(source, found.span(), today.year - many, None, None, relative=True, vague=True)
    elif unit == "month":
        back = add_months(today.replace(day=1), -many)
        yield from _taken(source, found.span(), back.year, back.month, None, relative=True, vague=True)
    else:
        back = today - timedelta(days=many * (7 if unit == "week" else 1))
        day = back.day if unit == "day" else None
        yield from _taken(source, found.span(), back.year, back.month, day, relative=True, vague=unit == "week")


def _word(source: Source, found: re.Match[str], today: date) -> Iterator[Moment]:
    if word := found["days"]:
        day = today - timedelta(days=_DAYS[word])
        yield from _taken(source, found.span(), day.year, day.month, day.day, relative=True)
    elif word := found["month"]:
        first = add_months(today.replace(day=1), -_MONTH_WORDS[word])
        yield from _taken(source, found.span(), first.year, first.month, None, relative=True)
    elif word := found["yearword"]:
        yield from _taken(source, found.span(), today.year - _YEAR_WORDS[word], None, None, relative=True)
    else:
        weeks = 7 if found["week"] == "last" else 0
        day = today + timedelta(days=_WEEKDAYS[found["weekday"]] - today.weekday() - weeks)
        yield from _taken(source, found.span(), day.year, day.month, day.day, relative=True)
