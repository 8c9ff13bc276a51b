"""Gaps are filled part by part and key by key, each with its own citation, and only where a file says so."""

from datetime import date
from pathlib import Path

import pytest

from assistant.policies import Policies, load_policies, shipped_policies
from assistant.rules.plan import Condition, Plan
from tests.policies.notice_files import another, write

REFUND = "program.stabilization_refund"
DAY = date(2025, 6, 1)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A province's notice with one own condition (one key left out), filled from "nation"."""
    nation = another("nation", region='"000000"').replace("[program", "chosen_by_region = false\n[program", 1)
    head = another("province").split("[program")[0]
    own = f"""
[{REFUND}]
fills_gaps_from = ["nation"]
drops = ["size"]

[[{REFUND}.condition]]
use = "months_paid"
section = "八"
count = "cumulative"
"""
    write(tmp_path, nation, "nation.toml")
    write(tmp_path, head + own, "province.toml")
    return load_policies(tmp_path).plan("stabilization_refund", "440000", DAY)


def _condition(plan: Plan, name: str) -> Condition:
    return next(part for part in plan.conditions if part.id == name)


def test_a_missing_key_is_taken_with_the_citation_of_both(plan: Plan) -> None:
    part = _condition(plan, "months_paid")
    assert (part.params.min_months, part.params.count) == (12, "cumulative")  # type: ignore[attr-defined]
    assert (part.citation.notice, part.citation.section, part.citation.tier) == ("province", "八", "T1")
    assert [(c.notice, c.section, c.tier) for c in part.filled_from] == [("nation", "二", "T2")]


def test_a_missing_part_is_taken_as_the_other_documents(plan: Plan) -> None:
    part = _condition(plan, "organisation")
    assert (part.citation.notice, part.citation.tier) == ("nation", "T2")
    assert part.filled_from == ()
    assert (plan.figures[0].citation.notice, plan.figures[0].citation.tier) == ("nation", "T2")


def test_a_missing_term_is_taken_with_its_citation(plan: Plan) -> None:
    assert (plan.term.last, plan.term.citation.notice, plan.term.citation.tier) == (date(2025, 12, 31), "nation", "T2")


def test_what_is_dropped_is_not_taken(plan: Plan) -> None:
    assert not [caveat for caveat in plan.caveats if caveat.id == "size"]


def test_other_functions_keys_are_not_mixed_in(tmp_path: Path) -> None:
    nation = another("nation", region='"000000"').replace('use = "organisation"', 'use = "organisation"\nid = "x"')
    own = another("province").replace('use = "organisation"', 'use = "no_arrears"\nid = "x"')
    write(tmp_path, nation, "nation.toml")
    write(tmp_path, own.replace(f"[{REFUND}]\n", f'[{REFUND}]\nfills_gaps_from = ["nation"]\n'), "province.toml")
    part = _condition(load_policies(tmp_path).plan_for("province", "stabilization_refund", DAY), "x")
    assert (part.kind.name, part.filled_from) == ("no_arrears", ())


def _fillers(policies: Policies, source: str) -> set[str]:
    return {
        notice.region_label.zh
        for notice in policies.notices.values()
        for table in notice.program.values()
        if source in table.fills_gaps_from and notice.region != "000000"
    }


def test_the_national_notice_fills_only_the_gaps_of_those_that_forward_it() -> None:
    assert _fillers(shipped_policies(), "national-2024-40") == {"甘肃", "吉林"}


def test_no_province_fills_anothers_gap() -> None:
    held = shipped_policies()
    for notice in held.notices.values():
        for table in notice.program.values():
            for source in table.fills_gaps_from:
                assert held.notices[source].region in ("000000", notice.region)
