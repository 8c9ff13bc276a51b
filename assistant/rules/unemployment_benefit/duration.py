"""For how long at most. 社会保险法 46; 失业保险条例 17. Every figure is a ceiling (最长): how many months a year of
contributions brings below it is for the province to say, and no text at hand does (A46)."""

from typing import Any

from pydantic import Field, field_validator

from assistant.rules.facts import N_
from assistant.rules.registry import Params, Steps, figure
from assistant.rules.unemployment_benefit.facts import NAME
from assistant.rules.values import pick


class Band(Params):
    """From ``from_months`` paid (inclusive) the period is at most ``months``."""

    from_months: int = Field(ge=0, le=600)
    months: int = Field(ge=0, le=120)


class Ceiling(Params):
    """``bands`` in rising order; below the first there is nothing. ``cap``: most months, carried-over ones included."""

    bands: tuple[Band, ...] = Field(min_length=1)
    cap: int = Field(ge=1, le=120)

    @field_validator("bands")
    @classmethod
    def _rising(cls, bands: tuple[Band, ...]) -> tuple[Band, ...]:
        starts = [band.from_months for band in bands]
        if starts != sorted(set(starts)):
            raise ValueError("from_months 应从小到大，不得重复")
        return bands


def _own_spell(f: Any, p: Ceiling) -> Any:
    """The ceiling by months paid since the last drawing."""
    months: Any = 0
    for band in p.bands:
        months = pick(f.months_paid >= band.from_months, band.months, months)
    return months


@figure(NAME, "max_months", Ceiling, label=N_("最长可领取的月数"), unit="months")
def max_months(f: Any, p: Ceiling, at: int, steps: Steps) -> Any:
    """The ceiling of this spell plus the undrawn months of the previous one, at most ``cap`` together."""
    own = _own_spell(f, p)
    steps.add(N_("缴费 %(paid)s 个月：最长 %(months)s 个月"), paid=f.months_paid, months=own)
    # pick around the cap: who has reached it by this spell alone is not asked about an earlier one.
    both = pick(own >= p.cap, p.cap, _at_most(own + f.undrawn_months, p.cap))
    total = pick(f.drew_before, both, own)
    if getattr(f.drew_before, "v", None):
        steps.add(
            N_("加上前次未领的 %(carried)s 个月，合并计算最长 %(total)s 个月（合计不超过 %(cap)s 个月）"),
            carried=f.undrawn_months,
            total=total,
            cap=p.cap,
        )
    return total


def _at_most(value: Any, most: int) -> Any:
    return pick(value <= most, value, most)
