"""Yes/no and choice cells: a fixed list of words, each with one meaning."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from assistant.rules.facts import N_, Fact
from assistant.rules.texts import Message, message
from assistant.screening.reading.text import tidy

_YES = ("是", "有", "对", "y", "yes", "true", "t", "1", "√", "✓", "✔", "☑")
_NO = ("否", "无", "没有", "不是", "n", "no", "false", "f", "0", "×", "✗", "✘", "☒")
_LISTED = 12


@dataclass(frozen=True, slots=True)
class WordReader:
    """Reads a column whose cells are words of a list; a word outside the list has no value."""

    words: dict[str, Any]
    dtype: type[pl.DataType]
    expected: Message

    def plain(self, text: pl.Series) -> pl.Series:
        """Return the value of cells that are written exactly as in the list."""
        if not self.words:
            return pl.Series(text.name, [None] * len(text), dtype=self.dtype)
        return text.replace_strict(self.words, default=None, return_dtype=self.dtype)

    def careful(self, tidied: pl.Series) -> pl.Series:
        """Return the value of cells that differ from the list in letter case only."""
        return self.plain(tidied.str.to_lowercase())

    def out_of_bounds(self, values: pl.Series) -> pl.Series:
        """Return False everywhere: a listed word is always within bounds."""
        return pl.repeat(value=False, n=len(values), dtype=pl.Boolean, eager=True)

    def why_out(self) -> Message:
        """Say what is expected."""
        return self.expected

    def why(self, tidied: str) -> Message:
        """Say what is expected instead of the cell."""
        if tidied.startswith("#"):
            return Message(N_("单元格里是公式错误，请改成实际内容。"))
        return self.expected


def bool_reader() -> WordReader:
    """Return a reader of 是/否, Y/N, true/false, 1/0 and tick marks."""
    words = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
    return WordReader(words, pl.Boolean, Message(N_("应为“是”或“否”。")))


def choice_reader(fact: Fact) -> WordReader:
    """Return a reader of the fact's choices, by value or by label, giving the value.

    A word that would fit two choices is left out: it has no single meaning.
    """
    meanings: dict[str, set[str]] = {}
    for choice in fact.choices:
        for word in (choice.value, choice.label):
            for form in (word, tidy(word), tidy(word).lower()):
                meanings.setdefault(form, set()).add(choice.value)
    words = {word: values.pop() for word, values in meanings.items() if len(values) == 1}
    listed = "、".join(choice.label for choice in fact.choices[:_LISTED])
    more = N_("等") if len(fact.choices) > _LISTED else ""
    # In the file's own words, whoever reads it: these are what a cell may hold.
    return WordReader(words, pl.String, message(N_("不在可选项之内，应为：%(labels)s。"), labels=listed + more))
