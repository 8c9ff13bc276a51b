"""Addresses in messages, and until when and from whom a reply is taken."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from assistant import storage
from assistant.campaigns.firm_page.findings import Findings, findings, first_answers, prefilled
from assistant.campaigns.firm_page.links import address, pickup_address
from assistant.campaigns.firm_page.replying import Closed, NotForThisFirm, account_answers, clean, confirm
from assistant.interview.flows import shipped_flows
from assistant.policies import shipped_policies
from assistant.storage.firm_page.replies import Replies
from tests.campaigns.firm_page import sample

ORIGIN = "https://wengang.example.cn"
LAST = date(2024, 9, 30)
IN_TIME = datetime(2024, 9, 30, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Beijing
TOO_LATE = datetime(2024, 9, 30, 16, 0, tzinfo=UTC)


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.connect(database_url)


def found(engine: Engine, state: str = "approved", **changes: object) -> Findings:
    made = sample.make(engine, sample.firm_row(0, **changes), state=state, reply_until=LAST)
    return findings(shipped_policies(), shipped_flows(), made.campaign, made.firms[0])


def test_an_address_is_short_and_holds_nothing_but_the_secret() -> None:
    assert address(ORIGIN, "A1b2C3") == f"{ORIGIN}/n/A1b2C3"
    assert pickup_address(ORIGIN) == f"{ORIGIN}/n"
    assert re.fullmatch(r"[A-Za-z0-9:/.]+", address(ORIGIN, "A1b2C3"))


@pytest.mark.parametrize(
    ("state", "at", "taken"),
    [
        ("approved", IN_TIME, True),
        ("paused", IN_TIME, True),
        ("approved", TOO_LATE, False),
        ("submitted", IN_TIME, False),
        ("closed", IN_TIME, False),
        ("aborted", IN_TIME, False),
    ],
)
def test_replies_are_taken_to_the_end_of_the_last_day_in_beijing(
    engine: Engine, state: str, at: datetime, taken: bool
) -> None:
    firm, replies = found(engine, state), Replies(engine, "k" * 32)
    assert firm.open_on(at) is taken
    if taken:
        assert confirm(replies, firm, "correct", at).firm == firm.firm.id
        assert confirm(replies, firm, "correct", TOO_LATE).firm == firm.firm.id, "an earlier reply is shown for ever"
    else:
        with pytest.raises(Closed):
            confirm(replies, firm, "correct", at)
        assert replies.of_firm(firm.firm.id) is None


@pytest.mark.parametrize("track", ["invitation", "review", "none"])
def test_only_what_is_paid_without_a_decision_is_confirmed(engine: Engine, track: str) -> None:
    with pytest.raises(NotForThisFirm):
        confirm(Replies(engine, "k" * 32), found(engine, track=track), "correct", IN_TIME)


def test_an_account_that_is_not_on_file_is_not_correct(engine: Engine) -> None:
    assert account_answers(found(engine)) == ("correct", "not_ours", "none")
    assert account_answers(found(engine, account=None)) == ("not_ours", "none")


def test_an_objection_starts_complete_and_an_application_with_what_is_known(engine: Engine) -> None:
    objecting = found(engine)
    assert set(first_answers(objecting)) >= {q.fact.name for q in objecting.interview.path()}
    facts = {**sample.FACTS, "dispatched_large_fen": 5}
    assert "dispatched_large_fen" not in prefilled(found(engine, facts=facts)), (
        "it follows from a list, and is not asked"
    )
    applying = found(engine, facts=sample.AGENCY, track="invitation")
    assert applying.interview.flow.id == "dispatch_refund"
    assert first_answers(applying) == {}
    assert "organisation_type" not in prefilled(applying)


def test_a_notice_without_a_rule_on_accounts_promises_nothing(engine: Engine) -> None:
    firm = found(engine)
    rule = firm.account_rule(shipped_policies(), "zh_Hans_CN")
    assert rule
    assert rule.serves
    assert "第五" in rule.clause
    elsewhere = replace(firm, campaign=replace(firm.campaign, notice="jilin-2018"))
    assert elsewhere.account_rule(shipped_policies(), "zh_Hans_CN") is None


def test_a_note_keeps_its_lines_and_nothing_that_is_not_seen() -> None:
    assert clean(" a\r\nb\rc\u202e\x00\u200b ") == "a\nb\nc"
