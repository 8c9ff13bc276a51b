"""JL18 二(二): the 2018 subsidy for capacity-cutting and government-supported firms, on the premium *payable*.

The text gives a rate to two groups only. What it asks of them (a clean subsidy year, an agreement) it does not ask of
ordinary firms: for those nothing is stated (A39), so nothing is refused either.
"""

from typing import Any

from pydantic import Field

from assistant.rules.branching import branch
from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, Params, Steps, condition, figure, open_point
from assistant.rules.stabilization_refund.facts import NAME
from assistant.rules.texts import Money
from assistant.rules.values import half_up, pick

ORDINARY_FIRM_RATE = open_point("ordinary_firm_rate_2018", N_("文件没有写明一般企业的稳岗补贴比例"), kind="int")
SUPPORTED_WITHOUT_ARREARS = open_point(
    "supported_without_arrears",
    N_("50% 的规定以有其他年度欠费为前提；没有任何欠费的政府重点支持企业，文件没有写明比例"),
    kind="int",
)


class CapacityCut(Params):
    """Percent of the premium payable, without arrears and with arrears of other years under an agreement."""

    percent_without_arrears: int = Field(ge=0, le=100)
    percent_with_agreement: int = Field(ge=0, le=100)


def _rate(f: Any, without: Any, with_agreement: Any) -> Any:
    """Which rate the text states. “欠费的” is read as qualifying both groups (A41), so a supported firm without any
    arrears is open (A40)."""
    arrears = f.other_years_arrears
    return branch(
        f.capacity_cut_firm,
        lambda: pick(arrears, with_agreement, without),
        lambda: branch(
            f.government_supported_firm,
            lambda: pick(arrears, with_agreement, f.open(SUPPORTED_WITHOUT_ARREARS)),
            lambda: f.open(ORDINARY_FIRM_RATE),
        ),
    )


def _one_of_the_two(f: Any) -> Any:
    return f.capacity_cut_firm | f.government_supported_firm


@condition(
    NAME, "capacity_cut_or_supported", NoParams,
    text=N_("是去产能企业或政府重点支持企业（文件只写明了这两类企业的比例）"),
)  # fmt: skip
def capacity_cut_or_supported(f: Any, p: NoParams, at: int) -> Finding:
    """Whether the text states a rate at all; where it does not, that is open and not a refusal."""
    return Finding(_rate(f, 1, 1) == 1)


@condition(NAME, "subsidy_year_clean", NoParams, text=N_("享受补贴的年度没有失业保险欠费"))
def subsidy_year_clean(f: Any, p: NoParams, at: int) -> Finding:
    """The year for which the subsidy is claimed must be free of arrears."""
    return Finding(branch(_one_of_the_two(f), lambda: ~f.subsidy_year_arrears, lambda: True))


@condition(NAME, "deferral_agreement", NoParams, text=N_("其他年度有欠费的，已与征缴机构签订延期缴费协议"))
def deferral_agreement(f: Any, p: NoParams, at: int) -> Finding:
    """With arrears of other years, a signed deferred-payment agreement."""
    agreed = branch(_one_of_the_two(f) & f.other_years_arrears, lambda: f.deferral_agreement, lambda: True)
    return Finding(agreed)


@figure(NAME, "capacity_cut", CapacityCut, label=N_("稳岗补贴金额"))
def capacity_cut(f: Any, p: CapacityCut, at: int, steps: Steps) -> Any:
    """Premium payable × the stated rate, in fen."""
    percent = _rate(f, p.percent_without_arrears, p.percent_with_agreement)
    amount = half_up(f.premium_payable_fen * percent, 100)
    steps.add(
        N_("上年度应缴 %(base)s × %(percent)s%% = %(amount)s 元"),
        base=Money(f.premium_payable_fen),
        percent=percent,
        amount=Money(amount),
    )
    return amount
