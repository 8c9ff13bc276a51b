"""The two starting points: they suggest, by very few questions, and rest on no notice."""

from datetime import date
from typing import Any

import pytest

from assistant.interview.flows import shipped_flows
from assistant.policies import shipped_policies
from assistant.rules.decide import Outcome, decide
from tests.rules.both_domains import assert_agreement, random_answers

DAY = date(2026, 11, 21)


def outcome(program: str, **facts: Any) -> Outcome:
    return decide(shipped_policies().plan(program, "广东", DAY), facts)


@pytest.mark.parametrize("situation", ["lost_job", "drawing", "employed", "other"])
@pytest.mark.parametrize("certificate", [True, False])
def test_a_worker(situation: str, certificate: bool) -> None:
    found = outcome("worker_start", situation=situation, has_certificate=certificate).figures
    assert found["unemployment_benefit"].v == int(situation != "employed")
    assert found["skill_subsidy"].v == int(certificate and situation != "lost_job")


@pytest.mark.parametrize("topic", ["refund", "rate", "both"])
@pytest.mark.parametrize("agency", [True, False])
def test_a_firm(topic: str, agency: bool) -> None:
    found = outcome("firm_start", topic=topic, is_dispatch_agency=agency).figures
    assert found["stabilization_refund"].v == int(topic != "rate" and not agency)
    assert found["dispatch_refund"].v == int(topic != "rate" and agency)
    assert found["contribution_rate"].v == int(topic != "refund")


def test_nothing_is_asked_that_no_longer_matters() -> None:
    assert outcome("worker_start", situation="lost_job").needs == ()
    assert outcome("firm_start", topic="rate").needs == ()


@pytest.mark.parametrize("program", ["worker_start", "firm_start"])
def test_suggestions_name_interviews_that_exist(program: str) -> None:
    plan = shipped_policies().plan(program, "广东", DAY)
    assert {figure.id for figure in plan.figures} <= set(shipped_flows())
    assert {figure.kind.unit for figure in plan.figures} == {"suggestion"}
    assert plan.conditions == ()


@pytest.mark.parametrize("program", ["worker_start", "firm_start"])
def test_start_by_case_and_by_column(program: str) -> None:
    plan = shipped_policies().plan(program, "广东", DAY)
    assert_agreement(plan, random_answers(plan, 200, seed=1))
