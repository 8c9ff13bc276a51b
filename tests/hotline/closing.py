"""Calls that are ready to be closed, for tests: an interview of 江西 2024, its code, and an agent who took it up."""

from datetime import date
from typing import Any

from flask import Flask

from assistant.interview.cases import Case, Cases
from tests.hotline.agents import LIST, Agent

IN_TIME = date(2024, 8, 15)
# 四级 1500.00; issued 2024-03-01, so that applications are taken until 2025-07-10.
SKILL: dict[str, Any] = {
    "employment_status": "enterprise_employee",
    "certificate_kind": "skill_level",
    "certificate_level": "four",
    "issued_on": date(2024, 3, 1),
    "insured_months_at_certificate": 60,
    "claimed_before": False,
    "training_subsidy": False,
}


def cases(app: Flask) -> Cases:
    """The interviews as another door holds them."""
    held = app.extensions
    return Cases(held["assistant.interviews"], held["assistant.policies"], held["assistant.flows"], "page")


def begun(app: Flask, answers: dict[str, Any] | None = None, flow: str = "skill_subsidy") -> Case:
    """An interview that was begun at another door."""
    given = SKILL if answers is None else answers
    held = cases(app).begin(app.extensions["assistant.flows"][flow], "360000", IN_TIME, answers=given)
    asked = held.interview.next_question()
    while answers is None and asked is not None:  # what else the flow asks does not change the result here
        held = cases(app).save(held, {**held.interview.answers, asked.fact.name: True})
        asked = held.interview.next_question()
    return held


def taken_up(desk: Agent, case: Case) -> str:
    """Take a call with the code; return the address of its pages."""
    return f"{LIST}/{desk.take('by-code', code=case.code)}"


def read_back(desk: Agent, at: str, case: Case) -> None:
    """The caller agrees to the answers."""
    shown = f"{case.stamp}.{case.stored.version}"
    assert desk.post(f"{at}/readback", shown=shown).location == f"{at}/result"
