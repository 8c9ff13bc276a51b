"""The firm that calls: checked first, then what was found and sent; what is said when no money came."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, update

from assistant.campaigns.firm_page.masking import mask_account
from assistant.hotline.at_hand import AtHand
from assistant.hotline.calling_firm import MOST_TRIES, CallingFirm
from assistant.hotline.content import Content
from assistant.hotline.not_received import SAY, kinds, saying
from assistant.interview.wording import CHINESE
from assistant.storage import Engine
from assistant.storage.campaigns import Campaigns
from assistant.storage.firm_page.links import LINK, FirmPages
from assistant.storage.firm_page.replies import CONFIRMED, OBJECTED, REFUSED, Replies, Said
from assistant.storage.firms import Firm
from assistant.storage.hotline.calls import Calls
from assistant.storage.paying.payable import HINDRANCES
from assistant.storage.tables import firms as firms_table
from assistant.storage.tables import messages, payment_exports, public_notice_firms, public_notices
from tests import staffing
from tests.campaigns.firm_page import sample
from tests.hotline.agents import LIST, Agent, agent
from tests.operator.desk import errors
from tests.web.interview.visiting import main_of

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def engine(app: Flask) -> Engine:
    return staffing.engine_of(app)


@pytest.fixture
def firm(engine: Engine) -> Firm:
    return sample.make(engine).firms[0]


@pytest.fixture
def desk(app: Flask) -> Agent:
    return agent(app)


def page_of(desk: Agent, firm: Firm, *, verified: bool = True) -> str:
    return main_of(desk.get(f"{LIST}/{desk.take_firm(firm, verified=verified)}/firm"))


def _send(engine: Engine, firm: Firm, state: str) -> None:
    row = {
        "campaign": firm.campaign, "firm": firm.id, "purpose": "notice", "state": state, "segments": 1, "created_at": AT,
        "accepted_at": AT if state in ("accepted", "delivered") else None,
    }  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(messages).values(row))


def test_before_the_caller_is_checked_only_messages_are_spoken_of(desk: Agent, engine: Engine, firm: Firm) -> None:
    _send(engine, firm, "delivered")
    number = desk.take_firm(firm)
    page = desk.get(f"{LIST}/{number}/firm")
    shown = main_of(page)
    assert "2026-03-02 10:00:00 发过短信" in shown
    for secret in ("72,000", "可以享受", firm.credit_code[-6:], mask_account(sample.ACCOUNT), "12,000", "返还通知"):
        assert secret not in page.text, secret
    assert desk.events("firm_viewed")[0].after == {"firm": firm.id, "campaign": firm.campaign, "verified": False}


def test_the_last_six_open_what_was_found(desk: Agent, firm: Firm) -> None:
    number = desk.take_firm(firm)
    answer = desk.post(f"{LIST}/{number}/firm/verify", last_six=f" {firm.credit_code[-6:].lower()} ")
    assert answer.status_code == 303
    shown = main_of(desk.get(f"{LIST}/{number}/firm"))
    assert "72,000.00 元" in shown
    assert mask_account(sample.ACCOUNT) in shown
    assert sample.ACCOUNT not in shown
    assert "138****1234" in shown
    assert desk.events("caller_verified")[0].after == {"firm": firm.id, "right": True, "tries": 1}


def test_five_wrong_tries_are_all(desk: Agent, firm: Firm) -> None:
    number = desk.take_firm(firm)
    for left in range(MOST_TRIES - 1, -1, -1):
        answer = desk.post(f"{LIST}/{number}/firm/verify", last_six="AAAAAA")
        assert answer.status_code == 422
        assert ("再念一遍" if left else "已经试了 5 次") in errors_and_summary(answer)
    right = desk.post(f"{LIST}/{number}/firm/verify", last_six=firm.credit_code[-6:])
    assert right.status_code == 422
    assert "72,000" not in main_of(desk.get(f"{LIST}/{number}/firm"))
    assert [event.after["right"] for event in desk.events("caller_verified")] == [False] * MOST_TRIES


def errors_and_summary(answer: Any) -> str:
    return main_of(answer) + str(errors(answer))


def test_a_firm_of_another_region_or_call_is_not_there(app: Flask, desk: Agent, firm: Firm) -> None:
    number = desk.take_firm(firm)
    for other in (agent(app), agent(app, region="620000"), agent(app, region=None)):
        assert other.get(f"{LIST}/{number}/firm").status_code == 404
        assert other.post(f"{LIST}/{number}/firm/verify", last_six=firm.credit_code[-6:]).status_code == 404
        assert len(desk.events("access_refused")) >= 1
    without = agent(app).take()
    assert desk.get(f"{LIST}/{without}/firm").status_code == 404


def test_what_was_not_approved_is_told_to_nobody(app: Flask, desk: Agent, engine: Engine) -> None:
    shown = page_of(desk, sample.make(engine, state="submitted").firms[0])
    assert "还没有复核通过" in shown
    assert "72,000" not in shown


# What happened to a firm on the automatic way, and what is therefore said: the keys of SAY.
STATES: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("nothing sent", {}, ("not_published", "not_sent")),
    ("queued", {"message": "queued"}, ("not_published", "not_sent")),
    ("failed", {"message": "failed"}, ("not_published", "not_arrived")),
    ("unknown", {"message": "unknown"}, ("not_published", "perhaps_arrived")),
    ("opted out", {"message": "opted_out"}, ("not_published", "opted_out")),
    ("delivered", {"message": "delivered"}, ("not_published", "not_opened")),
    ("opened", {"message": "delivered", "opened": True}, ("not_published", "not_replied")),
    ("must confirm", {"opened": True, "terms": {"requires_confirmation": True}}, ("reply_wanted", "not_published")),
    ("confirmed", {"reply": Said(CONFIRMED, "correct")}, ("not_published",)),
    ("not ours", {"reply": Said(CONFIRMED, "not_ours")}, ("account_unknown", "not_published")),
    ("objected", {"reply": Said(OBJECTED, note="x")}, ("objection_open",)),
    ("refused objection", {"reply": Said(OBJECTED, note="x"), "refused": True}, ("objection_refused", "not_published")),
    ("in public", {"reply": Said(CONFIRMED, "correct"), "public": 3}, ("publication_running",)),
    ("was in public", {"reply": Said(CONFIRMED, "correct"), "public": -3}, ("payable",)),
    ("paid", {"paid": True}, ("paid",)),
    ("no number", {"row": {"phone": None}}, ("not_published", "no_number")),
    ("no account", {"row": {"account": None}, "message": "queued"}, ("account_unknown", "not_published", "not_sent")),
    ("not eligible", {"row": {"track": "none", "verdict": "ineligible"}}, ("not_met",)),
    ("facts missing", {"row": {"track": "none", "verdict": "undetermined"}}, ("facts_missing",)),
    ("review", {"row": {"track": "review", "verdict": "manual_review", "refund_fen": None}}, ("review_open",)),
    (
        "agency",
        {"row": {"track": "invitation", "refund_fen": None, "facts": sample.AGENCY}},
        ("must_apply", "not_sent"),
    ),
    ("aborted", {"state": "aborted"}, ("aborted",)),
    ("not approved", {"state": "submitted"}, ("checking",)),
]


def test_why_no_money_came(app: Flask, engine: Engine) -> None:
    with app.test_request_context():
        found = {name: tuple(kinds(_matter(engine, **happened))) for name, happened, _ in STATES}
    assert found == {name: expected for name, _, expected in STATES}


def test_every_hindrance_has_its_sentence_and_every_sentence_its_next_step(app: Flask, engine: Engine) -> None:
    assert set(HINDRANCES) <= set(SAY)
    matter = _matter(engine, terms={"reply_until": date(2024, 9, 30)})
    with app.test_request_context():
        for kind in SAY:
            said = saying(kind, matter, CHINESE)
            assert said.said.endswith("。")
            assert said.then.endswith("。")
            assert "%" not in said.said + said.then
        assert "0791-12333" in saying("not_met", matter, CHINESE).then


def _matter(engine: Engine, **happened: Any) -> CallingFirm:
    """The firm to whom this happened, in a call of nobody's."""
    firm = _happen(engine, **happened)
    campaign = Campaigns(engine).get(firm.campaign)
    assert campaign is not None
    call = Calls(engine, sample.TEST_SECRET, timedelta(days=1)).take(firm.id, None, "firm")
    return CallingFirm(AtHand(call, Content(), None), firm, campaign)


def test_after_the_last_day_nothing_is_offered_any_more(desk: Agent, engine: Engine) -> None:
    firm = _happen(engine, row={"track": "none", "verdict": "ineligible"}, terms={"reply_until": date(2024, 9, 30)})
    number = desk.take_firm(firm, verified=True)
    page = desk.get(f"{LIST}/{number}/firm")
    assert "登记异议和申请的时间已经过了" in main_of(page)
    assert "/objection/begin" not in page.text


def _happen(
    engine: Engine,
    *,
    state: str = "approved",
    terms: dict[str, Any] | None = None,
    row: dict[str, Any] | None = None,
    message: str = "",
    opened: bool = False,
    reply: Said | None = None,
    refused: bool = False,
    public: int = 0,
    paid: bool = False,
) -> Firm:
    """A firm to whom this happened; ``public``: the days until its 公示 ends."""
    firm = sample.make(engine, sample.firm_row(0, **(row or {})), state=state, **(terms or {})).firms[0]
    if message:
        _send(engine, firm, message)
    if opened:
        pages = FirmPages(engine, sample.TEST_SECRET)
        pages.enter(LINK, pages.issue(firm.id, LINK, datetime.now(UTC) + timedelta(days=1)))
    if reply:
        stored, _ = Replies(engine, sample.TEST_SECRET).add(firm.campaign, firm.id, reply)
        if refused:
            Replies(engine, sample.TEST_SECRET).handle(stored, REFUSED, 1, "依据不足")
    if public:
        _publish(engine, firm, public)
    if paid:
        _pay(engine, firm)
    return firm


def _publish(engine: Engine, firm: Firm, until: int) -> None:
    today = datetime.now(UTC).date()
    days = {"first_day": today - timedelta(days=9), "last_day": today + timedelta(days=until)}
    row = {"campaign": firm.campaign, "number": 1, "content": {}, "created_by": 1, "created_at": AT, **days}
    with engine.begin() as connection:
        key = connection.execute(insert(public_notices).values(row).returning(public_notices.c.id)).scalar_one()
        line = {"public_notice": key, "firm": firm.id, "refund_fen": 7_200_000, "percent": "", "layoff_rate": ""}
        connection.execute(insert(public_notice_firms).values(line | {"live": 1}))


def _pay(engine: Engine, firm: Firm) -> None:
    row = {"campaign": firm.campaign, "firms": 1, "total_fen": 7_200_000, "created_by": 1, "created_at": AT}
    with engine.begin() as connection:
        key = connection.execute(insert(payment_exports).values(row).returning(payment_exports.c.id)).scalar_one()
        connection.execute(update(firms_table).where(firms_table.c.id == firm.id).values(payment_export=key))
