"""The firm's page: links and pickup codes, visits, one-time codes, and the firm's reply. Secrets only as hashes."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from assistant.storage.tables.base import Json, instant, key, metadata

firm_links = Table(
    "firm_links",
    metadata,
    key(),
    Column("firm", ForeignKey("firms.id"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),  # link | pickup
    Column("secret_hash", String(64), nullable=False, unique=True),
    instant("created_at", required=True),
    instant("expires_at", required=True),
    instant("revoked_at"),
    instant("opened_at"),  # a person pressed the button; looking at the address does not count
    Column("failures", Integer, nullable=False, default=0),  # wrong proofs through this link
)

firm_sessions = Table(
    "firm_sessions",
    metadata,
    key(),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("firm", ForeignKey("firms.id"), nullable=False, index=True),
    Column("link", ForeignKey("firm_links.id"), nullable=False),
    Column("proved", Integer, nullable=False, default=0),
    instant("created_at", required=True),
    instant("last_seen_at", required=True),
    instant("expires_at", required=True),
    instant("ended_at"),
)

one_time_codes = Table(
    "one_time_codes",
    metadata,
    key(),
    Column("session", ForeignKey("firm_sessions.id"), nullable=False, index=True),
    Column("phone_hash", String(64), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    instant("created_at", required=True),
    instant("expires_at", required=True),
    instant("used_at"),
    Index("ix_one_time_codes_phone", "phone_hash", "created_at"),
    Index("ix_one_time_codes_created_at", "created_at"),
)

replies = Table(
    "replies",
    metadata,
    key(),
    Column("firm", ForeignKey("firms.id"), nullable=False, unique=True),  # confirmed once
    Column("campaign", ForeignKey("campaigns.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),  # confirmed | objected | applied (dispatch agency)
    Column("account_answer", String(16)),  # correct | not_ours | none
    Column("facts", Json),  # what the firm says differs: fact → its value
    Column("note", Text),
    Column("verdict", String(16)),  # by the firm's own facts
    Column("refund_fen", BigInteger),
    Column("receipt_hash", String(64), nullable=False, unique=True),
    Column("state", String(16), nullable=False),  # received | accepted | refused
    instant("created_at", required=True),
    Column("handled_by", BigInteger),
    instant("handled_at"),
    Column("answer", Text),
    Column("version", Integer, nullable=False, default=1),
)
