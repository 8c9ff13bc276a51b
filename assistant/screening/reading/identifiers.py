"""Columns that are kept as text: codes, names, numbers that nobody computes with."""

from dataclasses import dataclass

import polars as pl

from assistant.rules.facts import N_
from assistant.rules.texts import Message
from assistant.screening.reading.text import BLANKS, SCIENTIFIC


@dataclass(frozen=True, slots=True)
class TextReader:
    """Passes a column through as text; ``guarded`` columns refuse what a spreadsheet has damaged."""

    guarded: bool = False
    dtype: type[pl.DataType] = pl.String

    def damaged(self, text: pl.Series) -> pl.Series:
        """Return True where a code was turned into scientific notation or into a formula error."""
        if not self.guarded:
            return pl.repeat(value=False, n=len(text), dtype=pl.Boolean, eager=True)
        bare = text.str.strip_chars(BLANKS)
        return (bare.str.contains(SCIENTIFIC) | bare.str.contains(r"^#(?:[A-Z/0]+[!?]?|#+)$")).fill_null(value=False)

    def why(self, text: str) -> Message:
        """Say what happened to the code and how to get it back."""
        if text.strip(BLANKS).startswith("#"):
            return Message(N_("单元格里是公式错误或列宽不够显示的内容，请改成实际内容。"))
        return Message(SCIENTIFIC_CODE)


SCIENTIFIC_CODE = N_("这个代码被表格软件改成了科学计数法，后几位可能已丢失；请把该列设为文本后重新导出。")
LOST_DIGITS = N_("这个代码在表格里存成了数字，超过 15 位的部分已经丢失；请把该列设为文本后重新导出。")
TOTAL_LINE = N_("这一行是合计行，不是一家单位；请删除后重新导出。")
