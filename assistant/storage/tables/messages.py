"""The outbox: the only truth on what was sent to whom. No number, name or link stands in it, only the firm's key."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from assistant.storage.tables.base import instant, key, metadata

messages = Table(
    "messages",
    metadata,
    key(),
    Column("campaign", ForeignKey("campaigns.id"), nullable=False),
    Column("firm", ForeignKey("firms.id"), nullable=False),
    Column("purpose", String(16), nullable=False),  # notice | invitation | reminder
    # queued | claimed | accepted | delivered | failed | unknown | cancelled | opted_out
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),  # tries since a person last queued it
    # The attempt that decides the state; null while queued. Claimed with one: the request may be on its way.
    Column("attempt", BigInteger),
    Column("segments", Integer, nullable=False),  # 0 until it is sent
    instant("not_before"),  # queued: a retry waits until then; unknown, accepted: when the provider is asked
    Column("worker", String(64)),
    instant("lease_until"),
    Column("asked", Integer, nullable=False, default=0),  # how often the provider was asked about it
    instant("missing_at"),  # the provider last said that it does not have it
    Column("provider_id", String(64), unique=True),
    Column("error_code", String(64)),
    Column("error_class", String(16)),
    Column("late_retry", Integer, nullable=False, default=0),  # the one later retry was used
    instant("created_at", required=True),
    instant("accepted_at"),
    instant("finished_at"),
    UniqueConstraint("campaign", "firm", "purpose"),
    Index("ix_messages_work", "campaign", "state", "id"),
    Index("ix_messages_asking", "state", "not_before"),
)

# One clock for each campaign, shared by all workers: when the next request may leave, and how many left today.
sending_clocks = Table(
    "sending_clocks",
    metadata,
    Column("campaign", ForeignKey("campaigns.id"), primary_key=True, autoincrement=False),
    instant("next_slot", required=True),
    Column("day", Date, nullable=False),  # Beijing's
    Column("used", Integer, nullable=False),  # of that day's cap
    instant("hold_until"),  # the provider asked for a rest
    Column("reason_kind", String(16)),  # why sending rests by itself: stop | pause; null: it does not
    Column("reason_code", String(64)),
)

attempts = Table(
    "attempts",
    metadata,
    key(),
    Column("message", ForeignKey("messages.id"), nullable=False, index=True),
    Column("reference", String(32), nullable=False, unique=True),  # random; comes back in receipts
    Column("gateway", String(16), nullable=False),
    Column("worker", String(64), nullable=False),
    instant("started_at", required=True),
    instant("finished_at"),
    Column("outcome", String(16)),  # accepted | rejected | ambiguous; null: the worker died in between
    Column("provider_id", String(64), index=True),
    Column("code", String(64)),
)

receipts = Table(
    "receipts",
    metadata,
    key(),
    Column("gateway", String(16), nullable=False),
    Column("provider_id", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("code", String(64)),
    Column("kind", String(16)),  # what the code means; see sms.gateway.ErrorKind
    instant("received_at", required=True),
    Column("matched", Integer, nullable=False),  # 0: no message of ours (yet)
    UniqueConstraint("gateway", "provider_id", "status"),
)

opt_outs = Table(
    "opt_outs",
    metadata,
    key(),
    Column("phone_hash", String(64), nullable=False, unique=True),
    Column("source", String(16), nullable=False),  # reply | provider | staff
    instant("at", required=True),
)

# Development only: what the gateway "outbox" was given, to be clicked through.
outbox_page = Table(
    "outbox_page",
    metadata,
    key(),
    Column("to", String(20), nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("reference", String(64)),
    Column("provider_id", String(64), nullable=False, unique=True),
    instant("at", required=True),
)
