"""Units in headings: which ones a fact may carry and what they multiply by."""

from dataclasses import dataclass

from assistant.rules.facts import Fact

# Powers of ten from the unit to the fen.
_MONEY = {"分": 0, "角": 1, "元": 2, "人民币元": 2, "千元": 5, "万元": 6, "百万元": 8, "亿元": 10}
_COUNTS = frozenset(["人", "名", "人次", "人月", "个", "户", "家", "次", "件", "本", "张", "岁", "天", "日"])
_MONTHS = frozenset(["月", "个月", "months"])
_PERCENT = frozenset(["%", "percent", "百分比", "百分之"])
_PERMILLE = frozenset(["‰", "permille", "千分比", "千分之"])


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a column: the word to show, and the power of ten from it to the fact's own unit."""

    word: str
    scale: int = 0


def own_unit(fact: Fact) -> Unit:
    """Return the unit in which a column headed by the fact's own name stands."""
    return Unit("分") if fact.kind == "money" else Unit(fact.unit)


def label_unit(fact: Fact) -> Unit:
    """Return the unit in which a column headed by the Chinese label stands: people write money in 元."""
    return Unit("元", 2) if fact.kind == "money" else Unit(fact.unit)


def written_unit(fact: Fact, word: str) -> Unit | None:
    """Return the unit that ``word`` names for this fact, or None when it does not fit the fact."""
    word = word.removeprefix("单位").lstrip(":")
    if fact.kind == "money":
        return Unit(word, _MONEY[word]) if word in _MONEY else None
    if word == fact.unit.casefold():
        return Unit(fact.unit)
    if fact.kind == "months":
        return Unit(word) if word in _MONTHS else None
    if fact.kind != "int":
        return None
    return _written_count(fact, word)


def _written_count(fact: Fact, word: str) -> Unit | None:
    if fact.unit in _PERCENT | _PERMILLE:
        if word in (_PERCENT if fact.unit in _PERCENT else _PERMILLE):
            return Unit(word)
        return Unit(word, 1) if word in _PERCENT else None
    return Unit(word) if word in _COUNTS and (fact.unit == "" or fact.unit in _COUNTS) else None


def takes_percent_sign(unit: Unit) -> bool:
    """Return whether a percent sign behind a figure agrees with the column's unit."""
    return unit.word in _PERCENT
