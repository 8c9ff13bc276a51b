"""What happened in a span of time, counted by region and size class."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Compiled, Engine, Select, String, and_, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

from assistant.storage.tables import (
    campaigns,
    firm_links,
    firms,
    jobs,
    messages,
    payment_exports,
    payment_lines,
    public_notice_firms,
    public_notices,
    replies,
)

MEASURES: Final = (
    "screened", "notified", "delivered", "opened", "confirmed", "objected", "applied", "published", "paid",
)  # fmt: skip
# A reminder reaches a firm that was counted before.
_FIRST_PURPOSES = ("notice", "invitation")


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` on and before ``end``; the same as days in Beijing, the last one excluded."""

    start: datetime
    end: datetime
    first_day: date
    end_day: date


@dataclass(slots=True)
class Tally:
    """Firms of one region and size class ('' where unknown), counted by measure; amounts in fen."""

    region: str
    size: str
    firms: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MEASURES, 0))
    published_fen: int = 0
    paid_fen: int = 0


class _SizeClass(FunctionElement[str]):
    """The fact ``size_class`` of a firm, from its facts as JSON text; '' where it is not known."""

    type = String()
    inherit_cache = True


@compiles(_SizeClass, "sqlite")
def _on_sqlite(element: Any, compiler: Compiled, **options: Any) -> str:
    return f"coalesce(json_extract({compiler.process(element.clauses, **options)}, '$.size_class'), '')"


@compiles(_SizeClass, "postgresql")
def _on_postgresql(element: Any, compiler: Compiled, **options: Any) -> str:
    return f"coalesce(CAST({compiler.process(element.clauses, **options)} AS json) ->> 'size_class', '')"


class Reports:
    """Counts over one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def tallies(self, span: Span, region: str | None = None, campaign: int | None = None) -> list[Tally]:
        """Return what happened in the span, one tally for each region and size class that has something to count.

        Demonstration campaigns are counted only when they are named.
        """
        scope = _scope(region, campaign)
        found: dict[tuple[str, str], Tally] = {}
        with self._engine.connect() as connection:
            for measure, query in _queries(span).items():
                for row in connection.execute(query.where(*scope)):
                    tally = found.setdefault((row.region, row.size), Tally(row.region, row.size))
                    tally.firms[measure] = row.number
                    if measure in ("published", "paid"):
                        setattr(tally, f"{measure}_fen", int(row.fen or 0))
        return [found[key] for key in sorted(found)]

    def first_instant(self, region: str | None = None, campaign: int | None = None) -> datetime | None:
        """Return when the first campaign was created, or None."""
        with self._engine.connect() as connection:
            query = select(func.min(campaigns.c.created_at)).where(*_scope(region, campaign))
            first: datetime | None = connection.execute(query).scalar_one()
            return first


def _scope(region: str | None, campaign: int | None) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [campaigns.c.id == campaign] if campaign else [campaigns.c.demonstration == 0]
    return [*where, campaigns.c.region == region] if region else where


def _queries(span: Span) -> dict[str, Select[Any]]:
    def within(column: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(column >= span.start, column < span.end)

    def message(column: ColumnElement[Any], *where: ColumnElement[bool]) -> Select[Any]:
        joined = _grouped().join(messages, messages.c.firm == firms.c.id)
        return joined.where(messages.c.purpose.in_(_FIRST_PURPOSES), within(column), *where)

    def reply(kind: str) -> Select[Any]:
        joined = _grouped().join(replies, replies.c.firm == firms.c.id)
        return joined.where(replies.c.kind == kind, within(replies.c.created_at))

    screened = select(jobs.c.campaign).where(jobs.c.kind == "screen", jobs.c.state == "done").group_by(jobs.c.campaign)
    opened = select(firm_links.c.firm).group_by(firm_links.c.firm).having(within(func.min(firm_links.c.opened_at)))
    shown, paid = public_notice_firms.c, payment_lines.c
    days = and_(public_notices.c.first_day >= span.first_day, public_notices.c.first_day < span.end_day)
    return {
        "screened": _grouped().where(campaigns.c.id.in_(screened.having(within(func.max(jobs.c.finished_at))))),
        "notified": message(messages.c.accepted_at),
        "delivered": message(messages.c.finished_at, messages.c.state == "delivered"),
        "opened": _grouped().where(firms.c.id.in_(opened)),
        "confirmed": reply("confirmed"),
        "objected": reply("objected"),
        "applied": reply("applied"),
        "published": _grouped(func.sum(shown.refund_fen))
        .join(public_notice_firms, and_(shown.firm == firms.c.id, shown.live == 1))
        .join(public_notices, public_notices.c.id == shown.public_notice)
        .where(days),
        "paid": _grouped(func.sum(paid.refund_fen))
        .join(payment_lines, paid.firm == firms.c.id)
        .join(payment_exports, payment_exports.c.id == paid.export)
        .where(within(payment_exports.c.created_at)),
    }


def _grouped(fen: ColumnElement[Any] | None = None) -> Select[Any]:
    size = _SizeClass(firms.c.facts).label("size")
    number = func.count(firms.c.id.distinct()).label("number")
    summed = (literal(0) if fen is None else fen).label("fen")
    joined = select(campaigns.c.region, size, number, summed).select_from(campaigns)
    return joined.join(firms, firms.c.campaign == campaigns.c.id).group_by(campaigns.c.region, size)


def total_of(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies, of no region and size."""
    total = Tally("", "")
    for tally in tallies:
        for measure in MEASURES:
            total.firms[measure] += tally.firms[measure]
        total.published_fen += tally.published_fen
        total.paid_fen += tally.paid_fen
    return total
