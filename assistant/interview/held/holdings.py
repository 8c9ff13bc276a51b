"""What is held: which notices there are, for which programs, and whether their terms have ended on a given day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.interview.flows import Flow
from assistant.policies import Policies
from assistant.policies.regions import NATIONAL
from assistant.policies.schema import NoticeFile
from assistant.rules.plan import Plan
from assistant.rules.registry import PROGRAMS, Program

# Within a role: what most people look for first. Programs that are not named here follow.
_ORDER = (
    "worker_start", "firm_start", "unemployment_benefit", "skill_subsidy", "stabilization_refund", "dispatch_refund",
    "contribution_rate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """For how long one notice governs one program; ``last`` None: no last day is stated."""

    notice: NoticeFile
    program: Program
    plan: Plan
    first: date | None
    last: date | None
    over: bool


def notices(policies: Policies) -> tuple[NoticeFile, ...]:
    """The notices and laws held, by region (the nation's last) and newest first; not what only leads to a flow."""
    return sorted_notices(notice for notice in policies.notices.values() if notice.issuers)


def sorted_notices(found: Iterable[NoticeFile]) -> tuple[NoticeFile, ...]:
    """By region, the nation's last, and newest first."""
    return tuple(sorted(found, key=lambda n: (n.region == NATIONAL, n.region, -n.issued.toordinal(), n.id)))


def spans(policies: Policies, notice: NoticeFile, today: date) -> tuple[Span, ...]:
    """The span of every program of a notice, in the programs' usual order."""
    names = sorted(notice.program, key=place)
    return tuple(_span(notice, policies.plan_for(notice.id, name, today), today) for name in names)


def _span(notice: NoticeFile, plan: Plan, today: date) -> Span:
    last = last_day(plan)
    return Span(notice, plan.program, plan, plan.term.first, last, last is not None and last < today)


def last_day(plan: Plan) -> date | None:
    """The last day on which the plan can still grant anything: of the term, else of the months that it covers."""
    if plan.term.last is not None:
        return plan.term.last
    lasts = [getattr(part.params, "last", None) for part in plan.conditions]
    return max((day for day in lasts if isinstance(day, date)), default=None)


def place(name: str) -> tuple[int, str]:
    """Sorts programs and flows into the order in which they are offered."""
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)


def offered(flows: tuple[Flow, ...], audience: str) -> tuple[Flow, ...]:
    """The flows for "worker" or "firm", those that help to choose first."""
    return tuple(sorted((flow for flow in flows if flow.audience == audience), key=lambda flow: place(flow.id)))


@dataclass(frozen=True, slots=True)
class Standing:
    """Which programs have ended in every notice held, which go on, and the last day of those that ended."""

    over: tuple[Program, ...]
    going_on: tuple[Program, ...]
    latest: date | None


def standing(policies: Policies, today: date) -> Standing:
    """Summarise all notices: what a visitor must know before starting."""
    held: dict[str, list[Span]] = {}
    for notice in notices(policies):
        for span in spans(policies, notice, today):
            held.setdefault(span.program.name, []).append(span)
    over = [name for name, found in held.items() if all(span.over for span in found)]
    lasts = [span.last for name in over for span in held[name] if span.last]
    return Standing(
        tuple(PROGRAMS[name] for name in sorted(over, key=place)),
        tuple(PROGRAMS[name] for name in sorted(held.keys() - set(over), key=place)),
        max(lasts, default=None),
    )
