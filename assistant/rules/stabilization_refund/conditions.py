"""Who may have the refund: kind of organisation, months paid, arrears. JX24 二, NAT24 二, NM25 一."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from assistant.rules.branching import or_else
from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, Params, condition
from assistant.rules.stabilization_refund.facts import AGENCY, NAME, SIX_TYPES
from assistant.rules.texts import Message
from assistant.rules.values import one_of

# Not firms in the sense of any of the notices: insured as a person, or a body of the state.
OUTSIDE = ("individual_insured", "government_body")


class Organisation(Params):
    """Which kinds the notice names besides firms; kinds that it does not mention are reviewed, never refused.

    ``dispatch_from``: first day on which dispatch agencies may apply again (JX24 二).
    """

    six_types: bool = True
    dispatch_agencies: bool = True
    dispatch_from: date | None = None

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The kinds that the notice names."""
        six = SIX_TYPES if self.six_types else ()
        return ("enterprise", *six, *((AGENCY,) if self.dispatch_agencies else ()))


def _organisation_text(p: Organisation) -> Message:
    match p.six_types, p.dispatch_agencies:
        case True, True:
            text = N_(
                "属于参保企业、劳务派遣单位，或参照执行的社会组织、律师和会计师事务所、以单位形式参保的个体工商户"
            )
        case True, False:
            text = N_("属于参保企业，或参照执行的社会组织、律师和会计师事务所、以单位形式参保的个体工商户")
        case False, True:
            text = N_("属于参保企业或劳务派遣单位")
        case _:
            text = N_("属于参保企业")
    return Message(text)


@condition(
    NAME, "organisation", Organisation, text=_organisation_text,
    review=N_("文件没有写明这类单位，请由经办机构认定"),
)  # fmt: skip
def organisation(f: Any, p: Organisation, at: int) -> Finding:
    """Firms and those treated like them; persons insured individually and government bodies are outside."""
    too_early = p.dispatch_from is not None and at < p.dispatch_from.toordinal()
    outside = (*OUTSIDE, AGENCY) if too_early else OUTSIDE
    return Finding(~one_of(f.organisation_type, outside), one_of(f.organisation_type, p.named))


Counted = Literal["full", "consecutive", "cumulative", "base_year", "at_review"]
COUNTED: dict[Counted, str] = {
    "full": "months_paid",
    "consecutive": "months_paid_consecutive",
    "cumulative": "months_paid_cumulative",
    "base_year": "months_paid_base_year",
    "at_review": "months_paid_at_review",
}
MONTHS_TEXT: dict[Counted, str] = {
    "full": N_("足额缴纳失业保险费满 %(min_months)s 个月（含 %(min_months)s 个月）"),
    "consecutive": N_("连续足额缴纳失业保险费满 %(min_months)s 个月（含 %(min_months)s 个月）"),
    "cumulative": N_("累计缴纳失业保险费满 %(min_months)s 个月（含 %(min_months)s 个月）"),
    "base_year": N_("上年度内足额缴纳失业保险费满 %(min_months)s 个月（含 %(min_months)s 个月）"),
    "at_review": N_("到审核时足额缴纳失业保险费满 %(min_months)s 个月（含 %(min_months)s 个月）"),
}


class MonthsPaid(Params):
    """``min_months`` counts itself (民法典 1259). ``count``: which months. ``arrears_firms``: a firm with last-year
    arrears is measured by cumulative months instead (JX24 二)."""

    min_months: int = Field(default=12, ge=0, le=600)
    count: Counted = "full"
    arrears_firms: Literal["same", "cumulative"] = "same"


def _more_months(answers: Mapping[str, Any], p: MonthsPaid, at: int) -> list[Message]:
    in_arrears = p.arrears_firms == "cumulative" and answers.get("last_year_arrears")
    paid = answers.get("months_paid_cumulative" if in_arrears else COUNTED[p.count])
    if paid is None or paid >= p.min_months:
        return []
    values = {"months": p.min_months - paid, "min_months": p.min_months}
    return [Message(N_("再足额缴满 %(months)s 个月即达到 %(min_months)s 个月"), values)]


@condition(
    NAME, "months_paid", MonthsPaid, near=_more_months,
    text=lambda p: Message(MONTHS_TEXT[p.count], {"min_months": p.min_months}),
)  # fmt: skip
def months_paid(f: Any, p: MonthsPaid, at: int) -> Finding:
    """Enough months paid. Full months are cumulative months too, so arrears matter only where they fall short (A30)."""
    enough = getattr(f, COUNTED[p.count]) >= p.min_months
    if p.arrears_firms == "same":
        return Finding(enough)
    return Finding(or_else(enough, lambda: f.last_year_arrears & (f.months_paid_cumulative >= p.min_months)))


@condition(
    NAME, "no_arrears", NoParams, text=N_("上年度没有失业保险欠费"),
    review=N_("文件要求足额缴费，没有写明上年度有欠费的企业怎么办，请由经办机构认定"),
)  # fmt: skip
def no_arrears(f: Any, p: NoParams, at: int) -> Finding:
    """A notice that asks for full payment and has no rule for arrears leaves them to review."""
    return Finding(True, ~f.last_year_arrears)
