"""How much: base × rate, in fen, half-up at the end (A48). JX24 二, GS24 一, JL24 二, NM25 一, NAT24 二, JL18 二(二)."""

from typing import Any, Literal

from pydantic import Field

from assistant.rules.facts import N_
from assistant.rules.registry import Figure, Params, Steps, figure, open_point
from assistant.rules.stabilization_refund.facts import NAME, SIX_TYPES
from assistant.rules.texts import Message, Money
from assistant.rules.values import at_least, half_up, lookup, one_of, pick

Percent = int

SIX_TYPES_LARGE = open_point(
    "six_types_large",
    N_("文件只说这几类单位“参照实施”，没有写明按大型企业还是中小微企业的比例"),
    (True, N_("按大型企业的比例")),
    (False, N_("按中小微企业的比例")),
)
GOVERNMENT_DISPATCH = open_point(
    "government_dispatch",
    N_("派往机关事业单位的人员，文件既没有写明排除，也没有写明包括"),
    (True, N_("包括这部分")),
    (False, N_("不包括这部分")),
)
CEILING_ONLY = open_point("ceiling_only", N_("文件只写明“不超过”的上限，没有写明实际比例"), kind="int")


class SizeTable(Params):
    """Percent by size class. Where only a list of large firms exists, everyone not on it takes ``small``."""

    large: Percent = Field(ge=0, le=100)
    medium: Percent = Field(ge=0, le=100)
    small: Percent = Field(ge=0, le=100)
    micro: Percent = Field(ge=0, le=100)


class Refund(Params):
    """See the room-to-grow table of the design: base, deductions, additions, rates by size, organisation type and tag."""

    percent: SizeTable
    tagged: dict[str, SizeTable] = {}
    large_by: Literal["size_class", "provincial_list"] = "size_class"
    six_types: Literal["small", "large", "size_class", "head_count", "open"] = "open"
    six_types_large_from: int | None = None
    fixed: bool = True
    base: Literal["paid", "payable"] = "paid"
    minus: tuple[Literal["earlier_years", "surcharge", "subsidised"], ...] = ()
    plus: tuple[Literal["back_paid_principal", "deferred_paid"], ...] = ()
    dispatch: Literal["split", "not_stated"] = "split"
    government_bodies: Literal["excluded", "included", "not_stated"] = "not_stated"
    dispatch_rate_by: Literal["own_size", "host_size", "not_stated"] = "not_stated"


def _large(f: Any, p: Refund) -> Any:
    """Whether the rate for large firms applies."""
    by_size = f.on_large_list if p.large_by == "provincial_list" else f.size_class == "large"
    match p.six_types:
        case "small":
            six: Any = False
        case "large":
            six = True
        case "size_class":
            six = by_size
        case "head_count":
            six = f.insured_year_end >= (p.six_types_large_from or 0)
        case "open":
            six = f.open(SIX_TYPES_LARGE)
    return pick(one_of(f.organisation_type, SIX_TYPES), six, by_size)


def _percent_of(f: Any, p: Refund, table: SizeTable) -> Any:
    if table.medium == table.small == table.micro or p.large_by == "provincial_list":
        return pick(_large(f, p), table.large, table.small)
    by_class = lookup(f.size_class, table.model_dump())
    return pick(
        one_of(f.organisation_type, SIX_TYPES), pick(_large(f, p), table.large, table.small), by_class
    )


def _percent(f: Any, p: Refund) -> Any:
    """The percentage for this firm."""
    percent = _percent_of(f, p, p.percent)
    for tag, table in p.tagged.items():
        percent = pick(getattr(f, tag), _percent_of(f, p, table), percent)
    return percent


def _additions_and_deductions(f: Any, p: Refund) -> Any:
    """What is added to and taken from the year's premium (in fen; deductions negative)."""
    total: Any = 0
    if "earlier_years" in p.minus:
        total = total - _constant_first(pick(f.paid_for_earlier_years, f.earlier_years_fen, 0))
    if "surcharge" in p.minus:
        total = f.surcharge_fen * -1 + total
    if "subsidised" in p.minus:
        total = f.subsidised_fen * -1 + total
    if "back_paid_principal" in p.plus:
        back = pick(f.last_year_arrears & f.arrears_paid_back, f.back_paid_principal_fen, 0)
        total = back + total
    if "deferred_paid" in p.plus:
        total = f.deferred_paid_fen + total
    return total


def _constant_first(value: Any) -> Any:
    return value * 1


def _premium(f: Any, p: Refund) -> Any:
    return f.premium_payable_fen if p.base == "payable" else f.premium_paid_fen


def _own_base(f: Any, p: Refund, steps: Steps) -> Any:
    """The base that the firm itself keeps a refund on."""
    agency = f.organisation_type == "dispatch_agency"
    premium = (
        _premium(f, p)
        if p.dispatch == "not_stated"
        else pick(agency, f.own_staff_premium_fen, _premium(f, p))
    )
    change = _additions_and_deductions(f, p)
    base = at_least(premium + change, 0)
    if isinstance(change, int):
        return base
    steps.add(
        N_("计算基数：%(premium)s + （%(change)s）= %(base)s 元"),
        premium=Money(premium),
        change=Money(change),
        base=Money(base),
    )
    return base


def _dispatched_base(f: Any, p: Refund) -> Any:
    """The base that the agency passes on: premiums for workers dispatched to firms, and to government bodies where counted."""
    if p.dispatch == "not_stated":
        return 0
    government: Any = 0
    if p.government_bodies == "included":
        government = f.dispatched_government_fen
    elif p.government_bodies == "not_stated":
        government = pick(f.open(GOVERNMENT_DISPATCH), f.dispatched_government_fen, 0)
    return pick(f.organisation_type == "dispatch_agency", f.dispatched_enterprise_fen + government, 0)


def _shares(f: Any, p: Refund, steps: Steps) -> tuple[Any, Any]:
    """(the firm's own part, the part passed on) in fen at one rate for both."""
    percent = _percent(f, p)
    own_base = _own_base(f, p, steps)
    own = half_up(own_base * percent, 100)
    steps.add(
        N_("%(base)s × %(percent)s%% = %(amount)s 元"),
        base=Money(own_base),
        percent=percent,
        amount=Money(own),
    )
    passed_base = _dispatched_base(f, p)
    if isinstance(passed_base, int):
        return own, 0
    if p.dispatch_rate_by == "host_size":
        passed = _by_host_size(f, p, passed_base)
    else:
        passed = half_up(passed_base * percent, 100)
    if getattr(passed_base, "v", 0):
        steps.add(
            N_("应拨付用工单位：%(base)s × %(percent)s%% = %(amount)s 元"),
            base=Money(passed_base),
            percent=percent,
            amount=Money(passed),
        )
    return own, passed


def _by_host_size(f: Any, p: Refund, passed_base: Any) -> Any:
    """The passed-on part when each host's own class sets the rate."""
    large = f.dispatched_large_fen
    other = at_least(passed_base - large, 0)
    return half_up(large * p.percent.large + other * p.percent.small, 100)


@figure(NAME, "refund", Refund, label=N_("稳岗返还金额"))
def refund(f: Any, p: Refund, at: int, steps: Steps) -> Figure:
    """The whole refund. Mixed sizes among agency and hosts (A26) leave two readings, shown both."""
    own, passed = _shares(f, p, steps)
    total = own + passed
    if not p.fixed:
        return Figure(f.open(CEILING_ONLY), at_most=total)
    if p.dispatch == "not_stated" or p.dispatch_rate_by != "not_stated" or p.percent.large == p.percent.small:
        return Figure(total)
    mixed = (f.organisation_type == "dispatch_agency") & f.host_sizes_differ
    by_host = own + _by_host_size(f, p, _dispatched_base(f, p))
    if getattr(mixed, "v", None):
        steps.reading(Message(N_("全部按劳务派遣单位自己的划型")), total)
        steps.reading(Message(N_("派遣部分按各用工单位的划型")), by_host)
    contested = mixed & (total != by_host)
    return Figure(pick(contested, f.open(HOST_RATE), total), contested)


HOST_RATE = open_point("host_rate", N_("派遣部分按哪一方的划型计算，文件没有写明"), kind="int")


@figure(NAME, "kept_share", Refund, label=N_("其中由劳务派遣单位享受（自有员工部分）"))
def kept_share(f: Any, p: Refund, at: int, steps: Steps) -> Any:
    """The agency's own part (staff of its own, and contracted or outsourced staff where the notice says so)."""
    return _shares(f, p, steps)[0]


@figure(NAME, "passed_on_share", Refund, label=N_("其中应全额拨付给用工单位"))
def passed_on_share(f: Any, p: Refund, at: int, steps: Steps) -> Any:
    """The part that the agency must pass on in full; contested together with the whole (A26)."""
    if p.dispatch_rate_by == "not_stated":
        own, passed = _shares(f, p, steps)
        whole = refund(f, p, at, Steps())
        return pick(whole.contested, f.open(HOST_RATE), passed)
    return _shares(f, p, steps)[1]


class CapacityCut(Params):
    """JL18 二(二): percent of the premium *payable*, without and with arrears of other years."""

    percent_without_arrears: Percent
    percent_with_agreement: Percent


@figure(NAME, "capacity_cut", CapacityCut, label=N_("稳岗补贴金额"))
def capacity_cut(f: Any, p: CapacityCut, at: int, steps: Steps) -> Any:
    """Capacity-cutting firms without arrears, else (also for supported firms) with a deferral agreement."""
    percent = pick(
        f.capacity_cut_firm & ~f.other_years_arrears, p.percent_without_arrears, p.percent_with_agreement
    )
    amount = half_up(f.premium_payable_fen * percent, 100)
    steps.add(
        N_("上年度应缴 %(base)s × %(percent)s%% = %(amount)s 元"),
        base=Money(f.premium_payable_fen),
        percent=percent,
        amount=Money(amount),
    )
    return amount
