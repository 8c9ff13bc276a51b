"""Long phrases found with one slip of the keyboard: a character wrong, missing, too many, or two in the wrong order."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import ahocorasick
from rapidfuzz.distance import OSA

_SHORTEST = 5  # characters; a shorter phrase with one of them wrong may well be another word
_SHORTEST_LATIN = 7
# A slip never adds, drops or changes one of these: they turn the meaning.
_MEANING = frozenset(
    "不没未非无别免少多几零一二三四五六七八九十两百千万初中高低上下前后去今明大小微男女内外本单个年月日0123456789"
)


class Typos:
    """Phrases of five characters and more. One slip leaves one of a phrase's three parts whole; that is looked for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        parts: dict[str, list[tuple[int, str]]] = {}
        for phrase in sorted(phrases):
            if len(phrase) < (_SHORTEST_LATIN if phrase.isascii() else _SHORTEST):
                continue
            third = len(phrase) / 3
            cuts = [0, round(third), round(2 * third), len(phrase)]
            for start, end in pairwise(cuts):
                parts.setdefault(phrase[start:end], []).append((start, phrase))
        self._automaton = ahocorasick.Automaton()
        for part, where in parts.items():
            self._automaton.add_word(part, (len(part), where))
        if self:
            self._automaton.make_automaton()

    def __bool__(self) -> bool:
        return len(self._automaton) > 0

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and phrase of what is a phrase but for one slip."""
        if not self:
            return
        tried = set()
        for last, (length, places) in self._automaton.iter(text):
            for offset, phrase in places:
                around = last + 1 - length - offset
                if (around, phrase) not in tried:
                    tried.add((around, phrase))
                    yield from _slips(text, around, phrase)


def _slips(text: str, around: int, phrase: str) -> Iterator[tuple[int, int, str]]:
    """Yield what near ``around`` is one slip from ``phrase``; its ends are in place, for 失业保险费 is no 失业保险金."""
    for start in (around - 1, around, around + 1):
        if start < 0 or not text.startswith(phrase[0], start):
            continue
        for end in (start + len(phrase) - 1, start + len(phrase), start + len(phrase) + 1):
            if end > len(text) or text[end - 1] != phrase[-1]:
                continue
            said = text[start:end]
            if OSA.distance(said, phrase, score_cutoff=1) == 1 and not _MEANING & (set(said) ^ set(phrase)):
                yield start, end, phrase
