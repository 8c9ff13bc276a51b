"""What has served its purpose and goes: sessions that are over, codes that were used or died, made-up messages.

A firm's link stays, as a hash that opens nothing any more: the report counts by it how many firms opened their page.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine, delete, exists

from assistant.storage.tables import firm_sessions, one_time_codes, outbox_page, staff_sessions
from assistant.storage.writing import writing

# How many codes a number was sent within a day is counted from them.
CODES_KEPT: Final = timedelta(days=2)
MADE_UP_MESSAGES_KEPT: Final = timedelta(days=30)


def purge(engine: Engine, now: datetime) -> dict[str, int]:
    """Delete what is over, in one transaction, and return how many rows of which table went."""
    of_the_session = exists().where(one_time_codes.c.session == firm_sessions.c.id)
    over = {
        one_time_codes: one_time_codes.c.created_at <= now - CODES_KEPT,
        firm_sessions: (firm_sessions.c.expires_at <= now) & ~of_the_session,
        staff_sessions: staff_sessions.c.expires_at <= now,
        outbox_page: outbox_page.c.at <= now - MADE_UP_MESSAGES_KEPT,
    }
    with writing(engine) as connection:
        return {table.name: connection.execute(delete(table).where(where)).rowcount for table, where in over.items()}
