"""What changed lately: each notice beside the earlier one of its region, and terms that begin or end near a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from assistant.interview.held import holdings
from assistant.interview.held.comparing import Row, in_words
from assistant.policies import Policies
from assistant.policies.schema import NoticeFile
from assistant.rules.plan import Plan

NEAR: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Change:
    """What one program's rows say in the earlier plan and in this one, where they differ."""

    before: Plan
    now: Plan
    rows: tuple[Row, ...]  # of two cells: before, now


@dataclass(frozen=True, slots=True)
class Renewal:
    """A notice, and program by program what it changed; ``first``: the programs of which no earlier notice is held."""

    notice: NoticeFile
    changes: tuple[Change, ...]
    first: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """The first or the last day of a notice's term for a program."""

    span: holdings.Span
    day: date
    begins: bool


def renewals(policies: Policies, today: date) -> list[Renewal]:
    """Every notice issued by ``today``, the newest first."""
    issued = [notice for notice in holdings.notices(policies) if notice.issued <= today]
    return [_renewal(policies, notice, today) for notice in sorted(issued, key=lambda n: (-n.issued.toordinal(), n.id))]


def earlier(policies: Policies, notice: NoticeFile, program: str) -> NoticeFile | None:
    """The region's last notice before this one that has the program; a law is no notice's earlier state."""
    found = [
        other
        for other in holdings.notices(policies)
        if other.region == notice.region
        and other.tier == notice.tier
        and other.issued < notice.issued
        and program in other.program
    ]
    return max(found, key=lambda other: other.issued, default=None)


def _renewal(policies: Policies, notice: NoticeFile, today: date) -> Renewal:
    changes, first = [], []
    for span in holdings.spans(policies, notice, today):
        before = earlier(policies, notice, span.program.name)
        if before is None:
            first.append(span.plan)
        else:
            plan = policies.plan_for(before.id, span.program.name, today)
            rows = tuple(row for row in in_words([plan, span.plan]) if row.differs)
            changes.append(Change(plan, span.plan, rows))
    return Renewal(notice, tuple(changes), tuple(first))


def edges(policies: Policies, today: date, near: timedelta = NEAR) -> list[Edge]:
    """The terms that begin or end within ``near`` of ``today``, before it or after it, by day."""
    found = [
        edge
        for notice in holdings.notices(policies)
        for span in holdings.spans(policies, notice, today)
        for edge in _edges(span)
        if abs(edge.day - today) <= near
    ]
    return sorted(found, key=lambda edge: edge.day)


def _edges(span: holdings.Span) -> Iterator[Edge]:
    if span.first is not None:
        yield Edge(span, span.first, begins=True)
    if span.last is not None:
        yield Edge(span, span.last, begins=False)
