"""Phrases found as they sound: what speech recognition writes for them with other characters."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

import ahocorasick
from pypinyin import Style, pinyin

_VARIANTS = 8  # a phrase of several characters with two readings each: so many of its readings are looked for
_FIRST_PRIVATE = 0xF0000  # each syllable is one character of the private plane, so that places stay


class Sounds:
    """Phrases by their syllables, without tones; zh/z, ch/c, sh/s and a closing ng/n are one, as many speak them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for phrase in sorted(phrases):
            for spelled in islice(product(*map(readings, phrase)), _VARIANTS):
                self._automaton.add_word("".join(spelled), phrase)
        if self:
            self._automaton.make_automaton()

    def __bool__(self) -> bool:
        return len(self._automaton) > 0

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and phrase of what sounds like a phrase; that may be the phrase itself."""
        if not self:
            return
        for last, phrase in self._automaton.iter("".join(readings(char)[0] for char in text)):
            yield last + 1 - len(phrase), last + 1, phrase


@lru_cache(maxsize=20_000)
def readings(char: str) -> tuple[str, ...]:
    """Return each way ``char`` is read, the usual one first, as one character each; itself if it has no reading."""
    if not "一" <= char <= "龥":
        return (char,)
    spelled = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
    return tuple(dict.fromkeys(map(_code, spelled)))


_CODES: dict[str, str] = {}


def _code(syllable: str) -> str:
    for said, same in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(said):
            syllable = same + syllable[2:]
    if syllable.endswith("ng") and not syllable.endswith("ong"):
        syllable = syllable[:-1]
    return _CODES.setdefault(syllable, chr(_FIRST_PRIVATE + len(_CODES)))
