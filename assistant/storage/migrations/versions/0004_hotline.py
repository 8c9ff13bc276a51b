"""The hotline desk: calls, what is left to do after them, tallies; the door at which an interview was last changed."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite counts rows up by itself only in a column that is called INTEGER.
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _instant(name: str, *, required: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not required)


def upgrade() -> None:
    """Add the tables of the desk, and two columns to the interviews."""
    op.add_column("interviews", sa.Column("channel", sa.String(length=8), nullable=True))
    op.add_column("interviews", sa.Column("finished", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "calls",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("agent", sa.BigInteger(), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("caller", sa.String(length=8), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("firm", BIG_ID, nullable=True),
        sa.Column("number_hash", sa.String(length=64), nullable=True),
        sa.Column("number_tail", sa.String(length=4), nullable=True),
        sa.Column("flow", sa.String(length=64), nullable=True),
        sa.Column("program", sa.String(length=64), nullable=True),
        sa.Column("topic", sa.String(length=32), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _instant("began_at", required=True),
        _instant("opened_at", required=True),
        _instant("consent_at"),
        _instant("ended_at"),
        _instant("expires_at", required=True),
        sa.ForeignKeyConstraint(["firm"], ["firms.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("number_hash", "began_at", "expires_at"):
        op.create_index(f"ix_calls_{column}", "calls", [column])
    op.create_index("ix_calls_agent", "calls", ["agent", "state"])
    is_open = sa.text("state = 'open'")
    op.create_index("one_open_call", "calls", ["agent"], unique=True, sqlite_where=is_open, postgresql_where=is_open)
    _tasks()
    op.create_table(
        "tallies",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("flow", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "region", "channel", "flow", "kind", "name"),
    )


def _tasks() -> None:
    op.create_table(
        "desk_tasks",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("call", BIG_ID, nullable=False),
        sa.Column("region", sa.String(length=6), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=True),
        sa.Column("program", sa.String(length=64), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("handled_by", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.String(length=16), nullable=True),
        sa.Column("demonstration", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _instant("created_at", required=True),
        _instant("handled_at"),
        _instant("expires_at", required=True),
        sa.ForeignKeyConstraint(["call"], ["calls.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_desk_tasks_call", "desk_tasks", ["call"])
    op.create_index("ix_desk_tasks_expires_at", "desk_tasks", ["expires_at"])
    op.create_index("ix_desk_tasks_work", "desk_tasks", ["kind", "state", "due_on"])


def downgrade() -> None:
    """Drop the desk's tables, and every call with them."""
    for table in ("tallies", "desk_tasks", "calls"):
        op.drop_table(table)
    with op.batch_alter_table("interviews") as interviews:
        interviews.drop_column("finished")
        interviews.drop_column("channel")
