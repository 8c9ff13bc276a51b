"""The reduced rate and the months it covers. JX24 一 (1 % = 0.5 % + 0.5 %), NAT24 一 (1 %, no split).

Which day governs: the as-of date only chooses the notice (one already issued by then); whether that notice's rate applies
is a matter of the *month for which the premium is due*, which is a fact. So the data files give this program a term
without a last day and the month its own condition: a premium for 2025-06 is covered also when asked about in 2026,
and one for 2026-01 is not covered also when asked about in 2025.
"""

from datetime import date
from typing import Any

from pydantic import Field

from assistant.rules.contribution_rate.facts import NAME
from assistant.rules.facts import N_
from assistant.rules.registry import Finding, Params, Steps, condition, figure, open_point
from assistant.rules.term import AFTER_TERM
from assistant.rules.texts import Message, Money, Permille
from assistant.rules.values import half_up, pick

BEFORE_NOTICE = open_point(
    "rate_before_notice",
    N_("文件写的是“继续”执行，没有写起始月份；文件当年以前的月份依据更早的文件，这里没有"),
)
SPLIT = open_point("rate_split", N_("文件只写明总费率，没有写明单位和个人各缴多少"), kind="int")


class Months(Params):
    """The months covered, by any day in them. ``first``: from here on the notice speaks for the month by itself."""

    first: date | None = None
    last: date


def _covered(f: Any, p: Months) -> Any:
    """Whether the month is covered; before and after, no text at hand says what applies (never "back to 3 %")."""
    month = f.contribution_month
    since = pick(month >= p.first.toordinal(), True, f.open(BEFORE_NOTICE)) if p.first else True
    return pick(month <= p.last.toordinal(), since, f.open(AFTER_TERM))


def _text(p: Months) -> Message:
    return Message(N_("缴费所属月份在降低费率的执行期之内（至 %(last)s）"), {"last": p.last})


@condition(NAME, "month_covered", Months, text=_text)
def month_covered(f: Any, p: Months, at: int) -> Finding:
    """JX24 一, NAT24 一: to December 2025. Other months are left open, not refused."""
    return Finding(_covered(f, p))


class Rate(Months):
    """``permille`` of the wage base; None: the notice does not state this share."""

    permille: int | None = Field(default=None, ge=0, le=100)


def _amount(f: Any, p: Rate, steps: Steps) -> Any:
    """Base × rate in fen, half-up (A48); open outside the months covered and for a share that is not stated."""
    if p.permille is None:
        return f.open(SPLIT)
    amount = half_up(f.wage_base_fen * p.permille, 1000)
    due = pick(_covered(f, p), amount, 0)
    if getattr(due, "v", None) is not None:
        steps.add(
            N_("%(base)s × %(rate)s = %(amount)s 元"),
            base=Money(f.wage_base_fen),
            rate=Permille(p.permille),
            amount=Money(due),
        )
    return due


@figure(NAME, "total", Rate, label=N_("当月失业保险费合计"))
def total(f: Any, p: Rate, at: int, steps: Steps) -> Any:
    """What firm and worker pay together."""
    return _amount(f, p, steps)


@figure(NAME, "firm_share", Rate, label=N_("其中用人单位缴纳"))
def firm_share(f: Any, p: Rate, at: int, steps: Steps) -> Any:
    """The unit's share. Only Jiangxi states it; elsewhere it is open."""
    return _amount(f, p, steps)


@figure(NAME, "worker_share", Rate, label=N_("其中职工个人缴纳"))
def worker_share(f: Any, p: Rate, at: int, steps: Steps) -> Any:
    """The worker's share, withheld by the unit. Only Jiangxi states it; elsewhere it is open."""
    return _amount(f, p, steps)
