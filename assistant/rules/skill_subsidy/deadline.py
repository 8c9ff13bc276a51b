"""Until when: the months after the certificate's issue, and what a deducted window adds. JX24 三; A02-A04, A12.

Counting by 民法典 201-203 as the default reading (clauses.md §7): the issue day is not counted, the period ends on the
corresponding day, and a last day that is a day of rest may move on. Readings of a deducted window differ by days (which
of its ends count, whether its last day is that of signing or of issue): inside that band a person decides.
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from pydantic import Field, model_validator

from assistant.rules.days import add_months
from assistant.rules.facts import N_
from assistant.rules.months import add_months as calendar_months
from assistant.rules.registry import Figure, Finding, Params, Steps, condition, figure, open_point
from assistant.rules.skill_subsidy.facts import NAME
from assistant.rules.term import NotOver
from assistant.rules.texts import Message
from assistant.rules.values import one_of, pick
from assistant.rules.working_days import CalendarNotLoaded, statutory_rest_days

BEYOND_TERM = open_point(
    "deadline_beyond_term",
    N_("证书的申报期限延续到本文件执行期满之后；期满后是否还受理，本文件没有写明，也没有更晚的文件可查"),
)
_LONGEST_REST = 15  # no run of days of rest is longer


class Window(Params):
    """Days taken out of the count, both ends included; the strictest reading ends ``contested_days`` earlier."""

    first: date
    last: date
    contested_days: int = Field(default=0, ge=0, le=31)

    @model_validator(mode="after")
    def _in_order(self) -> "Window":
        if self.first > self.last:
            raise ValueError("扣除期间的第一天不能晚于最后一天")
        return self

    @property
    def days(self) -> int:
        """How many days the whole window has."""
        return (self.last - self.first).days + 1


class InTime(Params):
    """``months`` from the certificate's issue, without the days of ``deducted``."""

    months: int = Field(default=12, ge=1, le=120)
    deducted: Window | None = None


def last_days(f: Any, p: InTime) -> tuple[Any, Any]:
    """(the last day to apply, the last day on time under every reading), as day numbers; clauses.md §7.1."""
    issued_on = f.issued_on
    nominal = add_months(issued_on, p.months)
    if p.deducted is None:
        return nominal, nominal
    first, last = p.deducted.first.toordinal(), p.deducted.last.toordinal()
    # A period that ended before the window is over, and nothing revives it.
    open_then = (nominal >= first) & (issued_on <= last)
    deducted = pick(issued_on < first, p.deducted.days, issued_on * -1 + last)
    end = pick(open_then, nominal + deducted, nominal)
    # Days may be taken out by no reading, but never added: the strictest one leaves the nominal end.
    strictest = end + -p.deducted.contested_days
    return end, pick(open_then & (strictest > nominal), strictest, nominal)


@lru_cache(maxsize=64)
def _rest_days(year: int) -> frozenset[date]:
    return statutory_rest_days(year, year)


@lru_cache(maxsize=1024)
def resting_until(at: int) -> Collection[int]:
    """The days of the unbroken run of rest before ``at``: a period that ended on one of them may end on ``at`` (203).

    In a year whose calendar is not published every one of the days before might be a day of rest.
    """
    today = date.fromordinal(at)
    try:
        rest = _rest_days((today - timedelta(days=_LONGEST_REST)).year) | _rest_days(today.year)
    except CalendarNotLoaded:
        return range(at - _LONGEST_REST, at)
    day = at
    while date.fromordinal(day - 1) in rest:
        day -= 1
    return range(day, at)


def _moved_on(end: Any, at: int) -> Any:
    """Whether the last day was one of rest and may have moved on to ``at``."""
    rest = resting_until(at)
    return one_of(end, list(rest)) if rest else False


def _in_time_text(p: InTime) -> Message:
    if p.deducted is None:
        return Message(N_("证书核发之日起 %(months)s 个月内申请"), {"months": p.months})
    return Message(
        N_("证书核发之日起 %(months)s 个月内申请（%(first)s 至 %(last)s 的时间不计入）"),
        {"months": p.months, "first": p.deducted.first, "last": p.deducted.last},
    )


@condition(
    NAME, "in_time", InTime, text=_in_time_text,
    review=N_(
        "申请日正好在期限最后几天：扣除的头尾两天算不算、最后一天是休息日能不能顺延，读法不同结论不同；"
        "请立即申请，由经办机构认定"
    ),
)  # fmt: skip
def in_time(f: Any, p: InTime, at: int) -> Finding:
    """§7.1: on time by every reading; contested in the band up to the last day or on a moved one; else refused."""
    end, safe = last_days(f, p)
    return Finding((end >= at) | _moved_on(end, at), safe >= at)


class Recent(Params):
    """``months`` within which nobody doubts the time, where the text states no deadline."""

    months: int = Field(default=12, ge=1, le=120)


@condition(
    NAME, "no_deadline_stated", Recent, text=N_("证书核发不超过 %(months)s 个月（文件没有写证书的申报期限）"),
    review=N_("证书核发已超过12个月。文件没有写申报期限，不能说已经逾期，也不能说还来得及，请由经办机构认定"),
)  # fmt: skip
def no_deadline_stated(f: Any, p: Recent, at: int) -> Finding:
    """A12: up to twelve months old is plain as to time; older ones go to a person, never a flat "too late"."""
    return Finding(True, add_months(f.issued_on, p.months) >= at)


class OverUnlessRunning(NotOver):
    """As ``NotOver``, with the certificate's own deadline, which may run past the term."""

    months: int = Field(default=12, ge=1, le=120)
    deducted: Window | None = None

    @property
    def latest(self) -> date:
        """The last day on which any certificate of the term may still be within its deadline."""
        ends = [calendar_months(self.last, self.months)]
        if self.deducted is not None:
            before = calendar_months(self.deducted.first - timedelta(days=1), self.months)
            ends += [before + timedelta(days=self.deducted.days), calendar_months(self.deducted.last, self.months)]
        return max(ends) + timedelta(days=_LONGEST_REST)


def _over_text(p: OverUnlessRunning) -> Message:
    return Message(N_("申请的日期不晚于 %(last)s（本文件执行期的最后一天）"), {"last": p.last})


@condition(NAME, "term_with_running_deadline", OverUnlessRunning, text=_over_text)
def term_with_running_deadline(f: Any, p: OverUnlessRunning, at: int) -> Finding:
    """A04: after the term a certificate of the term whose deadline still runs is open; any other is refused."""
    if at <= p.last.toordinal():
        return Finding(True)
    if at > p.latest.toordinal():
        return Finding(False)
    end, _ = last_days(f, InTime(months=p.months, deducted=p.deducted))
    runs = (f.issued_on <= p.last.toordinal()) & ((end >= at) | _moved_on(end, at))
    return Finding(pick(runs, f.open(BEYOND_TERM), False))


@figure(NAME, "application_deadline", InTime, label=N_("申报期限的最后一天"), unit="day")
def application_deadline(f: Any, p: InTime, at: int, steps: Steps) -> Figure:
    """The last day to apply (a day number) by the primary reading; the steps name the contested days."""
    end, safe = last_days(f, p)
    _tell(steps, f, p, _date(end), _date(safe))
    return Figure(end)


def _date(value: Any) -> date | None:
    number = getattr(value, "v", None)
    return None if number is None else date.fromordinal(number)


def _tell(steps: Steps, f: Any, p: InTime, end: date | None, safe: date | None) -> None:
    issued_on = _date(f.issued_on)
    if issued_on is None or end is None or safe is None:
        return
    nominal = calendar_months(issued_on, p.months)
    steps.add(N_("证书核发 %(day)s，满 %(months)s 个月为 %(end)s"), day=issued_on, months=p.months, end=nominal)
    if end != nominal:
        steps.add(N_("扣除 %(days)s 天，期限最后一天为 %(end)s"), days=(end - nominal).days, end=end)
    if safe != end:
        steps.add(N_("最严的读法到 %(safe)s 为止；此后到 %(end)s 有争议，请在这之前申请"), safe=safe, end=end)
    try:
        resting = end in _rest_days(end.year)
    except CalendarNotLoaded:
        return
    if resting:
        steps.add(N_("%(end)s 是休息日，能不能顺延到下一个工作日请问经办机构；不要等到最后一天"), end=end)
