"""Conversations of the chat, what came in by message, and single messages to one person. Nothing in them can be read."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from assistant.storage.tables.base import instant, key, metadata

conversations = Table(
    "conversations",
    metadata,
    key(),
    Column(
        "key_hash", String(64), nullable=False
    ),  # of the door's key: a visit's token, two numbers, a follower's name
    Column("tag", String(4), nullable=False),  # tells parallel conversations of one door apart
    Column("channel", String(16), nullable=False),  # web | sms | wechat
    Column("content", Text, nullable=False),  # sealed
    Column("version", Integer, nullable=False),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    instant("expires_at", required=True, index=True),
    UniqueConstraint("key_hash", "tag"),
)

# What a gateway brought and was answered, so that a repeated call does nothing twice. Also counted for limits per sender.
inbound = Table(
    "inbound",
    metadata,
    key(),
    Column("gateway", String(16), nullable=False),
    Column("provider_id", String(64), nullable=False),
    Column("sender_hash", String(64), nullable=False),
    Column("result", String(16), nullable=False),  # answered | limited | opted_out
    Column("reply", Text),  # sealed; where the same answer has to be given to a repeated call
    instant("received_at", required=True, index=True),
    UniqueConstraint("gateway", "provider_id"),
    Index("ix_inbound_sender", "sender_hash", "received_at"),
)

# The outbox of texts to one person outside campaigns. Number and text are sealed, and gone once they are not needed.
single_messages = Table(
    "single_messages",
    metadata,
    key(),
    Column("kind", String(16), nullable=False),  # chat | …: what it is for
    Column("dedupe", String(96), nullable=False, unique=True),
    Column("number", Text),  # sealed
    Column("number_hash", String(64), nullable=False, index=True),
    Column("body", Text),  # sealed
    # queued | claimed | accepted | delivered | failed | unknown | opted_out | expired
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("gateway", String(16)),  # of the attempt
    # The attempt's, written before the request leaves; it comes back in receipts. Claimed with one: it may be on its way.
    Column("reference", String(32), unique=True),
    Column("worker", String(64)),
    instant("lease_until"),
    instant("not_before"),
    Column("provider_id", String(64), unique=True),
    Column("segments", Integer, nullable=False),  # 0 until it is sent
    Column("error_code", String(64)),
    Column("error_class", String(16)),
    instant("created_at", required=True),
    instant("begun_at"),
    instant("accepted_at"),
    instant("finished_at"),
    instant("expires_at", required=True),  # from then on nothing leaves any more
    Index("ix_single_messages_work", "state", "id"),
)
