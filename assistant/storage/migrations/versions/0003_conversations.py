"""Conversations of the chat, what came in by message, single messages."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# SQLite counts rows up by itself only in a column that is called INTEGER.
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _instant(name: str, *, required: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not required)


def upgrade() -> None:
    """Add the tables of the chat."""
    op.create_table(
        "conversations",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("tag", sa.String(length=4), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _instant("created_at", required=True),
        _instant("updated_at", required=True),
        _instant("expires_at", required=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key_hash", "tag"),
    )
    op.create_index("ix_conversations_expires_at", "conversations", ["expires_at"])
    op.create_table(
        "inbound",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("gateway", sa.String(length=16), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("sender_hash", sa.String(length=64), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        _instant("received_at", required=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("gateway", "provider_id"),
    )
    op.create_index("ix_inbound_sender", "inbound", ["sender_hash", "received_at"])
    op.create_index("ix_inbound_received_at", "inbound", ["received_at"])
    _single_messages()


def _single_messages() -> None:
    op.create_table(
        "single_messages",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("dedupe", sa.String(length=96), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("gateway", sa.String(length=16), nullable=True),
        sa.Column("reference", sa.String(length=32), nullable=True),
        sa.Column("worker", sa.String(length=64), nullable=True),
        _instant("lease_until"),
        _instant("not_before"),
        sa.Column("provider_id", sa.String(length=64), nullable=True),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("error_code", sa.String(length=64), nullable=True),
        sa.Column("error_class", sa.String(length=16), nullable=True),
        _instant("created_at", required=True),
        _instant("begun_at"),
        _instant("accepted_at"),
        _instant("finished_at"),
        _instant("expires_at", required=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dedupe"),
        sa.UniqueConstraint("reference"),
        sa.UniqueConstraint("provider_id"),
    )
    op.create_index("ix_single_messages_number_hash", "single_messages", ["number_hash"])
    op.create_index("ix_single_messages_work", "single_messages", ["state", "id"])


def downgrade() -> None:
    """Drop the tables, and every conversation with them."""
    for table in ("single_messages", "inbound", "conversations"):
        op.drop_table(table)
