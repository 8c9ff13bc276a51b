"""Reviews: which amounts may be decided, who may sign, and what opens one again."""

from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from assistant.campaigns import reviewing
from assistant.campaigns.reviewing import ImpossibleAmount, decisions_on, possible_amounts
from assistant.policies import shipped_policies
from assistant.rules.plan import Plan
from assistant.storage.campaigns import Campaign
from assistant.storage.firms import Firms
from assistant.storage.interviews import Conflict
from assistant.storage.paying.reviews import AlreadyPaid, Review, Reviews, SameReviewer
from tests.campaigns.bureau import Bureau
from tests.campaigns.standings import Case, store

AT = datetime(2024, 9, 12, 4, tzinfo=UTC)
DECIDES, SIGNS = 1, 2
SOUND: dict[str, Any] = {
    "organisation_type": "enterprise", "registration_status": "active", "months_paid": 24, "laid_off_anyone": False,
    "last_year_arrears": False, "premium_paid_fen": 1_000_000, "on_large_list": False,
}  # fmt: skip


def _plan() -> Plan:
    from datetime import date

    return shipped_policies().plan_for("jiangxi-2024", "stabilization_refund", date(2024, 8, 15))


def _open(bureau: Bureau, track: str = "review") -> tuple[Campaign, Review]:
    campaign = bureau.campaign(state="approved")
    store(bureau.engine, campaign.id, [Case(track, "open", None, "on file", None, None)])
    review = Reviews(bureau.engine).of_firm(1)
    assert review is not None
    return campaign, review


def _decide(bureau: Bureau, review: Review, fen: int = 600_000, by: int = DECIDES) -> Review:
    amounts = possible_amounts(decisions_on(_plan(), SOUND, None))
    return reviewing.decide(
        Reviews(bureau.engine), review, amounts, decision="pay", amount_fen=fen, note="已核对", by=by, at=AT
    )


def test_a_known_amount_is_the_only_one() -> None:
    # 10,000.00 × 60 % = 6,000.00: not on the province's list of large firms
    amounts = possible_amounts(decisions_on(_plan(), SOUND, None))
    assert [possible.amount_fen for possible in amounts.listed] == [600_000]
    assert amounts.allows(600_000)
    assert not amounts.allows(600_001)


def test_an_amount_that_waits_for_a_choice_has_one_for_each() -> None:
    unlisted = {name: value for name, value in SOUND.items() if name != "on_large_list"}
    amounts = possible_amounts(decisions_on(_plan(), unlisted, None))
    # 30 % → 3,000.00 for large firms, 60 % → 6,000.00 for all others
    assert [possible.amount_fen for possible in amounts.listed] == [300_000, 600_000]
    assert all("在全省大型参保企业名单内" in way for possible in amounts.listed for way in possible.ways)


def test_what_the_firm_says_brings_its_amount_beside_the_bureaus() -> None:
    amounts = possible_amounts(decisions_on(_plan(), SOUND, {"premium_paid_fen": 1_200_000}))
    # 12,000.00 × 60 % = 7,200.00
    assert [(p.amount_fen, p.ways) for p in amounts.listed] == [
        (600_000, ("按现有数据",)),
        (720_000, ("按单位填报的情况",)),
    ]


def test_an_unknown_premium_leaves_nothing_to_pay() -> None:
    unknown = {name: value for name, value in SOUND.items() if name != "premium_paid_fen"}
    assert not possible_amounts(decisions_on(_plan(), unknown, None))


def test_ineligible_facts_give_no_amount() -> None:
    assert not possible_amounts(decisions_on(_plan(), {**SOUND, "months_paid": 3}, None))


def test_a_ceiling_allows_what_lies_below_it() -> None:
    amounts = reviewing.Amounts((), at_most=600_000)
    assert amounts
    assert [amounts.allows(fen) for fen in (-1, 0, 1, 600_000, 600_001)] == [False, False, True, True, False]


def test_another_amount_is_refused_and_nothing_is_stored(bureau_on_sqlite: Bureau) -> None:
    _, review = _open(bureau_on_sqlite)
    with pytest.raises(ImpossibleAmount):
        _decide(bureau_on_sqlite, review, 600_001)
    assert Reviews(bureau_on_sqlite.engine).of_firm(1) == review


@pytest.mark.parametrize(("decided_by", "signed_by"), list(product((1, 2, 3), repeat=2)))
def test_nobody_signs_what_they_decided(bureau_on_sqlite: Bureau, decided_by: int, signed_by: int) -> None:
    _, review = _open(bureau_on_sqlite)
    reviews = Reviews(bureau_on_sqlite.engine)
    decided = _decide(bureau_on_sqlite, review, by=decided_by)
    if decided_by == signed_by:
        with pytest.raises(SameReviewer):
            reviews.sign(decided, signed_by, AT)
        with pytest.raises(SameReviewer):
            reviews.send_back(decided, "再核对", signed_by, AT)
        assert reviews.of_firm(1) == decided
    else:
        assert reviews.sign(decided, signed_by, AT).state == "signed"


def test_signing_brings_the_firm_to_those_that_are_told_their_amount(bureau: Bureau) -> None:
    _, review = _open(bureau)
    signed = Reviews(bureau.engine).sign(_decide(bureau, review), SIGNS, AT)
    firm = Firms(bureau.engine).get(1)
    assert firm is not None
    assert (firm.track, firm.refund_fen) == ("automatic", 600_000)
    assert (signed.state, signed.signed_by, signed.signed_at) == ("signed", SIGNS, AT)


def test_a_signed_refusal_leaves_the_firm_where_it_was(bureau_on_sqlite: Bureau) -> None:
    _, review = _open(bureau_on_sqlite)
    reviews = Reviews(bureau_on_sqlite.engine)
    refused = reviews.decide(review, "refuse", 600_000, "不符合", DECIDES, AT)
    assert refused.refund_fen is None
    reviews.sign(refused, SIGNS, AT)
    firm = Firms(bureau_on_sqlite.engine).get(1)
    assert firm is not None
    assert firm.track == "review"


def test_a_decision_that_is_sent_back_is_open_with_the_reason(bureau_on_sqlite: Bureau) -> None:
    _, review = _open(bureau_on_sqlite)
    reviews = Reviews(bureau_on_sqlite.engine)
    back = reviews.send_back(_decide(bureau_on_sqlite, review), "请核对缴费月数", SIGNS, AT)
    assert (back.state, back.returned_by, back.returned_note) == ("open", SIGNS, "请核对缴费月数")
    again = _decide(bureau_on_sqlite, back, by=3)
    assert (again.state, again.decided_by, again.returned_note) == ("decided", 3, None)
    assert reviews.sign(again, DECIDES, AT).state == "signed"  # the first decision is not theirs any more


def test_two_who_decide_at_once_meet_a_conflict(bureau: Bureau) -> None:
    _, review = _open(bureau)
    _decide(bureau, review)
    with pytest.raises(Conflict):
        _decide(bureau, review, by=3)


def test_what_is_not_decided_cannot_be_signed(bureau_on_sqlite: Bureau) -> None:
    _, review = _open(bureau_on_sqlite)
    with pytest.raises(Conflict):
        Reviews(bureau_on_sqlite.engine).sign(review, SIGNS, AT)


def test_an_accepted_objection_opens_the_review_again(bureau: Bureau) -> None:
    campaign, review = _open(bureau)
    reviews = Reviews(bureau.engine)
    signed = reviews.sign(_decide(bureau, review), SIGNS, AT)
    reviews.open_again(campaign.id, 1, reviewing.OBJECTION)
    opened = reviews.of_firm(1)
    assert opened is not None
    assert (opened.state, opened.signed_by) == ("open", None)
    assert list(opened.reasons) == ["months_paid", reviewing.OBJECTION]
    with pytest.raises(Conflict):
        reviews.sign(signed, 3, AT)


def test_a_firm_without_a_review_gets_one(bureau_on_sqlite: Bureau) -> None:
    campaign = bureau_on_sqlite.campaign(state="approved")
    store(bureau_on_sqlite.engine, campaign.id, [Case("automatic", None, "objected received", "on file", None, None)])
    reviews = Reviews(bureau_on_sqlite.engine)
    reviews.open_again(campaign.id, 1, reviewing.OBJECTION)
    reviews.open_again(campaign.id, 1, reviewing.OBJECTION)
    (found,) = reviews.page(campaign.id)
    assert (found.state, list(found.reasons)) == ("open", [reviewing.OBJECTION])


def test_nothing_is_decided_again_once_it_was_paid(bureau: Bureau) -> None:
    from assistant.campaigns.paying import standing
    from assistant.storage.paying.payments import Payments

    campaign = bureau.campaign(state="approved")
    store(bureau.engine, campaign.id, [Case("automatic", None, None, "on file", "over", None)])
    Payments(bureau.engine).export(standing(campaign, AT), 7, AT)
    with pytest.raises(AlreadyPaid):
        Reviews(bureau.engine).open_again(campaign.id, 1, reviewing.OBJECTION)


def test_the_list_is_narrowed_and_counted(bureau_on_sqlite: Bureau) -> None:
    campaign = bureau_on_sqlite.campaign(state="approved")
    states = ["open", "open", "decided pay", "signed pay", "signed refuse"]
    store(bureau_on_sqlite.engine, campaign.id, [Case("review", s, None, "on file", None, None) for s in states])
    reviews = Reviews(bureau_on_sqlite.engine)
    assert reviews.counts(campaign.id) == {"open": 2, "decided": 1, "signed": 2}
    assert [review.firm for review in reviews.page(campaign.id, "open")] == [1, 2]
    assert [review.firm for review in reviews.page(campaign.id, search="第4公司")] == [4]
    assert [review.firm for review in reviews.page(campaign.id, search="0000000005")] == [5]
    assert reviews.page(campaign.id, search="%") == []  # a sign of the query language is only a sign
    first = reviews.page(campaign.id, limit=2)
    assert [review.firm for review in reviews.page(campaign.id, after=first[-1].id)] == [3, 4, 5]


@pytest.mark.parametrize(
    ("reason", "text", "clause"),
    [
        ("months_paid", "足额缴纳失业保险费", "第二条"),
        (reviewing.OBJECTION, "单位提出异议", ""),
        (reviewing.AMOUNT, "金额", ""),
        ("open:six_types_large", "参照实施", ""),
        ("gone", "gone", ""),
    ],
)
def test_reasons_are_told_in_words(reason: str, text: str, clause: str) -> None:
    said, where = reviewing.reason_text(_plan(), reason)
    assert text in said
    assert where.endswith(clause)
