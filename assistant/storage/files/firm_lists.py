"""Lists and comparisons of screened firms."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Engine, Select, String, and_, cast, func, select

from assistant.storage.firms import Firm, firm_of
from assistant.storage.tables import campaigns, firms

Missing = Literal["account", "size"]
_MISSING = {"account": firms.c.missing_account, "size": firms.c.missing_size}
# Numbers of firms are spread by multiplying with a prime: the same firms every time, and not the file's first ones.
_SPREAD, _WITHIN = 618_034, 1_000_003

_WHOLE_CODE = 18


@dataclass(frozen=True, slots=True)
class Change:
    """How many firms have the verdict ``this`` now and had ``last`` before."""

    last: str
    this: str
    firms: int


class FirmLists:
    """Lists of the firms of one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is read yet."""
        self._engine = engine

    def sample(
        self,
        campaign: int,
        *,
        verdict: str | None = None,
        track: str | None = None,
        failed: str | None = None,
        seed: int = 0,
        limit: int = 20,
    ) -> list[Firm]:
        """Return some firms, spread over the campaign, the same ones every time for the same ``seed``.

        ``failed``: the id of a condition that they do not meet.
        """
        where = _narrowed(campaign, verdict, track, failed)
        spread = (firms.c.id % _WITHIN + seed) * _SPREAD % _WITHIN
        return self._firms(select(firms).where(*where).order_by(spread, firms.c.id).limit(limit))

    def search(
        self,
        campaign: int,
        text: str,
        *,
        verdict: str | None = None,
        track: str | None = None,
        failed: str | None = None,
        after: int = 0,
        limit: int = 50,
    ) -> list[Firm]:
        """Return firms whose name or credit code holds the text ("" for any), by id above ``after``; else as ``sample``."""
        where = [*_narrowed(campaign, verdict, track, failed), firms.c.id > after]
        if len(text) == _WHOLE_CODE and text.isascii():
            where.append(firms.c.credit_code == text.upper())
        elif text:
            code = firms.c.credit_code.contains(text.upper(), autoescape=True)
            where.append(firms.c.name.contains(text, autoescape=True) | code)
        return self._firms(select(firms).where(*where).order_by(firms.c.id).limit(limit))

    def missing(self, campaign: int, what: Missing, *, after: int = 0, limit: int = 50) -> list[Firm]:
        """Return firms that are not ineligible and lack account or size class, by id above ``after``."""
        query = select(firms).where(*self._lacking(campaign, what), firms.c.id > after)
        return self._firms(query.order_by(firms.c.id).limit(limit))

    def count_missing(self, campaign: int, what: Missing) -> int:
        """Return how many firms ``missing`` would list in all."""
        query = select(func.count()).select_from(firms).where(*self._lacking(campaign, what))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def last_screened(self, campaign: int) -> int | None:
        """Return the newest campaign before this one of the same region and program that was approved, if any."""
        this = campaigns.alias()
        query = (
            select(campaigns.c.id)
            .join(this, and_(campaigns.c.region == this.c.region, campaigns.c.program == this.c.program))
            .where(this.c.id == campaign, campaigns.c.id < campaign, campaigns.c.summary.is_not(None))
            .where(campaigns.c.state.in_(("approved", "paused", "closed")))
            .order_by(campaigns.c.as_of.desc(), campaigns.c.id.desc())
            .limit(1)
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def changes(self, this: int, last: int) -> list[Change]:
        """Return how the verdicts of firms that are in both campaigns, by credit code, went over into one another."""
        old, new = firms.alias("old"), firms.alias("new")
        query = (
            select(old.c.verdict.label("last"), new.c.verdict.label("this"), func.count().label("firms"))
            .join(old, and_(old.c.credit_code == new.c.credit_code, old.c.campaign == last))
            .where(new.c.campaign == this)
            .group_by(old.c.verdict, new.c.verdict)
            .order_by(old.c.verdict, new.c.verdict)
        )
        with self._engine.connect() as connection:
            return [Change(**row._asdict()) for row in connection.execute(query)]

    def changed(
        self, this: int, last: int, verdict_last: str, verdict_this: str, *, after: int = 0, limit: int = 50
    ) -> list[Firm]:
        """Return firms of the campaign ``this`` whose verdict went over so, by id above ``after``."""
        before = select(firms.c.credit_code).where(firms.c.campaign == last, firms.c.verdict == verdict_last)
        where = (firms.c.campaign == this, firms.c.verdict == verdict_this, firms.c.credit_code.in_(before))
        return self._firms(select(firms).where(*where, firms.c.id > after).order_by(firms.c.id).limit(limit))

    def only_in(self, campaign: int, other: int, *, after: int = 0, limit: int = 50) -> list[Firm]:
        """Return firms of a campaign whose credit code the other one has not, by id above ``after``."""
        query = select(firms).where(firms.c.campaign == campaign, firms.c.id > after, ~self._in(other))
        return self._firms(query.order_by(firms.c.id).limit(limit))

    def _in(self, other: int) -> ColumnElement[bool]:
        there = firms.alias("there")
        same = there.c.credit_code == firms.c.credit_code
        return select(there.c.id).where(there.c.campaign == other, same).exists()

    def _lacking(self, campaign: int, what: Missing) -> tuple[ColumnElement[bool], ...]:
        return firms.c.campaign == campaign, firms.c.verdict != "ineligible", _MISSING[what] == 1

    def _firms(self, query: Select[Any]) -> list[Firm]:
        with self._engine.connect() as connection:
            return [firm_of(row) for row in connection.execute(query)]


def _narrowed(campaign: int, verdict: str | None, track: str | None, failed: str | None) -> list[ColumnElement[bool]]:
    where = [firms.c.campaign == campaign]
    where += [column == value for column, value in ((firms.c.verdict, verdict), (firms.c.track, track)) if value]
    if failed:
        where.append(cast(firms.c.failed, String).contains(f'"{failed}"', autoescape=True))
    return where
