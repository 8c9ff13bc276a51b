"""What the tables promise holds on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from assistant import storage
from assistant.storage.tables import metadata


def test_the_migrations_lead_to_the_tables_on_both_databases(database_url: str) -> None:
    engine = storage.prepare(database_url, migrate=False)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
