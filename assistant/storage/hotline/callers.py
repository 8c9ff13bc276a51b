"""Who may be calling: firms of campaigns by credit code, name or number; and what reached one of them, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Engine, func, select
from sqlalchemy.sql import ColumnElement

from assistant.storage.tables import campaigns, firm_links, firms, messages

# In a draft nothing was found about anyone yet.
_SEARCHED: Final = campaigns.c.state != "draft"


@dataclass(frozen=True, slots=True)
class Hit:
    """One firm of one campaign; ``phone`` in full."""

    firm: int
    name: str
    credit_code: str
    phone: str | None
    campaign: str
    state: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One message to a firm; for ``purpose`` and ``state`` see ``tables.messages``."""

    purpose: str
    state: str
    error_code: str | None
    created_at: datetime
    accepted_at: datetime | None
    finished_at: datetime | None


class Callers:
    """The firms of one database, as they are looked for when they call. ``region`` None: of every region."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def by_code(self, code: str, region: str | None, limit: int) -> list[Hit]:
        """Return the firms with this 统一社会信用代码, the newest campaign first."""
        return self._hits(region, limit, firms.c.credit_code == code)

    def by_name(self, text: str, region: str | None, limit: int) -> list[Hit]:
        """Return the firms whose name holds the text, or whose credit code ends with it, the newest campaign first."""
        ends = firms.c.credit_code.endswith(text.upper(), autoescape=True)
        return self._hits(region, limit, firms.c.name.contains(text, autoescape=True) | ends)

    def by_number(self, number: str, region: str | None, limit: int) -> list[Hit]:
        """Return the firms with this E.164 number on file, the newest campaign first."""
        return self._hits(region, limit, firms.c.phone == number)

    def by_part(self, beginning: str, end: str, region: str | None, limit: int) -> list[Hit]:
        """Return the firms whose number on file begins and ends so, the newest campaign first."""
        where = firms.c.phone.endswith(end, autoescape=True) & firms.c.phone.startswith(beginning, autoescape=True)
        return self._hits(region, limit, where)

    def sent_to(self, firm: int) -> list[Sent]:
        """Return the messages to a firm, the oldest first."""
        query = select(*(messages.c[name] for name in Sent.__slots__)).where(messages.c.firm == firm)
        with self._engine.connect() as connection:
            return [Sent(**row._asdict()) for row in connection.execute(query.order_by(messages.c.id))]

    def opened_at(self, firm: int) -> datetime | None:
        """Return when the firm first opened its page; None: never."""
        query = select(func.min(firm_links.c.opened_at)).where(firm_links.c.firm == firm)
        with self._engine.connect() as connection:
            found: datetime | None = connection.execute(query).scalar_one()
        return found

    def _hits(self, region: str | None, limit: int, *where: ColumnElement[bool]) -> list[Hit]:
        columns = (
            firms.c.id.label("firm"), firms.c.name, firms.c.credit_code, firms.c.phone,
            campaigns.c.title.label("campaign"), campaigns.c.state,
        )  # fmt: skip
        query = select(*columns).join(campaigns, campaigns.c.id == firms.c.campaign).where(_SEARCHED, *where)
        if region is not None:
            query = query.where(campaigns.c.region == region)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(campaigns.c.id.desc(), firms.c.id).limit(limit))
            return [Hit(**row._asdict()) for row in rows]
