"""Figures as text: exact, in integers, never through a float."""

import re
from dataclasses import dataclass

import polars as pl

from assistant.rules.facts import N_, Fact
from assistant.rules.texts import Message, message
from assistant.screening.reading.text import SCIENTIFIC
from assistant.screening.reading.units import Unit, takes_percent_sign

# Rules compute within the range in which every engine is exact.
LARGEST = 2**53

_GROUPED = r"^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$"
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?")

SCIENTIFIC_NUMBER = N_("数字被表格软件改成了科学计数法，尾数可能已丢失；请把该列设为数值或文本后重新导出。")


@dataclass(frozen=True, slots=True)
class NumberReader:
    """Reads one column of persons, months or money into Int64, in the fact's own unit (money: fen)."""

    fact: Fact
    unit: Unit
    dtype: type[pl.DataType] = pl.Int64

    def plain(self, text: pl.Series) -> pl.Series:
        """Return the value of cells such as ``12``, ``-3`` or ``1234.50``; null for other cells."""
        if self.unit.scale == 0:
            whole = text.cast(pl.Int64, strict=False)
            if whole.null_count() == text.null_count():
                return whole
        return self._decimal(text)

    def _decimal(self, text: pl.Series) -> pl.Series:
        scale = self.unit.scale
        parts = pl.col("text").str.splitn(".", 2).struct
        whole = parts.field("field_0")
        fraction = parts.field("field_1").fill_null("").str.strip_chars_end("0")
        joined = pl.concat_str(whole, fraction.str.pad_end(scale, "0")).cast(pl.Int64, strict=False)
        # "." and "-." would otherwise become 0, and a cut-off fraction would be lost without a word.
        sound = whole.cast(pl.Int64, strict=False).is_not_null() & (fraction.str.len_bytes() <= scale)
        return text.to_frame("text").select(pl.when(sound).then(joined).alias("value")).to_series()

    def careful(self, tidied: pl.Series) -> pl.Series:
        """Return the value of cells with thousands commas, a currency or percent sign, or the unit behind."""
        text = self._without_unit(tidied)
        grouped = text.str.contains(_GROUPED)
        if grouped.any():
            text = text.zip_with(~grouped.fill_null(value=False), text.str.replace_all(",", "", literal=True))
        return self.plain(text)

    def _without_unit(self, text: pl.Series) -> pl.Series:
        if self.fact.kind == "money":
            text = text.str.strip_prefix("¥")
        if takes_percent_sign(self.unit):
            text = text.str.strip_suffix("%")
        for word in {self.unit.word, *(("个月", "月") if self.fact.kind == "months" else ())} - {"", "%"}:
            text = text.str.replace(rf"(\d)\s*{re.escape(word)}$", "$1")
        return text.str.strip_chars(" ")

    def out_of_bounds(self, values: pl.Series) -> pl.Series:
        """Return True where a value is outside the fact's bounds or too large to compute with exactly."""
        lo = -LARGEST if self.fact.lo is None else max(self.fact.lo, -LARGEST)
        hi = LARGEST if self.fact.hi is None else min(self.fact.hi, LARGEST)
        return (values < lo) | (values > hi)

    def why_out(self) -> Message:
        """Say what the bounds are."""
        money = self.fact.kind == "money"
        unit = Message("元" if money else self.fact.unit)
        lo, hi = (_shown(bound, money=money) for bound in (self.fact.lo, self.fact.hi))
        if lo is None and hi is None:
            return Message(N_("数字太大，请检查是否多写了几位。"))
        if hi is None:
            return message(N_("数字超出范围，应不小于 %(lo)s%(unit)s。"), lo=lo, unit=unit)
        if lo is None:
            return message(N_("数字超出范围，应不大于 %(hi)s%(unit)s。"), hi=hi, unit=unit)
        return message(N_("数字超出范围，应在 %(lo)s 至 %(hi)s%(unit)s 之间。"), lo=lo, hi=hi, unit=unit)

    def why(self, tidied: str) -> Message:
        """Say why a cell that gave no value was refused."""
        if re.match(SCIENTIFIC, tidied):
            return Message(SCIENTIFIC_NUMBER)
        if tidied.endswith("%"):
            return Message(N_("这里有百分号，但该列不是百分比；请核对，或在表头括号里注明单位。"))
        if tidied.startswith("#"):
            return Message(N_("单元格里是公式错误，请改成实际数字。"))
        bare = self._without_unit(pl.Series([tidied])).item().replace(",", "")
        if not _NUMBER.fullmatch(bare):
            return message(N_("应为数字，例如 %(example)s。"), example="1234.50" if self.unit.scale else "12")
        if len(bare.partition(".")[0].lstrip("+-0")) > 12:
            return self.why_out()
        return self._why_fraction(tidied, bare)

    def _why_fraction(self, tidied: str, bare: str) -> Message:
        if "." not in bare:
            return Message(N_("逗号的位置不对，请去掉千分位逗号后重新填写。"))
        if self.fact.kind == "money":
            return message(N_("金额比分还细，请核对该列的单位（这里按“%(unit)s”读取）。"), unit=Message(self.unit.word))
        return Message(N_("应为整数，不能有小数。"))


def _shown(bound: int | None, *, money: bool) -> str | None:
    if bound is None or not money:
        return None if bound is None else str(bound)
    whole, rest = divmod(abs(bound), 100)
    return f"{'-' if bound < 0 else ''}{whole}" + (f".{rest:02d}" if rest else "")
