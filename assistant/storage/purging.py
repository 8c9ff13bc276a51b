"""What has served its purpose and goes: sessions and conversations that are over, codes that were used or died, what came in
by message, single messages, made-up ones; and what was said in calls.

A firm's link stays, as a hash that opens nothing any more: the report counts by it how many firms opened their page. A call
stays without what says anything of the caller: calls are counted.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Engine, delete, exists, update

from assistant.storage.hotline import calls as states
from assistant.storage.hotline import tasks
from assistant.storage.tables import (
    calls,
    conversations,
    desk_tasks,
    firm_sessions,
    inbound,
    one_time_codes,
    outbox_page,
    single_messages,
    staff_sessions,
)
from assistant.storage.writing import writing

# How many codes a number was sent within a day is counted from them.
CODES_KEPT: Final = timedelta(days=2)
INBOUND_KEPT: Final = timedelta(days=2)  # limits count a day; providers repeat a call within hours
SINGLE_MESSAGES_KEPT: Final = timedelta(days=7)  # for receipts that come late, and for counting
MADE_UP_MESSAGES_KEPT: Final = timedelta(days=30)


def purge(engine: Engine, now: datetime) -> dict[str, int]:
    """Delete what is over, in one transaction, and return how many rows of which table went (or lost their content)."""
    of_the_session = exists().where(one_time_codes.c.session == firm_sessions.c.id)
    over = {
        one_time_codes: one_time_codes.c.created_at <= now - CODES_KEPT,
        firm_sessions: (firm_sessions.c.expires_at <= now) & ~of_the_session,
        staff_sessions: staff_sessions.c.expires_at <= now,
        conversations: conversations.c.expires_at <= now,
        inbound: inbound.c.received_at <= now - INBOUND_KEPT,
        single_messages: single_messages.c.created_at <= now - SINGLE_MESSAGES_KEPT,
        outbox_page: outbox_page.c.at <= now - MADE_UP_MESSAGES_KEPT,
    }
    with writing(engine) as connection:
        gone = {table.name: connection.execute(delete(table).where(where)).rowcount for table, where in over.items()}
        return gone | {
            "contents of calls": _empty_calls(connection, now),
            "contents of tasks": _empty_tasks(connection, now),
        }


def _empty_calls(connection: Connection, now: datetime) -> int:
    """Take out what says anything of a caller; a call that nobody took up again was broken off."""
    over = calls.c.expires_at <= now
    broken_off = {"state": states.ENDED, "outcome": states.BROKEN_OFF, "ended_at": now}
    connection.execute(update(calls).where(over, calls.c.state != states.ENDED).values(broken_off))
    # The version goes up: who still holds it as it was cannot write it back.
    nothing = {"content": None, "number_hash": None, "number_tail": None, "firm": None, "version": calls.c.version + 1}
    return connection.execute(update(calls).where(over, calls.c.content.is_not(None)).values(nothing)).rowcount


def _empty_tasks(connection: Connection, now: datetime) -> int:
    """Take out what was said; a task that still waits so long after it was due is given up."""
    over = desk_tasks.c.expires_at <= now
    given_up = {"state": tasks.DROPPED}
    connection.execute(update(desk_tasks).where(over, desk_tasks.c.state == tasks.OPEN).values(given_up))
    nothing = {"content": None, "version": desk_tasks.c.version + 1}
    return connection.execute(
        update(desk_tasks).where(over, desk_tasks.c.content.is_not(None)).values(nothing)
    ).rowcount
