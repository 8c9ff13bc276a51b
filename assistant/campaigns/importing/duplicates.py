"""Codes that stand in several rows of a file: every such row is refused, since nobody knows which one is right."""

from collections.abc import Sequence

import polars as pl

from assistant.rules.facts import N_
from assistant.screening.reading.problems import kept_for_rows

SEVERAL = N_("第 %(rows)s 行是同一个统一社会信用代码，不知道以哪一行为准；请只保留一行后重新导入。")
MANY = N_("共有 %(count)s 行是同一个统一社会信用代码（第 %(rows)s 行等），不知道以哪一行为准；请只保留一行后重新导入。")
_NAMED = 8


def duplicates(codes: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return every row whose code stands in another row too.

    ``codes``: frames of ``_row`` and ``credit_code`` (null where there is none), as many as there are parts. Returns
    ``_row``, ``value`` (the code), ``reason`` (a message as it is kept), in the rows' order.
    """
    schema = {"_row": pl.Int64, "credit_code": pl.String}
    table = pl.concat([pl.DataFrame(schema=schema), *codes]).drop_nulls("credit_code")
    groups = (
        table.sort("_row")
        .group_by("credit_code", maintain_order=True)
        .agg(pl.len().alias("count"), pl.col("_row").head(_NAMED).cast(pl.String).str.join(", ").alias("rows"))
        .filter(pl.col("count") > 1)
    )
    many = pl.col("count") > _NAMED
    rows = pl.format("[{}]", "rows")
    with_reason = groups.with_columns(
        pl.when(many)
        .then(kept_for_rows(MANY, count=pl.col("count"), rows=rows))
        .otherwise(kept_for_rows(SEVERAL, rows=rows))
        .alias("reason"),
    )
    return (
        table.join(with_reason, on="credit_code")
        .sort("_row")
        .select("_row", pl.col("credit_code").alias("value"), "reason")
    )
