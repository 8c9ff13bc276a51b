"""劳务派遣: what follows from the list of host employers, and each host's share. JX24 二, GS24 三, JL24 二, NM25 四."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, condition
from assistant.rules.stabilization_refund.facts import NAME
from assistant.rules.values import pick


def derive(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Sum up ``host_employers``; a cell left open in any row leaves the sums that need it unknown."""
    hosts = answers.get("host_employers")
    if hosts is None:
        return answers
    own_size = answers.get("size_class")
    if own_size is None and answers.get("on_large_list") is not None:
        own_size = "large" if answers["on_large_list"] else "small"
    firms = [h for h in hosts if h.get("host_kind") == "enterprise"]
    unclear = any(h.get("host_kind") is None for h in hosts)
    sizes = [_class(h.get("host_size")) for h in firms] + [_class(own_size)]
    sums = {
        "dispatched_enterprise_fen": None if unclear else _sum(firms),
        "dispatched_government_fen": None
        if unclear
        else _sum([h for h in hosts if h.get("host_kind") == "government_body"]),
        "host_sizes_differ": _differ(sizes),
        "dispatched_large_fen": _sum([h for h in firms if h.get("host_size") == "large"]),
        "host_costs_unclear": _any_false([h.get("bears_costs") for h in firms]),
    }
    return {**{k: v for k, v in sums.items() if v is not None}, **answers}


def _class(size: str | None) -> bool | None:
    """Large or not: the only distinction that the rates make."""
    return None if size is None else size == "large"


def _differ(sizes: Sequence[bool | None]) -> bool | None:
    known = {size for size in sizes if size is not None}
    if len(known) > 1:
        return True
    return None if None in sizes else False


def _any_false(answers: Sequence[bool | None]) -> bool | None:
    if False in answers:
        return True
    return None if None in answers else False


def _sum(hosts: Sequence[Mapping[str, Any]]) -> int | None:
    premiums = [h.get("premium_fen") for h in hosts]
    return None if None in premiums else sum(p for p in premiums if p is not None)


def host_shares(hosts: Sequence[Mapping[str, Any]], passed_on_fen: int) -> list[int]:
    """Split what is passed on among the hosts (fen, in their order) by their premiums; the parts add up exactly.

    Largest remainder, so that no fen is lost to rounding. Government bodies get 0 here.
    """
    weights = [h.get("premium_fen") or 0 if h.get("host_kind") == "enterprise" else 0 for h in hosts]
    whole = sum(weights)
    if whole == 0:
        return [0 for _ in hosts]
    shares = [passed_on_fen * w // whole for w in weights]
    by_remainder = sorted(range(len(hosts)), key=lambda i: (-(passed_on_fen * weights[i] % whole), i))
    for i in by_remainder[: passed_on_fen - sum(shares)]:
        shares[i] += 1
    return shares


@condition(
    NAME, "hosts_bear_costs", NoParams,
    text=N_("派遣部分的用工单位实际提供岗位并承担工资和社会保险费"),
    review=N_("有用工单位不同时提供岗位并承担工资和社会保险费，这部分拨给谁请由经办机构认定"),
)  # fmt: skip
def hosts_bear_costs(f: Any, p: NoParams, at: int) -> Finding:
    """The dispatched share goes to a unit that both provides the post and bears wages and insurance."""
    agency = f.organisation_type == "dispatch_agency"
    return Finding(True, pick(agency, ~f.host_costs_unclear, True))


@condition(
    NAME, "hosts_same_size", NoParams,
    text=N_("劳务派遣单位与用工单位划型相同，或文件写明按谁的划型"),
    review=N_("派遣单位与用工单位划型不同，按哪一方的比例文件没有写明；两种结果都列出，请由经办机构认定"),
)  # fmt: skip
def hosts_same_size(f: Any, p: NoParams, at: int) -> Finding:
    """A26: parties of one size class compute; mixed ones go to review with both figures."""
    agency = f.organisation_type == "dispatch_agency"
    return Finding(True, pick(agency, ~f.host_sizes_differ, True))


@condition(
    NAME, "december_premium", NoParams, text=N_("上年12月的保费在上年内缴清"),
    review=N_("上年12月的保费次年1月才缴，是否算入“上年度实际缴纳当年度”的保费，文件没有写明，请由经办机构认定"),
)  # fmt: skip
def december_premium(f: Any, p: NoParams, at: int) -> Finding:
    """NM25 一, A32: a December premium paid in January is counted or not by reading."""
    return Finding(True, ~f.december_paid_in_january)
