"""Which cues a message holds: plain phrases by one pass, the same phrases by their sound by another, then patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick
from pypinyin import Style, lazy_pinyin

from assistant.understanding.cue_files import GAP, Cue, CueTable, Cues, Target, shipped_cues

BY_SOUND = 0.8  # of the weight, where a phrase is only heard, not read
SHORTEST_BY_SOUND = 3
_NEAR_SOUNDS = ((r"^zh", "z"), (r"^ch", "c"), (r"^sh", "s"), (r"^l", "n"), (r"ng$", "n"), (r"^hu(?=.)", "f"))
_NEAR = tuple((re.compile(pattern), plain) for pattern, plain in _NEAR_SOUNDS)


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that was heard, where it begins, and what it weighs here."""

    target: Target
    weight: float
    start: int


def is_chinese(char: str) -> bool:
    """Whether it is a Chinese character (of the basic block, where everyday words are)."""
    return "一" <= char <= "鿿"


# One private character per syllable, so that a text's sound is a string as long as the text.
_SYLLABLES: dict[str, str] = {}


@lru_cache(maxsize=8192)
def _sound_of(char: str) -> str:
    if not is_chinese(char):
        return char
    syllable = lazy_pinyin(char, style=Style.NORMAL)[0]
    for pattern, plain in _NEAR:
        syllable = pattern.sub(plain, syllable)
    return _SYLLABLES.setdefault(syllable, chr(0xE000 + len(_SYLLABLES)))


def sound(text: str) -> str:
    """The sound of a text, character by character, accents of the south and the north folded together."""
    return "".join(map(_sound_of, text))


class Hearing:
    """All cues, ready to be listened for."""

    def __init__(self, cues: Cues) -> None:
        self._read: dict[str, list[Cue]] = {}
        self._heard: dict[str, list[Cue]] = {}
        self._patterns: list[tuple[re.Pattern[str], Cue]] = []
        for cue in cues.cues:
            self._add(cue)
        self._reading, self._listening = _automaton(self._read), _automaton(self._heard)

    def _add(self, cue: Cue) -> None:
        for phrase in cue.table.say:
            if GAP in phrase:
                self._patterns.append((_gapped(phrase), cue))
                continue
            self._read.setdefault(phrase.lower(), []).append(cue)
            if not cue.table.exact and len(phrase) >= SHORTEST_BY_SOUND and all(map(is_chinese, phrase)):
                self._heard.setdefault(sound(phrase), []).append(cue)
        self._patterns += [(re.compile(pattern), cue) for pattern in cue.table.match]

    def hits(self, folded: str) -> list[Hit]:
        """Every cue that the folded text holds, each once, as read rather than as heard."""
        best: dict[int, Hit] = {}

        def keep(cue: Cue, share: float, start: int) -> None:
            if cue.id not in best and _allowed(cue.table, folded):
                best[cue.id] = Hit(cue.target, cue.table.weight * share, start)

        for start, phrase in _phrases(self._reading, folded):
            for cue in self._read[phrase]:
                keep(cue, 1.0, start)
        for pattern, cue in self._patterns:
            if cue.id not in best and (match := pattern.search(folded)):
                keep(cue, 1.0, match.start())
        for start, phrase in _phrases(self._listening, sound(folded)):
            for cue in self._heard[phrase]:
                keep(cue, BY_SOUND, start)
        return list(best.values())


def _gapped(phrase: str) -> re.Pattern[str]:
    return re.compile(".{0,10}?".join(map(re.escape, phrase.lower().split(GAP))))


def _automaton(phrases: dict[str, list[Cue]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return automaton


def _phrases(automaton: ahocorasick.Automaton, text: str) -> Iterator[tuple[int, str]]:
    """Every phrase in the text with where it begins. English ones only as whole words."""
    if not len(automaton):
        return
    for last, phrase in automaton.iter(text):
        start = last + 1 - len(phrase)
        if not (_joined(text, start) or _joined(text, last + 1)):
            yield start, phrase


def _joined(text: str, place: int) -> bool:
    """Whether a Latin word runs on across this place."""
    return 0 < place < len(text) and _latin(text[place - 1]) and _latin(text[place])


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _allowed(cue: CueTable, folded: str) -> bool:
    if cue.needs and not any(word in folded for word in cue.needs):
        return False
    return not any(word in folded for word in cue.without)


@lru_cache(maxsize=1)
def shipped_hearing() -> Hearing:
    """The cues that ship, ready to be listened for; built once per process."""
    return Hearing(shipped_cues())
