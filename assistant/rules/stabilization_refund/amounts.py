"""How much: base × rate, in fen, half-up at the end (A48). JX24 二, GS24 一, JL24 二, NM25 一, NAT24 二.

Where two honest readings of a notice give different amounts (A26, A32) the figure is contested, and all are told.
"""

from collections.abc import Callable
from typing import Any

from assistant.rules.branching import branch, or_else
from assistant.rules.facts import N_
from assistant.rules.registry import Figure, NoSteps, Steps, figure, open_point
from assistant.rules.stabilization_refund.bases import (
    MINUS,
    PLUS,
    Reading,
    Refund,
    hosts_doubt,
    is_agency,
    late_december,
    own_base,
    passed_amount,
    percent,
    whole_premium,
)
from assistant.rules.stabilization_refund.facts import AGENCY, NAME
from assistant.rules.texts import Message, Money
from assistant.rules.values import half_up, lookup

CEILING_ONLY = open_point("ceiling_only", N_("文件只写明“不超过”的上限，没有写明实际比例"), kind="int")
WHICH_READING = open_point("which_reading", N_("文件在这一点上有两种读法，金额不同，由经办机构确定"), kind="int")


LABELS = {
    Reading(False, False): N_("派遣部分按劳务派遣单位自己的划型；12月保费不计入"),
    Reading(True, False): N_("派遣部分按各用工单位的划型；12月保费不计入"),
    Reading(False, True): N_("派遣部分按劳务派遣单位自己的划型；12月保费计入"),
    Reading(True, True): N_("派遣部分按各用工单位的划型；12月保费计入"),
}
HOST_LABELS = {False: N_("全部按劳务派遣单位自己的划型"), True: N_("派遣部分按各用工单位的划型")}
DECEMBER_LABELS = {False: N_("次年1月才缴的12月保费不计入"), True: N_("次年1月才缴的12月保费计入")}


def _own(f: Any, p: Refund, r: Reading, premium: Any) -> Any:
    """The part that the firm keeps, from its premium (of an agency that shares: its own staff's)."""
    return half_up(own_base(f, p, premium, r.december) * percent(f, p), 100)


def _staff(f: Any, p: Refund, r: Reading) -> Any:
    """The part that an agency keeps for its own staff."""
    return _own(f, p, r, f.own_staff_premium_fen)


def _total(f: Any, p: Refund, r: Reading, agency: Any) -> Any:
    def whole() -> Any:
        return _own(f, p, r, whole_premium(f, p))

    if p.dispatch == "not_stated":
        return whole()
    return branch(agency, lambda: _staff(f, p, r) + passed_amount(f, p, r.by_host), whole)


def _settled(f: Any, doubt: Any, amount: Callable[[], Any]) -> Any:
    """The amount, unless two readings of the text give different ones."""
    return amount() if doubt is False else branch(doubt, lambda: f.open(WHICH_READING), amount)


@figure(NAME, "refund", Refund, label=N_("稳岗返还金额"))
def refund(f: Any, p: Refund, at: int, steps: Steps) -> Figure:
    """The whole refund; a notice with ceilings only gives no amount, but what it is at most (A25)."""
    agency = is_agency(f)
    doubt: Any = hosts_doubt(f, p, agency)
    if p.december == "open":
        doubt = or_else(doubt, lambda: late_december(f))
    value = _settled(f, doubt, lambda: _total(f, p, p.readings[0], agency))
    if not isinstance(steps, NoSteps):
        _tell_readings(f, p, steps)
        if getattr(doubt, "v", False) is not True:
            _tell(f, p, steps)
    return Figure(value, doubt) if p.fixed else Figure(f.open(CEILING_ONLY), at_most=value)


def _for_agencies(f: Any, value: Callable[[Any], Any]) -> Any:
    """The value for a dispatch agency; for all others unknown and waiting for nothing: there is no such share."""
    agency = is_agency(f)
    return branch(agency, lambda: value(agency), lambda: lookup(f.organisation_type, {AGENCY: 0}))


@figure(NAME, "kept_share", Refund, label=N_("其中由劳务派遣单位享受（自有员工部分）"))
def kept_share(f: Any, p: Refund, at: int, steps: Steps) -> Any:
    """The agency's own part (staff of its own, and contracted or outsourced staff where the notice says so)."""

    def share(agency: Any) -> Any:
        doubt = late_december(f) if p.december == "open" else False
        return _settled(f, doubt, lambda: _staff(f, p, p.readings[0]))

    return _for_agencies(f, share)


@figure(NAME, "passed_on_share", Refund, label=N_("其中应全额拨付给用工单位"))
def passed_on_share(f: Any, p: Refund, at: int, steps: Steps) -> Any:
    """The part that the agency must pass on in full; contested together with the whole (A26)."""

    def share(agency: Any) -> Any:
        return _settled(f, hosts_doubt(f, p, agency), lambda: passed_amount(f, p, p.readings[0].by_host))

    return _for_agencies(f, share)


def _tell(f: Any, p: Refund, steps: Steps) -> None:
    """How the amount came about, line by line."""
    default = p.readings[0]
    shared = p.dispatch == "split" and is_agency(f).v
    premium = f.own_staff_premium_fen if shared else whole_premium(f, p)
    _tell_changes(f, p, steps, premium)
    base, own = own_base(f, p, premium, default.december), _own(f, p, default, premium)
    _line(steps, N_("%(base)s × %(percent)s%% = %(amount)s 元"), base, f, p, own)
    if shared:
        _tell_passed(f, p, steps, default)


def _tell_readings(f: Any, p: Refund, steps: Steps) -> None:
    """The amount by each reading that matters to this case."""
    agency = is_agency(f)
    by_host = getattr(hosts_doubt(f, p, agency), "v", None) is True
    december = p.december == "open" and late_december(f).v is True
    for r in p.readings:
        if (by_host or r.by_host == p.readings[0].by_host) and (december or not r.december):
            label = LABELS[r] if by_host and december else _label(r, december=december)
            steps.reading(Message(label), _total(f, p, r, agency))


def _label(r: Reading, *, december: bool) -> str:
    return DECEMBER_LABELS[r.december] if december else HOST_LABELS[r.by_host]


def _line(steps: Steps, text: str, base: Any, f: Any, p: Refund, amount: Any) -> None:
    steps.add(text, base=Money(base), percent=percent(f, p), amount=Money(amount))


def _tell_changes(f: Any, p: Refund, steps: Steps, premium: Any) -> None:
    """The premium and what is added or taken off; parts of zero are left out."""
    changes = [(PLUS[name][0], PLUS[name][1](f)) for name in p.plus]
    changes += [(MINUS[name][0], MINUS[name][1](f)) for name in p.minus]
    known = [(text, value) for text, value in changes if value.v]
    if known:
        steps.add(N_("上年度保费 %(amount)s 元"), amount=Money(premium))
    for text, value in known:
        steps.add(text, amount=Money(value))


def _tell_passed(f: Any, p: Refund, steps: Steps, r: Reading) -> None:
    amount = passed_amount(f, p, r.by_host)
    if r.by_host:
        steps.add(N_("应拨付用工单位（按各用工单位的划型）：%(amount)s 元"), amount=Money(amount))
    else:
        text = N_("应拨付用工单位：%(base)s × %(percent)s%% = %(amount)s 元")
        _line(steps, text, f.dispatched_enterprise_fen, f, p, amount)
