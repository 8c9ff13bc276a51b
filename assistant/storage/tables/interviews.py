"""Interviews of workers and firms."""

from sqlalchemy import Column, Date, Integer, String, Table, Text

from assistant.storage.tables.base import UtcDateTime, metadata

interviews = Table(
    "interviews",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("flow", String(64), nullable=False),
    Column("region", String(6), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("notice", String(64)),
    Column("answers", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    # What the bureau's data said when a firm began to object; answers may differ from it.
    Column("prefilled", Text),
    Column("channel", String(8)),  # the door that changed it last: see interview.counting.CHANNELS; null: not known
    Column("finished", Integer, nullable=False, default=0),  # 1: its first result was counted
)
