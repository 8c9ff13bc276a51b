"""Filling a campaign with firms: the old ones go and the new ones come in short transactions, until it is screened."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Text, bindparam, delete, func, insert, select, update

from assistant.storage.paying.locking import lock_campaign
from assistant.storage.paying.reviews import Reviews
from assistant.storage.tables import (
    campaigns,
    firm_links,
    firm_sessions,
    firms,
    one_time_codes,
    reviews,
)

# In the order in which ``load`` takes them; ``facts`` and ``failed`` are JSON already.
COLUMNS: Final = (
    "row",
    "credit_code",
    "name",
    "phone",
    "account",
    "facts",
    "verdict",
    "track",
    "refund_fen",
    "failed",
    "missing_account",
    "missing_size",
)
_JSON = ("facts", "failed")
_INSERT = insert(firms).values(
    {name: bindparam(name, type_=Text()) if name in _JSON else bindparam(name) for name in ("campaign", *COLUMNS)}
)
_COPY = "COPY firms ({}) FROM STDIN".format(", ".join(f'"{name}"' for name in ("campaign", *COLUMNS)))
# Where a firm may be loaded again: nobody has submitted it yet.
OPEN: Final = ("draft", "screened")


class NotOpen(Exception):
    """The campaign was submitted, or is over: its firms stay as they are."""


def reopen(connection: Connection, campaign: int) -> None:
    """Put the campaign back to draft, since its firms are about to change; raise ``NotOpen`` once it was submitted."""
    lock_campaign(connection, campaign)
    mine = campaigns.c.id == campaign
    change = update(campaigns).where(mine, campaigns.c.state.in_(OPEN))
    values = {"state": "draft", "summary": None, "version": campaigns.c.version + 1}
    if connection.execute(change.values(values)).rowcount != 1:
        raise NotOpen


def still_draft(connection: Connection, campaign: int) -> None:
    """Hold the campaign for this transaction; raise ``NotOpen`` unless it is a draft, whose firms may change."""
    change = update(campaigns).where(campaigns.c.id == campaign, campaigns.c.state == "draft")
    if connection.execute(change.values(state="draft")).rowcount != 1:
        raise NotOpen


def clear(connection: Connection, campaign: int, most: int) -> int:
    """Delete up to ``most`` of the campaign's firms with what hangs on them; return how many."""
    some = select(firms.c.id).where(firms.c.campaign == campaign).order_by(firms.c.id).limit(most)
    keys = list(connection.execute(some).scalars())
    if not keys:
        return 0
    mine = firms.c.campaign == campaign, firms.c.id <= keys[-1]
    gone = select(firms.c.id).where(*mine)
    sessions = select(firm_sessions.c.id).where(firm_sessions.c.firm.in_(gone))
    connection.execute(delete(one_time_codes).where(one_time_codes.c.session.in_(sessions)))
    for table in (firm_sessions, firm_links, reviews):
        connection.execute(delete(table).where(table.c.firm.in_(gone)))
    connection.execute(delete(firms).where(*mine))
    return len(keys)


def load(
    connection: Connection, campaign: int, rows: Iterable[Sequence[Any]], reasons: Mapping[int, Sequence[str]]
) -> None:
    """Store firms (the values of ``COLUMNS`` for each) and open a review for those that have reasons for one.

    ``reasons``: the firm's row → ids of conditions, or of other reasons that ``campaigns`` knows.
    """
    last = connection.execute(select(func.coalesce(func.max(firms.c.id), 0))).scalar_one()
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(_COPY) as copy:
            for row in rows:
                copy.write_row((campaign, *row))
    else:
        connection.execute(_INSERT, [{"campaign": campaign, **dict(zip(COLUMNS, row, strict=True))} for row in rows])
    if reasons:
        new = select(firms.c.id, firms.c.row).where(firms.c.id > last, firms.c.campaign == campaign)
        opened = [
            {"firm": key, "campaign": campaign, "reasons": list(reasons[row])}
            for key, row in connection.execute(new)
            if row in reasons
        ]
        Reviews(connection.engine).add(connection, opened)


def screened(connection: Connection, campaign: int, summary: Mapping[str, Any]) -> None:
    """Say that the campaign's firms are complete; raise ``NotOpen`` if it was submitted or ended meanwhile."""
    change = update(campaigns).where(campaigns.c.id == campaign, campaigns.c.state == "draft")
    values = {"state": "screened", "summary": summary, "version": campaigns.c.version + 1}
    if connection.execute(change.values(values)).rowcount != 1:
        raise NotOpen
