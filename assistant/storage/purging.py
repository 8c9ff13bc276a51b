"""What has served its purpose and goes: sessions and conversations that are over, codes that were used or died, what came in
by message, single messages, made-up ones.

A firm's link stays, as a hash that opens nothing any more: the report counts by it how many firms opened their page.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine, delete, exists

from assistant.storage.tables import (
    conversations,
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
    """Delete what is over, in one transaction, and return how many rows of which table went."""
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
        return {table.name: connection.execute(delete(table).where(where)).rowcount for table, where in over.items()}
