"""How far one firm's matter has come: in which 公示 it stands, and when it was handed over for payment."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, and_, select

from assistant.storage.tables import firms, payment_exports, public_notice_firms, public_notices


@dataclass(frozen=True, slots=True)
class Progress:
    """None: not yet. Days of the 公示 are days in Beijing; when the money arrives, only the bank knows."""

    public_from: date | None
    public_until: date | None
    handed_over_at: datetime | None


def progress(engine: Engine, firm: int) -> Progress:
    """Return how far a firm's matter has come; a 公示 that was taken back does not count."""
    live = public_notice_firms
    query = (
        select(public_notices.c.first_day, public_notices.c.last_day, payment_exports.c.created_at)
        .select_from(firms)
        .outerjoin(live, and_(live.c.firm == firms.c.id, live.c.live == 1))
        .outerjoin(public_notices, public_notices.c.id == live.c.public_notice)
        .outerjoin(payment_exports, payment_exports.c.id == firms.c.payment_export)
        .where(firms.c.id == firm)
    )
    with engine.connect() as connection:
        return Progress(*connection.execute(query).one())
