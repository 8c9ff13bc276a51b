"""The chat by text message on both databases: what time does, and many texts of one number at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from assistant import storage
from assistant.chat.assistant import Assistant
from assistant.chat.dialogue import Dialogue
from assistant.chat.sms_chat import GOOD_FOR, SmsChat
from assistant.interview.cases import Cases
from assistant.interview.flows import shipped_flows
from assistant.policies import shipped_policies
from assistant.sms.gateway import Reply
from assistant.sms.outbox import OutboxGateway
from assistant.storage.conversations import key_of
from assistant.storage.interviews import Interviews
from assistant.storage.singles.sending import Sending
from assistant.storage.tables import conversations, inbound, single_messages
from assistant.storage.turns import Limits, Turns
from tests.clocks import Clock

SECRET = "only-for-tests-" * 3
NUMBER, OURS = "+8613800138000", "10690000"
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.prepare(database_url, migrate=False)


@pytest.fixture
def chat(engine: Engine, clock: Clock) -> SmsChat:
    cases = Cases(Interviews(engine, SECRET, timedelta(days=30), clock), shipped_policies(), shipped_flows())
    dialogue = Dialogue(Assistant(cases, lambda: date(2026, 11, 20)), "sms")
    turns = Turns(engine, SECRET, timedelta(hours=24), clock)
    return SmsChat(turns, dialogue, OutboxGateway(engine), Limits(20, 60, 100), clock)


def said(number: int, text: str) -> Reply:
    return Reply(NUMBER, text, False, provider_id=f"IN{number}", to=OURS)


def sent(engine: Engine, clock: Clock) -> list[str]:
    """The texts that are due, taken as a worker would."""
    sending = Sending(engine, SECRET, "w", timedelta(minutes=5))
    found = []
    while attempt := sending.take("outbox", clock.now):
        found.append(attempt.body)
    return found


def counts(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        tables = (conversations, inbound, single_messages)
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def test_a_conversation_ends_a_day_after_its_last_text(chat: SmsChat, engine: Engine, clock: Clock) -> None:
    chat.hear(said(1, "失业保险金"))
    clock.now += timedelta(hours=23)
    chat.hear(said(2, "江西"))
    (goes_on,) = sent(engine, clock)
    assert "0返回" not in goes_on
    clock.now += timedelta(hours=24)
    chat.hear(said(3, "江西"))
    (begins,) = sent(engine, clock)
    assert "0返回" in begins
    assert counts(engine)[0] == 1


def test_an_answer_that_waited_too_long_is_worth_nothing(chat: SmsChat, engine: Engine, clock: Clock) -> None:
    chat.hear(said(1, "失业保险金"))
    clock.now += GOOD_FOR
    assert sent(engine, clock) == []


def test_texts_at_the_same_moment_get_one_answer_each(chat: SmsChat, engine: Engine, clock: Clock) -> None:
    texts = [said(number % 6, "失业保险金") for number in range(18)]  # each of the six three times
    with ThreadPoolExecutor(9) as pool:
        list(pool.map(chat.hear, texts))
    assert counts(engine) == [1, 6, 6]
    assert len(sent(engine, clock)) == 6


def test_of_two_answers_at_the_same_moment_each_answers_one_question(chat: SmsChat, clock: Clock) -> None:
    chat.hear(said(1, "江西失业保险金"))
    (talk,) = chat.turns.conversations.all(key_of("sms", "outbox", OURS, NUMBER))
    assert talk.content["asked"] == "leaving_reason"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(chat.hear, [said(2, "1"), said(3, "3"), said(2, "1"), said(3, "3")]))
    (talk,) = chat.turns.conversations.all(talk.key)
    case = chat.dialogue.assistant.cases.load(talk.content["code"])
    assert case is not None
    answers = case.interview.answers
    found = (answers["leaving_reason"], answers["stop_event"])
    assert found in {("contract_expired", "military"), ("dismissed", "none")}


def test_another_of_our_numbers_holds_another_conversation(chat: SmsChat, engine: Engine) -> None:
    chat.hear(said(1, "失业保险金"))
    chat.hear(Reply(NUMBER, "失业保险金", False, provider_id="IN2", to="10690001"))
    assert counts(engine)[0] == 2


def test_a_text_that_cannot_be_told_from_its_repetition_is_not_answered(chat: SmsChat, engine: Engine) -> None:
    chat.hear(Reply(NUMBER, "失业保险金", False, to=OURS))
    assert counts(engine) == [0, 0, 0]
