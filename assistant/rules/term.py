"""The term of a notice: conditions that every program shares. Register A05, A14; clauses.md §7.2."""

from datetime import date
from typing import Any, Literal

from assistant.rules.facts import N_
from assistant.rules.registry import ANY_PROGRAM, Finding, Params, condition, open_point
from assistant.rules.texts import Message

Counts = Literal["application", "payout", "month"]
WHAT_COUNTS = {
    "application": N_("申请"),
    "payout": N_("发放"),
    "month": N_("缴费所属月份"),
}

AFTER_TERM = open_point("after_term", N_("本文件的执行期已过，这里没有更晚的文件，期满后如何执行不能推断"))


class Started(Params):
    """First day; ``contested_first`` is an earlier first day under another reading (A14)."""

    first: date | None = None
    contested_first: date | None = None
    counts: Counts = "application"


class NotOver(Params):
    """Last day, inclusive, and what holds after it."""

    last: date
    after: Literal["ineligible", "undetermined"] = "ineligible"
    counts: Counts = "application"


def _started_text(p: Started) -> Message:
    first = p.contested_first or p.first
    return Message(
        N_("%(what)s的日期不早于 %(first)s（本文件开始执行）"),
        {"what": Message(WHAT_COUNTS[p.counts]), "first": first},
    )


@condition(
    ANY_PROGRAM, "term_started", Started, text=_started_text,
    review=N_("这一天在不同读法下可能早于执行起始日（以印发日还是成文日起算），请向经办机构确认"),
)  # fmt: skip
def term_started(f: Any, p: Started, at: int) -> Finding:
    """Not before the first day; between the two readings of that day a person decides."""
    earliest = p.contested_first or p.first
    holds = earliest is None or at >= earliest.toordinal()
    return Finding(holds, p.first is None or at >= p.first.toordinal())


def _over_text(p: NotOver) -> Message:
    return Message(
        N_("%(what)s的日期不晚于 %(last)s（本文件执行期的最后一天）"),
        {"what": Message(WHAT_COUNTS[p.counts]), "last": p.last},
    )


@condition(ANY_PROGRAM, "term_not_over", NotOver, text=_over_text)
def term_not_over(f: Any, p: NotOver, at: int) -> Finding:
    """Not after the last day. Where the file says so, "after" is open rather than refused (rates)."""
    if at <= p.last.toordinal():
        return Finding(True)
    return Finding(False if p.after == "ineligible" else f.open(AFTER_TERM))
