"""内蒙古 2025 五: what may not be drawn at the same time, and what the office looks at twice. Register A37."""

from typing import Any, Literal

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, Params, condition
from assistant.rules.texts import Message
from assistant.rules.unemployment_benefit.facts import NAME

Flag = Literal["drawing_elsewhere", "short_insurance"]

TEXTS: dict[Flag, str] = {
    "drawing_elsewhere": N_("没有在别的地方重复领取"),
    "short_insurance": N_("不属于短期参保后领取的疑点情形"),
}


@condition(
    NAME, "flexible_employment", NoParams,
    text=N_("没有在办理灵活就业登记的同时领取社保补贴"),
    review=N_("只登记了灵活就业、没有领社保补贴：文件没有写明不发，但可能被看作重新就业，请由经办机构认定"),
)  # fmt: skip
def flexible_employment(f: Any, p: NoParams, at: int) -> Finding:
    """NM25 五 bars only registration *and* subsidy together; registration alone goes to a person (A37)."""
    return Finding(~(f.flexible_registered & f.social_insurance_subsidy), ~f.flexible_registered)


class Flagged(Params):
    """Which doubtful point."""

    flag: Flag


@condition(
    NAME, "not_flagged", Flagged, text=lambda p: Message(TEXTS[p.flag]),
    review=N_("文件把这种情况列为重点核查的疑点，不等于不能领，请配合经办机构核实"),
)  # fmt: skip
def not_flagged(f: Any, p: Flagged, at: int) -> Finding:
    """NM25 五 names doubtful patterns to be checked; none of them bars by itself."""
    return Finding(True, ~getattr(f, p.flag))
