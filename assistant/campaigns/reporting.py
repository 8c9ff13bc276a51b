"""上报: what a campaign came to, month by month."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from assistant.campaigns.calendar import month_of, start_of
from assistant.rules.facts import N_
from assistant.rules.stabilization_refund.facts import SIZES
from assistant.storage.paying.reporting import Span

# Keys: storage.reporting.MEASURES.
MEASURES: Final[Mapping[str, str]] = {
    "screened": N_("筛查户数"),
    "notified": N_("已发通知"),
    "delivered": N_("已送达"),
    "opened": N_("已打开"),
    "confirmed": N_("已确认"),
    "objected": N_("提出异议"),
    "applied": N_("派遣单位申请"),
    "published": N_("公示户数"),
    "paid": N_("拨付户数"),
}
SIZE_LABELS: Final[Mapping[str, str]] = {choice.value: choice.label for choice in SIZES} | {"": N_("划型不明")}


def span_of(month: date) -> Span:
    """Return the month as a span: its days and instants in Beijing."""
    first, after = month_of(month)
    return Span(start_of(first), start_of(after), first, after)


def months(first: date, last: date) -> Iterator[date]:
    """Yield the first day of each month from the one of ``last`` back to the one of ``first``."""
    month, stop = last.replace(day=1), first.replace(day=1)
    while month >= stop:
        yield month
        month = _before(month)


def _before(month: date) -> date:
    return month.replace(year=month.year - 1, month=12) if month.month == 1 else month.replace(month=month.month - 1)
