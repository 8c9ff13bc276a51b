"""What a screening counted: kept with the campaign, and shown as counts and totals."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self

import polars as pl

from assistant.campaigns.tracks import AUTOMATIC, TRACKS
from assistant.rules.columns import CONDITION, VERDICTS
from assistant.rules.plan import Plan
from assistant.storage.campaigns import Campaign

_MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Summary:
    """A screening in numbers of firms; ``totals`` and ``track_totals`` in fen, of the firms whose amount is known.

    ``failed``, ``reviewed``, ``unknown``: condition id → firms that do not meet it, that it sends to a person, of which
    it cannot be said. ``missing_account``, ``missing_size``: of the firms that are not ineligible.
    ``automatic_without_phone``: firms on the way ``automatic`` that no message can reach.
    ``absent``: facts that the notice asks for and the file had no column of.
    """

    firms: int
    verdicts: Mapping[str, int]
    tracks: Mapping[str, int]
    totals: Mapping[str, int]
    track_totals: Mapping[str, int]
    failed: Mapping[str, int]
    reviewed: Mapping[str, int]
    unknown: Mapping[str, int]
    missing_account: int
    missing_size: int
    automatic_without_account: int
    automatic_without_phone: int
    absent: tuple[str, ...]
    import_id: int

    def stored(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Return it from how it is kept."""
        values = {field.name: kept[field.name] for field in fields(cls)}
        return cls(**{**values, "absent": tuple(kept["absent"])})


def summary(campaign: Campaign) -> Summary | None:
    """Return what the campaign's screening counted; None while it is not screened."""
    return None if campaign.summary is None else Summary.of(campaign.summary)


def summed(plan: Plan, screened: Path, absent: tuple[str, ...], import_id: int) -> Summary:
    """Count the screened firms of a file."""
    firms = pl.scan_parquet(screened, glob=False)
    verdicts, totals = _grouped(firms, "verdict", VERDICTS)
    tracks, track_totals = _grouped(firms, "track", TRACKS)
    possible, automatic = pl.col("verdict") != "ineligible", pl.col("track") == AUTOMATIC
    marks = firms.select(
        (possible & (pl.col("missing_account") == 1)).sum().alias("missing_account"),
        (possible & (pl.col("missing_size") == 1)).sum().alias("missing_size"),
        (automatic & (pl.col("missing_account") == 1)).sum().alias("automatic_without_account"),
        (automatic & pl.col("phone").is_null()).sum().alias("automatic_without_phone"),
    ).collect()
    return Summary(
        firms=sum(verdicts.values()),
        verdicts=verdicts,
        tracks=tracks,
        totals=totals,
        track_totals=track_totals,
        failed=_by_condition(plan, firms, "not_met"),
        reviewed=_by_condition(plan, firms, "review"),
        unknown=_by_condition(plan, firms, "unknown"),
        absent=absent,
        import_id=import_id,
        **{name: int(marks[name].item()) for name in marks.columns},
    )


def _grouped(firms: pl.LazyFrame, name: str, keys: tuple[str, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """Firms and their amounts by key. The amounts are summed in two parts, since they may exceed 64 bits."""
    amount = pl.col("refund_fen")
    parts = (amount // _MILLION).sum().alias("millions"), (amount % _MILLION).sum().alias("rest")
    found = firms.group_by(name).agg(pl.len(), *parts).collect()
    lines = {key: (count, millions * _MILLION + rest) for key, count, millions, rest in found.rows()}
    return {key: lines.get(key, (0, 0))[0] for key in keys}, {key: lines.get(key, (0, 0))[1] for key in keys}


def _by_condition(plan: Plan, firms: pl.LazyFrame, result: str) -> dict[str, int]:
    counts = [(pl.col(CONDITION + part.id) == result).sum().alias(part.id) for part in plan.conditions]
    return {name: int(column.item()) for name, column in firms.select(counts).collect().to_dict().items()}
