"""Who is paid: never twice, never without every condition; tried in every combination on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.campaigns.paying import WHY, standing, tax_account_open_to
from assistant.campaigns.terms import Terms
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.interviews import Conflict
from assistant.storage.paying.payable import HINDRANCES
from assistant.storage.paying.payments import EXPORTED, PAYABLE, NothingToPay, NotPaying, Payments
from tests.campaigns.bureau import TERMS, Bureau
from tests.campaigns.standings import (
    ACCOUNT,
    AT,
    DECIDED_FEN,
    FOUND_ACCOUNT,
    SCREENED_FEN,
    TODAY,
    Case,
    every_case,
    store,
)

GOOD = Case("automatic", None, "confirmed", "on file", "over", None)


def _campaign(bureau: Bureau, state: str = "approved", *, wants_reply: bool = False, **values: object) -> Campaign:
    terms = TERMS.model_copy(update={"requires_confirmation": wants_reply})
    return bureau.campaign(state=state, settings=terms.stored(), **values)


@pytest.mark.parametrize("wants_reply", [False, True])
def test_who_is_paid_in_every_combination(bureau: Bureau, wants_reply: bool) -> None:
    cases = list(every_case())
    # 4 tracks × 5 reviews × 7 replies × 4 accounts × (5 publications × 3 objections − 2 objections to none)
    assert len(cases) == 4 * 5 * 7 * 4 * 13
    campaign = _campaign(bureau, wants_reply=wants_reply)
    placed = store(bureau.engine, campaign.id, cases)
    expected = {key: case for key, case in placed.items() if case.payable(wants_reply=wants_reply)}
    assert len(expected) > 10
    payments, at = Payments(bureau.engine), standing(campaign, AT)

    assert payments.payable_firms(at) == set(expected)
    totals = payments.totals(at)
    amounts = [case.amount or 0 for case in expected.values()]
    assert (totals.payable, totals.payable_fen) == (len(expected), sum(amounts))
    assert {row.firm for row in payments.page(at, PAYABLE, limit=10_000)} == set(expected)

    made = payments.export(at, 7, AT)
    lines = list(payments.lines(made.id))
    assert {line.firm: line.refund_fen for line in lines} == {key: case.amount for key, case in expected.items()}
    found = {key for key, case in expected.items() if case.account == "found and confirmed"}
    assert {line.firm for line in lines if line.account == FOUND_ACCOUNT} == found
    assert all(line.account == ACCOUNT for line in lines if line.firm not in found)
    assert (made.firms, made.total_fen) == (len(lines), sum(amounts))

    with pytest.raises(NothingToPay):
        payments.export(at, 8, AT)
    assert {row.firm for row in payments.page(at, EXPORTED, limit=10_000)} == set(expected)


def test_everyone_who_is_not_paid_is_told_why(bureau_on_sqlite: Bureau) -> None:
    campaign = _campaign(bureau_on_sqlite, wants_reply=True)
    placed = store(bureau_on_sqlite.engine, campaign.id, list(every_case()))
    shown = Payments(bureau_on_sqlite.engine).page(standing(campaign, AT), limit=10_000)
    for row in shown:
        assert bool(row.hindrances) is not placed[row.firm].payable(wants_reply=True), placed[row.firm]
    # Those who are not on the list were left out by screening, and nobody took them up again.
    absent = {case for key, case in placed.items() if key not in {row.firm for row in shown}}
    assert {(case.track, case.review) for case in absent} == {("none", None)}
    assert set(WHY) == set(HINDRANCES)


@pytest.mark.parametrize(
    ("case", "hindrances"),
    [
        (GOOD, ()),
        (replace(GOOD, track="invitation"), ("must_apply",)),
        (replace(GOOD, track="review"), ("review_open",)),
        (replace(GOOD, review="decided pay"), ("review_unsigned",)),
        (replace(GOOD, review="signed refuse"), ("refused",)),
        (replace(GOOD, reply="objected received"), ("objection_open",)),
        (replace(GOOD, reply=None), ("reply_wanted",)),
        (replace(GOOD, reply="confirmed not_ours"), ("account_unknown",)),
        (replace(GOOD, account="missing"), ("account_unknown",)),
        (replace(GOOD, reply="confirmed not_ours", account="found"), ("account_unconfirmed",)),
        (replace(GOOD, publication="running"), ("publication_running",)),
        (replace(GOOD, publication="withdrawn"), ("not_published",)),
        (replace(GOOD, publication="over, other amount"), ("not_published",)),
        (replace(GOOD, objection="undecided"), ("publication_objected",)),
        (replace(GOOD, track="invitation", review="signed pay", reply="applied accepted"), ()),
    ],
)
def test_what_stands_against_a_firm(bureau_on_sqlite: Bureau, case: Case, hindrances: tuple[str, ...]) -> None:
    campaign = _campaign(bureau_on_sqlite, wants_reply=True)
    store(bureau_on_sqlite.engine, campaign.id, [case])
    (row,) = Payments(bureau_on_sqlite.engine).page(standing(campaign, AT))
    assert row.hindrances == hindrances


@pytest.mark.parametrize("state", ["draft", "screened", "submitted", "aborted"])
def test_a_campaign_that_nobody_approved_pays_nobody(bureau_on_sqlite: Bureau, state: str) -> None:
    campaign = _campaign(bureau_on_sqlite, state)
    store(bureau_on_sqlite.engine, campaign.id, [GOOD])
    with pytest.raises(NotPaying):
        Payments(bureau_on_sqlite.engine).export(standing(campaign, AT), 7, AT)
    assert Payments(bureau_on_sqlite.engine).exports(campaign.id) == []


def test_a_later_list_holds_only_who_is_new(bureau: Bureau) -> None:
    campaign = _campaign(bureau)
    later = replace(GOOD, publication="running", review="signed pay")
    store(bureau.engine, campaign.id, [GOOD, GOOD, later])
    payments = Payments(bureau.engine)
    first = payments.export(standing(campaign, AT), 7, AT)
    next_day = AT + timedelta(days=1)
    second = payments.export(standing(campaign, next_day), 7, next_day)
    # 2 × 6,000.00, then 7,200.00
    assert (first.firms, first.total_fen) == (2, 2 * SCREENED_FEN)
    assert (second.firms, second.total_fen) == (1, DECIDED_FEN)
    assert [line.firm for line in payments.lines(first.id)] == [1, 2]
    assert [line.firm for line in payments.lines(second.id)] == [3]


def test_many_at_once_pay_each_firm_once(bureau: Bureau) -> None:
    campaign = _campaign(bureau)
    store(bureau.engine, campaign.id, [GOOD] * 200)

    def export(_number: int) -> int:
        try:
            return Payments(bureau.engine).export(standing(campaign, AT), 7, AT).firms
        except NothingToPay:
            return 0

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(export, range(8)))
    assert sorted(counts) == [0] * 7 + [200]


def test_no_other_campaign_of_the_year_pays_the_same_firm(bureau: Bureau) -> None:
    one, other = _campaign(bureau), _campaign(bureau, title="又一批")
    next_year = _campaign(bureau, as_of=date(2025, 8, 15))
    elsewhere = _campaign(bureau, region="620000")
    payments = Payments(bureau.engine)
    for place, campaign in enumerate((one, other, next_year, elsewhere)):
        store(bureau.engine, campaign.id, [GOOD], first=1 + place)
    _same_code(bureau)
    payments.export(standing(one, AT), 7, AT)
    (row,) = payments.page(standing(other, AT))
    assert row.hindrances == ("paid_elsewhere",)
    with pytest.raises(NothingToPay):
        payments.export(standing(other, AT), 7, AT)
    assert payments.export(standing(next_year, AT), 7, AT).firms == 1
    assert payments.export(standing(elsewhere, AT), 7, AT).firms == 1


def test_the_database_itself_refuses_a_second_payment(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the conditions ever wrong, the constraint would still hold."""
    one, other = _campaign(bureau), _campaign(bureau)
    for place, campaign in enumerate((one, other)):
        store(bureau.engine, campaign.id, [GOOD], first=1 + place)
    _same_code(bureau)
    payments = Payments(bureau.engine)
    payments.export(standing(one, AT), 7, AT)
    monkeypatch.setattr("assistant.storage.paying.payments.payable", lambda at: _of_campaign(at.campaign))
    with pytest.raises(Conflict):
        payments.export(standing(other, AT), 7, AT)
    assert payments.exports(other.id) == []


def _of_campaign(key: int) -> object:
    from assistant.storage.tables import firms

    return firms.c.campaign == key


def _same_code(bureau: Bureau) -> None:
    from sqlalchemy import update

    from assistant.storage.tables import firms

    with bureau.engine.begin() as connection:
        connection.execute(update(firms).values(credit_code="91350100M000100Y43"))


def test_the_last_day_of_the_publication_still_counts(bureau_on_sqlite: Bureau) -> None:
    campaign = _campaign(bureau_on_sqlite)
    store(bureau_on_sqlite.engine, campaign.id, [replace(GOOD, publication="running")])
    payments = Payments(bureau_on_sqlite.engine)
    # 2024-09-12 ends in Beijing at 16:00 UTC.
    last_second = AT.replace(hour=15, minute=59, second=59)
    assert standing(campaign, last_second).today == TODAY
    assert payments.payable_firms(standing(campaign, last_second)) == set()
    assert payments.payable_firms(standing(campaign, last_second + timedelta(seconds=1))) == {1}


@pytest.mark.parametrize(
    ("size", "stated", "open_"),
    [
        ("small", ("small", "micro"), True),
        ("micro", ("small", "micro"), True),
        ("medium", ("small", "micro"), False),  # A50: only 小微 is stated
        ("large", ("small", "micro"), False),
        (None, ("small", "micro"), False),
        ("small", (), False),
    ],
)
def test_whom_the_tax_side_account_serves(size: str | None, stated: tuple[str, ...], open_: bool) -> None:
    assert tax_account_open_to(size, stated) is open_


def test_the_standing_follows_the_campaign(bureau_on_sqlite: Bureau) -> None:
    campaign = _campaign(bureau_on_sqlite, wants_reply=True, demonstration=1)
    found = standing(campaign, AT)
    assert found.entitlement == "demonstration/360000/stabilization_refund/jiangxi-2024/2024/"
    assert found.wants_reply
    assert Terms.of(Campaigns(bureau_on_sqlite.engine).save(campaign)).requires_confirmation
