"""Which cues a message holds: plain phrases, patterns, and phrases misheard or mistyped."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import ahocorasick

from assistant.understanding.cue_files import GAP, Cue, Cues, CueTable, Target, shipped_cues
from assistant.understanding.lexicon import ORDINARY
from assistant.understanding.sounds import Sounds
from assistant.understanding.text import fold
from assistant.understanding.typos import Typos

MISHEARD = 0.8  # of the weight, where a phrase is only heard or has a slip of the keyboard
SHORTEST_TOLERANT = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that was heard, where it begins, and what it weighs here."""

    target: Target
    weight: float
    start: int


class Hearing:
    """All cues, ready to be listened for."""

    def __init__(self, cues: Cues) -> None:
        self._phrases: dict[str, list[Cue]] = {}
        self._patterns: list[tuple[re.Pattern[str], Cue]] = []
        for cue in cues.cues:
            self._add(cue)
        tolerant = [phrase for phrase in self._phrases if _is_tolerant(phrase)]
        # A slip may turn how something is asked (能不能都领); it hardly turns what is named.
        names = [phrase for phrase in tolerant if not all(cue.target.topic for cue in self._phrases[phrase])]
        self._reading = _automaton(self._phrases)
        self._similar = Sounds(tolerant), Typos(names)

    def _add(self, cue: Cue) -> None:
        for phrase in cue.table.say:
            if GAP in phrase:
                self._patterns.append((_gapped(phrase), cue))
            else:
                self._phrases.setdefault(fold(phrase), []).append(cue)
        self._patterns += [(re.compile(pattern), cue) for pattern in cue.table.match]

    def hits(self, folded: str) -> list[Hit]:
        """Every cue that the folded text holds, each once, as read rather than as misheard or mistyped."""
        best: dict[int, Hit] = {}

        def keep(cue: Cue, share: float, start: int) -> None:
            if cue.id not in best and _allowed(cue.table, folded):
                best[cue.id] = Hit(cue.target, cue.table.weight * share, start)

        for start, phrase in _whole_phrases(self._reading, folded):
            for cue in self._phrases[phrase]:
                keep(cue, 1.0, start)
        for pattern, cue in self._patterns:
            if cue.id not in best and (match := pattern.search(folded)):
                keep(cue, 1.0, match.start())
        for start, end, phrase in chain.from_iterable(similar.find(folded) for similar in self._similar):
            if not any(word in folded[max(0, start - 1) : end + 1] for word in ORDINARY):
                for cue in self._phrases[phrase]:
                    if not cue.table.exact:
                        keep(cue, MISHEARD, start)
        return list(best.values())


def _is_tolerant(phrase: str) -> bool:
    return len(phrase) >= SHORTEST_TOLERANT and all("一" <= char <= "龥" for char in phrase)


def _gapped(phrase: str) -> re.Pattern[str]:
    return re.compile(".{0,10}?".join(map(re.escape, phrase.lower().split(GAP))))


def _automaton(phrases: Iterable[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return automaton


def _whole_phrases(automaton: ahocorasick.Automaton, text: str) -> Iterator[tuple[int, str]]:
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
