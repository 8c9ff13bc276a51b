"""The dataframe engines that a screening may run on: Polars, which ships; DuckDB and Spark, which may be added."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import narwhals.stable.v2 as nw
import polars as pl

from assistant.rules.columns import columns
from assistant.rules.facts import N_
from assistant.rules.plan import Plan
from assistant.screening.reading import FileProblem

EngineName = Literal["polars", "duckdb", "spark"]
ROW = "_row"


class EngineMissing(FileProblem):
    """An engine that is not installed here; the message says how to get it."""

    def __init__(self, label: str, extra: str) -> None:
        super().__init__(
            N_("这里没有安装 %(label)s。可以不写 --engine（用自带的 Polars），或者先运行：pip install .[%(extra)s]"),
            label=label,
            extra=extra,
        )


def screened(engine: EngineName, plan: Plan, table: pl.LazyFrame, facts: Sequence[str]) -> pl.LazyFrame:
    """Return ``table`` with the plan's results (see ``rules.columns``); ``facts`` are its columns that are facts.

    Polars computes only when the frame is read or written. Raises EngineMissing.
    """
    if engine == "polars":
        given = table.collect_schema().names()
        done: pl.LazyFrame = columns(plan, facts, enums=True).over(nw.from_native(table), given).to_native()
        return done
    whole = table.collect()
    # Other engines get the facts alone: what is only passed through need not travel, and keeps its type.
    results = _OTHERS[engine](whole.select(ROW, *facts), lambda frame: columns(plan, facts).over(frame, [ROW]))
    return whole.join(results, on=ROW, how="left", maintain_order="left", validate="1:1").lazy()


Over = Callable[[Any], Any]


def _duckdb(facts: pl.DataFrame, over: Over) -> pl.DataFrame:
    try:
        import duckdb
        import pyarrow  # noqa: F401  (how the table reaches DuckDB)
    except ImportError:
        raise EngineMissing("DuckDB", "duckdb") from None
    with duckdb.connect() as connection:
        relation = connection.from_arrow(facts.to_arrow(compat_level=pl.CompatLevel.oldest()))
        found: pl.DataFrame = over(nw.from_native(relation)).to_native().pl()
        return found


def _spark(facts: pl.DataFrame, over: Over) -> pl.DataFrame:
    try:
        import pandas  # noqa: F401  (Spark asks for it)
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineMissing("Spark", "spark") from None
    try:
        session = SparkSession.builder.config("spark.ui.enabled", "false").getOrCreate()
    except PySparkRuntimeError:
        raise FileProblem(N_("Spark 没有启动：需要 Java 17 以上，请检查 java 和 JAVA_HOME。")) from None
    frame = session.createDataFrame(facts.to_arrow(compat_level=pl.CompatLevel.oldest()))
    found = pl.from_arrow(over(nw.from_native(frame)).to_native().toArrow())
    assert isinstance(found, pl.DataFrame)
    return found


_OTHERS: dict[str, Callable[[pl.DataFrame, Over], pl.DataFrame]] = {"duckdb": _duckdb, "spark": _spark}
