"""Every firm's verdict, way and marks, as expressions over the whole file.

Which way a firm goes (``campaigns.tracks``); the first line that fits counts:

=====================================================  ==========  ==================================================
what is so                                             way         why
=====================================================  ==========  ==================================================
organisation_type is dispatch_agency, any verdict      invitation  they apply themselves, with the split: JX24 五,
                                                                   NAT24 五, GS24 三, JL24 二, NM25 四
verdict eligible                                       automatic   JX24 五, NAT24 五, GS24 二, NM25 四
verdict manual_review                                  review      a person must look at what the condition names
verdict undetermined, every fact is there, and only    review      only the office can settle what the notice leaves
what the notice itself leaves open is missing                      open (register A24, A25, A27, A39, A40)
verdict undetermined otherwise                         none        "unknown" is not "no": the office sees what lacks
verdict ineligible                                     none
=====================================================  ==========  ==================================================

An eligible firm without an account on file stays on its way and is marked ``missing_account``: it is told that it
qualifies, and nothing is paid until its account is settled. NM25 四 pays without application only where accounts are
complete; small and micro firms without a corporate account are paid to the one that the tax office names (JX24 五,
NAT24 五, NM25 四), all others ask the office (A50). A missing size class leaves the rate open wherever it matters, so
that the verdict is then undetermined anyway; ``missing_size`` says that this is what lacks. Both marks are set for every
firm, whatever its verdict.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from assistant.campaigns.importing.mapping import ACCOUNT, CREDIT_CODE, FIRM_NAME, PHONE
from assistant.campaigns.reviewing import AMOUNT
from assistant.campaigns.tracks import AUTOMATIC, INVITATION, NONE, REVIEW
from assistant.rules.columns import CONDITION, FIGURE, VERDICT, Columns, columns, open_points
from assistant.rules.facts import Fact
from assistant.rules.plan import Plan
from assistant.rules.reading import OPEN
from assistant.rules.registry import OPEN_POINTS
from assistant.rules.stabilization_refund.facts import AGENCY, SIX_TYPES
from assistant.screening.engines import ROW, screened

REASONS: Final = "reasons"
_OWN = "_verdict"
_MOST_READINGS = 16
_SIZES = ("size_class", "on_large_list")


def decided(plan: Plan, table: pl.LazyFrame, facts: Sequence[Fact]) -> pl.LazyFrame:
    """Return one row for each firm: the columns of ``storage.loading.COLUMNS``, ``reasons``, and each condition's result.

    ``table``: ``_row``, the identifying columns and ``facts`` typed. Computed only when the frame is written or read.
    """
    names = [fact.name for fact in facts]
    done = screened("polars", plan, table, names).rename({VERDICT: _OWN})
    done, waits = _waiting_for_rules(plan, done, names)
    done = done.with_columns(_track(waits, names).alias("track"))
    result = pl.col(FIGURE + plan.program.amount)
    conditions = [part.id for part in plan.conditions]
    return done.select(
        pl.col(ROW).alias("row"),
        pl.col(CREDIT_CODE),
        pl.col(FIRM_NAME).alias("name"),
        pl.col(PHONE),
        pl.col(ACCOUNT),
        _json([_member(fact) for fact in facts], "{", "}").alias("facts"),
        pl.col(_OWN).cast(pl.String).alias("verdict"),
        pl.col("track"),
        pl.when(pl.col(_OWN) != "ineligible").then(result).alias("refund_fen"),
        _json([_named(name, "not_met") for name in conditions], "[", "]").alias("failed"),
        pl.col(ACCOUNT).is_null().cast(pl.Int64).alias("missing_account"),
        _missing_size(plan, names).cast(pl.Int64).alias("missing_size"),
        pl.when(pl.col("track") == REVIEW).then(_json(_reasons(plan, waits), "[", "]")).alias(REASONS),
        *(pl.col(CONDITION + name).cast(pl.String) for name in conditions),
    )


def _track(waits: Mapping[str, pl.Expr], facts: Sequence[str]) -> pl.Expr:
    agency = pl.col("organisation_type") == AGENCY if "organisation_type" in facts else pl.lit(value=False)
    return (
        pl.when(agency)
        .then(pl.lit(INVITATION))
        .when(pl.col(_OWN) == "eligible")
        .then(pl.lit(AUTOMATIC))
        .when((pl.col(_OWN) == "manual_review") | pl.any_horizontal(pl.lit(value=False), *waits.values()))
        .then(pl.lit(REVIEW))
        .otherwise(pl.lit(NONE))
    )


def _waiting_for_rules(plan: Plan, done: pl.LazyFrame, facts: Sequence[str]) -> tuple[pl.LazyFrame, dict[str, pl.Expr]]:
    """For each open point, whether a firm's verdict waits for it and for no fact.

    No fact is missing if the verdict is settled under every reading of the points; a point is waited for if the verdict
    is open again while that point alone is.
    """
    points = open_points(plan)
    if not points:
        return done, {}
    settled, matters = [], {}
    for number, reading in enumerate(_readings(points)):
        done = _supposed(plan, done, facts, reading, f"_settled_{number}")
        settled.append(pl.col(f"_settled_{number}") != "undetermined")
    one = next(iter(_readings(points)))
    for point in points:
        name = f"_without_{point}"
        done = _supposed(plan, done, facts, {other: value for other, value in one.items() if other != point}, name)
        matters[OPEN + point] = pl.col(name) == "undetermined"
    undetermined = pl.col(_OWN) == "undetermined"
    return done, {key: undetermined & pl.all_horizontal(settled) & waits for key, waits in matters.items()}


def _readings(points: Sequence[str]) -> list[dict[str, Any]]:
    """Every combination of readings of the points; of very many, those in which all points are read alike."""
    values = [[value for value, _ in OPEN_POINTS[point].choices] or [0] for point in points]
    every = [dict(zip(points, combination, strict=True)) for combination in product(*values)]
    return every if len(every) <= _MOST_READINGS else [every[0], every[-1]]


def _supposed(
    plan: Plan, done: pl.LazyFrame, facts: Sequence[str], reading: Mapping[str, Any], name: str
) -> pl.LazyFrame:
    """Add the verdict that would be, had the notice said so."""
    given = done.collect_schema().names()
    results = columns(plan, facts, enums=True, assumed=reading)
    # The results that are there already would be in the way of those of the same names.
    aside = {own: f"_kept_{own}" for own in given if own in results.results}
    frame = nw.from_native(done.rename(aside))
    only = Columns(results.stages, (VERDICT,)).over(frame, [aside.get(own, own) for own in given])
    supposed: pl.LazyFrame = only.to_native()
    return supposed.rename({VERDICT: name, **{kept: own for own, kept in aside.items()}})


def _missing_size(plan: Plan, facts: Sequence[str]) -> pl.Expr:
    """Whether the size class that the amount depends on is unknown. The six kinds have no class of their own."""
    amount = next(part for part in plan.figures if part.id == plan.program.amount)
    needed = [name for name in _SIZES if name in amount.reads]
    unknown = [pl.col(name).is_null() if name in facts else pl.lit(value=True) for name in needed]
    if "organisation_type" not in facts:
        return pl.any_horizontal(pl.lit(value=False), *unknown)
    without = pl.col("organisation_type").is_in(list(SIX_TYPES)).fill_null(value=False)
    return pl.any_horizontal(pl.lit(value=False), *unknown) & ~without


def _reasons(plan: Plan, waits: Mapping[str, pl.Expr]) -> list[pl.Expr]:
    reviewed = [_named(part.id, "review") for part in plan.conditions]
    told = [pl.when(waiting).then(pl.lit(f'"{point}"')) for point, waiting in waits.items()]
    by_condition = pl.any_horizontal(
        pl.lit(value=False), *(pl.col(CONDITION + part.id) == "review" for part in plan.conditions)
    )
    contested = (pl.col(_OWN) == "manual_review") & ~by_condition
    return [*reviewed, *told, pl.when(contested).then(pl.lit(f'"{AMOUNT}"'))]


def _named(condition: str, result: str) -> pl.Expr:
    return pl.when(pl.col(CONDITION + condition) == result).then(pl.lit(f'"{condition}"'))


def _member(fact: Fact) -> pl.Expr:
    """A known fact as a member of a JSON object, as ``interview.stored`` reads it; null where it is unknown."""
    cell = pl.col(fact.name)
    match fact.kind:
        case "choice":  # names of our own, without anything that JSON would escape
            value = pl.concat_str(pl.lit('"'), cell, pl.lit('"'))
        case "date" | "month":
            value = pl.concat_str(pl.lit('"'), cell.dt.strftime("%Y-%m-%d"), pl.lit('"'))
        case _:
            value = cell.cast(pl.String)
    return pl.concat_str(pl.lit(f'"{fact.name}":'), value)


def _json(members: Sequence[pl.Expr], opening: str, closing: str) -> pl.Expr:
    inside = pl.concat_str(*members, separator=",", ignore_nulls=True) if members else pl.lit("")
    return pl.concat_str(pl.lit(opening), inside, pl.lit(closing))
