"""劳务派遣: what follows from the list of host employers, and each host's share. JX24 二, GS24 三, JL24 二, NM25 四."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from assistant.rules.branching import branch
from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, Params, condition
from assistant.rules.stabilization_refund.bases import Refund, is_agency, large_itself, late_december
from assistant.rules.stabilization_refund.facts import NAME, SIZES
from assistant.rules.values import pick

Host = Mapping[str, Any]


def derive(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Sum up ``host_employers``; a cell left open in any row leaves the sums that need it unknown."""
    hosts = answers.get("host_employers")
    if hosts is None:
        return answers
    sums: dict[str, Any] = {
        "dispatched_enterprise_fen": _sum(hosts, "host_kind", "enterprise"),
        "dispatched_government_fen": _sum(hosts, "host_kind", "government_body"),
        "host_costs_unclear": _costs_unclear(hosts),
    }
    firms = [host for host in hosts if host.get("host_kind") != "government_body"]
    for size in SIZES:
        complete = all(host.get("host_kind") or host.get("premium_fen") == 0 for host in firms)
        sums[f"dispatched_{size.value}_fen"] = _sum(firms, "host_size", size.value) if complete else None
    return {**answers, **sums}


def _sum(hosts: Sequence[Host], name: str, value: str) -> int | None:
    """Premiums of the hosts of which ``name`` is ``value``; None where an open cell could change the sum."""
    total = 0
    for host in hosts:
        given, premium = host.get(name), host.get("premium_fen")
        if given is not None and given != value:
            continue
        if premium is None or (given is None and premium):
            return None
        total += premium
    return total


def _costs_unclear(hosts: Sequence[Host]) -> bool | None:
    """Whether a host other than a government body does not bear wages and insurance."""
    open_cell = False
    for host in hosts:
        kind, bears = host.get("host_kind"), host.get("bears_costs")
        if kind == "government_body" or bears:
            continue
        if kind is not None and bears is False:
            return True
        open_cell = True
    return None if open_cell else False


def host_shares(hosts: Sequence[Host], passed_on_fen: int, p: Refund, *, by_host: bool = False) -> list[int]:
    """Split what is passed on among the hosts (fen, in their order) by their premiums; the parts add up exactly.

    ``by_host``: each host's part at its own class's rate (all sizes must be known then). Largest remainder, so that no
    fen is lost to rounding. Government bodies get 0 unless the notice includes them.
    """
    weights = [_weight(host, p, by_host) for host in hosts]
    whole = sum(weights)
    if whole == 0:
        return [0 for _ in hosts]
    shares = [passed_on_fen * weight // whole for weight in weights]
    by_remainder = sorted(range(len(hosts)), key=lambda i: (-(passed_on_fen * weights[i] % whole), i))
    for i in by_remainder[: passed_on_fen - sum(shares)]:
        shares[i] += 1
    return shares


def _weight(host: Host, p: Refund, by_host: bool) -> int:
    counts = host.get("host_kind") == "enterprise" or p.government_bodies == "included"
    premium: int = (host.get("premium_fen") or 0) if counts else 0
    return premium * p.percent.by_class[host["host_size"]] if by_host and premium else premium


@condition(
    NAME, "hosts_bear_costs", NoParams,
    text=N_("派遣部分的用工单位实际提供岗位并承担工资和社会保险费"),
    review=N_("有用工单位不同时提供岗位并承担工资和社会保险费，这部分拨给谁请由经办机构认定"),
)  # fmt: skip
def hosts_bear_costs(f: Any, p: NoParams, at: int) -> Finding:
    """The dispatched share goes to a unit that both provides the post and bears wages and insurance."""
    return Finding(True, branch(is_agency(f), lambda: ~f.host_costs_unclear, lambda: True))


class Sizes(Params):
    """``large_by`` as in ``Refund``: who among agencies is large."""

    large_by: Literal["size_class", "provincial_list"] = "size_class"


@condition(
    NAME, "hosts_same_size", Sizes, text=N_("劳务派遣单位与用工单位适用同一比例"),
    review=N_("派遣单位与用工单位划型不同，按哪一方的比例文件没有写明；两种结果都列出，请由经办机构认定"),
)  # fmt: skip
def hosts_same_size(f: Any, p: Sizes, at: int) -> Finding:
    """A26: agency and hosts all large or all not large compute; mixed ones go to review with both figures."""

    def same() -> Any:
        large = f.dispatched_large_fen
        return pick(large_itself(f, p.large_by), large == f.dispatched_enterprise_fen, large == 0)

    return Finding(True, branch(is_agency(f), same, lambda: True))


@condition(
    NAME, "december_premium", NoParams, text=N_("上年12月的保费在上年内缴清"),
    review=N_("上年12月的保费次年1月才缴，是否算入“上年度实际缴纳当年度”的保费，文件没有写明；两种结果都列出，请由经办机构认定"),
)  # fmt: skip
def december_premium(f: Any, p: NoParams, at: int) -> Finding:
    """NM25 一, A32: a December premium paid in January is counted or not by reading."""
    return Finding(True, ~late_december(f))
