"""A case code read aloud: each character so that it is not misheard, in the groups in which it is written.

In Chinese a letter is named by a word that begins with it in pinyin, a digit is said to be one; in English by the
spelling alphabet of ICAO and ITU.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assistant.interview.wording import CHINESE
from assistant.storage.case_codes import grouped

_DIGITS_ZH: Final[Mapping[str, str]] = {"3": "三", "4": "四", "6": "六", "7": "七", "9": "九"}
_LETTERS_ZH: Final[Mapping[str, str]] = {
    "A": "阿姨", "C": "操场", "D": "大门", "E": "鹅毛", "F": "飞机", "G": "公园", "H": "花生", "J": "鸡蛋", "K": "开门",
    "M": "妈妈", "N": "牛奶", "P": "苹果", "Q": "汽车", "R": "人民", "T": "太阳", "W": "外面", "X": "西瓜", "Y": "月亮",
}  # fmt: skip
_DIGITS_EN: Final[Mapping[str, str]] = {"3": "three", "4": "four", "6": "six", "7": "seven", "9": "niner"}
_LETTERS_EN: Final[Mapping[str, str]] = {
    "A": "Alfa", "C": "Charlie", "D": "Delta", "E": "Echo", "F": "Foxtrot", "G": "Golf", "H": "Hotel", "J": "Juliett",
    "K": "Kilo", "M": "Mike", "N": "November", "P": "Papa", "Q": "Quebec", "R": "Romeo", "T": "Tango", "W": "Whiskey",
    "X": "X-ray", "Y": "Yankee",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spelt:
    """One character and how it is said."""

    character: str
    said: str


def spelt(code: str, language: str = CHINESE) -> tuple[tuple[Spelt, ...], ...]:
    """A normalised case code, group by group. Raises KeyError for what is no case code."""
    groups = grouped(code).split("-")
    return tuple(tuple(Spelt(char, _said(char, language)) for char in group) for group in groups)


def _said(character: str, language: str) -> str:
    if language == CHINESE:
        digit = _DIGITS_ZH.get(character)
        return f"数字{digit}" if digit else f"字母 {character}，{_LETTERS_ZH[character]}的{_LETTERS_ZH[character][0]}"
    digit = _DIGITS_EN.get(character)
    return f"number {digit}" if digit else f"{character} as in {_LETTERS_EN[character]}"
