"""The tables as they are now; ``migrations/`` says how they came to be so."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, Dialect, Integer, MetaData, String, Table, Text, TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in UTC. SQLite keeps no zone, so that it is put back when a row is read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Store the instant as UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the instant as UTC."""
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


metadata = MetaData()

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
)
