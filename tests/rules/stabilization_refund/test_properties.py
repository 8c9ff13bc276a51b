"""What must hold for every refund: more is never worse, parts add up, and an answer never overturns a verdict."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.policies import shipped_policies
from assistant.rules.decide import decide
from assistant.rules.facts import by_name
from assistant.rules.plan import Plan
from assistant.rules.stabilization_refund.bases import Refund
from assistant.rules.stabilization_refund.dispatch import host_shares

NOTICES = {
    "jiangxi-2024": date(2024, 8, 15),
    "gansu-2024": date(2024, 9, 1),
    "jilin-2024": date(2024, 9, 1),
    "jilin-2018": date(2019, 6, 1),
    "neimenggu-2025": date(2025, 8, 1),
    "national-2024-40": date(2024, 6, 1),
}
ORDER = {"ineligible": 0, "undetermined": 1, "manual_review": 2, "eligible": 3}
AMONG = {"insured_now": 60, "insured_year_end": 60, "insured_year_start": 60, "person_months": 720, "new_claimants": 12}


def plan_of(notice: str) -> Plan:
    return shipped_policies().plan_for(notice, "stabilization_refund", NOTICES[notice])


def hosts() -> st.SearchStrategy[list[dict[str, Any]]]:
    money = st.integers(0, 10**9)
    return st.lists(
        st.fixed_dictionaries(
            {
                "host_kind": st.sampled_from(["enterprise", "enterprise", "government_body"]),
                "host_size": st.sampled_from(["large", "medium", "small", "micro"]),
                "bears_costs": st.booleans(),
                "premium_fen": money,
            }
        ),
        max_size=6,
    )


def answers(plan: Plan) -> st.SearchStrategy[dict[str, Any]]:
    """Complete cases, with counts small enough to meet the limits often."""
    facts = by_name(plan.program.facts)
    chosen: dict[str, st.SearchStrategy[Any]] = {}
    for name in plan.fact_names:
        fact = facts[name]
        if fact.asked_as:
            continue
        match fact.kind:
            case "bool":
                chosen[name] = st.booleans()
            case "choice":
                chosen[name] = st.sampled_from([choice.value for choice in fact.choices])
            case "date" | "month":
                chosen[name] = st.just(date(2024, 9, 2))
            case "list":
                chosen[name] = hosts()
            case "money":
                chosen[name] = st.integers(0, 10**9)
            case _:
                chosen[name] = st.integers(fact.lo or 0, min(fact.hi or 0, AMONG.get(name, 30)))
    return st.fixed_dictionaries(chosen)


@pytest.mark.parametrize("notice", NOTICES)
@settings(max_examples=150)
@given(data=st.data())
def test_answers_never_overturn_what_was_settled(notice: str, data: st.DataObject) -> None:
    """A verdict or result that stood with facts unknown stands when they are filled in."""
    plan = plan_of(notice)
    full = data.draw(answers(plan))
    known = {k: v for k, v in full.items() if data.draw(st.booleans(), label=k)}
    partly, wholly = decide(plan, known), decide(plan, full)
    if partly.verdict != "undetermined":
        assert partly.verdict == wholly.verdict
    for name, value in partly.figures.items():
        if value.v is not None:
            assert wholly.figures[name].v == value.v, name


@pytest.mark.parametrize("notice", NOTICES)
@settings(max_examples=150)
@given(data=st.data())
def test_open_cells_of_a_host_never_overturn_either(notice: str, data: st.DataObject) -> None:
    plan = plan_of(notice)
    full = data.draw(answers(plan)) | {"organisation_type": "dispatch_agency"}
    rows = full.get("host_employers")
    if rows is None:
        return
    open_rows = [{k: v for k, v in row.items() if data.draw(st.integers(0, 4))} for row in rows]
    partly, wholly = decide(plan, {**full, "host_employers": open_rows}), decide(plan, full)
    if partly.verdict != "undetermined":
        assert partly.verdict == wholly.verdict
    for name, value in partly.figures.items():
        if value.v is not None:
            assert wholly.figures[name].v == value.v, name


@pytest.mark.parametrize("notice", NOTICES)
@settings(max_examples=100)
@given(data=st.data(), more=st.integers(1, 24))
def test_more_paid_months_are_never_worse(notice: str, data: st.DataObject, more: int) -> None:
    plan = plan_of(notice)
    case = data.draw(answers(plan))
    raised = case | {k: case[k] + more for k in ("months_paid", "months_paid_cumulative") if k in case}
    assert ORDER[decide(plan, raised).verdict] >= ORDER[decide(plan, case).verdict]


@pytest.mark.parametrize("notice", NOTICES)
@settings(max_examples=100)
@given(data=st.data(), fewer=st.integers(1, 5))
def test_fewer_layoffs_are_never_worse(notice: str, data: st.DataObject, fewer: int) -> None:
    plan = plan_of(notice)
    case = data.draw(answers(plan))
    changed = {k: max(0, case[k] - fewer) for k in ("new_claimants", "office_rate_bp") if k in case}
    assert ORDER[decide(plan, case | changed).verdict] >= ORDER[decide(plan, case).verdict] or not changed
    spared = case | {"laid_off_anyone": False}
    assert ORDER[decide(plan, spared).verdict] >= ORDER[decide(plan, case).verdict]


@pytest.mark.parametrize("notice", ["jiangxi-2024", "gansu-2024", "jilin-2024", "neimenggu-2025"])
@settings(max_examples=150)
@given(data=st.data())
def test_shares_add_up(notice: str, data: st.DataObject) -> None:
    """Kept and passed on are the whole; the hosts' shares are what is passed on, to the fen."""
    plan = plan_of(notice)
    case = data.draw(answers(plan)) | {"organisation_type": "dispatch_agency"}
    figures = decide(plan, case).figures
    total, kept, passed = (figures[name].v for name in ("refund_fen", "kept_fen", "passed_on_fen"))
    if total is not None:
        assert kept + passed == total
    if passed is not None:
        params = next(part.params for part in plan.figures if part.id == "passed_on_fen")
        assert isinstance(params, Refund)
        shares = host_shares(case["host_employers"], passed, params)
        assert sum(shares) == passed
        assert all(
            s == 0 for s, h in zip(shares, case["host_employers"], strict=True) if h["host_kind"] != "enterprise"
        )


@settings(max_examples=100)
@given(data=st.data())
def test_nobody_but_an_agency_has_shares(data: st.DataObject) -> None:
    plan = plan_of("neimenggu-2025")
    case = data.draw(answers(plan).filter(lambda c: c["organisation_type"] != "dispatch_agency"))
    outcome = decide(plan, case)
    assert outcome.figures["kept_fen"].v is outcome.figures["passed_on_fen"].v is None
    assert "host_employers" not in outcome.needs
