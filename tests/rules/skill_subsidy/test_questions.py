"""What is asked: one question for every fact, nothing that an earlier answer settles, nothing without effect."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.interview.engine import Interview
from assistant.interview.flows import shipped_flows
from assistant.rules.decide import decide
from assistant.rules.skill_subsidy.facts import FACTS, PROGRAM
from tests.rules.skill_subsidy.facts_for_tests import CLAIMED, DAYS, PLAIN, shipped

FLOW = "skill_subsidy"


def asked(notice: str, as_of: date | None = None, **changes: Any) -> list[str]:
    interview = Interview(shipped_flows()[FLOW], shipped(notice, as_of), {**PLAIN, **changes})
    following = interview.next_question()
    return [q.fact.name for q in interview.path()] + ([following.fact.name] if following else [])


def test_every_fact_has_its_question_in_order_of_the_facts() -> None:
    flow = shipped_flows()[FLOW]
    assert flow.program is PROGRAM
    assert [q.fact.name for q in flow.questions] == [fact.name for fact in FACTS]


def test_the_plain_case_takes_seven_questions() -> None:
    assert asked("jiangxi-2024") == [
        "employment_status",
        "certificate_kind",
        "certificate_level",
        "issued_on",
        "insured_months_at_certificate",
        "claimed_before",
        "training_subsidy",
    ]


@pytest.mark.parametrize("notice", DAYS)
def test_who_never_claimed_is_asked_for_no_counts(notice: str) -> None:
    assert not {"same_level_claim", "claims_this_year", "claims_last_12_months"} & set(asked(notice))


def test_who_claimed_long_ago_is_not_asked_for_this_year() -> None:
    path = asked("jiangxi-2024", **CLAIMED)
    assert "claims_last_12_months" in path
    assert "claims_this_year" not in path


def test_a_refusal_ends_the_questions() -> None:
    assert asked("jiangxi-2024", employment_status="government_body") == ["employment_status"]


def test_after_all_terms_nothing_is_asked() -> None:
    assert asked("jiangxi-2024", date(2026, 11, 21)) == []


def test_only_inner_mongolia_asks_for_urgent_occupations() -> None:
    for notice in DAYS:
        assert ("urgent_occupation" in asked(notice)) == (notice == "neimenggu-2025")


@pytest.mark.parametrize("notice", DAYS)
def test_a_given_value_counts_whatever_another_answer_implies(notice: str) -> None:
    outcome = decide(shipped(notice), {**PLAIN, "claimed_before": False, "claims_this_year": 99})
    assert outcome.verdict == "ineligible"


@given(
    notice=st.sampled_from(sorted(DAYS)),
    dropped=st.sets(st.sampled_from(sorted({**PLAIN, **CLAIMED, "claims_this_year": 0})), max_size=6),
    claimed=st.booleans(),
)
def test_knowing_less_never_turns_one_answer_into_another(notice: str, dropped: set[str], claimed: bool) -> None:
    """Unknown is not no: fewer facts give the same verdict, or undetermined with the facts still missing."""
    whole = {**PLAIN, **(CLAIMED | {"claims_this_year": 0} if claimed else {})}
    full = decide(shipped(notice), whole)
    part = decide(shipped(notice), {name: value for name, value in whole.items() if name not in dropped})
    assert part.verdict in (full.verdict, "undetermined")
    if part.verdict != full.verdict:
        assert set(part.needs) <= {fact.name for fact in FACTS}
        assert part.needs
