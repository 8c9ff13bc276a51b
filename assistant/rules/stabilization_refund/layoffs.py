"""裁员率: named formulas compared as exact integers, never rounded first (clauses.md §8).

JX24 二 gives a formula; GS24, JL24 and NM25 do not (A21): then the rate that the office computed decides, and without it
two formulas in use elsewhere only estimate; where they disagree across the limit, a person decides.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, Params, condition
from assistant.rules.stabilization_refund.facts import NAME
from assistant.rules.texts import Message, Permille
from assistant.rules.values import pick

Formula = Literal[
    "claimants_over_average", "year_start_to_year_end", "net_of_lawful_exits", "either", "office_or_estimates"
]


class LayoffRate(Params):
    """Limits in permille, inclusive. ``small_max``: largest head-count with ``small_permille`` (None: no such rule).

    ``small_counted``: on which head-count "30 people" is measured; "any" means the text does not say (A22).
    ``partial_year``: firms insured during the year divide by their own months instead of twelve.
    """

    limit_permille: int = Field(ge=0, le=1000)
    small_max: int | None = Field(default=None, ge=1)
    small_permille: int = Field(default=200, ge=0, le=1000)
    small_counted: Literal["average", "year_end", "any"] = "any"
    formula: Formula = "claimants_over_average"
    partial_year: bool = False


def _by_claimants(f: Any, p: LayoffRate, permille: int) -> Any:
    """claimants ÷ (person-months ÷ months) ≤ permille, multiplied out."""
    months = f.insured_months if p.partial_year else 12
    return f.new_claimants * months * 1000 <= f.person_months * permille


def _by_head_count(f: Any, permille: int, exits: Any = 0) -> Any:
    """(start − end − lawful exits) ÷ start ≤ permille, multiplied out."""
    return (f.insured_year_start - f.insured_year_end - exits) * 1000 <= f.insured_year_start * permille


def _within(f: Any, p: LayoffRate, permille: int) -> tuple[Any, Any]:
    """Whether the rate is within one limit: by (some formula, every formula) that may be the one meant."""
    match p.formula:
        case "claimants_over_average":
            one = other = _by_claimants(f, p, permille)
        case "year_start_to_year_end":
            one = other = _by_head_count(f, permille)
        case "net_of_lawful_exits":
            one = other = _by_head_count(f, permille, f.lawful_exits)
        case "either":  # the text lets the firm choose: passing by one formula is passing
            one = other = _by_claimants(f, p, permille) | _by_head_count(f, permille)
        case "office_or_estimates":
            office = f.office_rate_bp <= permille * 10
            first, second = _by_claimants(f, p, permille), _by_head_count(f, permille)
            one, other = (
                pick(f.office_gave_rate, office, first | second),
                pick(f.office_gave_rate, office, first & second),
            )
    return one, other


def _small(f: Any, p: LayoffRate) -> tuple[Any, Any]:
    """Whether the firm is small by (some reading, every reading) of the head-count."""
    months = f.insured_months if p.partial_year else 12
    average = f.person_months <= months * p.small_max if p.small_max else False
    end = f.insured_year_end <= p.small_max
    match p.small_counted:
        case "average":
            return average, average
        case "year_end":
            return end, end
    return average | end, average & end


def _text(p: LayoffRate) -> Message:
    if p.small_max is None:
        return Message(N_("上年度没有裁员，或裁员率不高于 %(limit)s"), {"limit": Permille(p.limit_permille)})
    return Message(
        N_("上年度没有裁员，或裁员率不高于 %(limit)s（%(small_max)s 人及以下不高于 %(small)s）"),
        {"limit": Permille(p.limit_permille), "small_max": p.small_max, "small": Permille(p.small_permille)},
    )


def _fewer_claimants(answers: Mapping[str, Any], p: LayoffRate, at: int) -> list[Message]:
    claimants, months = answers.get("new_claimants"), answers.get("person_months")
    if claimants is None or not months:
        return []
    year = answers.get("insured_months") or 12 if p.partial_year else 12
    small = p.small_max is not None and months <= p.small_max * year
    permille = p.small_permille if small else p.limit_permille
    most = months * permille // (year * 1000)
    if claimants <= most:
        return []
    return [
        Message(
            N_("领取失业保险金的人少 %(fewer)s 人（不超过 %(most)s 人）就在 %(limit)s 之内"),
            {"fewer": claimants - most, "most": most, "limit": Permille(permille)},
        )
    ]


@condition(
    NAME, "layoff_rate", LayoffRate, text=_text, near=_fewer_claimants,
    review=N_("人数口径或裁员率算法不同，结论会不同；文件没有写明用哪一种，请向经办机构问明核定的裁员率"),
)  # fmt: skip
def layoff_rate(f: Any, p: LayoffRate, at: int) -> Finding:
    """No layoffs, or the rate within the limit for the firm's head-count."""
    some, every = _within(f, p, p.limit_permille)
    if p.small_max is not None:
        small_some, small_every = _small(f, p)
        loose_some, loose_every = _within(f, p, p.small_permille)
        # pick stands around the comparisons: a case that both limits agree on asks for no head-count (design §3).
        some = pick(small_some, loose_some, some)
        every = pick(small_every, loose_every, every)
    return Finding(~f.laid_off_anyone | some, ~f.laid_off_anyone | every)
