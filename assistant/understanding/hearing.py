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
from assistant.understanding.wording import plain_wording

MISHEARD = 0.8  # of the weight, where a phrase is only heard or has a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that was heard, and what it weighs here."""

    target: Target
    weight: float


class Hearing:
    """All cues, ready to be listened for."""

    def __init__(self, cues: Cues) -> None:
        self._phrases: dict[str, list[Cue]] = {}
        self._reworded: dict[str, list[Cue]] = {}
        self._patterns: list[tuple[re.Pattern[str], Cue]] = []
        for cue in cues.cues:
            self._add(cue)
        # A slip may turn how something is asked (能不能都领), and short questions sound alike; what is named does neither.
        names = [phrase for phrase in self._phrases if _is_chinese(phrase, 3) and self._names(phrase)]
        asked = [phrase for phrase in self._phrases if _is_chinese(phrase, 4)]
        self._reading, self._rereading = _automaton(self._phrases), _automaton(self._reworded)
        self._similar = Sounds({*names, *asked}), Typos(names)

    def _add(self, cue: Cue) -> None:
        for phrase in cue.table.say:
            if GAP in phrase:
                self._patterns.append((_gapped(phrase), cue))
            else:
                self._phrases.setdefault(fold(phrase), []).append(cue)
                self._reworded.setdefault(plain_wording(fold(phrase)), []).append(cue)
        self._patterns += [(re.compile(pattern), cue) for pattern in cue.table.match]

    def _names(self, phrase: str) -> bool:
        return any(cue.target.subject or not cue.target.topic for cue in self._phrases[phrase])

    def hits(self, folded: str) -> list[Hit]:
        """Every cue that the folded text holds, each once, as read rather than as misheard or mistyped."""
        best: dict[int, Hit] = {}

        def keep(cue: Cue, share: float) -> None:
            if cue.id not in best and _allowed(cue.table, folded):
                best[cue.id] = Hit(cue.target, cue.table.weight * share)

        for phrase in _whole_phrases(self._reading, folded):
            for cue in self._phrases[phrase]:
                keep(cue, 1.0)
        plain = plain_wording(folded)
        for phrase in _whole_phrases(self._rereading, plain):
            for cue in self._reworded[phrase]:
                keep(cue, 1.0)
        for pattern, cue in self._patterns:
            if cue.id not in best and (pattern.search(folded) or pattern.search(plain)):
                keep(cue, 1.0)
        for start, end, phrase in chain.from_iterable(similar.find(folded) for similar in self._similar):
            if not any(word in folded[max(0, start - 1) : end + 1] for word in ORDINARY):
                for cue in self._phrases[phrase]:
                    if not cue.table.exact:
                        keep(cue, MISHEARD)
        return list(best.values())


def _is_chinese(phrase: str, shortest: int) -> bool:
    return len(phrase) >= shortest and all("一" <= char <= "龥" for char in phrase)


def _gapped(phrase: str) -> re.Pattern[str]:
    return re.compile(".{0,10}?".join(map(re.escape, phrase.lower().split(GAP))))


def _automaton(phrases: Iterable[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return automaton


def _whole_phrases(automaton: ahocorasick.Automaton, text: str) -> Iterator[str]:
    """Every phrase in the text. English ones only as whole words."""
    if not len(automaton):
        return
    for last, phrase in automaton.iter(text):
        start = last + 1 - len(phrase)
        if not (_joined(text, start) or _joined(text, last + 1)):
            yield phrase


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
