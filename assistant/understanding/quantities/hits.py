"""What a quantity found in a message is."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.understanding.model import Span

Kind = Literal["money", "duration", "people", "thing", "times", "rate", "number"]
Part = Literal["", "start", "middle", "end", "first_half", "second_half"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount said: ``folded[start:end]``, and where that was typed.

    ``value``: fen, months, people, things, times, 万分之一 (5.5% is 550), or the number itself; None for 几 and 多次.
    ``vague``: it is no exact value (大概, 两三, 多, 以上, 3-5 …); ``value`` is then the one named, or the first of two.
    """

    kind: Kind
    value: int | None
    start: int
    end: int
    span: Span
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month or year said, or a part of that: a missing part is None. 10月18号 is (None, 10, 18).

    ``relative``: it depends on today (去年, 上个月, 大前天); ``vague``: 前后, 左右, 半年前, 年底. ``part``: the start,
    middle or end of the smallest part named (去年年底, 3月初, 下半年).
    """

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    span: Span
    vague: bool = False
    relative: bool = False
    part: Part = ""

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """Year, month and day as far as they were said."""
        return self.year, self.month, self.day

    @property
    def exact_day(self) -> date | None:
        """The day, if all of it was said and it is exact."""
        if self.vague or self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def month_start(self) -> date | None:
        """The first day of the month that was said, alone or in a date, if it is exact."""
        if self.vague or self.year is None or self.month is None:
            return None
        return date(self.year, self.month, 1)


@dataclass(frozen=True, slots=True)
class Quantities:
    """Every quantity of a message, by kind, each in the order of the text. No two share a character.

    ``things``: a number with a bare 个 (裁了俩). ``numbers``: without any unit (基数4000).
    """

    moments: tuple[Moment, ...] = ()
    durations: tuple[Quantity, ...] = ()
    money: tuple[Quantity, ...] = ()
    people: tuple[Quantity, ...] = ()
    things: tuple[Quantity, ...] = ()
    times: tuple[Quantity, ...] = ()
    rates: tuple[Quantity, ...] = ()
    numbers: tuple[Quantity, ...] = ()

    def all(self) -> tuple[Quantity | Moment, ...]:
        """Return all of them in the order of the text."""
        kinds = (
            self.moments,
            self.durations,
            self.money,
            self.people,
            self.things,
            self.times,
            self.rates,
            self.numbers,
        )
        return tuple(sorted((hit for kind in kinds for hit in kind), key=lambda hit: hit.start))
