"""Campaigns, messages, the firm's page, staff."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite counts rows up by itself only in a column that is called INTEGER.
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables of 免申即享 campaigns and of the staff who run them."""
    op.create_table(
        "audit_events",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=48), nullable=False),
        sa.Column("account", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=True),
        sa.Column("subject", sa.String(length=32), nullable=True),
        sa.Column("subject_id", sa.String(length=64), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=True),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("audit_events") as batch_op:
        batch_op.create_index("ix_audit_events_at", ["at"], unique=False)
        batch_op.create_index("ix_audit_events_subject", ["subject", "subject_id"], unique=False)

    op.create_table(
        "campaigns",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("program", sa.String(length=64), nullable=False),
        sa.Column("notice", sa.String(length=64), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("campaigns") as batch_op:
        batch_op.create_index(("ix_campaigns_region"), ["region"], unique=False)

    op.create_table(
        "opt_outs",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("phone_hash", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("phone_hash"),
    )
    op.create_table(
        "outbox_page",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("to", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=True),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("provider_id"),
    )
    with op.batch_alter_table("outbox_page") as batch_op:
        batch_op.create_index(("ix_outbox_page_to"), ["to"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("gateway", sa.String(length=16), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("gateway", "provider_id", "status"),
    )
    op.create_table(
        "staff_accounts",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("display_name", sa.String(length=64), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=True),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("totp_secret", sa.Text(), nullable=True),
        sa.Column("totp_last_step", sa.BigInteger(), nullable=True),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("must_change_password", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "imports",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("campaign", BIG_ID, nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("folder", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaigns.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("imports") as batch_op:
        batch_op.create_index(("ix_imports_campaign"), ["campaign"], unique=False)
        batch_op.create_index(("ix_imports_sha256"), ["sha256"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("campaign", BIG_ID, nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("worker", sa.String(length=64), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaigns.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("jobs") as batch_op:
        batch_op.create_index(("ix_jobs_campaign"), ["campaign"], unique=False)
        batch_op.create_index(("ix_jobs_state"), ["state"], unique=False)

    op.create_table(
        "payment_exports",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("campaign", BIG_ID, nullable=False),
        sa.Column("firms", sa.Integer(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaigns.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("payment_exports") as batch_op:
        batch_op.create_index(("ix_payment_exports_campaign"), ["campaign"], unique=False)

    op.create_table(
        "public_notices",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("campaign", BIG_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaigns.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("campaign", "number"),
    )
    with op.batch_alter_table("public_notices") as batch_op:
        batch_op.create_index(("ix_public_notices_campaign"), ["campaign"], unique=False)

    op.create_table(
        "staff_roles",
        sa.Column("account", BIG_ID, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["staff_accounts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account", "role"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account", BIG_ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_secret", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["staff_accounts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("staff_sessions") as batch_op:
        batch_op.create_index(("ix_staff_sessions_account"), ["account"], unique=False)

    op.create_table(
        "firms",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("campaign", BIG_ID, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("account", sa.String(length=64), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("track", sa.String(length=16), nullable=False),
        sa.Column("refund_fen", sa.BigInteger(), nullable=True),
        sa.Column("failed", sa.Text(), nullable=False),
        sa.Column("missing_account", sa.Integer(), nullable=False),
        sa.Column("missing_size", sa.Integer(), nullable=False),
        sa.Column("payment_export", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaigns.id"],
        ),
        sa.ForeignKeyConstraint(
            ["payment_export"],
            ["payment_exports.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("campaign", "credit_code"),
    )
    with op.batch_alter_table("firms") as batch_op:
        batch_op.create_index("ix_firms_campaign_track", ["campaign", "track"], unique=False)
        batch_op.create_index("ix_firms_campaign_verdict", ["campaign", "verdict"], unique=False)
        batch_op.create_index("ix_firms_phone", ["phone"], unique=False)

    op.create_table(
        "firm_links",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("firm", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["firm"],
            ["firms.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_hash"),
    )
    with op.batch_alter_table("firm_links") as batch_op:
        batch_op.create_index(("ix_firm_links_firm"), ["firm"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("campaign", BIG_ID, nullable=False),
        sa.Column("firm", BIG_ID, nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=True),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker", sa.String(length=64), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("missing_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provider_id", sa.String(length=64), nullable=True),
        sa.Column("error_code", sa.String(length=64), nullable=True),
        sa.Column("error_class", sa.String(length=16), nullable=True),
        sa.Column("late_retry", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaigns.id"],
        ),
        sa.ForeignKeyConstraint(
            ["firm"],
            ["firms.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("campaign", "firm", "purpose"),
        sa.UniqueConstraint("provider_id"),
    )
    with op.batch_alter_table("messages") as batch_op:
        batch_op.create_index("ix_messages_asking", ["state", "not_before"], unique=False)
        batch_op.create_index("ix_messages_work", ["campaign", "state", "id"], unique=False)

    op.create_table(
        "sending_clocks",
        sa.Column("campaign", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("next_slot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason_kind", sa.String(length=16), nullable=True),
        sa.Column("reason_code", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaigns.id"],
        ),
        sa.PrimaryKeyConstraint("campaign"),
    )

    op.create_table(
        "public_objections",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("public_notice", BIG_ID, nullable=False),
        sa.Column("firm", BIG_ID, nullable=True),
        sa.Column("raised_by", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["firm"],
            ["firms.id"],
        ),
        sa.ForeignKeyConstraint(
            ["public_notice"],
            ["public_notices.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("public_objections") as batch_op:
        batch_op.create_index(("ix_public_objections_public_notice"), ["public_notice"], unique=False)

    op.create_table(
        "replies",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("firm", BIG_ID, nullable=False),
        sa.Column("campaign", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("account_answer", sa.String(length=16), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("refund_fen", sa.BigInteger(), nullable=True),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_by", sa.BigInteger(), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaigns.id"],
        ),
        sa.ForeignKeyConstraint(
            ["firm"],
            ["firms.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("firm"),
        sa.UniqueConstraint("receipt_hash"),
    )
    with op.batch_alter_table("replies") as batch_op:
        batch_op.create_index(("ix_replies_campaign"), ["campaign"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("firm", BIG_ID, nullable=False),
        sa.Column("campaign", BIG_ID, nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=True),
        sa.Column("refund_fen", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", sa.BigInteger(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_by", sa.BigInteger(), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["campaigns.id"],
        ),
        sa.ForeignKeyConstraint(
            ["firm"],
            ["firms.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("firm"),
    )
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.create_index(("ix_reviews_campaign"), ["campaign"], unique=False)

    op.create_table(
        "public_notice_firms",
        sa.Column("public_notice", BIG_ID, nullable=False),
        sa.Column("firm", BIG_ID, nullable=False),
        sa.Column("refund_fen", sa.BigInteger(), nullable=False),
        sa.Column("percent", sa.String(length=32), nullable=False),
        sa.Column("layoff_rate", sa.String(length=16), nullable=False),
        sa.Column("live", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["firm"], ["firms.id"]),
        sa.ForeignKeyConstraint(["public_notice"], ["public_notices.id"]),
        sa.PrimaryKeyConstraint("public_notice", "firm"),
        sa.UniqueConstraint("firm", "live"),
    )
    op.create_table(
        "payment_lines",
        sa.Column("firm", BIG_ID, nullable=False),
        sa.Column("export", BIG_ID, nullable=False),
        sa.Column("entitlement", sa.String(length=200), nullable=False),
        sa.Column("refund_fen", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("account_kind", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["export"], ["payment_exports.id"]),
        sa.ForeignKeyConstraint(["firm"], ["firms.id"]),
        sa.PrimaryKeyConstraint("firm"),
        sa.UniqueConstraint("entitlement"),
    )
    with op.batch_alter_table("payment_lines") as batch_op:
        batch_op.create_index(("ix_payment_lines_export"), ["export"], unique=False)

    op.create_table(
        "settled_accounts",
        sa.Column("firm", BIG_ID, nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["firm"], ["firms.id"]),
        sa.PrimaryKeyConstraint("firm"),
    )

    op.create_table(
        "attempts",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("message", BIG_ID, nullable=False),
        sa.Column("reference", sa.String(length=32), nullable=False),
        sa.Column("gateway", sa.String(length=16), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("provider_id", sa.String(length=64), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["message"],
            ["messages.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference"),
    )
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.create_index(("ix_attempts_message"), ["message"], unique=False)
        batch_op.create_index(("ix_attempts_provider_id"), ["provider_id"], unique=False)

    op.create_table(
        "firm_sessions",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("firm", BIG_ID, nullable=False),
        sa.Column("link", BIG_ID, nullable=False),
        sa.Column("proved", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["firm"],
            ["firms.id"],
        ),
        sa.ForeignKeyConstraint(
            ["link"],
            ["firm_links.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("firm_sessions") as batch_op:
        batch_op.create_index(("ix_firm_sessions_firm"), ["firm"], unique=False)

    op.create_table(
        "one_time_codes",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("session", BIG_ID, nullable=False),
        sa.Column("phone_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session"],
            ["firm_sessions.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("one_time_codes") as batch_op:
        batch_op.create_index("ix_one_time_codes_phone", ["phone_hash", "created_at"], unique=False)
        batch_op.create_index("ix_one_time_codes_created_at", ["created_at"], unique=False)
        batch_op.create_index(("ix_one_time_codes_session"), ["session"], unique=False)

    with op.batch_alter_table("interviews") as batch_op:
        batch_op.add_column(sa.Column("prefilled", sa.Text(), nullable=True))
    _only_add()


def downgrade() -> None:
    """Drop these tables, and all that campaigns and staff left in them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_events_only_add ON audit_events")
        op.execute("DROP FUNCTION audit_events_only_add()")
    with op.batch_alter_table("interviews") as batch_op:
        batch_op.drop_column("prefilled")

    with op.batch_alter_table("one_time_codes") as batch_op:
        batch_op.drop_index("ix_one_time_codes_session")
        batch_op.drop_index("ix_one_time_codes_created_at")
        batch_op.drop_index("ix_one_time_codes_phone")

    op.drop_table("one_time_codes")
    with op.batch_alter_table("firm_sessions") as batch_op:
        batch_op.drop_index("ix_firm_sessions_firm")

    op.drop_table("firm_sessions")
    op.drop_table("settled_accounts")
    with op.batch_alter_table("payment_lines") as batch_op:
        batch_op.drop_index("ix_payment_lines_export")

    op.drop_table("payment_lines")
    op.drop_table("public_notice_firms")
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_index("ix_attempts_provider_id")
        batch_op.drop_index("ix_attempts_message")

    op.drop_table("attempts")
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.drop_index("ix_reviews_campaign")

    op.drop_table("reviews")
    with op.batch_alter_table("replies") as batch_op:
        batch_op.drop_index("ix_replies_campaign")

    op.drop_table("replies")
    with op.batch_alter_table("public_objections") as batch_op:
        batch_op.drop_index("ix_public_objections_public_notice")

    op.drop_table("public_objections")
    op.drop_table("sending_clocks")
    with op.batch_alter_table("messages") as batch_op:
        batch_op.drop_index("ix_messages_work")
        batch_op.drop_index("ix_messages_asking")

    op.drop_table("messages")
    with op.batch_alter_table("firm_links") as batch_op:
        batch_op.drop_index("ix_firm_links_firm")

    op.drop_table("firm_links")
    with op.batch_alter_table("firms") as batch_op:
        batch_op.drop_index("ix_firms_phone")
        batch_op.drop_index("ix_firms_campaign_verdict")
        batch_op.drop_index("ix_firms_campaign_track")

    op.drop_table("firms")
    with op.batch_alter_table("staff_sessions") as batch_op:
        batch_op.drop_index("ix_staff_sessions_account")

    op.drop_table("staff_sessions")
    op.drop_table("staff_roles")
    with op.batch_alter_table("public_notices") as batch_op:
        batch_op.drop_index("ix_public_notices_campaign")

    op.drop_table("public_notices")
    with op.batch_alter_table("payment_exports") as batch_op:
        batch_op.drop_index("ix_payment_exports_campaign")

    op.drop_table("payment_exports")
    with op.batch_alter_table("jobs") as batch_op:
        batch_op.drop_index("ix_jobs_state")
        batch_op.drop_index("ix_jobs_campaign")

    op.drop_table("jobs")
    with op.batch_alter_table("imports") as batch_op:
        batch_op.drop_index("ix_imports_sha256")
        batch_op.drop_index("ix_imports_campaign")

    op.drop_table("imports")
    op.drop_table("staff_accounts")
    op.drop_table("receipts")
    with op.batch_alter_table("outbox_page") as batch_op:
        batch_op.drop_index("ix_outbox_page_to")

    op.drop_table("outbox_page")
    op.drop_table("opt_outs")
    with op.batch_alter_table("campaigns") as batch_op:
        batch_op.drop_index("ix_campaigns_region")

    op.drop_table("campaigns")
    with op.batch_alter_table("audit_events") as batch_op:
        batch_op.drop_index("ix_audit_events_subject")
        batch_op.drop_index("ix_audit_events_at")

    op.drop_table("audit_events")


def _only_add() -> None:
    """The trail of staff actions can be added to, and read: changing or deleting a row is refused by the database."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_events_only_add() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'audit_events: rows are only ever added'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_events_only_add BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_events_only_add()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_events_no_{act.lower()} BEFORE {act} ON audit_events "
            "BEGIN SELECT RAISE(ABORT, 'audit_events: rows are only ever added'); END"
        )
