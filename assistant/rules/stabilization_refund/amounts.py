"""How much: base × rate, in fen, half-up at the end (A48). JX24 二, GS24 一, JL24 二, NM25 一, NAT24 二.

Where two honest readings of a notice give different amounts (A26, A32) the figure is contested, and all are told.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from assistant.rules.branching import branch, or_else
from assistant.rules.facts import N_
from assistant.rules.registry import Figure, NoSteps, Steps, figure, open_point
from assistant.rules.stabilization_refund.bases import (
    MINUS,
    PLUS,
    Refund,
    hosts_doubt,
    is_agency,
    late_december,
    own_base,
    passed_amount,
    percent,
    premium,
)
from assistant.rules.stabilization_refund.facts import AGENCY, NAME
from assistant.rules.texts import Message, Money
from assistant.rules.values import half_up, lookup

CEILING_ONLY = open_point("ceiling_only", N_("文件只写明“不超过”的上限，没有写明实际比例"), kind="int")
WHICH_READING = open_point("which_reading", N_("文件在这一点上有两种读法，金额不同，由经办机构确定"), kind="int")


class Reading(NamedTuple):
    """One honest reading: the dispatched part by the hosts' classes; the December premium paid in January counted."""

    by_host: bool = False
    december: bool = False


LABELS = {
    Reading(False, False): N_("派遣部分按劳务派遣单位自己的划型；12月保费不计入"),
    Reading(True, False): N_("派遣部分按各用工单位的划型；12月保费不计入"),
    Reading(False, True): N_("派遣部分按劳务派遣单位自己的划型；12月保费计入"),
    Reading(True, True): N_("派遣部分按各用工单位的划型；12月保费计入"),
}
HOST_LABELS = {False: N_("全部按劳务派遣单位自己的划型"), True: N_("派遣部分按各用工单位的划型")}
DECEMBER_LABELS = {False: N_("次年1月才缴的12月保费不计入"), True: N_("次年1月才缴的12月保费计入")}


def _readings(p: Refund) -> tuple[Reading, ...]:
    """The readings that the notice leaves open, the default first."""
    hosts = (False, True) if p.hosts_open else (p.dispatch_rate_by == "host_size",)
    decembers = (False, True) if p.december == "open" else (False,)
    return tuple(Reading(host, december) for december in decembers for host in hosts)


def _own(f: Any, p: Refund, r: Reading) -> Any:
    """The part that the firm keeps (of an agency: for its own staff)."""
    return half_up(own_base(f, p, r.december) * percent(f, p), 100)


def _passed(f: Any, p: Refund, r: Reading) -> Any:
    """The part that an agency passes on to the hosts."""
    return passed_amount(f, p, r.by_host)


def _total(f: Any, p: Refund, r: Reading) -> Any:
    if p.dispatch == "not_stated":
        return _own(f, p, r)
    return branch(is_agency(f), lambda: _own(f, p, r) + _passed(f, p, r), lambda: _own(f, p, r))


def _settled(f: Any, doubt: Any, amount: Callable[[], Any]) -> Any:
    """The amount, unless two readings of the text give different ones."""
    return amount() if doubt is False else branch(doubt, lambda: f.open(WHICH_READING), amount)


@figure(NAME, "refund", Refund, label=N_("稳岗返还金额"))
def refund(f: Any, p: Refund, at: int, steps: Steps) -> Figure:
    """The whole refund; a notice with ceilings only gives no amount, but what it is at most (A25)."""
    default = _readings(p)[0]
    doubt: Any = hosts_doubt(f, p)
    if p.december == "open":
        doubt = or_else(doubt, lambda: late_december(f))
    value = _settled(f, doubt, lambda: _total(f, p, default))
    if not isinstance(steps, NoSteps):
        _tell_readings(f, p, steps)
        if getattr(doubt, "v", False) is not True:
            _tell(f, p, steps)
    return Figure(value, doubt) if p.fixed else Figure(f.open(CEILING_ONLY), at_most=value)


def _for_agencies(f: Any, value: Callable[[], Any]) -> Any:
    """The value for a dispatch agency; for all others unknown and waiting for nothing: there is no such share."""
    return branch(is_agency(f), value, lambda: lookup(f.organisation_type, {AGENCY: 0}))


@figure(NAME, "kept_share", Refund, label=N_("其中由劳务派遣单位享受（自有员工部分）"))
def kept_share(f: Any, p: Refund, at: int, steps: Steps) -> Any:
    """The agency's own part (staff of its own, and contracted or outsourced staff where the notice says so)."""
    doubt = late_december(f) if p.december == "open" else False
    return _for_agencies(f, lambda: _settled(f, doubt, lambda: _own(f, p, _readings(p)[0])))


@figure(NAME, "passed_on_share", Refund, label=N_("其中应全额拨付给用工单位"))
def passed_on_share(f: Any, p: Refund, at: int, steps: Steps) -> Any:
    """The part that the agency must pass on in full; contested together with the whole (A26)."""
    return _for_agencies(f, lambda: _settled(f, hosts_doubt(f, p), lambda: _passed(f, p, _readings(p)[0])))


def _tell(f: Any, p: Refund, steps: Steps) -> None:
    """How the amount came about, line by line."""
    default = _readings(p)[0]
    _tell_base(f, p, steps)
    base = own_base(f, p, default.december)
    _line(steps, N_("%(base)s × %(percent)s%% = %(amount)s 元"), base, f, p, _own(f, p, default))
    if is_agency(f).v and p.dispatch == "split":
        _tell_passed(f, p, steps, default)


def _tell_readings(f: Any, p: Refund, steps: Steps) -> None:
    """The amount by each reading that matters to this case."""
    by_host = getattr(hosts_doubt(f, p), "v", None) is True
    december = p.december == "open" and late_december(f).v is True
    for r in _readings(p):
        if (by_host or r.by_host == _readings(p)[0].by_host) and (december or not r.december):
            label = LABELS[r] if by_host and december else _label(r, december=december)
            steps.reading(Message(label), _total(f, p, r))


def _label(r: Reading, *, december: bool) -> str:
    return DECEMBER_LABELS[r.december] if december else HOST_LABELS[r.by_host]


def _line(steps: Steps, text: str, base: Any, f: Any, p: Refund, amount: Any) -> None:
    steps.add(text, base=Money(base), percent=percent(f, p), amount=Money(amount))


def _tell_base(f: Any, p: Refund, steps: Steps) -> None:
    """The premium and what is added or taken off; parts of zero are left out."""
    changes = [(PLUS[name][0], PLUS[name][1](f)) for name in p.plus]
    changes += [(MINUS[name][0], MINUS[name][1](f)) for name in p.minus]
    known = [(text, value) for text, value in changes if value.v]
    if known:
        steps.add(N_("上年度保费 %(amount)s 元"), amount=Money(premium(f, p)))
    for text, value in known:
        steps.add(text, amount=Money(value))


def _tell_passed(f: Any, p: Refund, steps: Steps, r: Reading) -> None:
    amount = _passed(f, p, r)
    if r.by_host:
        steps.add(N_("应拨付用工单位（按各用工单位的划型）：%(amount)s 元"), amount=Money(amount))
    else:
        text = N_("应拨付用工单位：%(base)s × %(percent)s%% = %(amount)s 元")
        _line(steps, text, f.dispatched_enterprise_fen, f, p, amount)
