"""What people decide about messages that are written: pause, resume, abort, try again, send an unknown one again."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, case, select, update
from sqlalchemy.sql import ColumnElement

from assistant.storage.interviews import Conflict
from assistant.storage.outbox.states import QUEUED_AGAIN, UNCLAIMED, not_begun, retryable
from assistant.storage.tables import campaigns, messages, sending_clocks
from assistant.storage.writing import writing


class Steering:
    """Decisions on the outbox of one database. Each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def pause(self, campaign: int) -> None:
        """Let nothing more leave: when this returns, no further request begins. Raises ``Conflict`` if none could."""
        with writing(self._engine) as connection:
            change(connection, campaign, {"state": "paused"}, campaigns.c.state == "approved")

    def resume(self, campaign: int, at: datetime) -> None:
        """Let messages leave again from ``at``, and forget why they did not. Raises ``Conflict`` if it is not paused."""
        with writing(self._engine) as connection:
            change(connection, campaign, {"state": "approved"}, campaigns.c.state == "paused")
            clock = update(sending_clocks).where(sending_clocks.c.campaign == campaign)
            connection.execute(clock.values(next_slot=at, hold_until=None, reason_kind=None, reason_code=None))

    def abort(self, campaign: int, at: datetime) -> int:
        """End the campaign and cancel what has not begun to leave; return how many messages that were.

        Raises ``Conflict`` if the campaign is over already.
        """
        with writing(self._engine) as connection:
            values = {"state": "aborted", "finished_at": at}
            change(connection, campaign, values, campaigns.c.state.not_in(("closed", "aborted")))
            rows = update(messages).where(messages.c.campaign == campaign, not_begun())
            return connection.execute(rows.values({**UNCLAIMED, "state": "cancelled", "finished_at": at})).rowcount

    def retry_failed(self, campaign: int) -> int:
        """Queue again what failed for a reason that may have passed; return how many.

        A telephone that was out of reach is tried once more and never again.
        """
        late = case((messages.c.error_class == "late_retry", 1), else_=messages.c.late_retry)
        again = {**QUEUED_AGAIN, "attempts": 0, "not_before": None, "late_retry": late}
        with writing(self._engine) as connection:
            expect_under_way(connection, campaign)
            rows = update(messages).where(messages.c.campaign == campaign, retryable())
            return connection.execute(rows.values(again)).rowcount

    def resend_unknown(self, message: int) -> None:
        """Queue an unknown message again, which may reach its firm twice: only ever a person's choice.

        Raises ``Conflict`` if the message is not unknown (any more), or its campaign not being sent.
        """
        with writing(self._engine) as connection:
            campaign = connection.execute(select(messages.c.campaign).where(messages.c.id == message)).scalar()
            expect_under_way(connection, campaign)
            row = update(messages).where(messages.c.id == message, messages.c.state == "unknown")
            again = {**QUEUED_AGAIN, "attempts": 0, "not_before": None, "asked": 0, "missing_at": None}
            if connection.execute(row.values(again)).rowcount != 1:
                raise Conflict


def change(connection: Connection, campaign: int, values: dict[str, Any], *where: ColumnElement[bool]) -> None:
    """Change a campaign that is as ``where`` says; raise ``Conflict`` if it is not."""
    changed = {"version": campaigns.c.version + 1, **values}
    statement = update(campaigns).where(campaigns.c.id == campaign, *where)
    if connection.execute(statement.values(changed)).rowcount != 1:
        raise Conflict


def expect_under_way(connection: Connection, campaign: int | None) -> None:
    """Hold the campaign as it is until the transaction ends, so that an abort cannot miss what it queues."""
    query = select(campaigns.c.state).where(campaigns.c.id == campaign).with_for_update(read=True)
    if connection.execute(query).scalar_one_or_none() not in ("approved", "paused"):
        raise Conflict
