"""Dates and months as people and spreadsheets write them."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from assistant.rules.facts import N_, Fact
from assistant.rules.texts import Message

EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)
_SERIAL_DAY_ZERO = date(1899, 12, 30)  # a spreadsheet's day 0, counting its leap-year error of 1900

_ISO = r"^\d{4}-\d{2}-\d{2}$"
_TIME = r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$"
_DAY_FORMS = (
    r"^(\d{4})(\d{2})(\d{2})$",
    r"^(\d{4})-(\d{1,2})-(\d{1,2})$",
    r"^(\d{4})/(\d{1,2})/(\d{1,2})$",
    r"^(\d{4})\.(\d{1,2})\.(\d{1,2})$",
    r"^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?$",
)
# A month with a dot needs both digits: a spreadsheet turns the number 2024.10 into 2024.1.
_MONTH_FORMS = (
    r"^(\d{4})(\d{2})$",
    r"^(\d{4})[-/](\d{1,2})$",
    r"^(\d{4})\.(\d{2})$",
    r"^(\d{4})\s*年\s*(\d{1,2})\s*月?$",
)


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads a column of dates, or of months as the first day of the month.

    ``serials``: whether five-digit numbers are day numbers (1900 system), which only a workbook has.
    """

    fact: Fact
    serials: bool = False
    dtype: type[pl.DataType] = pl.Date

    def plain(self, text: pl.Series) -> pl.Series:
        """Return the date of cells such as ``2024-03-15``; null where the cell is otherwise."""
        iso = text.set(~text.str.contains(_ISO), None)
        return self._shaped(iso.str.to_date("%Y-%m-%d", strict=False))

    def careful(self, tidied: pl.Series) -> pl.Series:
        """Return the date of cells in any other accepted form, with a time of day left aside."""
        day = pl.col("text").str.replace(_TIME, "")
        found = [_dated(day, form, "$1-$2-$3") for form in _DAY_FORMS]
        if self.fact.kind == "month":
            found += [_dated(day, form, "$1-$2-1") for form in _MONTH_FORMS]
        if self.serials:
            serial = day.str.extract(r"^(\d{5})(?:\.0+)?$").cast(pl.Int32, strict=False)
            found.append(pl.lit(_SERIAL_DAY_ZERO) + pl.duration(days=serial))
        dates = tidied.to_frame("text").select(pl.coalesce(found).cast(pl.Date)).to_series()
        return self._shaped(dates)

    def _shaped(self, dates: pl.Series) -> pl.Series:
        return dates.dt.month_start() if self.fact.kind == "month" else dates

    def out_of_bounds(self, values: pl.Series) -> pl.Series:
        """Return True where a date lies before the country's founding or after 2199."""
        return ~values.is_between(EARLIEST, LATEST)

    def why_out(self) -> Message:
        """Say that the date cannot be meant."""
        return Message(N_("日期不在合理范围内，请核对年份。"))

    def why(self, tidied: str) -> Message:
        """Say which form is expected."""
        if tidied.startswith("#"):
            return Message(N_("单元格里是公式错误或列宽不够显示的日期，请改成实际日期。"))
        if self.fact.kind == "month":
            return Message(N_("应为年月，例如 2024-03 或 2024年3月。"))
        return Message(N_("应为存在的日期，年月日都要有，例如 2024-03-15 或 2024年3月15日。"))


def _dated(text: pl.Expr, form: str, shape: str) -> pl.Expr:
    """Return the date where ``text`` has this form, else null."""
    fits = pl.when(text.str.contains(form)).then(text)
    rewritten = fits.str.replace(form, shape.replace("$1", "${1}").replace("$2", "${2}").replace("$3", "${3}"))
    return rewritten.str.to_date("%Y-%m-%d", strict=False)
