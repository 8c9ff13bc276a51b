"""公示: its days, what it says of a firm, whom it holds, and what objections to it do."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from assistant.campaigns import publishing, reviewing
from assistant.campaigns.paying import standing
from assistant.campaigns.terms import Terms
from assistant.policies import shipped_policies
from assistant.rules.plan import Plan
from assistant.rules.working_days import CalendarNotLoaded
from assistant.storage.campaigns import Campaign
from assistant.storage.interviews import Conflict
from assistant.storage.paying.payments import Payments
from assistant.storage.paying.publications import NothingToPublish, NotPublishing, Publication, Publications
from assistant.storage.paying.reviews import Reviews
from tests.campaigns.bureau import TERMS, Bureau
from tests.campaigns.standings import AT, Case, store

READY = Case("automatic", None, None, "on file", None, None)
MONDAY = datetime(2024, 9, 2, 4, tzinfo=UTC)


def _plan(notice: str = "jiangxi-2024", as_of: date = date(2024, 8, 15)) -> Plan:
    return shipped_policies().plan_for(notice, "stabilization_refund", as_of)


def _publish(bureau: Bureau, campaign: Campaign, at: datetime = MONDAY) -> Publication:
    return publishing.publish(Publications(bureau.engine), shipped_policies(), campaign, 7, at)


@pytest.mark.parametrize(
    ("posted", "days", "last"),
    [
        # JL18: posted on Monday 2018-08-06; 7, 8, 9, 10, 13, 14, 15 August are the seven working days after it.
        (date(2018, 8, 6), 7, date(2018, 8, 15)),
        # 10 to 14 September 2024 work (the 14th, a Saturday, in exchange); 15 to 17 rest: 10, 11, 12, 13, 14.
        (date(2024, 9, 9), 5, date(2024, 9, 14)),
        # 29 September 2024 is a Sunday that is worked, then 1 to 7 October rest: 29, 30, 8, 9, 10.
        (date(2024, 9, 28), 5, date(2024, 10, 10)),
    ],
)
def test_the_posting_day_is_not_counted(posted: date, days: int, last: date) -> None:
    assert publishing.period(posted, days) == (posted, last)


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    with pytest.raises(CalendarNotLoaded):
        publishing.period(date(2099, 3, 2), 5)


@pytest.mark.parametrize(
    ("notice", "chosen", "days"), [("jilin-2018", 5, 7), ("jilin-2018", 10, 10), ("jiangxi-2024", 5, 5)]
)
def test_never_fewer_days_than_the_notice_asks_for(
    bureau_on_sqlite: Bureau, notice: str, chosen: int, days: int
) -> None:
    terms = TERMS.model_copy(update={"public_days": chosen})
    campaign = bureau_on_sqlite.campaign(notice=notice, settings=terms.stored())
    assert publishing.days_to_publish(shipped_policies(), campaign, Terms.of(campaign)) == days


@pytest.mark.parametrize(
    ("code", "facts", "shown"),
    [
        ("91350100M000100Y43", {"organisation_type": "enterprise"}, "91350100M000100Y43"),
        ("52350100M000100Y43", {"organisation_type": "social_group"}, "52350100M000100Y43"),
        ("92350100M000100Y43", {}, "92350100**********"),
        ("91350100M000100Y43", {"organisation_type": "individual_business"}, "91350100**********"),
    ],
)
def test_only_an_individual_business_is_masked(code: str, facts: dict[str, Any], shown: str) -> None:
    assert publishing.shown_code(code, facts) == shown
    assert len(shown) == 18


@pytest.mark.parametrize(
    ("notice", "facts", "rate"),
    [
        ("jiangxi-2024", {"laid_off_anyone": False}, "0%"),
        # 4 ÷ (1,200 ÷ 12) = 4 %
        ("jiangxi-2024", {"new_claimants": 4, "person_months": 1200, "newly_insured_last_year": False}, "4%"),
        # 1 ÷ (37 ÷ 12) = 32.432… %, half-up to 32.43
        ("jiangxi-2024", {"new_claimants": 1, "person_months": 37, "newly_insured_last_year": False}, "32.43%"),
        # over how many months to average is open for who was insured during the year
        ("jiangxi-2024", {"new_claimants": 4, "person_months": 1200, "newly_insured_last_year": True}, ""),
        ("jiangxi-2024", {}, ""),
        # Gansu states no formula: only the office's own figure is one
        ("gansu-2024", {"new_claimants": 4, "person_months": 1200, "newly_insured_last_year": False}, ""),
        ("gansu-2024", {"office_gave_rate": True, "office_rate_bp": 551}, "5.51%"),
    ],
)  # fmt: skip
def test_the_layoff_rate_is_shown_where_it_is_known(notice: str, facts: dict[str, Any], rate: str) -> None:
    assert publishing.layoff_rate_text(_plan(notice), facts) == rate


def test_the_percentage_is_the_one_that_was_calculated_with() -> None:
    facts = {"organisation_type": "enterprise", "premium_paid_fen": 1_000_000, "last_year_arrears": False}
    assert publishing.percent_text(_plan(), {**facts, "on_large_list": False}) == "60%"
    assert publishing.percent_text(_plan(), {**facts, "on_large_list": True}) == "30%"
    assert publishing.percent_text(_plan(), facts) == ""


def test_a_batch_holds_whose_amount_is_decided(bureau: Bureau) -> None:
    campaign = bureau.campaign(state="approved")
    cases = [
        READY,
        Case("review", "signed pay", None, "on file", None, None),
        Case("review", "open", None, "on file", None, None),
        Case("review", "signed refuse", None, "on file", None, None),
        Case("automatic", None, "objected received", "on file", None, None),
        Case("invitation", None, None, "on file", None, None),
        Case("none", None, None, "on file", None, None),
    ]
    store(bureau.engine, campaign.id, cases)
    made = _publish(bureau, campaign)
    lines = Publications(bureau.engine).firms(made.id)
    # 6,000.00 as screened, 7,200.00 as decided
    assert [(line.firm, line.refund_fen) for line in lines] == [(1, 600_000), (2, 720_000)]
    assert (made.firms, made.total_fen) == (2, 1_320_000)
    # Monday 2 September 2024: 3, 4, 5, 6, 9
    assert (made.first_day, made.last_day) == (date(2024, 9, 2), date(2024, 9, 9))
    assert made.content["office"] == TERMS.office
    assert any("足额缴纳" in line["text"] for line in made.content["conditions"])
    with pytest.raises(NothingToPublish):
        _publish(bureau, campaign)


def test_batches_are_numbered_and_hold_each_firm_once(bureau_on_sqlite: Bureau) -> None:
    campaign = bureau_on_sqlite.campaign(state="approved")
    store(bureau_on_sqlite.engine, campaign.id, [READY])
    first = _publish(bureau_on_sqlite, campaign)
    store(bureau_on_sqlite.engine, campaign.id, [Case("review", "signed pay", None, "on file", None, None)], first=2)
    second = _publish(bureau_on_sqlite, campaign)
    assert (first.number, second.number) == (1, 2)
    assert [line.firm for line in Publications(bureau_on_sqlite.engine).firms(second.id)] == [2]


def test_a_firm_whose_amount_changed_is_published_again_and_paid_by_the_new_one(bureau: Bureau) -> None:
    campaign = bureau.campaign(state="approved")
    store(bureau.engine, campaign.id, [READY])
    _publish(bureau, campaign)
    over = datetime(2024, 9, 10, 4, tzinfo=UTC)
    payments, reviews = Payments(bureau.engine), Reviews(bureau.engine)
    assert payments.payable_firms(standing(campaign, over)) == {1}

    reviews.open_again(campaign.id, 1, reviewing.OBJECTION)
    opened = reviews.of_firm(1)
    assert opened is not None
    reviews.sign(reviews.decide(opened, "pay", 720_000, "按单位资料", 1, over), 2, over)
    assert payments.payable_firms(standing(campaign, over)) == set()

    again = _publish(bureau, campaign, over)
    (line,) = Publications(bureau.engine).firms(again.id)
    assert (line.refund_fen, line.percent) == (720_000, "")
    later = datetime(2024, 9, 30, 4, tzinfo=UTC)
    made = payments.export(standing(campaign, later), 7, later)
    assert made.total_fen == 720_000


@pytest.mark.parametrize("state", ["draft", "screened", "submitted", "aborted"])
def test_a_campaign_that_nobody_approved_publishes_nothing(bureau_on_sqlite: Bureau, state: str) -> None:
    campaign = bureau_on_sqlite.campaign(state=state)
    store(bureau_on_sqlite.engine, campaign.id, [READY])
    with pytest.raises(NotPublishing):
        _publish(bureau_on_sqlite, campaign)


def test_what_was_taken_back_has_to_be_published_again(bureau: Bureau) -> None:
    campaign = bureau.campaign(state="approved")
    store(bureau.engine, campaign.id, [READY])
    made, publications = _publish(bureau, campaign), Publications(bureau.engine)
    publications.withdraw(made, MONDAY)
    with pytest.raises(Conflict):
        publications.withdraw(made, MONDAY)
    over = datetime(2024, 9, 10, 4, tzinfo=UTC)
    assert Payments(bureau.engine).payable_firms(standing(campaign, over)) == set()
    assert _publish(bureau, campaign, over).number == 2


def test_it_is_shown_on_its_days_and_on_no_other(bureau_on_sqlite: Bureau) -> None:
    campaign = bureau_on_sqlite.campaign(state="approved")
    store(bureau_on_sqlite.engine, campaign.id, [READY])
    made, publications = _publish(bureau_on_sqlite, campaign), Publications(bureau_on_sqlite.engine)
    for day, shown in [(1, False), (2, True), (9, True), (10, False)]:
        today = date(2024, 9, day)
        assert publishing.shown_on(made, today) is shown
        assert [found.id for found in publications.in_public(today)] == ([made.id] if shown else [])
    publications.withdraw(made, MONDAY)
    assert publications.in_public(date(2024, 9, 3)) == []


@pytest.mark.parametrize("against", [1, None])
def test_an_undecided_objection_holds_the_payment(bureau: Bureau, against: int | None) -> None:
    campaign = bureau.campaign(state="approved")
    store(bureau.engine, campaign.id, [READY, READY])
    made, publications, payments = _publish(bureau, campaign), Publications(bureau.engine), Payments(bureau.engine)
    key = publications.record_objection(
        made, firm=against, raised_by="李某", channel="visit", content="已停产", received_on=date(2024, 9, 3),
        recorded_by=7, recorded_at=MONDAY,
    )  # fmt: skip
    at = standing(campaign, MONDAY + timedelta(days=8))
    assert payments.payable_firms(at) == (set() if against is None else {2})
    (objection,) = publications.objections(made.id)
    assert (objection.id, objection.firm_name) == (key, None if against is None else "第1公司")
    publications.decide_objection(objection, "dismissed", "核实无误", 8, MONDAY)
    assert payments.payable_firms(at) == {1, 2}
    with pytest.raises(Conflict):
        publications.decide_objection(objection, "upheld", "重来", 8, MONDAY)


def test_a_change_while_the_list_is_made_waits_for_the_next_batch(bureau_on_sqlite: Bureau) -> None:
    campaign = bureau_on_sqlite.campaign(state="approved")
    store(bureau_on_sqlite.engine, campaign.id, [READY, READY])
    publications = Publications(bureau_on_sqlite.engine)
    lines = {1: (600_000, "60%", "0%"), 2: (599_999, "60%", "0%")}  # the second was read with another amount
    made = publications.create(campaign.id, lines, AT.date(), AT.date(), {}, 7, AT)
    assert [line.firm for line in publications.firms(made.id)] == [1]
    assert publications.due_count(campaign.id) == (1, 600_000)
