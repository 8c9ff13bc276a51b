"""What other provinces' notices say about refunds, each tried with a made-up notice (design §3, room to grow)."""

from pathlib import Path

import pytest

from assistant.policies.errors import PolicyError
from tests.rules.stabilization_refund.notices import TERM, amount, decided, made_up, refund, result

FIRM = {"organisation_type": "enterprise", "premium_paid_fen": 100_000}
FOUR_RATES = "percent = { large = 30, medium = 50, small = 60, micro = 90 }"


def layoffs(extra: str) -> str:
    return f'condition: use = "layoff_rate"\n{extra}'


@pytest.mark.parametrize(("size", "fen"), [("large", 30_000), ("medium", 50_000), ("small", 60_000), ("micro", 90_000)])
def test_a_rate_for_each_size_class(tmp_path: Path, size: str, fen: int) -> None:
    assert amount(made_up(tmp_path, refund(percent=FOUR_RATES)), **FIRM, size_class=size) == fen


def test_six_types_split_at_a_head_count(tmp_path: Path) -> None:
    plan = made_up(tmp_path, refund('six_types = "head_count"\nsix_types_large_from = 300'))
    group = {"organisation_type": "social_group", "premium_paid_fen": 100_000}
    assert amount(plan, **group, insured_year_end=299) == 60_000
    assert amount(plan, **group, insured_year_end=300) == 30_000
    assert decided(plan, **group).missing == ("insured_year_end",)


@pytest.mark.parametrize(("six_types", "fen"), [("large", 30_000), ("small", 60_000), ("size_class", 60_000)])
def test_six_types_as_large_small_or_by_their_class(tmp_path: Path, six_types: str, fen: int) -> None:
    plan = made_up(tmp_path, refund(f'six_types = "{six_types}"'))
    assert amount(plan, organisation_type="foundation", premium_paid_fen=100_000, size_class="medium") == fen


def test_a_tag_raises_the_rate(tmp_path: Path) -> None:
    tagged = "tagged = { specially_supported = { large = 50, medium = 90, small = 90, micro = 90 } }"
    plan = made_up(tmp_path, refund(tagged))
    assert amount(plan, **FIRM, size_class="large", specially_supported=True) == 50_000
    assert amount(plan, **FIRM, size_class="large", specially_supported=False) == 30_000
    assert [a.amount for a in decided(plan, **FIRM, size_class="large").alternatives] == [30_000, 50_000]


def test_a_ceiling_is_never_the_amount(tmp_path: Path) -> None:
    """A25: the text says at most 60 %."""
    decision = decided(made_up(tmp_path, refund("fixed = false")), **FIRM, size_class="small")
    assert decision.verdict == "undetermined"
    assert decision.amount is not None
    assert (decision.amount.value, decision.amount.at_most) == (None, 60_000)


def test_premium_payable_instead_of_paid(tmp_path: Path) -> None:
    plan = made_up(tmp_path, refund('base = "payable"'))
    assert amount(plan, organisation_type="enterprise", size_class="small", premium_payable_fen=1_000) == 600


def test_deductions_and_additions(tmp_path: Path) -> None:
    plan = made_up(tmp_path, refund('minus = ["earlier_years", "surcharge", "subsidised"]\nplus = ["deferred_paid"]'))
    facts = FIRM | {"size_class": "small", "paid_for_earlier_years": True, "earlier_years_fen": 20_000}
    facts |= {"surcharge_fen": 5_000, "subsidised_fen": 15_000, "deferred_paid_fen": 40_000}
    # 1,000.00 + 400.00 − 200.00 − 50.00 − 150.00 = 1,000.00; × 60 %
    decision = decided(plan, **facts)
    assert decision.amount is not None
    assert decision.amount.value == 60_000
    assert len(decision.amount.steps) == 6
    # More taken off than paid: nothing, never less.
    assert amount(plan, **{**facts, "earlier_years_fen": 900_000}) == 0


def test_each_host_at_its_own_class(tmp_path: Path) -> None:
    split = 'dispatch = "split"\ndispatch_rate_by = "host_size"\ngovernment_bodies = "included"'
    plan = made_up(tmp_path, refund(split, percent=FOUR_RATES))
    hosts = [
        {"label": "A", "host_kind": "enterprise", "host_size": "micro", "premium_fen": 10_000},
        {"label": "B", "host_kind": "enterprise", "host_size": "large", "premium_fen": 20_000},
        {"label": "C", "host_kind": "government_body", "premium_fen": 30_000},
    ]
    facts = {"organisation_type": "dispatch_agency", "size_class": "medium", "own_staff_premium_fen": 2_000}
    # 20 × 50 % + 100 × 90 % + 200 × 30 % + 300 × 50 % (the agency's own class) = 10 + 90 + 60 + 150 yuan
    assert amount(plan, **facts, host_employers=hosts) == 31_000


def test_one_of_two_layoff_formulas_suffices(tmp_path: Path) -> None:
    plan = made_up(tmp_path, layoffs('limit_permille = 55\nformula = "either"'), refund())
    facts = FIRM | {"laid_off_anyone": True, "new_claimants": 50, "person_months": 1200}
    counts = {"insured_previous_year_end": 100, "insured_year_end": 95}
    assert result(plan, "layoff_rate", **facts, **counts) == "met"
    assert result(plan, "layoff_rate", **facts, **(counts | {"insured_year_end": 94})) == "not_met"


def test_retirements_are_no_layoffs(tmp_path: Path) -> None:
    plan = made_up(tmp_path, layoffs('limit_permille = 55\nformula = "net_of_lawful_exits"'), refund())
    facts = FIRM | {"laid_off_anyone": True, "insured_previous_year_end": 100, "insured_year_end": 90}
    # (100 − 5) − 90 = 5 of 95 is 5.3 %; with 4 exits 6 of 96 is 6.25 %
    assert result(plan, "layoff_rate", **facts, lawful_exits=5) == "met"
    assert result(plan, "layoff_rate", **facts, lawful_exits=4) == "not_met"


@pytest.mark.parametrize("formula", ["january_to_december", "year_end_to_year_end"])
def test_decrease_in_head_count(tmp_path: Path, formula: str) -> None:
    plan = made_up(tmp_path, layoffs(f'limit_permille = 55\nformula = "{formula}"'), refund())
    facts = FIRM | {"laid_off_anyone": True, "insured_previous_year_end": 200, "insured_year_start": 200}
    assert result(plan, "layoff_rate", **facts, insured_year_end=189) == "met"  # 11 of 200 is 5.5 %
    assert result(plan, "layoff_rate", **facts, insured_year_end=188) == "not_met"
    assert result(plan, "layoff_rate", **facts, insured_year_end=220) == "met"


def test_own_months_for_firms_insured_during_the_year(tmp_path: Path) -> None:
    plan = made_up(tmp_path, layoffs('limit_permille = 55\nnewly_insured = "own_months"'), refund())
    facts = FIRM | {"laid_off_anyone": True, "new_claimants": 2, "person_months": 200, "insured_months": 5}
    assert result(plan, "layoff_rate", **facts, newly_insured_last_year=True) == "met"  # 2 of 40
    assert result(plan, "layoff_rate", **facts, newly_insured_last_year=False) == "not_met"  # 2 of 16.7


@pytest.mark.parametrize(
    ("counted", "small"),
    [("average", "insured_now"), ("year_end", "insured_now"), ("application", "insured_year_end")],
)
def test_the_day_on_which_thirty_people_count(tmp_path: Path, counted: str, small: str) -> None:
    keys = f'limit_permille = 55\nsmall_max = 30\nsmall_permille = 200\nsmall_counted = "{counted}"'
    plan = made_up(tmp_path, layoffs(keys), refund())
    facts = FIRM | {"laid_off_anyone": True, "new_claimants": 3, "person_months": 360}
    facts |= {"insured_year_end": 30, "insured_now": 30, small: 31}
    assert result(plan, "layoff_rate", **facts) == "met"


def test_no_rule_for_small_firms(tmp_path: Path) -> None:
    plan = made_up(tmp_path, layoffs("limit_permille = 55"), refund())
    facts = FIRM | {"laid_off_anyone": True, "new_claimants": 1, "person_months": 120}
    assert result(plan, "layoff_rate", **facts) == "not_met"  # 10 %


@pytest.mark.parametrize(
    ("count", "fact"),
    [
        ("full", "months_paid"),
        ("consecutive", "months_paid_consecutive"),
        ("cumulative", "months_paid_cumulative"),
        ("base_year", "months_paid_base_year"),
        ("at_review", "months_paid_at_review"),
    ],
)
def test_which_months_count(tmp_path: Path, count: str, fact: str) -> None:
    plan = made_up(tmp_path, f'condition: use = "months_paid"\ncount = "{count}"', refund())
    assert result(plan, "months_paid", **FIRM, **{fact: 12}) == "met"
    decision = decided(plan, **FIRM, **{fact: 11})
    assert decision.verdict == "ineligible"
    assert decision.near_misses[0].values["months"] == 1


def test_months_not_asked(tmp_path: Path) -> None:
    assert decided(made_up(tmp_path, refund()), **FIRM, size_class="small").verdict == "eligible"


def test_lists_bar_or_only_suspend(tmp_path: Path) -> None:
    plan = made_up(
        tmp_path,
        'condition: use = "not_listed"\nid = "wages"\nfact = "wage_arrears_listed"\nsuspends = true',
        'condition: use = "not_listed"\nid = "dishonest"\nfact = "seriously_dishonest"',
        'condition: use = "not_listed"\nid = "forfeited"\nfact = "award_forfeited"',
        refund(),
    )
    clean = FIRM | {"size_class": "small", "wage_arrears_listed": False, "award_forfeited": False}
    clean |= {"seriously_dishonest": False}
    assert decided(plan, **clean).verdict == "eligible"
    assert decided(plan, **(clean | {"wage_arrears_listed": True})).verdict == "manual_review"
    assert decided(plan, **(clean | {"seriously_dishonest": True})).verdict == "ineligible"
    assert decided(plan, **(clean | {"award_forfeited": True})).verdict == "ineligible"


@pytest.mark.parametrize(
    ("says", "verdict"), [("forfeits", "ineligible"), ("keeps", "eligible"), ("review", "manual_review")]
)
def test_deregistered_after_the_award(tmp_path: Path, says: str, verdict: str) -> None:
    """A51: forfeiture only where a notice says so."""
    plan = made_up(tmp_path, f'condition: use = "not_deregistered"\nafter_payout = "{says}"', refund())
    facts = FIRM | {"size_class": "small", "registration_status": "deregistered_after_payout"}
    assert decided(plan, **facts).verdict == verdict


def test_kinds_left_out(tmp_path: Path) -> None:
    plan = made_up(tmp_path, 'condition: use = "kind_not_excluded"\nkinds = ["dispatch_agency"]', refund())
    assert decided(plan, organisation_type="dispatch_agency").verdict == "ineligible"


OVERLAY = """
[[program.stabilization_refund.overlay]]
part = "refund_fen"
section = "2"
document = "虚构的提标文件"
first = {first}
tag = "specially_supported"
changes = {{ percent = {{ large = 50, medium = 90, small = 90, micro = 90 }} }}
"""


@pytest.mark.parametrize(("first", "fen"), [("2026-02-01", 90_000), ("2026-04-01", 60_000)])
def test_an_overlay_reaches_the_shares_too(tmp_path: Path, first: str, fen: int) -> None:
    plan = made_up(
        tmp_path,
        refund('dispatch = "split"'),
        'figure: use = "kept_share"\nid = "kept_fen"\nlike = "refund_fen"',
        term=TERM + OVERLAY.format(first=first),
    )
    facts = {"organisation_type": "dispatch_agency", "size_class": "small", "own_staff_premium_fen": 100_000}
    decision = decided(plan, **facts, specially_supported=True, host_employers=[])
    assert [line.value for line in decision.figures] == [fen, fen]


def test_like_must_name_a_part(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="refund_feng"):
        made_up(tmp_path, refund(), 'figure: use = "kept_share"\nid = "kept_fen"\nlike = "refund_feng"')


def test_a_small_firm_limit_below_the_general_one_is_a_slip(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="small_permille"):
        made_up(tmp_path, layoffs("limit_permille = 55\nsmall_max = 30\nsmall_permille = 20"), refund())
