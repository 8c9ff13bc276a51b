"""Imports: the files that were received for a campaign, how their columns were understood, what became of their rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from assistant.storage.tables import campaigns, imports

# uploaded → reading → read | failed; discarded from any of them.
STATES = ("uploaded", "reading", "read", "failed", "discarded")
_MAPPINGS_LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class Import:
    """One received file. ``mapping`` as chosen by a person, ``report`` what reading found (see campaigns.importing)."""

    id: int
    campaign: int
    file_name: str
    sha256: str
    size: int
    folder: str
    state: str
    mapping: Mapping[str, Any] | None
    report: Mapping[str, Any] | None
    problem: str | None
    created_by: int
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An import of the same content: into which campaign, when, by which account, and what became of it."""

    import_id: int
    campaign: int
    campaign_title: str
    file_name: str
    state: str
    created_by: int
    created_at: datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Imports:
    """The imports of one database."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = _utc_now) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine
        self._now = now

    def add(self, *, campaign: int, file_name: str, sha256: str, size: int, folder: str, by: int) -> int:
        """Store a received file in state ``uploaded`` and return its id."""
        row = {"campaign": campaign, "file_name": file_name, "sha256": sha256, "size": size, "folder": folder}
        row |= {"state": "uploaded", "created_by": by, "created_at": self._now()}
        with self._engine.begin() as connection:
            key: int = connection.execute(insert(imports).values(row).returning(imports.c.id)).scalar_one()
        return key

    def get(self, key: int) -> Import | None:
        """Return the import, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(select(imports).where(imports.c.id == key)).one_or_none()
        return None if row is None else _import(row)

    def of_campaign(self, campaign: int) -> list[Import]:
        """Return the campaign's imports, the newest first."""
        query = select(imports).where(imports.c.campaign == campaign).order_by(imports.c.id.desc())
        with self._engine.connect() as connection:
            return [_import(row) for row in connection.execute(query)]

    def current(self, campaign: int) -> Import | None:
        """Return the import whose rows the campaign has: the newest that was read; None without one."""
        return next((found for found in self.of_campaign(campaign) if found.state == "read"), None)

    def same_content(self, sha256: str, region: str) -> list[Earlier]:
        """Return the imports of the same content into campaigns of the region, the newest first."""
        query = (
            select(
                imports.c.id.label("import_id"),
                imports.c.campaign,
                campaigns.c.title.label("campaign_title"),
                imports.c.file_name,
                imports.c.state,
                imports.c.created_by,
                imports.c.created_at,
            )
            .join(campaigns, campaigns.c.id == imports.c.campaign)
            .where(imports.c.sha256 == sha256, campaigns.c.region == region)
            .order_by(imports.c.id.desc())
        )
        with self._engine.connect() as connection:
            return [Earlier(**row._asdict()) for row in connection.execute(query)]

    def mappings(self, region: str, program: str) -> list[Mapping[str, Any]]:
        """Return the mappings with which files of the region's campaigns were read last, the newest first."""
        query = (
            select(imports.c.mapping)
            .join(campaigns, campaigns.c.id == imports.c.campaign)
            .where(campaigns.c.region == region, campaigns.c.program == program)
            .where(imports.c.mapping.is_not(None), imports.c.report.is_not(None))
            .order_by(imports.c.id.desc())
            .limit(_MAPPINGS_LOOKED_AT)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def begin(self, connection: Connection, key: int, mapping: Mapping[str, Any]) -> None:
        """Say that the file is about to be read, with which mapping."""
        values = {"state": "reading", "mapping": mapping, "report": None, "problem": None, "finished_at": None}
        connection.execute(update(imports).where(imports.c.id == key).values(values))

    def done(self, connection: Connection, key: int, report: Mapping[str, Any]) -> None:
        """Say that the file was read, and that it takes the place of the campaign's other files."""
        mine = imports.c.id == key
        campaign = select(imports.c.campaign).where(mine).scalar_subquery()
        connection.execute(
            update(imports)
            .where(imports.c.campaign == campaign, ~mine, imports.c.state == "read")
            .values(state="discarded")
        )
        connection.execute(update(imports).where(mine).values(state="read", report=report, finished_at=self._now()))

    def failed(self, connection: Connection, key: int, problem: str) -> None:
        """Say that the file could not be read, and why (as screening.kept_messages has it)."""
        values = {"state": "failed", "problem": problem, "finished_at": self._now()}
        connection.execute(update(imports).where(imports.c.id == key).values(values))

    def discard(self, key: int) -> None:
        """Say that the file is not wanted any more."""
        with self._engine.begin() as connection:
            change = update(imports).where(imports.c.id == key).values(state="discarded", finished_at=self._now())
            connection.execute(change)


def _import(row: Row[Any]) -> Import:
    return Import(**row._asdict())
