"""Campaigns 批次: the year's file of firms, what screening found, what staff decided, what is published and paid."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from assistant.storage.tables.base import Json, instant, key, metadata

campaigns = Table(
    "campaigns",
    metadata,
    key(),
    Column("title", String(120), nullable=False),
    Column("region", String(6), nullable=False, index=True),
    Column("program", String(64), nullable=False),
    Column("notice", String(64), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("state", String(16), nullable=False),
    # wording, gateway and office: see campaigns.plans.Plan
    Column("settings", Json, nullable=False),
    Column("summary", Json),  # what screening counted
    Column("version", Integer, nullable=False, default=1),
    Column("demonstration", Integer, nullable=False, default=0),
    Column("created_by", BigInteger, nullable=False),
    instant("created_at", required=True),
    Column("submitted_by", BigInteger),
    instant("submitted_at"),
    Column("approved_by", BigInteger),
    instant("approved_at"),
    instant("finished_at"),
)

imports = Table(
    "imports",
    metadata,
    key(),
    Column("campaign", ForeignKey("campaigns.id"), nullable=False, index=True),
    Column("file_name", String(200), nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("folder", String(64), nullable=False),  # under DATA_DIR
    Column("state", String(16), nullable=False),  # uploaded | reading | read | failed | discarded
    Column("mapping", Json),  # heading → fact or column, as chosen
    Column("report", Json),  # columns, counts, duplicates
    Column("problem", Text),
    Column("created_by", BigInteger, nullable=False),
    instant("created_at", required=True),
    instant("finished_at"),
)

firms = Table(
    "firms",
    metadata,
    key(),
    Column("campaign", ForeignKey("campaigns.id"), nullable=False),
    Column("row", Integer, nullable=False),  # the spreadsheet's own
    Column("credit_code", String(18), nullable=False),
    Column("name", String(200), nullable=False),
    Column("phone", String(20)),  # E.164; null: none on file
    Column("account", String(64)),  # bank account on file
    Column("facts", Json, nullable=False),
    Column("verdict", String(16), nullable=False),
    # automatic | invitation (dispatch agency) | review | none; see campaigns.tracks
    Column("track", String(16), nullable=False),
    Column("refund_fen", BigInteger),
    Column("failed", Json, nullable=False),  # ids of conditions not met
    Column("missing_account", Integer, nullable=False),
    Column("missing_size", Integer, nullable=False),
    Column("payment_export", ForeignKey("payment_exports.id")),
    UniqueConstraint("campaign", "credit_code"),
    Index("ix_firms_campaign_track", "campaign", "track"),
    Index("ix_firms_campaign_verdict", "campaign", "verdict"),
    Index("ix_firms_phone", "phone"),
)

reviews = Table(
    "reviews",
    metadata,
    key(),
    Column("firm", ForeignKey("firms.id"), nullable=False, unique=True),
    Column("campaign", ForeignKey("campaigns.id"), nullable=False, index=True),
    Column("reasons", Json, nullable=False),
    Column("state", String(16), nullable=False),  # open | decided | signed
    Column("decision", String(16)),  # pay | refuse
    Column("refund_fen", BigInteger),
    Column("note", Text),
    Column("decided_by", BigInteger),
    instant("decided_at"),
    Column("signed_by", BigInteger),
    instant("signed_at"),
    Column("returned_by", BigInteger),  # who would not sign, and why; cleared by the next decision
    instant("returned_at"),
    Column("returned_note", Text),
    Column("version", Integer, nullable=False, default=1),
)

public_notices = Table(
    "public_notices",
    metadata,
    key(),
    Column("campaign", ForeignKey("campaigns.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),  # 第N批
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("content", Json, nullable=False),  # title, basis, office, address, telephone
    Column("created_by", BigInteger, nullable=False),
    instant("created_at", required=True),
    instant("withdrawn_at"),
    UniqueConstraint("campaign", "number"),
)

# What a 公示 says of one firm, as it was on the day: it does not change when the firm is reviewed again.
public_notice_firms = Table(
    "public_notice_firms",
    metadata,
    Column("public_notice", ForeignKey("public_notices.id"), primary_key=True),
    Column("firm", ForeignKey("firms.id"), primary_key=True),
    Column("refund_fen", BigInteger, nullable=False),
    Column("percent", String(32), nullable=False),  # 返还比例 as printed; empty where an amount was decided by hand
    Column("layoff_rate", String(16), nullable=False),  # as printed; empty: not known
    # 1 in the one 公示 that counts for the firm; null once that was withdrawn or a later one took its place
    Column("live", Integer),
    UniqueConstraint("firm", "live"),
)

public_objections = Table(
    "public_objections",
    metadata,
    key(),
    Column("public_notice", ForeignKey("public_notices.id"), nullable=False, index=True),
    Column("firm", ForeignKey("firms.id")),
    Column("raised_by", String(64), nullable=False),
    Column("channel", String(16), nullable=False),  # letter | visit | telephone
    Column("content", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("recorded_by", BigInteger, nullable=False),
    instant("recorded_at", required=True),
    Column("decision", String(16)),  # upheld | dismissed
    Column("note", Text),
    Column("decided_by", BigInteger),
    instant("decided_at"),
)

payment_exports = Table(
    "payment_exports",
    metadata,
    key(),
    Column("campaign", ForeignKey("campaigns.id"), nullable=False, index=True),
    Column("firms", Integer, nullable=False),
    Column("total_fen", BigInteger, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    instant("created_at", required=True),
)

# What was handed over for payment, as it was then. Both constraints hold whatever the program does: a firm once in a
# campaign, and an entitlement (region, program, notice, year, credit code) once in all of them.
payment_lines = Table(
    "payment_lines",
    metadata,
    Column("firm", ForeignKey("firms.id"), primary_key=True),
    Column("export", ForeignKey("payment_exports.id"), nullable=False, index=True),
    Column("entitlement", String(200), nullable=False, unique=True),
    Column("refund_fen", BigInteger, nullable=False),
    Column("account", String(64), nullable=False),
    Column("account_kind", String(16), nullable=False),  # on_file | corporate | tax
)

# Accounts that staff looked up because the one on file is missing or not the firm's; they count once a second
# person has confirmed them.
settled_accounts = Table(
    "settled_accounts",
    metadata,
    Column("firm", ForeignKey("firms.id"), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("kind", String(16), nullable=False),  # corporate | tax
    Column("note", Text, nullable=False),  # where it is known from
    Column("recorded_by", BigInteger, nullable=False),
    instant("recorded_at", required=True),
    Column("confirmed_by", BigInteger),
    instant("confirmed_at"),
    Column("version", Integer, nullable=False, default=1),
)

jobs = Table(
    "jobs",
    metadata,
    key(),
    Column("kind", String(16), nullable=False),  # import | screen
    Column("campaign", ForeignKey("campaigns.id"), nullable=False, index=True),
    Column("subject", BigInteger),  # the import
    Column("state", String(16), nullable=False, index=True),  # queued | running | done | failed
    Column("done", BigInteger, nullable=False, default=0),
    Column("total", BigInteger, nullable=False, default=0),
    Column("problem", Text),
    Column("worker", String(64)),
    instant("lease_until"),
    Column("claims", Integer, nullable=False, default=0),  # how often a worker began it
    instant("created_at", required=True),
    instant("finished_at"),
)
