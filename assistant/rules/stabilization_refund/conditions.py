"""Who may have the refund: kind of organisation, months paid, arrears. JX24 二, NAT24 二, NM25 一, JL18 二(二)."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, Params, condition, open_point
from assistant.rules.stabilization_refund.facts import NAME, SIX_TYPES
from assistant.rules.texts import Message
from assistant.rules.values import one_of, pick


class Organisation(Params):
    """``dispatch_first``: first day from which dispatch agencies may apply, as day number text is not needed: a bool."""

    six_types: bool = True
    dispatch_agencies: bool = True


@condition(
    NAME, "organisation", Organisation,
    text=N_("属于参保企业、劳务派遣单位，或参照执行的社会组织、律师和会计师事务所、以单位形式参保的个体工商户"),
    review=N_("文件没有写明这类单位，请由经办机构认定"),
)  # fmt: skip
def organisation(f: Any, p: Organisation, at: int) -> Finding:
    """Firms and those treated like them; persons insured individually and government bodies are outside."""
    kind = f.organisation_type
    inside = (
        "enterprise",
        *(SIX_TYPES if p.six_types else ()),
        *(("dispatch_agency",) if p.dispatch_agencies else ()),
    )
    return Finding(one_of(kind, (*inside, "other")), kind != "other")


class MonthsPaid(Params):
    """``min_months`` counts itself (民法典 1259). ``count`` names which months; ``newly_insured`` and ``arrears_firms``
    switch on JX24 二's own rules for those firms."""

    min_months: int = Field(default=12, ge=0, le=600)
    count: Literal["full", "cumulative"] = "full"
    arrears_firms: Literal["same", "cumulative"] = "same"


def _more_months(answers: Mapping[str, Any], p: MonthsPaid, at: int) -> list[Message]:
    fact = (
        "months_paid_cumulative"
        if p.count == "cumulative" or answers.get("last_year_arrears")
        else "months_paid"
    )
    paid = answers.get(fact)
    if paid is None or paid >= p.min_months:
        return []
    return [
        Message(
            N_("再足额缴满 %(months)s 个月即达到 %(min_months)s 个月"),
            {"months": p.min_months - paid, "min_months": p.min_months},
        )
    ]


@condition(
    NAME,
    "months_paid",
    MonthsPaid,
    text=N_("缴纳失业保险费满 %(min_months)s 个月（含 %(min_months)s 个月）"),
    near=_more_months,
)
def months_paid(f: Any, p: MonthsPaid, at: int) -> Finding:
    """Enough months paid; firms with last-year arrears may be measured by cumulative months (JX24 二, A30)."""
    if p.count == "cumulative":
        return Finding(f.months_paid_cumulative >= p.min_months)
    full = f.months_paid >= p.min_months
    if p.arrears_firms == "same":
        return Finding(full)
    cumulative = f.months_paid_cumulative >= p.min_months
    return Finding(pick(f.last_year_arrears, cumulative, full))


NOT_BARRED_BY_ARREARS = N_("上年度欠费不影响申请：按实际缴纳部分计算")


@condition(
    NAME, "no_arrears", NoParams, text=N_("享受年度没有失业保险欠费"),
    review=N_("文件没有写明有欠费的企业怎么办，请由经办机构认定"),
)  # fmt: skip
def no_arrears(f: Any, p: NoParams, at: int) -> Finding:
    """Paid in full for the year; a notice that asks for full payment without an arrears rule leaves arrears to review."""
    return Finding(True, ~f.last_year_arrears)


SUPPORTED_WITHOUT_ARREARS = open_point(
    "supported_without_arrears",
    N_("50% 的规定以有其他年度欠费为前提；没有任何欠费的政府重点支持企业，文件没有写明比例"),
)
ORDINARY_FIRM_RATE = open_point("ordinary_firm_rate_2018", N_("文件没有写明一般企业的稳岗补贴比例"))


@condition(
    NAME,
    "capacity_cut_or_supported",
    NoParams,
    text=N_("是去产能企业或政府重点支持企业（文件只写明了这两类企业的比例）"),
)
def capacity_cut_or_supported(f: Any, p: NoParams, at: int) -> Finding:
    """JL18 二(二): only these two groups have a stated rate; ordinary firms are open (A39), supported ones without
    any arrears too (A40)."""
    supported = pick(f.other_years_arrears, True, f.open(SUPPORTED_WITHOUT_ARREARS))
    return Finding(
        pick(
            f.capacity_cut_firm,
            True,
            pick(f.government_supported_firm, supported, f.open(ORDINARY_FIRM_RATE)),
        )
    )


@condition(NAME, "subsidy_year_clean", NoParams, text=N_("享受补贴的年度没有欠费"))
def subsidy_year_clean(f: Any, p: NoParams, at: int) -> Finding:
    """JL18 二(二): the year for which the subsidy is claimed must be free of arrears."""
    return Finding(~f.last_year_arrears)


@condition(NAME, "deferral_agreement", NoParams, text=N_("其他年度有欠费的，已与征缴机构签订延期缴费协议"))
def deferral_agreement(f: Any, p: NoParams, at: int) -> Finding:
    """JL18 二(二): with arrears of other years, a signed deferred-payment agreement."""
    return Finding(~f.other_years_arrears | f.deferral_agreement)
