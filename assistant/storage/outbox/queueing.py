"""Writing messages: for each firm to be reached when a campaign is approved, later for the late ones, reminders."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, Select, exists, func, insert, literal, select, update
from sqlalchemy.sql import ColumnElement

from assistant.storage.campaigns import Campaign
from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.outbox.steering import change, expect_under_way
from assistant.storage.tables import campaigns, firm_links, firms, messages, replies, sending_clocks
from assistant.storage.writing import writing

_COLUMNS = ("campaign", "firm", "purpose", "state", "attempts", "segments", "asked", "late_retry", "created_at")
_CHUNK: Final = 500  # SQLite takes a limited number of parameters
_PURPOSES = {"automatic": "notice", "invitation": "invitation"}  # by the firm's track


class Queueing:
    """The outbox of one database. Each method is one transaction."""

    def __init__(self, engine: Engine, secret_key: str) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine = engine
        self._opt_outs = OptOuts(engine, secret_key)

    def approve(self, campaign: Campaign, by: int, at: datetime, day: date) -> None:
        """Approve a submitted campaign and write a message for each firm to be reached.

        ``day``: of the clock, Beijing's. Raises ``Conflict`` if the campaign changed or is not submitted.
        """
        values = {"state": "approved", "version": campaign.version + 1, "approved_by": by, "approved_at": at}
        with writing(self._engine) as connection:
            same = campaigns.c.version == campaign.version
            change(connection, campaign.id, values, campaigns.c.state == "submitted", same)
            clock = {"campaign": campaign.id, "next_slot": at, "day": day, "used": 0}
            connection.execute(insert(sending_clocks).values(clock))
            self._write(connection, campaign.id, at)

    def add(self, campaign: int, at: datetime) -> int:
        """Write messages for firms that came to a track after the approval; return how many may be sent.

        Raises ``Conflict`` if the campaign is not being sent.
        """
        with writing(self._engine) as connection:
            expect_under_way(connection, campaign)
            return self._write(connection, campaign, at)

    def remind(self, campaign: int, at: datetime) -> int:
        """Write one reminder for each firm that got the notice, did not open its page and did not reply.

        Returns how many may be sent; raises ``Conflict`` if the campaign is not being sent.
        """
        with writing(self._engine) as connection:
            expect_under_way(connection, campaign)
            connection.execute(insert(messages).from_select(_COLUMNS, _reminders(campaign, at)))
            return self._without_opted_out(connection, campaign, at)

    def to_remind(self, campaign: int, at: datetime) -> int:
        """Return how many firms would be reminded now; those among them that opted out get nothing."""
        would = _reminders(campaign, at).order_by(None).subquery()
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(would)).scalar_one()

    def _write(self, connection: Connection, campaign: int, at: datetime) -> int:
        for track, purpose in _PURPOSES.items():
            connection.execute(insert(messages).from_select(_COLUMNS, _first_messages(campaign, track, purpose, at)))
        return self._without_opted_out(connection, campaign, at)

    def _without_opted_out(self, connection: Connection, campaign: int, at: datetime) -> int:
        """Mark those of the messages written at ``at`` whose number opted out; return how many remain."""
        written = (messages.c.campaign == campaign) & (messages.c.created_at == at) & (messages.c.state == "queued")
        if self._opt_outs.any_in(connection):
            for phones in _phones(connection, written):
                opted_out = messages.c.id.in_(self._opt_outs.among(connection, phones))
                connection.execute(update(messages).where(opted_out).values(state="opted_out", finished_at=at))
        return connection.execute(select(func.count()).select_from(messages).where(written)).scalar_one()


def _first_messages(campaign: int, track: str, purpose: str, at: datetime) -> Select[Any]:
    has_one = exists().where(messages.c.firm == firms.c.id, messages.c.purpose == purpose)
    return _rows(purpose, at).where(
        firms.c.campaign == campaign, firms.c.track == track, firms.c.phone.is_not(None), ~has_one
    )


def _reminders(campaign: int, at: datetime) -> Select[Any]:
    notice = messages.alias("notice")
    told = exists().where(
        notice.c.firm == firms.c.id, notice.c.purpose == "notice", notice.c.state.in_(("accepted", "delivered"))
    )
    reminded = exists().where(messages.c.firm == firms.c.id, messages.c.purpose == "reminder")
    opened = exists().where(firm_links.c.firm == firms.c.id, firm_links.c.opened_at.is_not(None))
    replied = exists().where(replies.c.firm == firms.c.id)
    return _rows("reminder", at).where(firms.c.campaign == campaign, told, ~reminded, ~opened, ~replied)


def _rows(purpose: str, at: datetime) -> Select[Any]:
    zero = literal(0)
    return select(
        firms.c.campaign, firms.c.id, literal(purpose), literal("queued"), zero, zero, zero, zero,
        literal(at, messages.c.created_at.type),
    ).order_by(firms.c.id)  # fmt: skip


def _phones(connection: Connection, written: ColumnElement[bool]) -> Iterator[dict[int, str]]:
    """The numbers of these messages by the message's key, a few hundred at a time."""
    query = select(messages.c.id, firms.c.phone).join(firms, firms.c.id == messages.c.firm).where(written)
    query, after = query.order_by(messages.c.id).limit(_CHUNK), 0
    while found := connection.execute(query.where(messages.c.id > after)).all():
        yield {row.id: row.phone for row in found}
        after = found[-1].id
