"""Staff: accounts, roles, sessions, and the trail of what was done. Rows of the trail are only ever added."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from assistant.storage.tables.base import Json, instant, key, metadata

staff_accounts = Table(
    "staff_accounts",
    metadata,
    key(),
    Column("name", String(64), nullable=False, unique=True),  # signs in with it; lower case
    Column("display_name", String(64), nullable=False),
    Column("region", String(6)),  # the office's region; null: every region
    Column("password_hash", String(255), nullable=False),  # argon2id
    Column("totp_secret", Text),  # encrypted; null until the second factor is set up
    Column("totp_last_step", BigInteger),  # a code is good once
    Column("failed_attempts", Integer, nullable=False, default=0),
    instant("locked_until"),
    instant("disabled_at"),
    instant("password_changed_at", required=True),
    Column("must_change_password", Integer, nullable=False, default=0),
    Column("demonstration", Integer, nullable=False, default=0),
    instant("created_at", required=True),
)

staff_roles = Table(
    "staff_roles",
    metadata,
    Column("account", ForeignKey("staff_accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), primary_key=True),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    key(),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("account", ForeignKey("staff_accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    instant("created_at", required=True),
    instant("last_seen_at", required=True),
    instant("confirmed_at"),  # when the second factor was last shown; null: only the password so far
    Column("offered_secret", Text),  # encrypted; a second factor that is being set up
    instant("expires_at", required=True),
    instant("ended_at"),
)

audit_events = Table(
    "audit_events",
    metadata,
    key(),
    instant("at", required=True),
    Column("event", String(48), nullable=False),
    Column("account", BigInteger),  # no foreign key: the trail outlives the account
    Column("actor", String(64), nullable=False),
    Column("region", String(6)),
    Column("subject", String(32)),  # kind of thing: campaign, firm, account, …
    Column("subject_id", String(64)),
    Column("address", String(64)),
    Column("result", String(16), nullable=False),  # done | refused
    Column("before", Json),
    Column("after", Json),
    Index("ix_audit_events_subject", "subject", "subject_id"),
    Index("ix_audit_events_at", "at"),
)
