"""Single points of the refund notices that a worked case cannot show: questions, readings, citations, advice."""

from datetime import date
from typing import Any

import pytest

from assistant.policies import shipped_policies
from assistant.rules.decide import decide
from assistant.rules.explain import Decision, explain
from assistant.rules.plan import Plan
from assistant.rules.stabilization_refund.bases import Refund
from assistant.rules.stabilization_refund.dispatch import derive, host_shares
from assistant.rules.texts import Message, Permille

AUGUST = date(2024, 8, 15)
FIRM: dict[str, Any] = {
    "organisation_type": "enterprise",
    "registration_status": "active",
    "months_paid": 14,
    "last_year_arrears": False,
    "laid_off_anyone": False,
    "on_large_list": False,
    "size_class": "small",
    "premium_paid_fen": 100_000,
}
AGENCY = FIRM | {"organisation_type": "dispatch_agency", "barred_this_year": False, "own_staff_premium_fen": 0}


def plan(region: str, as_of: date = AUGUST) -> Plan:
    return shipped_policies().plan("stabilization_refund", region, as_of)


def explained(region: str, **facts: Any) -> Decision:
    return explain(plan(region), facts)


def test_full_months_settle_it_whatever_the_arrears() -> None:
    """A30: full months are cumulative months too, so an unknown arrears answer does not hold the condition up."""
    decision = explained("江西", organisation_type="enterprise", months_paid=12)
    assert next(c.result for c in decision.conditions if c.id == "months_paid") == "met"


def test_nobody_claiming_is_no_layoff() -> None:
    facts = {k: v for k, v in FIRM.items() if k != "laid_off_anyone"} | {"new_claimants": 0}
    outcome = decide(plan("江西"), facts)
    assert outcome.verdict == "eligible"


def test_within_both_limits_no_head_count_is_asked() -> None:
    outcome = decide(plan("江西"), FIRM | {"laid_off_anyone": True, "new_claimants": 1, "person_months": 300})
    assert outcome.verdict == "eligible"


def test_only_agencies_are_asked_whether_they_are_barred() -> None:
    assert "barred_this_year" not in decide(plan("江西"), FIRM).needs
    agency = {"organisation_type": "dispatch_agency"}
    assert "barred_this_year" in decide(plan("江西"), agency).needs


def test_the_duty_of_2018_to_accept_every_application_is_cited_where_it_stands() -> None:
    held = plan("吉林", date(2019, 6, 1))
    said = {part.id: part.citation for part in (*held.steps, *held.says)}
    assert {said[name].section for name in ("apply_online", "one_visit")} == {"二（三）、三（二）"}  # type: ignore[union-attr]


def test_near_misses_count_months_and_claimants() -> None:
    decision = explained("江西", **(FIRM | {"months_paid": 10}))
    assert dict(decision.near_misses[0].values) == {"months": 2, "min_months": 12}
    over = {"laid_off_anyone": True, "new_claimants": 9, "person_months": 1200, "newly_insured_last_year": False}
    over |= {"insured_year_end": 100, "insured_now": 100}
    # 5.5 % of 100 is 5.5: at most 5 people, 4 fewer
    found = explained("江西", **(FIRM | over)).near_misses
    assert dict(found[0].values) == {"fewer": 4, "most": 5, "limit": Permille(55)}


def test_no_province_fills_anothers_gap() -> None:
    """A15, A18: Gansu and Jilin take from the national text alone, and say where; Jiangxi takes from nobody."""
    for region, sources in (("甘肃", {"gansu-2024", "national-2024-40"}), ("吉林", {"jilin-2024", "national-2024-40"})):
        parts = plan(region).parts
        cited = {c.notice for part in parts for c in (part.citation, *part.filled_from)}
        assert cited == sources
        assert all(part.citation.tier == "T2" for part in parts if part.citation.notice == "national-2024-40")
    assert {part.citation.notice for part in plan("江西").parts} == {"jiangxi-2024"}


def test_gansu_says_that_a_character_is_probably_a_slip() -> None:
    """A13: “上年度末” is read as “上年度未裁员或”."""
    line = next(c for c in explained("甘肃", **FIRM).conditions if c.id == "layoff_rate")
    assert line.note is not None
    assert line.result == "met"
    assert [c.notice for c in line.filled_from] == ["national-2024-40"]


def test_the_national_limit_has_no_number() -> None:
    national = shipped_policies().plan_for("national-2024-40", "stabilization_refund", AUGUST)
    part = next(c for c in national.conditions if c.id == "layoff_rate")
    limit = part.kind.text(part.params).values["limit"]
    assert isinstance(limit, Message)


@pytest.mark.parametrize(
    ("region", "as_of", "entries"),
    [
        ("江西", AUGUST, {"A05", "A23", "A29", "A31", "A48", "A49", "A54"}),
        ("甘肃", AUGUST, {"A05", "A14", "A15", "A23", "A47", "A48", "A49", "A54"}),
        ("吉林", AUGUST, {"A05", "A18", "A23", "A47", "A48", "A49", "A54"}),
        ("吉林", date(2019, 6, 1), {"A42", "A48", "A49", "A54"}),
        ("内蒙古", date(2025, 8, 1), {"A05", "A23", "A48", "A49", "A54"}),
    ],
)
def test_reservations_on_every_determined_refund(region: str, as_of: date, entries: set[str]) -> None:
    chosen = explain(plan(region, as_of), FIRM)
    standing = {c.entry for c in chosen.plan.caveats if not c.when.facts and c.entry}
    assert standing == entries
    assert all(c.text.values == {} for c in chosen.caveats)


def test_no_corporate_account_is_said_for_small_firms_only() -> None:
    """A50: medium firms and the six kinds are sent to the office."""
    shown = explained("江西", **(FIRM | {"has_corporate_account": False}))
    assert "A50" in {c.entry for c in shown.caveats}
    assert "payment_account" in {s.id for s in shown.steps}


def test_an_agency_applies_itself_and_a_firm_does_not() -> None:
    for region in ("江西", "甘肃", "吉林"):
        assert "agency_applies" in {s.id for s in explained(region, **AGENCY, host_employers=[]).steps}
        steps = {s.id for s in explained(region, **FIRM).steps}
        assert "nothing_to_apply_for" in steps
        assert "agency_applies" not in steps
    papers = next(s.papers for s in explained("吉林", **AGENCY, host_employers=[]).steps if s.id == "agency_applies")
    assert len(papers) == 3


@pytest.mark.parametrize(
    ("received", "last"),
    [(date(2024, 7, 1), date(2024, 8, 12)), (date(2024, 9, 2), date(2024, 10, 18))],
)
def test_jilin_gives_thirty_working_days_to_pass_on(received: date, last: date) -> None:
    """A20; clauses.md §7.3: the day of receipt does not count, holidays fall out, make-up days count."""
    decision = explained("吉林", **AGENCY, host_employers=[], refund_received_on=received)
    assert [d.last for d in decision.deadlines if d.id == "pass_on"] == [last]


def test_a_host_without_kind_leaves_open_only_what_hangs_on_it() -> None:
    rows = [
        {"host_kind": "enterprise", "host_size": "small", "bears_costs": True, "premium_fen": 100},
        {"host_size": "large", "bears_costs": False, "premium_fen": 50},
    ]
    sums = derive({"host_employers": rows})
    assert (sums["dispatched_enterprise_fen"], sums["dispatched_large_fen"], sums["host_costs_unclear"]) == (None,) * 3
    rows[1]["host_kind"] = "government_body"
    sums = derive({"host_employers": rows})
    assert (sums["dispatched_enterprise_fen"], sums["dispatched_government_fen"]) == (100, 50)
    assert (sums["dispatched_large_fen"], sums["host_costs_unclear"]) == (0, False)


def test_hosts_share_the_last_fen() -> None:
    params = next(part.params for part in plan("江西").figures)
    assert isinstance(params, Refund)
    rows = [{"host_kind": "enterprise", "host_size": size, "premium_fen": 100} for size in ("large", "small", "small")]
    assert host_shares(rows, 100, params) == [34, 33, 33]
    assert host_shares(rows, 150, params, by_host=True) == [30, 60, 60]
    assert host_shares([], 0, params) == []


def test_the_amount_is_told_line_by_line() -> None:
    facts = FIRM | {"last_year_arrears": True, "arrears_paid_back": True, "back_paid_principal_fen": 20_000}
    amount = explained("江西", **facts).amount
    assert amount is not None
    assert (amount.value, len(amount.steps)) == (72_000, 3)


def test_two_readings_are_told_instead_of_one_sum() -> None:
    """A26: no derivation stands beside readings that differ."""
    hosts = [{"host_kind": "enterprise", "host_size": "large", "bears_costs": True, "premium_fen": 1_000}]
    amount = explained("江西", **AGENCY, host_employers=hosts).amount
    assert amount is not None
    assert (amount.value, amount.steps, [fen for _, fen in amount.readings]) == (None, (), [600, 300])
