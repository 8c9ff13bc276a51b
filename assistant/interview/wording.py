"""Turning what rules say into sentences in the reader's language: the one place where Messages and Words are spoken."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from babel.support import NullTranslations, Translations

from assistant.interview.formatting import percent, percent_of_rate, show_date_en, show_date_zh, yuan
from assistant.paths import LOCALES
from assistant.rules.facts import N_, Fact
from assistant.rules.texts import Message, Money, Permille, Text, Words

CHINESE, ENGLISH = "zh_Hans_CN", "en"
LANGUAGES = (CHINESE, ENGLISH)

VERDICTS = {
    "eligible": N_("可以享受"),
    "ineligible": N_("不符合"),
    "undetermined": N_("暂时无法判定"),
    "manual_review": N_("需人工核定"),
}
RESULTS = {
    "met": N_("满足"),
    "not_met": N_("不满足"),
    "unknown": N_("还不能判断"),
    "review": N_("需人工核定"),
}
TIERS = {
    "T1": N_("本省文件"),
    "T2": N_("所附国家文件"),
    "T3": N_("法律、行政法规"),
    "T4": N_("所引文件（未取得）"),
    "T5": N_("二手资料"),
}
YES_NO = {True: N_("是"), False: N_("否")}
NOT_SURE = N_("不清楚")


@lru_cache(maxsize=8)
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(LOCALES, [language])


def translate(text: str, language: str) -> str:
    """A Chinese source text in the reader's language."""
    return text if language == CHINESE or not text else str(_catalogue(language).ugettext(text))


def say(text: Text | str, language: str = CHINESE) -> str:
    """Speak a Message, Words or a bare msgid, its places filled in and formatted for the language."""
    if isinstance(text, str):
        return translate(text, language)
    spoken = translate(text.text, language) if isinstance(text, Message) else _side(text, language)
    return spoken % _formatted(text.values, language) if text.values else spoken.replace("%%", "%")


def _side(words: Words, language: str) -> str:
    return words.en if language == ENGLISH else words.zh


def _formatted(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {name: show(value, language) for name, value in values.items()}


def show(value: Any, language: str = CHINESE) -> str:
    """A single value of a message as text."""
    match value:
        case Money():
            return yuan(value.fen)
        case Permille():
            return percent(value.permille)
        case Message() | Words():
            return say(value, language)
        case bool():
            return translate(YES_NO[value], language)
        case date():
            return show_date(value, language)
        case list() | tuple():
            return ("、" if language == CHINESE else ", ").join(show(v, language) for v in value)
    return str(value)


def show_date(day: date, language: str = CHINESE) -> str:
    """A date in the reader's language."""
    return show_date_en(day) if language == ENGLISH else show_date_zh(day)


def show_fact(fact: Fact, value: Any, language: str = CHINESE) -> str:
    """The value of a fact as a person reads it, with its unit; unknown is said to be unknown."""
    if value is None:
        return translate(NOT_SURE, language)
    match fact.kind:
        case "bool":
            return translate(YES_NO[value], language)
        case "choice":
            return translate(next(c.label for c in fact.choices if c.value == value), language)
        case "date":
            return show_date(value, language)
        case "month":
            return f"{value.year}年{value.month}月" if language == CHINESE else f"{value:%Y-%m}"
        case "money":
            return yuan(value) + _unit(fact, language)
        case "list":
            return ("；" if language == CHINESE else "; ").join(_row(fact, row, language) for row in value) or "—"
    if fact.unit == "万分之一":
        return percent_of_rate(value)
    return f"{value:,}" + _unit(fact, language)


def _unit(fact: Fact, language: str) -> str:
    unit = translate(fact.unit, language) if fact.unit else ""
    return f" {unit}" if unit else ""


def _row(fact: Fact, row: Mapping[str, Any], language: str) -> str:
    cells = [show_fact(item, row.get(item.name), language) for item in fact.items if item.name in row]
    return "，".join(cells) if language == CHINESE else ", ".join(cells)
