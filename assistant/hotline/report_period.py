"""The span of days that a report is of: this week, this month, or from one day to another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField
from wtforms.validators import AnyOf

from assistant.campaigns.calendar import month_of, start_of
from assistant.rules.facts import N_
from assistant.site.fields import DayField

MONTH, WEEK, OTHER = "month", "week", "other"
PERIODS: Final[Mapping[str, str]] = {MONTH: N_("本月"), WEEK: N_("本周"), OTHER: N_("自选日期")}
MOST_DAYS: Final = 366
_DAILY: Final = 31  # up to so many days each has a line of its own, then weeks do, then months
_WEEKLY: Final = 26 * 7


@dataclass(frozen=True, slots=True)
class Span:
    """From one day in Beijing to another, both counted."""

    since: date
    until: date

    @property
    def start(self) -> datetime:
        """The instant at which it begins."""
        return start_of(self.since)

    @property
    def end(self) -> datetime:
        """The instant at which it is over."""
        return start_of(self.until + timedelta(days=1))

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    def steps(self) -> Iterator["Span"]:
        """Yield its parts in order: days, weeks from Monday, or months, whichever can still be overlooked."""
        first = self.since
        while first <= self.until:
            last = min(self._last_of_step(first), self.until)
            yield Span(first, last)
            first = last + timedelta(days=1)

    def _last_of_step(self, day: date) -> date:
        if self.days <= _DAILY:
            return day
        if self.days <= _WEEKLY:
            return day + timedelta(days=6 - day.weekday())
        return month_of(day)[1] - timedelta(days=1)


class PeriodForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Which span is wanted; the two days count with ``other`` only."""

    period = RadioField(
        choices=list(PERIODS), default=MONTH, validate_choice=False,
        validators=[AnyOf(list(PERIODS), lazy_gettext("请选一个时间段"))],
    )  # fmt: skip
    since = DayField()
    until = DayField()

    def __init__(self, sent: Mapping[str, Any], today: date) -> None:
        """Read what was sent; without a period, it is this month. Days that are not used cannot be mistaken."""
        chosen = sent.get("period", MONTH)
        super().__init__(MultiDict(sent if chosen == OTHER else {"period": chosen}))
        self._today = today

    def span(self) -> Span | None:
        """Return the span, as far as today; None where something is wrong with it, which then stands in ``errors``."""
        if not self.validate():
            return None
        match self.period.data:
            case "week":
                return Span(self._today - timedelta(days=self._today.weekday()), self._today)
            case "month":
                return Span(self._today.replace(day=1), self._today)
        since, until = self.since.data, self.until.data
        if since is None or until is None:
            self.since.errors = [] if since else [_("请填从哪天开始")]
            self.until.errors = [] if until else [_("请填到哪天为止")]
            return None
        if problem := self._problem(since, until):
            self.until.errors = [problem]
            return None
        return Span(since, min(until, self._today))

    def _problem(self, since: date, until: date) -> str:
        if until < since:
            return str(_("结束的日期不能早于开始的日期"))
        if since > self._today:
            return str(_("开始的日期还没有到"))
        if (until - since).days >= MOST_DAYS:
            return str(_("一次最多看 %(days)s 天，请缩短时间段", days=MOST_DAYS))
        return ""

    def kept(self) -> dict[str, str]:
        """What was chosen, as a form hands it on."""
        fields = {"period": self.period.data or ""}
        if self.period.data == OTHER:
            fields |= {"since": self.since._value(), "until": self.until._value()}
        return fields
