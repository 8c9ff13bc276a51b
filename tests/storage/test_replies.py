"""Replies on both databases: one for each firm whatever is pressed twice, one receipt, answered once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from assistant import storage
from assistant.storage.case_codes import ALPHABET, grouped
from assistant.storage.firm_page.replies import Replies, Said
from assistant.storage.interviews import Conflict
from tests.campaigns.firm_page import sample

KEY = "k" * 32
START = datetime(2024, 9, 2, 1, 2, 3, tzinfo=UTC)
YES = Said("confirmed", account_answer="correct")


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.connect(database_url)


@pytest.fixture
def made(engine: Engine) -> sample.Sample:
    return sample.make(engine, *(sample.firm_row(number) for number in range(3)))


@pytest.fixture
def replies(engine: Engine) -> Replies:
    return Replies(engine, KEY, lambda: START)


def test_a_reply_is_kept_as_it_was_given(replies: Replies, made: sample.Sample) -> None:
    said = Said("objected", None, {"months_paid": 20, "premium_paid_fen": {"unsure": True}}, "少算了", "eligible", 5)
    reply, new = replies.add(made.campaign.id, made.firms[0].id, said)
    assert new
    assert reply == replies.get(reply.id) == replies.of_firm(made.firms[0].id)
    assert (reply.facts, reply.note, reply.refund_fen) == (said.facts, "少算了", 5)
    assert (reply.state, reply.created_at, reply.firm_name) == ("received", START, made.firms[0].name)


def test_fifty_at_once_are_one_reply_with_one_receipt(replies: Replies, made: sample.Sample, engine: Engine) -> None:
    firm = made.firms[0].id
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(lambda _: replies.add(made.campaign.id, firm, YES), range(50)))
    assert sum(new for _, new in found) == 1
    assert len({replies.receipt(reply) for reply, _ in found}) == 1
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM replies")).scalar_one() == 1


def test_a_second_reply_changes_nothing(replies: Replies, made: sample.Sample) -> None:
    first, _ = replies.add(made.campaign.id, made.firms[0].id, YES)
    again, new = replies.add(made.campaign.id, made.firms[0].id, Said("objected", note="反悔"))
    assert (again, new) == (first, False)


def test_a_receipt_finds_its_reply_and_is_stored_nowhere(replies: Replies, made: sample.Sample, engine: Engine) -> None:
    reply, _ = replies.add(made.campaign.id, made.firms[0].id, YES)
    other, _ = replies.add(made.campaign.id, made.firms[1].id, YES)
    code = replies.receipt(reply)
    assert len(code) == 10
    assert set(code) <= set(ALPHABET)
    assert replies.by_receipt(grouped(code).lower()) == reply
    assert code != replies.receipt(other)
    with engine.connect() as connection:
        assert code not in str(connection.execute(text("SELECT * FROM replies")).all())


@pytest.mark.parametrize("typed", ["", "ACDEF-GHJKM", "nonsense", "' OR 1=1 --"])
def test_what_is_no_receipt_finds_nothing(replies: Replies, made: sample.Sample, typed: str) -> None:
    replies.add(made.campaign.id, made.firms[0].id, YES)
    assert replies.by_receipt(typed) is None


def test_another_key_gives_other_receipts(replies: Replies, made: sample.Sample, engine: Engine) -> None:
    reply, _ = replies.add(made.campaign.id, made.firms[0].id, YES)
    other = Replies(engine, "x" * 32)
    assert other.by_receipt(replies.receipt(reply)) is None
    with pytest.raises(LookupError, match="SECRET_KEY"):
        other.receipt(reply)


def test_a_page_is_narrowed_and_goes_on(replies: Replies, made: sample.Sample) -> None:
    kinds = ("confirmed", "objected", "confirmed")
    stored = [
        replies.add(made.campaign.id, firm.id, Said(kind))[0] for firm, kind in zip(made.firms, kinds, strict=True)
    ]
    assert replies.page(made.campaign.id) == stored
    assert replies.page(made.campaign.id, kind="objected") == [stored[1]]
    assert replies.page(made.campaign.id, after=stored[0].id, limit=1) == [stored[1]]
    replies.handle(stored[1], "accepted", 7, "已更正")
    assert [reply.firm for reply in replies.page(made.campaign.id, state="received")] == [
        stored[0].firm,
        stored[2].firm,
    ]
    assert replies.page(made.campaign.id + 1) == []
    assert replies.counts(made.campaign.id) == {("confirmed", "received"): 2, ("objected", "accepted"): 1}


def test_a_reply_is_answered_once(replies: Replies, made: sample.Sample) -> None:
    reply, _ = replies.add(made.campaign.id, made.firms[0].id, Said("objected"))
    answered = replies.handle(reply, "refused", 7, "按文件第二条")
    assert (answered.state, answered.handled_by, answered.answer) == ("refused", 7, "按文件第二条")
    with pytest.raises(Conflict):
        replies.handle(reply, "accepted", 8, "")
