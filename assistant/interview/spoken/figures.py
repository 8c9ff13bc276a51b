"""Amounts as they are said: “一千五百元” for 1,500.00 元. The number stays what it is, to the fen."""

import re
from typing import Final

from assistant.interview.formatting import rmb_uppercase
from assistant.interview.wording import CHINESE

_SAID: Final = str.maketrans("零壹贰叁肆伍陆柒捌玖拾佰仟", "零一二三四五六七八九十百千")
# As ``formatting.yuan`` writes an amount, with or without its unit; a percentage or a longer number is none.
_AMOUNT: Final = re.compile(r"(?<![\d.,-])( ?)(?<![\d.,-])(\d{1,3}(?:,\d{3})*)\.(\d\d)(?![\d%.,]*\d|%)(\s?元)?")
_TWO: Final = re.compile("^二(?=[百千万亿元])")  # two of something is 两; 二十 stays
_TEN: Final = re.compile("^一十")


def spoken_yuan(fen: int) -> str:
    """An amount of ``fen`` in spoken Chinese: 150000 gives “一千五百元”. Raises ValueError as ``rmb_uppercase``."""
    words = rmb_uppercase(fen).removeprefix("人民币").removesuffix("整").translate(_SAID)
    return _TWO.sub("两", _TEN.sub("十", words))


def aloud(text: str, language: str = CHINESE) -> str:
    """A text with its amounts as they are said; in English whole yuan lose their decimals."""
    return _AMOUNT.sub(_chinese if language == CHINESE else _english, text)


def _chinese(found: re.Match[str]) -> str:
    return spoken_yuan(int(found[2].replace(",", "")) * 100 + int(found[3]))


def _english(found: re.Match[str]) -> str:
    return found[1] + found[2] + ("" if found[3] == "00" else f".{found[3]}") + (found[4] or "")
