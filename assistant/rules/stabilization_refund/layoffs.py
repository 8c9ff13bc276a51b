"""裁员率: named formulas compared as exact integers, never rounded first (clauses.md §8).

JX24 二 gives a formula; GS24, JL24 and NM25 do not (A21): then the rate that the office computed decides, and without it
two formulas in use elsewhere only estimate; where they disagree across the limit, a person decides.

A condition's ``holds`` asks for *some* honest reading within the limit, its ``certain`` for *every* one.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from pydantic import Field, model_validator

from assistant.rules.branching import branch, or_else
from assistant.rules.facts import N_
from assistant.rules.registry import Finding, Params, condition, open_point
from assistant.rules.stabilization_refund.facts import NAME
from assistant.rules.texts import Message, Permille

Formula = Literal[
    "claimants_over_average", "january_to_december", "year_end_to_year_end", "net_of_lawful_exits", "either",
    "office_or_estimates",
]  # fmt: skip

CONTROL_TARGET = open_point(
    "layoff_control_target",
    N_("文件以“上年度全国城镇调查失业率控制目标”为限，没有写出数字；裁员率是否在这个限度内要由经办机构确定"),
    (True, N_("在控制目标以内")),
    (False, N_("高于控制目标")),
)


class LayoffRate(Params):
    """Limits in permille, inclusive; ``limit_permille`` None: the text names a figure that it does not give (NAT24 二).

    ``small_max``: largest head-count with ``small_permille`` (None: no such rule). ``small_counted``: on which
    head-count it is measured; "any" means the text does not say (A22). ``newly_insured``: whether firms insured during
    the year average over twelve months or their own; "open" where the text does not say (A29).
    """

    limit_permille: int | None = Field(default=None, ge=0, le=1000)
    small_max: int | None = Field(default=None, ge=1)
    small_permille: int = Field(default=200, ge=0, le=1000)
    small_counted: Literal["average", "year_end", "application", "any"] = "any"
    formula: Formula = "claimants_over_average"
    newly_insured: Literal["twelve", "own_months", "open"] = "twelve"

    @model_validator(mode="after")
    def _small_is_looser(self) -> "LayoffRate":
        if self.small_max is not None and self.small_permille < (self.limit_permille or 0):
            raise ValueError("small_permille 不能低于 limit_permille（小规模企业的限度更宽）")
        return self


def _by_claimants(f: Any, p: LayoffRate, permille: int, every: bool) -> Any:
    """claimants ÷ (person-months ÷ months) ≤ permille, multiplied out; nobody claiming is no layoff at all."""
    allowed = f.person_months * permille
    twelve = or_else(f.new_claimants * 12_000 <= allowed, lambda: f.new_claimants == 0)
    if p.newly_insured == "twelve" or (p.newly_insured == "open" and every):
        return twelve
    # Over fewer months the average is higher and the rate lower: who passes over twelve passes over their own too.
    return or_else(
        twelve,
        lambda: f.newly_insured_last_year & (f.new_claimants * f.insured_months * 1000 <= allowed),
    )


def _decrease(start: Any, end: Any, permille: int) -> Any:
    """(start − end) ÷ start ≤ permille, multiplied out."""
    return (start - end) * 1000 <= start * permille


def _by_head_count(f: Any, permille: int) -> Any:
    return _decrease(f.insured_year_start, f.insured_year_end, permille)


def _by_year_ends(f: Any, permille: int) -> Any:
    return _decrease(f.insured_previous_year_end, f.insured_year_end, permille)


def _by_office_or_estimates(f: Any, p: LayoffRate, permille: int, every: bool) -> Any:
    def estimated() -> Any:
        first, second = _by_claimants(f, p, permille, every), _by_head_count(f, permille)
        return first & second if every else first | second

    return branch(f.office_gave_rate, lambda: f.office_rate_bp <= permille * 10, estimated)


def _within(f: Any, p: LayoffRate, permille: int | None, every: bool) -> Any:
    """Whether the rate is within one limit, by every (or some) formula that may be the one meant."""
    if permille is None:
        return f.open(CONTROL_TARGET)
    match p.formula:
        case "claimants_over_average":
            return _by_claimants(f, p, permille, every)
        case "january_to_december":
            return _by_head_count(f, permille)
        case "year_end_to_year_end":
            return _by_year_ends(f, permille)
        case "net_of_lawful_exits":
            return _decrease(f.insured_previous_year_end - f.lawful_exits, f.insured_year_end, permille)
        case "either":  # the text lets the firm choose: passing by one formula is passing
            return or_else(_by_claimants(f, p, permille, every), lambda: _by_year_ends(f, permille))
    return _by_office_or_estimates(f, p, permille, every)


def _small(f: Any, p: LayoffRate, small_max: int, every: bool) -> Any:
    """Whether the firm is small by every (or some) reading of the head-count."""
    counts: dict[str, Callable[[], Any]] = {
        "average": lambda: _small_on_average(f, p, small_max, every),
        "year_end": lambda: f.insured_year_end <= small_max,
        "application": lambda: f.insured_now <= small_max,
    }
    if p.small_counted != "any":
        return counts[p.small_counted]()
    average, year_end, now = (count() for count in counts.values())
    return average & year_end & now if every else average | year_end | now


def _small_on_average(f: Any, p: LayoffRate, small_max: int, every: bool) -> Any:
    twelve = f.person_months <= 12 * small_max
    if p.newly_insured == "twelve" or (p.newly_insured == "open" and not every):
        return twelve
    return twelve & (~f.newly_insured_last_year | (f.person_months <= f.insured_months * small_max))


def _rate_allowed(f: Any, p: LayoffRate, every: bool) -> Any:
    """Within the limit, or small and within the looser one; who is within the stricter is asked for no head-count."""
    strict = _within(f, p, p.limit_permille, every)
    small_max = p.small_max
    if small_max is None:
        return strict
    if p.limit_permille is not None:
        return or_else(strict, lambda: _within(f, p, p.small_permille, every) & _small(f, p, small_max, every))
    # A limit without a number cannot be known to be the stricter one: it counts only for firms that may not be small.
    loose, small_by_some, small_by_all = (
        _within(f, p, p.small_permille, every),
        _small(f, p, small_max, every=False),
        _small(f, p, small_max, every=True),
    )
    if every:
        return (~small_by_some | loose) & (small_by_all | strict)
    return (small_by_some & loose) | (~small_by_all & strict)


def _text(p: LayoffRate) -> Message:
    values = {"limit": Message(N_("上年度全国城镇调查失业率控制目标"))}
    if p.limit_permille is not None:
        values = {"limit": Permille(p.limit_permille)}  # type: ignore[dict-item]
    if p.small_max is None:
        return Message(N_("上年度没有裁员，或裁员率不高于 %(limit)s"), values)
    return Message(
        N_("上年度没有裁员，或裁员率不高于 %(limit)s（%(small_max)s 人及以下不高于 %(small)s）"),
        {**values, "small_max": p.small_max, "small": Permille(p.small_permille)},
    )


def _fewer_claimants(answers: Mapping[str, Any], p: LayoffRate, at: int) -> list[Message]:
    """How many fewer claimants would have been within the limit; for firms that the office measured, nothing."""
    claimants, person_months = answers.get("new_claimants"), answers.get("person_months")
    if claimants is None or not person_months or answers.get("office_gave_rate"):
        return []
    if p.formula not in ("claimants_over_average", "office_or_estimates"):
        return []
    small = p.small_max is not None and person_months <= p.small_max * 12
    permille = p.small_permille if small else p.limit_permille
    if permille is None or claimants <= (most := person_months * permille // 12_000):
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
    surely = or_else(~f.laid_off_anyone, lambda: _rate_allowed(f, p, every=True))
    # What every reading allows, some reading allows: only where they do not all agree is the rest worked out.
    return Finding(or_else(surely, lambda: _rate_allowed(f, p, every=False)), surely)
