"""Attempts: written before the request leaves, ended with what the provider answered."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, bindparam, case, insert, select, update

from assistant.storage.outbox.claiming import STILL_HELD, Claim, approved_as, held
from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.outbox.settling import News, Settling
from assistant.storage.outbox.states import QUEUED_AGAIN, UNCLAIMED, awaiting
from assistant.storage.tables import UtcDateTime, attempts, campaigns, firms, messages, sending_clocks
from assistant.storage.writing import writing

# Why nothing may leave for a claim: the campaign changed, or the row is another's; or the number opted out.
Refusal = Literal["changed", "lost", "opted_out"]
MOST_TRIES: Final = 8

# Built once, as all that runs for each message: building a statement costs five times as much as running it.
_MINE = (
    select(messages.c.attempts, firms.c.phone)
    .join(firms, firms.c.id == messages.c.firm)
    .where(STILL_HELD, messages.c.lease_until > bindparam("now"))
    .with_for_update(of=messages)
)
_NEW = insert(attempts).returning(attempts.c.id)
_THIS = messages.c.id == bindparam("message_id")
_BEGUN = update(messages).where(_THIS).values(
    attempt=bindparam("new"), attempts=bindparam("tries"), lease_until=bindparam("until")
)  # fmt: skip
_ASK_AT = case((messages.c.state == "accepted", bindparam("ask_at", type_=UtcDateTime)))
_SENT = update(messages).where(_THIS).values(segments=bindparam("pieces"), not_before=_ASK_AT)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that may leave now, to ``phone``; ``reference`` comes back in receipts. ``tries`` counts this one."""

    id: int
    message: int
    campaign: int
    firm: int
    purpose: str
    reference: str
    phone: str
    gateway: str
    tries: int


class Attempts:
    """The attempts of one database. Each method is one transaction."""

    def __init__(self, engine: Engine, secret_key: str) -> None:
        """Keep what every query needs; nothing is read yet."""
        self._engine = engine
        self._opt_outs = OptOuts(engine, secret_key)
        self._settling = Settling(self._opt_outs)

    def begin(self, claim: Claim, gateway: str, now: datetime, lease: timedelta) -> Attempt | Refusal:
        """Write that a request leaves now. Only with an ``Attempt`` in hand may it leave.

        The campaign is held as it is until that is written: a pause that returned cannot be overtaken.
        """
        with writing(self._engine) as connection:
            if not approved_as(connection, claim.campaign, claim.version):
                return "changed"
            row = connection.execute(_MINE, {**held(claim), "now": now}).one_or_none()
            if row is None:
                return "lost"
            if self._opt_outs.holds(connection, row.phone):
                opted_out = {**UNCLAIMED, "state": "opted_out", "finished_at": now}
                connection.execute(update(messages).where(messages.c.id == claim.message).values(opted_out))
                return "opted_out"
            return _write(connection, claim, gateway, now, now + lease, row)

    def accepted(self, attempt: Attempt, provider_id: str, segments: int, at: datetime, ask_at: datetime) -> None:
        """The provider took the message. Receipts that were here sooner than this answer are applied too.

        ``ask_at``: when the provider is asked what became of it, should no receipt come.
        """
        with writing(self._engine) as connection:
            self._settling.apply(connection, attempt.id, News(provider_id, "accepted"), at)
            self._settling.apply_stored(connection, attempt.id, attempt.gateway, provider_id, at)
            connection.execute(_SENT, {"message_id": attempt.message, "pieces": segments, "ask_at": ask_at})

    def found(self, attempt: int, gateway: str, news: News, at: datetime) -> None:
        """The provider was asked, and has the message."""
        with writing(self._engine) as connection:
            self._settling.apply(connection, attempt, news, at)
            self._settling.apply_stored(connection, attempt, gateway, news.provider_id, at)

    def ambiguous(self, attempt: Attempt, reason: str, at: datetime, ask_at: datetime) -> None:
        """Nobody knows whether the provider took the message."""
        with writing(self._engine) as connection:
            _end(connection, attempt, "ambiguous", reason, at)
            unknown = {**UNCLAIMED, "state": "unknown", "error_code": reason[:64], "not_before": ask_at}
            connection.execute(update(messages).where(awaiting(attempt.id)).values(unknown))

    def failed(self, attempt: Attempt, code: str, kind: str, at: datetime) -> None:
        """The provider certainly did not take the message, and it is not tried again by itself."""
        state = "opted_out" if kind == "opted_out" else "failed"
        ended = {**UNCLAIMED, "state": state, "error_code": code[:64], "error_class": kind, "finished_at": at}
        with writing(self._engine) as connection:
            _end(connection, attempt, "rejected", code, at)
            connection.execute(update(messages).where(awaiting(attempt.id)).values(ended))
            if kind == "opted_out":
                self._opt_outs.record_in(connection, attempt.phone, "provider", at)

    def again(self, attempt: Attempt, code: str, kind: str, at: datetime, not_before: datetime | None) -> None:
        """The provider certainly did not take the message: it is queued again, or cancelled if the campaign is over.

        Only a rejection of kind ``retry`` counts as a try: for ``stop`` and ``pause`` the message is not to blame.
        """
        queued: dict[str, Any] = {
            **QUEUED_AGAIN,
            "error_code": code[:64],
            "error_class": kind,
            "not_before": not_before,
        }
        if kind != "retry":
            queued["attempts"] = messages.c.attempts - 1
        with writing(self._engine) as connection:
            state = select(campaigns.c.state).where(campaigns.c.id == attempt.campaign).with_for_update(read=True)
            if connection.execute(state).scalar_one() == "aborted":
                queued |= {"state": "cancelled", "finished_at": at}
            _end(connection, attempt, "rejected", code, at)
            connection.execute(update(messages).where(awaiting(attempt.id)).values(queued))

    def rest(self, campaign: int, kind: str, code: str, until: datetime | None) -> None:
        """Let a campaign's messages rest and keep why: until an instant, else paused until a person resumes it."""
        with writing(self._engine) as connection:
            if until is None:
                approved = (campaigns.c.id == campaign) & (campaigns.c.state == "approved")
                paused = {"state": "paused", "version": campaigns.c.version + 1}
                if connection.execute(update(campaigns).where(approved).values(paused)).rowcount == 0:
                    return  # somebody paused or ended it already
            clock = update(sending_clocks).where(sending_clocks.c.campaign == campaign)
            connection.execute(clock.values(hold_until=until, reason_kind=kind, reason_code=code[:64]))


def _write(connection: Connection, claim: Claim, gateway: str, now: datetime, until: datetime, row: Any) -> Attempt:
    reference = secrets.token_hex(16)
    tries, phone = row.attempts + 1, row.phone
    values = {
        "message": claim.message,
        "reference": reference,
        "gateway": gateway,
        "worker": claim.worker,
        "started_at": now,
    }
    key: int = connection.execute(_NEW, values).scalar_one()
    connection.execute(_BEGUN, {"message_id": claim.message, "new": key, "tries": tries, "until": until})
    return Attempt(key, claim.message, claim.campaign, claim.firm, claim.purpose, reference, phone, gateway, tries)


def _end(connection: Connection, attempt: Attempt, outcome: str, code: str, at: datetime) -> None:
    row = update(attempts).where(attempts.c.id == attempt.id, attempts.c.outcome.is_(None))
    connection.execute(row.values(finished_at=at, outcome=outcome, code=code[:64]))
