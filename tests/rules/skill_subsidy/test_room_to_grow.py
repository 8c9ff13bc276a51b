"""Kinds of rule that other notices bring and no loaded one has: each must be sayable in a data file."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.policies import PolicyError
from assistant.rules.explain import Decision, explain
from tests.rules.skill_subsidy.facts_for_tests import CLAIMED, PLAIN, made_up, made_up_plan, results


def amount(folder: Path, keys: str, **changes: Any) -> Decision:
    body = f'[[program.skill_subsidy.figure]]\nuse = "amount"\nid = "amount_fen"\nsection = "一"\n{keys}'
    return explain(made_up_plan(folder, body), {**PLAIN, **changes})


def condition(folder: Path, use: str, keys: str = "", **changes: Any) -> str:
    body = f'[[program.skill_subsidy.condition]]\nuse = "{use}"\nsection = "一"\n{keys}'
    return results(explain(made_up_plan(folder, body), {**PLAIN, **changes}))[use]


def value(decision: Decision) -> int | None:
    assert decision.amount is not None
    return decision.amount.value


WIDE = "table = { five = 100000, four = 150000, three = 200000, two = 250000, one = 300000, ungraded = 100000 }\n"


@pytest.mark.parametrize(("level", "fen"), [("two", 250_000), ("one", 300_000), ("ungraded", 100_000)])
def test_higher_levels_and_ungraded(tmp_path: Path, level: str, fen: int) -> None:
    assert value(amount(tmp_path, WIDE, certificate_level=level)) == fen
    keys = 'levels = ["five", "four", "three", "two", "one", "ungraded"]'
    assert condition(tmp_path, "level_payable", keys, certificate_level=level) == "met"


def test_a_table_by_certificate_class(tmp_path: Path) -> None:
    keys = WIDE + "by_kind = { vocational_qualification = { four = 120000 } }"
    assert value(amount(tmp_path, keys)) == 150_000
    assert value(amount(tmp_path, keys, certificate_kind="vocational_qualification")) == 120_000


@pytest.mark.parametrize(
    ("uplift", "level", "fen"),
    [
        ("percent = 10", "four", 165_000),
        ("add_fen = 30000", "four", 180_000),
        ("percent = 20, add_fen = 1", "five", 120_001),
        ('percent = 50, levels = ["three"]', "four", 150_000),
        ('percent = 50, levels = ["three"]', "three", 300_000),
        ("by_catalogue = true", "four", None),
    ],
)
def test_uplifts(tmp_path: Path, uplift: str, level: str, fen: int | None) -> None:
    keys = WIDE + f'uplift = [{{ tag = "urgent_occupation", {uplift} }}]'
    decision = amount(tmp_path, keys, certificate_level=level, urgent_occupation=True)
    assert value(decision) == fen
    assert decision.verdict == ("undetermined" if fen is None else "eligible")
    plain = amount(tmp_path, keys, certificate_level=level)
    assert value(plain) in (100_000, 150_000, 200_000)


def test_an_amount_by_a_catalogue_that_is_not_at_hand(tmp_path: Path) -> None:
    keys = WIDE + 'by_catalogue = ["one"]'
    decision = amount(tmp_path, keys, certificate_level="one")
    assert (decision.verdict, [p.name for p in decision.open_points]) == ("undetermined", ["skill_catalogue_amount"])
    assert value(amount(tmp_path, keys)) == 150_000


GATES = 'gates = ["named_kind", "found_online", "on_provincial_catalogue"]\notherwise = "refused"'


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({}, "met"),
        ({"certificate_kind": "other_certificate", "found_online": False, "on_provincial_catalogue": True}, "met"),
        ({"certificate_kind": "other_certificate", "found_online": True, "on_provincial_catalogue": False}, "review"),
        ({"certificate_kind": "other_certificate", "found_online": False, "on_provincial_catalogue": False}, "not_met"),
        ({"certificate_kind": "other_certificate", "found_online": False}, "unknown"),
    ],
)
def test_any_gate_suffices(tmp_path: Path, changes: dict[str, Any], result: str) -> None:
    assert condition(tmp_path, "certificate", GATES, **changes) == result


@pytest.mark.parametrize(("answer", "result"), [("paying", "met"), ("drawing", "met"), ("neither", "not_met")])
def test_status_in_the_month_of_issue(tmp_path: Path, answer: str, result: str) -> None:
    assert condition(tmp_path, "status_in_issue_month", status_in_issue_month=answer) == result


@pytest.mark.parametrize(("otherwise", "result"), [("refused", "not_met"), ("review", "review")])
def test_issuers_region(tmp_path: Path, otherwise: str, result: str) -> None:
    keys = f'otherwise = "{otherwise}"'
    assert condition(tmp_path, "issuer_region", keys, issuer_region="other_province") == result
    assert condition(tmp_path, "issuer_region", keys, issuer_region="central") == "met"


def test_months_measured_on_a_named_day(tmp_path: Path) -> None:
    """A06 where the text does say."""
    months = {"insured_months_at_certificate": 11, "insured_months_at_application": 12}
    assert condition(tmp_path, "insured_months", 'measured = "application"', **months) == "met"
    assert condition(tmp_path, "insured_months", 'measured = "certificate"', **months) == "not_met"


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"fit_for_post": False}, "not_met"),
        ({"fit_for_post": True}, "met"),
        ({"urgent_occupation": True}, "met"),
        ({"employment_status": "drawing_benefit"}, "met"),
    ],
)
def test_fit_for_post_letter(tmp_path: Path, changes: dict[str, Any], result: str) -> None:
    assert condition(tmp_path, "fit_for_post", **changes) == result


def test_a_revoked_certificate(tmp_path: Path) -> None:
    assert condition(tmp_path, "certificate_valid", certificate_revoked=True) == "not_met"


@pytest.mark.parametrize(
    ("urgent_now", "this_year", "urgent_before", "result"),
    [
        (False, 1, 0, "met"),
        (False, 2, 0, "not_met"),
        (False, 3, 2, "met"),
        (True, 3, 2, "met"),
        (True, 3, 3, "not_met"),
        (True, 4, 2, "not_met"),
    ],
)
def test_pools(tmp_path: Path, urgent_now: bool, this_year: int, urgent_before: int, result: str) -> None:
    counts = {"claims_this_year": this_year, "claims_last_12_months": this_year}
    changes = {**CLAIMED, **counts, "urgent_claims_this_year": urgent_before, "urgent_occupation": urgent_now}
    assert condition(tmp_path, "claims", "total = 4\nordinary = 2\nurgent = 3", **changes) == result


@pytest.mark.parametrize(
    ("issued_on", "result"),
    [
        (date(2024, 12, 3), "met"),
        (date(2024, 12, 2), "review"),  # ends on 2025-06-02, the last day of the Dragon Boat holiday
        (date(2024, 11, 30), "not_met"),  # ends on Friday 2025-05-30
    ],
)
def test_a_plain_deadline_in_months(tmp_path: Path, issued_on: date, result: str) -> None:
    """As of Tuesday 2025-06-03; without a deducted window no band, but a day of rest may move on."""
    assert condition(tmp_path, "in_time", "months = 6", issued_on=issued_on) == result


@pytest.mark.parametrize(
    "keys",
    [
        "table = {}",
        "table = { six = 1 }",
        "table = { five = -1 }",
        WIDE + "by_kind = { diploma = { five = 1 } }",
        WIDE + 'uplift = [{ tag = "no_such_fact", percent = 1 }]',
        WIDE + "fixd = true",
    ],
)
def test_slips_are_named(tmp_path: Path, keys: str) -> None:
    body = f'[[program.skill_subsidy.figure]]\nuse = "amount"\nid = "amount_fen"\nsection = "一"\n{keys}'
    with pytest.raises(PolicyError, match=r"notice\.toml"):
        made_up(tmp_path, body)
