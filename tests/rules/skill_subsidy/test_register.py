"""The register's entries that concern the skill subsidy, and what the notices say alike and differently."""

from datetime import date
from typing import Any

import pytest

from tests.rules.skill_subsidy.facts_for_tests import CLAIMED, DAYS, decided, results

STATED = ("jiangxi-2024", "gansu-2024", "neimenggu-2025")  # notices that fix an amount
SILENT = ("gansu-2024", "jilin-2024", "neimenggu-2025", "national-2024-40")  # no deadline for certificates


def entries(decision: Any) -> set[str]:
    return {caveat.entry for caveat in decision.caveats}


@pytest.mark.parametrize("notice", STATED)
@pytest.mark.parametrize(("level", "fen"), [("five", 100_000), ("four", 150_000), ("three", 200_000)])
def test_flat_amounts(notice: str, level: str, fen: int) -> None:
    decision = decided(notice, certificate_level=level)
    assert decision.amount is not None
    assert (decision.verdict, decision.amount.value) == ("eligible", fen)
    assert decision.amount.citation.tier == "T1"


@pytest.mark.parametrize(("notice", "entry"), [("jilin-2024", "A17"), ("national-2024-40", "A25")])
@pytest.mark.parametrize(("level", "fen"), [("five", 100_000), ("four", 150_000), ("three", 200_000)])
def test_a_ceiling_is_never_the_amount(notice: str, entry: str, level: str, fen: int) -> None:
    """A17, A25."""
    decision = decided(notice, certificate_level=level)
    assert decision.amount is not None
    assert (decision.verdict, decision.amount.value, decision.amount.at_most) == ("undetermined", None, fen)
    assert decision.alternatives == ()
    assert decision.missing == ()
    assert entry in entries(decision)
    assert len({"A17", "A25"} & entries(decision)) == 1


@pytest.mark.parametrize("level", ["two", "one", "ungraded"])
@pytest.mark.parametrize("notice", DAYS)
def test_levels_without_an_amount_are_not_payable(notice: str, level: str) -> None:
    """A10."""
    decision = decided(notice, certificate_level=level)
    assert (decision.verdict, results(decision)["level_payable"]) == ("ineligible", "not_met")
    assert "A10" in entries(decision)


@pytest.mark.parametrize(
    ("then", "now", "result"),
    [(12, 12, "met"), (12, None, "met"), (11, 12, "review"), (0, 12, "review"), (11, 11, "not_met")],
)
@pytest.mark.parametrize("notice", DAYS)
def test_months_insured_on_two_days(notice: str, then: int, now: int | None, result: str) -> None:
    """A06; twelve counts itself (民法典 1259)."""
    decision = decided(notice, insured_months_at_certificate=then, insured_months_at_application=now)
    assert results(decision)["insured_months"] == result


def test_more_months_are_told_with_the_earliest_day() -> None:
    decision = decided("jiangxi-2024", insured_months_at_certificate=8, insured_months_at_application=10)
    (near,) = decision.near_misses
    assert (near.values["months"], near.values["earliest"]) == (2, date(2024, 10, 15))


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("enterprise_employee", "met"),
        ("drawing_benefit", "met"),
        ("six_types_staff", "review"),
        ("other", "review"),
        ("government_body", "not_met"),
        ("flexible", "not_met"),
        ("unemployed", "not_met"),
    ],
)
@pytest.mark.parametrize("notice", DAYS)
def test_status(notice: str, status: str, result: str) -> None:
    """A07."""
    decision = decided(notice, employment_status=status)
    assert results(decision)["status"] == result
    assert ("A07" in entries(decision)) == (status == "six_types_staff")


@pytest.mark.parametrize("notice", DAYS)
def test_only_inner_mongolia_says_now_drawing(notice: str) -> None:
    expected = "not_met" if notice == "neimenggu-2025" else "review"
    line = next(c for c in decided(notice, employment_status="drew_earlier").conditions if c.id == "status")
    assert line.result == expected
    assert ("正在" in line.text.text) == (notice == "neimenggu-2025")


def test_the_unemployed_are_told_to_claim_benefit_first() -> None:
    assert len(decided("jiangxi-2024", employment_status="unemployed").near_misses) == 1


@pytest.mark.parametrize("kind", ["special_operation", "special_equipment", "professional", "other_certificate"])
@pytest.mark.parametrize("notice", STATED)
def test_certificates_that_no_notice_names(notice: str, kind: str) -> None:
    """A11: neither granted nor refused; if the register of skill certificates has it, a person looks."""
    asked = decided(notice, certificate_kind=kind)
    assert (asked.verdict, asked.missing) == ("undetermined", ("found_online",))
    missing = decided(notice, certificate_kind=kind, found_online=False)
    assert (missing.verdict, [p.name for p in missing.open_points]) == ("undetermined", ["unnamed_certificate"])
    assert "A11" in entries(missing)
    assert decided(notice, certificate_kind=kind, found_online=True).verdict == "manual_review"


def test_an_unsure_kind_counts_if_the_register_has_it() -> None:
    """A11."""
    assert decided("jiangxi-2024", certificate_kind="not_sure", found_online=True).verdict == "eligible"
    assert decided("jiangxi-2024", certificate_kind="not_sure", found_online=False).verdict == "undetermined"


@pytest.mark.parametrize(
    ("this_year", "twelve_months", "result"),
    [(2, 2, "met"), (0, 2, "met"), (2, 3, "review"), (0, 3, "review"), (3, 3, "not_met"), (3, 5, "not_met")],
)
@pytest.mark.parametrize("notice", [n for n in DAYS if n != "neimenggu-2025"])
def test_three_claims_a_year(notice: str, this_year: int, twelve_months: int, result: str) -> None:
    """A08: the calendar year of the application; where twelve months would refuse, a person decides."""
    changes = {**CLAIMED, "claims_this_year": this_year, "claims_last_12_months": twelve_months}
    decision = decided(notice, **changes)
    assert results(decision)["claims"] == result
    assert ("A08" in entries(decision)) == (decision.verdict != "ineligible")


def test_the_limit_alone_refuses() -> None:
    decision = decided("jiangxi-2024", claimed_before=None, claims_this_year=3)
    assert (decision.verdict, results(decision)["claims"]) == ("ineligible", "not_met")
    assert len(decision.near_misses) == 1


@pytest.mark.parametrize(
    ("this_year", "twelve_months", "result"), [(0, 0, "met"), (1, 1, "review"), (2, 2, "review"), (0, 1, "review")]
)
def test_gansu_reviews_further_claims(this_year: int, twelve_months: int, result: str) -> None:
    """A16: not a bar; the amount stands "if it passes"."""
    changes = {**CLAIMED, "claims_this_year": this_year, "claims_last_12_months": twelve_months}
    decision = decided("gansu-2024", **changes)
    assert results(decision)["strict_review"] == result
    assert decision.amount is not None
    assert decision.amount.value == 150_000
    assert ("A16" in entries(decision)) == (result == "review")


def test_gansu_takes_the_rest_from_the_national_notice_and_says_so() -> None:
    """A15, A47."""
    decision = decided("gansu-2024")
    tiers = {line.id: line.citation.tier for line in decision.conditions}
    assert tiers["strict_review"] == tiers["term_not_over"] == "T1"
    assert {tiers[name] for name in ("status", "insured_months", "claims", "once_per_level")} == {"T2"}
    assert {"A05", "A12", "A15", "A47"} <= entries(decision)


@pytest.mark.parametrize(("day", "result"), [(25, "not_met"), (26, "review"), (27, "review"), (28, "met")])
def test_gansu_starts_on_one_of_two_days(day: int, result: str) -> None:
    """A14."""
    assert results(decided("gansu-2024", date(2024, 4, day)))["term_started"] == result


@pytest.mark.parametrize("notice", SILENT)
def test_a_silent_deadline_is_never_a_flat_refusal(notice: str) -> None:
    """A12."""
    as_of = DAYS[notice]
    year_ago = as_of.replace(year=as_of.year - 1)
    on_time = decided(notice, issued_on=year_ago)
    older = decided(notice, issued_on=date.fromordinal(year_ago.toordinal() - 1))
    ancient = decided(notice, issued_on=date(2010, 1, 1))
    assert [results(d)["no_deadline_stated"] for d in (on_time, older, ancient)] == ["met", "review", "review"]
    assert "A12" in entries(on_time)


@pytest.mark.parametrize("notice", DAYS)
@pytest.mark.parametrize("fact", ["same_level_claim", "higher_level_claim"])
def test_the_same_trade_bars_and_another_is_reviewed(notice: str, fact: str) -> None:
    """A09."""
    part = "once_per_level" if fact == "same_level_claim" else "no_higher_level"
    changes = {**CLAIMED, "claims_this_year": 0}
    for answer, result in (("same_trade", "not_met"), ("other_trade", "review"), ("none", "met")):
        assert results(decided(notice, **{**changes, fact: answer}))[part] == result


@pytest.mark.parametrize("notice", DAYS)
def test_a_higher_certificate_bars_only_where_holding_it_is_named(notice: str) -> None:
    """A36: at application, in Inner Mongolia."""
    decision = decided(notice, higher_certificate_held="same_trade")
    assert results(decision)["no_higher_level"] == ("not_met" if notice == "neimenggu-2025" else "met")


@pytest.mark.parametrize("notice", DAYS)
def test_higher_training_bars_only_in_jilin(notice: str) -> None:
    """A19."""
    decision = decided(notice, higher_training_subsidy="same_trade")
    assert results(decision)["no_higher_level"] == ("not_met" if notice == "jilin-2024" else "met")


@pytest.mark.parametrize("notice", DAYS)
def test_one_certificate_one_subsidy(notice: str) -> None:
    decision = decided(notice, training_subsidy=True)
    assert (decision.verdict, results(decision)["no_training_subsidy"]) == ("ineligible", "not_met")


def test_jilin_takes_the_overlap_rules_from_its_own_text() -> None:
    lines = {line.id: line.citation for line in decided("jilin-2024").conditions}
    assert lines["no_training_subsidy"].tier == lines["no_higher_level"].tier == "T1"
    assert lines["claims"].notice == "national-2024-40"


@pytest.mark.parametrize(("level", "fen"), [("five", 110_000), ("four", 165_000), ("three", 220_000)])
def test_urgent_occupations_bring_ten_percent_more(level: str, fen: int) -> None:
    """A34: the first claim included."""
    decision = decided("neimenggu-2025", urgent_occupation=True, certificate_level=level)
    assert decision.amount is not None
    assert (decision.verdict, decision.amount.value) == ("eligible", fen)
    assert len(decision.amount.steps) == 2


def test_an_unknown_list_shows_both_amounts() -> None:
    """A35."""
    decision = decided("neimenggu-2025", urgent_occupation=None)
    assert decision.verdict == "undetermined"
    assert [a.amount for a in decision.alternatives] == [150_000, 165_000]
    assert "A35" in entries(decided("neimenggu-2025"))


@pytest.mark.parametrize(
    ("urgent_now", "this_year", "urgent_before", "result"),
    [
        (False, 0, 0, "met"),
        (True, 0, 0, "met"),
        (True, 1, 0, "met"),  # ordinary, urgent
        (True, 2, 1, "met"),  # ordinary, urgent, urgent
        (True, 2, 2, "met"),  # urgent three times
        (True, 3, 2, "not_met"),
        (True, 3, 3, "not_met"),
        (False, 1, 0, "not_met"),  # ordinary twice
        (False, 1, 1, "review"),  # urgent first, then ordinary
        (False, 2, 2, "review"),
        (False, 2, 1, "not_met"),
        (False, 3, 3, "not_met"),
    ],
)
def test_inner_mongolia_counts_two_pools(urgent_now: bool, this_year: int, urgent_before: int, result: str) -> None:
    """A33."""
    counts = {"claims_this_year": this_year, "claims_last_12_months": this_year}
    changes = {**CLAIMED, **counts, "urgent_claims_this_year": urgent_before, "urgent_occupation": urgent_now}
    decision = decided("neimenggu-2025", date(2025, 11, 3), issued_on=date(2025, 2, 3), **changes)
    assert results(decision)["claims"] == result
    if decision.verdict == "manual_review":
        assert "A33" in entries(decision)


@pytest.mark.parametrize("fact", ["certificate_outside_area", "same_assessor_in_bulk"])
def test_risk_flags_review_and_never_bar(fact: str) -> None:
    """A38."""
    assert decided("neimenggu-2025", **{fact: True}).verdict == "manual_review"
    assert decided("jiangxi-2024", **{fact: True}).verdict == "eligible"


def test_the_person_applies() -> None:
    """A53: the notices speak of the person; who else may apply is for the office to say."""
    for notice in DAYS:
        (step,) = [s for s in decided(notice).steps if s.id == "apply"]
        assert "本人" in step.what.zh  # type: ignore[union-attr]


def test_jiangxi_names_the_document_that_is_not_at_hand() -> None:
    (caveat,) = [c for c in decided("jiangxi-2024").caveats if c.id == "further_conditions"]
    assert "赣人社发〔2017〕34号" in caveat.text.zh  # type: ignore[union-attr]


def test_jiangxi_names_the_contested_day_of_issue() -> None:
    """A02, A03, A04, A05."""
    assert {"A02", "A05"} <= entries(decided("jiangxi-2024"))
    assert "A04" in entries(decided("jiangxi-2024", date(2025, 1, 2)))


@pytest.mark.parametrize("notice", DAYS)
def test_a_certificate_of_tomorrow_is_none_yet(notice: str) -> None:
    tomorrow = date.fromordinal(DAYS[notice].toordinal() + 1)
    assert results(decided(notice, issued_on=tomorrow))["issued"] == "not_met"
