"""What is over goes, and nothing else does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select

from assistant import storage
from assistant.storage.hotline.calls import Calls
from assistant.storage.hotline.tasks import Tasks
from assistant.storage.interviews import Conflict
from assistant.storage.purging import (
    CODES_KEPT,
    INBOUND_KEPT,
    MADE_UP_MESSAGES_KEPT,
    SINGLE_MESSAGES_KEPT,
    purge,
)
from assistant.storage.tables import (
    calls,
    campaigns,
    conversations,
    firm_links,
    firm_sessions,
    firms,
    inbound,
    one_time_codes,
    outbox_page,
    single_messages,
    staff_accounts,
    staff_sessions,
)

NOW = datetime(2024, 9, 1, 4, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(minutes=1), NOW - timedelta(minutes=1)


@pytest.fixture
def engine(database_url: str) -> Engine:
    engine = storage.prepare(database_url, migrate=False)
    campaign = {
        "id": 1,
        "title": "t",
        "region": "360000",
        "program": "p",
        "notice": "n",
        "as_of": date(2024, 8, 15),
        "state": "approved",
        "settings": {},
        "version": 1,
        "created_by": 1,
        "created_at": EARLIER,
    }
    firm = {
        "id": 1,
        "campaign": 1,
        "row": 1,
        "credit_code": "x",
        "name": "n",
        "facts": {},
        "verdict": "eligible",
        "track": "automatic",
        "failed": [],
        "missing_account": 0,
        "missing_size": 0,
    }
    account = {"id": 1, "name": "a", "display_name": "a", "password_hash": "x", "password_changed_at": EARLIER}
    _add(engine, campaigns, campaign)
    _add(engine, firms, firm)
    _add(engine, firm_links, {"id": 1, "firm": 1, "kind": "link", "secret_hash": "x", **_times(EARLIER)})
    _add(engine, staff_accounts, {**account, "created_at": EARLIER})
    return engine


def _add(engine: Engine, table: Any, row: dict[str, Any]) -> None:
    with engine.begin() as connection:
        connection.execute(insert(table).values(row))


def _times(expires_at: datetime) -> dict[str, datetime]:
    return {"created_at": EARLIER, "expires_at": expires_at}


def _session(engine: Engine, key: int, expires_at: datetime) -> None:
    row = {"id": key, "token_hash": f"s{key}", "firm": 1, "link": 1, "last_seen_at": EARLIER, **_times(expires_at)}
    _add(engine, firm_sessions, row)


def _code(engine: Engine, session: int, created_at: datetime) -> None:
    row = {"session": session, "phone_hash": "x", "purpose": "proof", "code_hash": "x", "created_at": created_at}
    _add(engine, one_time_codes, {**row, "expires_at": created_at + timedelta(minutes=10)})


def _count(engine: Engine, table: Any) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_visits_of_firms_go_with_their_codes_once_these_count_no_more(engine: Engine) -> None:
    _session(engine, 1, EARLIER)
    _code(engine, 1, NOW - CODES_KEPT)
    _session(engine, 2, EARLIER)
    _code(engine, 2, EARLIER)
    _session(engine, 3, LATER)
    gone = purge(engine, NOW)
    assert (gone["firm_sessions"], gone["one_time_codes"]) == (1, 1)
    assert _count(engine, firm_sessions) == 2
    assert _count(engine, one_time_codes) == 1
    assert _count(engine, firm_links) == 1
    assert purge(engine, NOW + CODES_KEPT)["firm_sessions"] == 2


def test_sessions_of_staff_go_when_they_are_over(engine: Engine) -> None:
    for number, expires_at in enumerate((EARLIER, LATER)):
        row = {"token_hash": f"t{number}", "account": 1, "last_seen_at": EARLIER, **_times(expires_at)}
        _add(engine, staff_sessions, row)
    assert purge(engine, NOW)["staff_sessions"] == 1
    assert _count(engine, staff_sessions) == 1


def test_made_up_messages_go_after_a_month(engine: Engine) -> None:
    for number, at in enumerate((NOW - MADE_UP_MESSAGES_KEPT, EARLIER)):
        _add(engine, outbox_page, {"to": "x", "body": "x", "provider_id": f"p{number}", "at": at})
    assert purge(engine, NOW)["outbox_page"] == 1
    assert _count(engine, outbox_page) == 1


def test_conversations_go_when_they_are_over(engine: Engine) -> None:
    for number, expires_at in enumerate((EARLIER, NOW, LATER)):
        row = {"key_hash": f"k{number}", "tag": "", "channel": "sms", "content": "x", "version": 1}
        _add(engine, conversations, {**row, "updated_at": EARLIER, **_times(expires_at)})
    assert purge(engine, NOW)["conversations"] == 2
    assert _count(engine, conversations) == 1


def test_what_came_in_by_message_goes_once_it_counts_no_more(engine: Engine) -> None:
    for number, at in enumerate((NOW - INBOUND_KEPT, EARLIER)):
        row = {"gateway": "twilio", "provider_id": f"p{number}", "sender_hash": "x", "result": "answered"}
        _add(engine, inbound, {**row, "received_at": at})
    assert purge(engine, NOW)["inbound"] == 1
    assert _count(engine, inbound) == 1


def test_single_messages_go_after_a_week(engine: Engine) -> None:
    for number, at in enumerate((NOW - SINGLE_MESSAGES_KEPT, EARLIER)):
        row = {
            "kind": "chat",
            "dedupe": f"d{number}",
            "number_hash": "x",
            "state": "unknown",
            "tries": 1,
            "segments": 1,
        }
        _add(engine, single_messages, {**row, "created_at": at, "expires_at": at})
    assert purge(engine, NOW)["single_messages"] == 1
    assert _count(engine, single_messages) == 1


KEPT = timedelta(days=30)
SAID = {"number": "+8613800001234", "notes": "退休前的事", "code": "ACDEFGHJKM"}


def _desk(engine: Engine, at: datetime) -> tuple[Calls, Tasks]:
    return Calls(engine, "s" * 40, KEPT, lambda: at), Tasks(engine, "s" * 40, KEPT, lambda: at)


def test_a_call_stays_for_counting_without_what_says_anything_of_the_caller(engine: Engine) -> None:
    desk, _tasks = _desk(engine, NOW)
    desk.end(desk.take(1, "360000", "phone", SAID, firm=1, topic="amount", outcome="resolved", program="p"))
    assert purge(engine, NOW + KEPT - timedelta(minutes=1))["contents of calls"] == 0
    assert purge(engine, NOW + KEPT)["contents of calls"] == 1
    with engine.connect() as connection:
        row = connection.execute(select(calls)).one()
    assert (row.content, row.number_hash, row.number_tail, row.firm) == (None, None, None, None)
    assert (row.state, row.topic, row.outcome, row.program) == ("ended", "amount", "resolved", "p")
    assert purge(engine, NOW + KEPT)["contents of calls"] == 0


def test_a_call_that_nobody_took_up_again_was_broken_off(engine: Engine) -> None:
    desk, _tasks = _desk(engine, NOW)
    kept = desk.keep(desk.take(1, "360000", "new", SAID))
    purge(engine, NOW + KEPT)
    (call,) = desk.ended_of(1)
    assert (call.outcome, call.content, call.ended_at) == ("dropped", {}, NOW + KEPT)
    with pytest.raises(Conflict):
        desk.save(kept)  # a tab that still holds it


def test_an_open_task_keeps_what_was_said_until_it_was_due(engine: Engine) -> None:
    desk, tasks = _desk(engine, NOW)
    call = desk.take(1, "360000", "new")
    handled = tasks.add("callback", call.id, None, NOW.date(), 1, SAID)
    tasks.save(replace(handled, state="done", result="reached"))
    waits = tasks.add("escalation", call.id, None, NOW.date() + timedelta(days=20), 1, SAID)
    assert purge(engine, NOW + KEPT)["contents of tasks"] == 1
    found = tasks.get(waits.id)
    assert found is not None
    assert (found.state, found.content) == ("open", SAID)
    assert purge(engine, NOW + KEPT + timedelta(days=20))["contents of tasks"] == 1
    found = tasks.get(waits.id)
    assert found is not None
    assert (found.state, found.content) == ("dropped", {})
