"""Many phrases looked for at once: exactly, and where a phrase allows it as it sounds or with one slip of the keyboard."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import ahocorasick

from assistant.understanding import sounds, typos
from assistant.understanding.model import Span, Text
from assistant.understanding.text import fold

TOLERANT = "~"  # closes a phrase that is also to be found when misheard or mistyped
_SHORTEST_TOLERANT = 3

# Words of everyday language that sound like the terms of this field: never taken for them.
ORDINARY = (
    "事业单位", "事业编", "事业心", "实业", "师爷", "视野", "失业证", "十一", "十级", "司机", "四季", "四几", "实际",
    "计较", "基础", "记者", "基地", "机制", "技师", "及时", "即时", "几时", "己是", "记事", "高机", "高考", "不提", "补贴费",
    "岗位", "港湾", "返回", "饭盒", "缴费", "交费", "社会保障", "不是", "不退", "还款", "反馈", "保险柜", "申请书", "身份证",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of ``key`` found: ``folded[start:end]``, and where that was typed.

    ``phrase`` is the phrase as it is listed (folded); ``exact`` is False where it only sounds so or has a slip.
    """

    key: str
    start: int
    end: int
    span: Span
    exact: bool
    phrase: str


class Lexicon:
    """Phrases by key. Build it once (``lru_cache``); it does not change and may be shared by threads.

    ``entries``: key to its phrases, in any script or width. A phrase of three or more characters that ends with “~” is
    tolerant: homophones (技能提神补贴~, 问岗返还~) and, from five characters on, one slip of the keyboard also count, unless
    what stands there is one of the ``ordinary`` words. A phrase of Latin letters is found as a whole word only.
    The same phrase may have several keys; each of them is then a hit.
    """

    def __init__(self, entries: Mapping[str, Iterable[str]], *, ordinary: Iterable[str] = ORDINARY) -> None:
        self._keys: dict[str, tuple[str, ...]] = {}
        tolerant: set[str] = set()
        for key, phrases in entries.items():
            for listed in phrases:
                phrase = fold(listed.removesuffix(TOLERANT))
                if not phrase:
                    raise ValueError(f"{key}: an empty phrase")
                if key not in self._keys.get(phrase, ()):
                    self._keys[phrase] = (*self._keys.get(phrase, ()), key)
                if listed.endswith(TOLERANT) and len(phrase) >= _SHORTEST_TOLERANT:
                    tolerant.add(phrase)
        self._exact = _automaton({phrase: phrase for phrase in self._keys})
        self._ordinary = _automaton({word: word for word in map(fold, ordinary) if word not in self._keys})
        self._sounds = sounds.Sounds(tolerant)
        self._typos = typos.Typos(tolerant)

    def find(self, text: Text) -> list[Hit]:
        """Return the longest phrases in ``text`` that do not overlap, in order; of equal ones, what is said exactly.

        A blank between two Chinese characters does not part a phrase of three or more characters.
        """
        compact, at = _compact(text.folded)
        found = [(*hit, True) for hit in self._exact_in(compact, at)]
        if self._sounds or self._typos:
            found += [(*hit, False) for hit in self._similar_in(compact)]
        return [
            Hit(key, at[start], at[end - 1] + 1, text.span(at[start], at[end - 1] + 1), exact, phrase)
            for start, end, phrase, exact in _longest(found, len(compact))
            for key in self._keys[phrase]
        ]

    def keys(self, text: Text) -> set[str]:
        """Return the keys of which ``text`` has a phrase."""
        return {hit.key for hit in self.find(text)}

    def _similar_in(self, compact: str) -> Iterator[tuple[int, int, str]]:
        ordinary = bytearray(len(compact))
        for start, end, _ in _occurrences(self._ordinary, compact):
            ordinary[start:end] = b"\1" * (end - start)
        for hit in (*self._sounds.find(compact), *self._typos.find(compact)):
            if not any(ordinary[hit[0] : hit[1]]):
                yield hit

    def _exact_in(self, compact: str, at: list[int]) -> Iterator[tuple[int, int, str]]:
        for start, end, phrase in _occurrences(self._exact, compact):
            parted = at[end - 1] - at[start] != end - 1 - start
            if not (parted and len(phrase) < _SHORTEST_TOLERANT):
                yield start, end, phrase


def _automaton(words: Mapping[str, str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, value in words.items():
        automaton.add_word(word, value)
    automaton.make_automaton()
    return automaton


def _occurrences(automaton: ahocorasick.Automaton, text: str) -> Iterator[tuple[int, int, str]]:
    if not len(automaton):
        return
    for last, word in automaton.iter(text):
        start, end = last + 1 - len(word), last + 1
        if _is_whole(text, start, end):
            yield start, end, word


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a phrase that begins or ends with a Latin letter or digit is a word there and no part of one."""
    return not (
        (start > 0 and _latin(text[start]) and _latin(text[start - 1]))
        or (end < len(text) and _latin(text[end - 1]) and _latin(text[end]))
    )


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _compact(folded: str) -> tuple[str, list[int]]:
    """Return ``folded`` without its blanks between Chinese characters, and where each character stands in it."""
    kept = [
        i
        for i, char in enumerate(folded)
        if char != " " or (0 < i < len(folded) - 1 and (folded[i - 1].isascii() or folded[i + 1].isascii()))
    ]
    return "".join(folded[i] for i in kept), kept


def _longest(found: list[tuple[int, int, str, bool]], length: int) -> list[tuple[int, int, str, bool]]:
    """Return those of ``found`` with the longest phrases that do not overlap, in the order of the text."""
    taken = bytearray(length)
    chosen = []
    for hit in sorted(found, key=lambda hit: (-len(hit[2]), not hit[3], hit[0], hit)):
        start, end = hit[:2]
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            chosen.append(hit)
    return sorted(chosen)
