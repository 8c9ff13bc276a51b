"""Who may draw: paid for a year, not out of work by own will, looking for work. 社会保险法 45, 46; 失业保险条例 14."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, Params, condition
from assistant.rules.texts import Message
from assistant.rules.unemployment_benefit.facts import NAME
from assistant.rules.values import one_of

Reason = Literal[
    "contract_expired", "expired_declined", "dismissed", "employer_proposed", "employer_fault", "resigned",
    "closed_down", "public_institution", "still_employed", "other",
]  # fmt: skip


class MonthsPaid(Params):
    """``min_months`` counts itself: the law says 满一年."""

    min_months: int = Field(default=12, ge=1, le=600)


def _more_months(answers: Mapping[str, Any], p: MonthsPaid, at: int) -> list[Message]:
    paid = answers.get("months_paid")
    if paid is None or paid >= p.min_months:
        return []
    return [
        Message(
            N_(
                "再就业后单位和本人再缴满 %(months)s 个月即达到 %(min_months)s 个月，届时再失业、其他条件也符合的可以申领"
            ),
            {"months": p.min_months - paid, "min_months": p.min_months},
        )
    ]


@condition(
    NAME, "months_paid", MonthsPaid, near=_more_months,
    text=N_("失业前单位和本人都已缴纳失业保险费满 %(min_months)s 个月（含 %(min_months)s 个月）"),
    review=N_("重新就业后缴费不满一年，但前次失业还有没领完的月数：能否接着领，这里的条文没有直接写明，请由经办机构核定"),
)  # fmt: skip
def months_paid(f: Any, p: MonthsPaid, at: int) -> Finding:
    """社会保险法 45(1): unit and person paid for a full year before unemployment.

    After an earlier drawing the count begins anew (46), but undrawn months of that spell remain due. Whether they can
    be drawn with less than a year paid since, neither article says: a person decides.
    """
    enough = f.months_paid >= p.min_months
    left_over = f.drew_before & (f.undrawn_months > 0)
    return Finding(enough | left_over, enough)


class Reasons(Params):
    """``qualifying`` reasons are not by own will, ``reviewed`` ones are judged case by case, all others do not qualify."""

    qualifying: tuple[Reason, ...]
    reviewed: tuple[Reason, ...] = ()


@condition(
    NAME, "not_own_will", Reasons,
    text=N_("不是因本人意愿中断就业（被辞退、合同到期未续签、单位提出解除、单位有过错而离职等）"),
    review=N_("这种离职原因算不算“非因本人意愿”，条文没有明说，各地做法不一，请由经办机构认定"),
)  # fmt: skip
def not_own_will(f: Any, p: Reasons, at: int) -> Finding:
    """社会保险法 45(2), listed in 人社部令第13号 art. 13; a renewal that the worker declined and "other" are reviewed."""
    reason = f.leaving_reason
    return Finding(one_of(reason, (*p.qualifying, *p.reviewed)), one_of(reason, p.qualifying))


@condition(
    NAME, "seeking_work", NoParams,
    text=N_("进行失业登记并有求职要求（还没登记的，申领时一并办理，不影响）"),
)  # fmt: skip
def seeking_work(f: Any, p: NoParams, at: int) -> Finding:
    """社会保险法 45(3). A52: registration is done in the flow of the claim, so only the wish to work decides."""
    return Finding(f.seeking_work)
