"""What the percentage is taken of, and which percentage: premiums of the year, in fen. JX24 二, NM25 一, JL24 二."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Literal, NamedTuple

from pydantic import Field

from assistant.rules.branching import branch
from assistant.rules.facts import N_
from assistant.rules.registry import Params, open_point
from assistant.rules.stabilization_refund.facts import AGENCY, SIX_TYPES
from assistant.rules.values import at_least, half_up, lookup, one_of, pick

Percent = int
Size = Literal["large", "medium", "small", "micro"]

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


class Reading(NamedTuple):
    """One honest reading: the dispatched part by the hosts' classes; the December premium paid in January counted."""

    by_host: bool = False
    december: bool = False


class SizeTable(Params):
    """Percent by size class. Where only a list of large firms exists, everyone not on it takes ``small``."""

    large: Percent = Field(ge=0, le=100)
    medium: Percent = Field(ge=0, le=100)
    small: Percent = Field(ge=0, le=100)
    micro: Percent = Field(ge=0, le=100)

    @cached_property
    def by_class(self) -> dict[str, Percent]:
        """Size class → percent."""
        return self.model_dump()

    @cached_property
    def large_or_not(self) -> bool:
        """Whether the table distinguishes only large firms from all others."""
        return self.medium == self.small == self.micro


class Refund(Params):
    """One notice's rates and base.

    ``percent``, ``tagged`` (other tables for firms of which a yes/no fact holds), ``large_by``: who is large;
    ``six_types``: the rate of the six kinds treated like firms, "head_count": large from ``six_types_large_from``
    insured; ``fixed`` False: the text states ceilings only. ``base``, ``minus``, ``plus``: which premiums.
    ``december``: "open" where it is not said whether a December premium paid in January counts (NM25 一, A32).
    ``dispatch``: "split" between agency and hosts, or not stated; ``government_bodies``: premiums for staff dispatched
    to them; ``dispatch_rate_by``: whose size class sets the rate of the dispatched part (A26 where not stated).
    """

    percent: SizeTable
    tagged: dict[str, SizeTable] = Field(default_factory=dict)
    large_by: Literal["size_class", "provincial_list"] = "size_class"
    six_types: Literal["small", "large", "size_class", "head_count", "open"] = "open"
    six_types_large_from: int = Field(default=300, ge=1)
    fixed: bool
    base: Literal["paid", "payable"] = "paid"
    minus: tuple[Literal["earlier_years", "surcharge", "subsidised"], ...] = ()
    plus: tuple[Literal["back_paid_principal", "deferred_paid"], ...] = ()
    december: Literal["open", "as_paid"] = "as_paid"
    dispatch: Literal["split", "not_stated"]
    government_bodies: Literal["excluded", "included", "not_stated"] = "not_stated"
    dispatch_rate_by: Literal["own_size", "host_size", "not_stated"] = "not_stated"

    @cached_property
    def hosts_open(self) -> bool:
        """Whether it matters, and is not stated, whose size class sets the dispatched part's rate."""
        one_rate = len(set(self.percent.by_class.values())) == 1
        return self.dispatch == "split" and self.dispatch_rate_by == "not_stated" and not one_rate

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The readings that the notice leaves open, the default first."""
        hosts = (False, True) if self.hosts_open else (self.dispatch_rate_by == "host_size",)
        decembers = (False, True) if self.december == "open" else (False,)
        return tuple(Reading(host, december) for december in decembers for host in hosts)


def is_agency(f: Any) -> Any:
    """Whether the case is a dispatch agency's."""
    return f.organisation_type == AGENCY


def large_itself(f: Any, large_by: str) -> Any:
    """Whether the firm is large, by the provincial list or by its own size class."""
    return f.on_large_list if large_by == "provincial_list" else f.size_class == "large"


def _table_percent(f: Any, p: Refund, table: SizeTable) -> Any:
    def by_itself() -> Any:
        if p.large_by == "provincial_list" or table.large_or_not:
            return pick(large_itself(f, p.large_by), table.large, table.small)
        return lookup(f.size_class, table.by_class)

    def as_six_type() -> Any:
        match p.six_types:
            case "small":
                return table.small
            case "large":
                return table.large
            case "size_class":
                return by_itself()
            case "head_count":
                return pick(f.insured_year_end >= p.six_types_large_from, table.large, table.small)
        return pick(f.open(SIX_TYPES_LARGE), table.large, table.small)

    return branch(one_of(f.organisation_type, SIX_TYPES), as_six_type, by_itself)


def percent(f: Any, p: Refund) -> Any:
    """The percentage for the firm itself."""
    found = _table_percent(f, p, p.percent)
    for tag, table in p.tagged.items():
        found = pick(getattr(f, tag), _table_percent(f, p, table), found)
    return found


def _earlier_years(f: Any) -> Any:
    return branch(f.paid_for_earlier_years, lambda: f.earlier_years_fen, lambda: 0)


def _back_paid(f: Any) -> Any:
    return branch(
        f.last_year_arrears,
        lambda: branch(f.arrears_paid_back, lambda: f.back_paid_principal_fen, lambda: 0),
        lambda: 0,
    )


Part = Callable[[Any], Any]
MINUS: dict[str, tuple[str, Part]] = {
    "earlier_years": (N_("减：补缴以前年度的部分 %(amount)s 元"), _earlier_years),
    "surcharge": (N_("减：滞纳金 %(amount)s 元"), lambda f: f.surcharge_fen),
    "subsidised": (N_("减：已退还或已补贴的部分 %(amount)s 元"), lambda f: f.subsidised_fen),
}
PLUS: dict[str, tuple[str, Part]] = {
    "back_paid_principal": (N_("加：补缴的上年度欠费本金 %(amount)s 元（滞纳金不算）"), _back_paid),
    "deferred_paid": (N_("加：缓缴后补缴的上年度保费 %(amount)s 元"), lambda f: f.deferred_paid_fen),
}


def whole_premium(f: Any, p: Refund) -> Any:
    """The year's premium of the whole firm, before additions and deductions."""
    return f.premium_payable_fen if p.base == "payable" else f.premium_paid_fen


def own_base(f: Any, p: Refund, premium: Any, december: bool) -> Any:
    """The base of what the firm itself keeps, from its premium (of an agency that shares: its own staff's).

    ``december``: with the December premium paid in January.
    """
    total = premium
    for added in p.plus:
        total = total + PLUS[added][1](f)
    if december:
        total = total + f.december_premium_fen
    if not p.minus:
        return total
    for taken in p.minus:
        total = total - MINUS[taken][1](f)
    return at_least(total, 0)


def _government(f: Any, p: Refund) -> Any:
    """Premiums for staff dispatched to government bodies, as far as they count."""
    if p.government_bodies == "included":
        return f.dispatched_government_fen
    if p.government_bodies == "excluded":
        return 0
    return pick(f.open(GOVERNMENT_DISPATCH), f.dispatched_government_fen, 0)


def passed_amount(f: Any, p: Refund, by_host: bool) -> Any:
    """What an agency passes on, in fen; ``by_host``: each host's own class sets its part's rate."""
    own_percent = percent(f, p)
    government = _government(f, p)
    if not by_host:
        return half_up((f.dispatched_enterprise_fen + government) * own_percent, 100)
    return half_up(_by_host_class(f, p.percent) + own_percent * government, 100)


def _by_host_class(f: Any, table: SizeTable) -> Any:
    """Premium × percent, summed over the hosts' classes."""
    if table.large_or_not:
        large = f.dispatched_large_fen
        return large * table.large + at_least(f.dispatched_enterprise_fen - large, 0) * table.small
    return (
        f.dispatched_large_fen * table.large
        + f.dispatched_medium_fen * table.medium
        + f.dispatched_small_fen * table.small
        + f.dispatched_micro_fen * table.micro
    )


def hosts_doubt(f: Any, p: Refund, agency: Any) -> Any:
    """Whether it changes the amount whose class sets the dispatched part's rate, and the text does not say (A26)."""
    if not p.hosts_open:
        return False

    def differs() -> Any:
        return f.dispatched_enterprise_fen * percent(f, p) != _by_host_class(f, p.percent)

    return branch(agency, differs, lambda: False)


def late_december(f: Any) -> Any:
    """Whether a premium for last December was paid in January (A32)."""
    return branch(f.december_paid_in_january, lambda: f.december_premium_fen > 0, lambda: False)
