"""Which cues a message holds: plain phrases, patterns, and phrases misheard or mistyped."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import ahocorasick

from assistant.understanding.asking import told_clauses
from assistant.understanding.cue_files import GAP, Cue, Cues, CueTable, Target, shipped_cues
from assistant.understanding.lexicon import ORDINARY
from assistant.understanding.sounds import Sounds
from assistant.understanding.text import fold
from assistant.understanding.typos import Typos
from assistant.understanding.wording import plain_wording

ONLY_TOLD = 0.7  # of the weight, in a clause that asks nothing while another does: “没欠费,能领吗”
# Topics whose words people also use to tell how things are: 没欠费, 小型企业, 有对公账户.
STATES = frozenset((
    "arrears", "layoff_rate", "no_account", "size_class", "deregistered", "eligibility", "urgent_occupation", "organisation_type",
    "new_firm", "certificate_type", "higher_level", "flexible_overlap", "older", "stop", "transfer", "not_received", "rejected",
    "wrong_reason", "overlap",
))  # fmt: skip
_NUMERALS = re.compile(r"(\[0-9[^\]]*\])\{([0-9]),\}")
_LONGEST_NUMBER = 12
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
        # A thousand patterns for each message: what is looked up of each time is looked up here.
        self._searches = [(cue.id, pattern.search, cue) for pattern, cue in self._patterns]
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
        self._patterns += [(re.compile(_bounded(_unambiguous(pattern))), cue) for pattern in cue.table.match]

    def _names(self, phrase: str) -> bool:
        return any(cue.target.subject or not cue.target.topic for cue in self._phrases[phrase])

    def hits(self, folded: str) -> list[Hit]:
        """Every cue that the folded text holds, each once, as read rather than as misheard or mistyped."""
        best = _Best(folded)
        self._read(folded, self._reading, self._phrases, best)
        if (plain := plain_wording(folded)) != folded:
            self._read(plain, self._rereading, self._reworded, best)
        for start, end, phrase in chain.from_iterable(similar.find(folded) for similar in self._similar):
            if not any(word in folded[max(0, start - 1) : end + 1] for word in ORDINARY):
                for cue in self._phrases[phrase]:
                    if not cue.table.exact and cue.id not in best.hits:
                        best.keep(cue, cue.table.weight * MISHEARD)
        return list(best.hits.values())

    def _read(self, text: str, automaton: ahocorasick.Automaton, phrases: dict[str, list[Cue]], best: "_Best") -> None:
        told, unambiguous = told_clauses(text), _unambiguous(text)
        for start, end, phrase in _whole_phrases(automaton, text):
            for cue in phrases[phrase]:
                best.keep(cue, _weight(cue, told, start, end))
        heard = best.hits.keys()
        for number, search, cue in self._searches:
            if number not in heard and (match := search(unambiguous)):
                best.keep(cue, _weight(cue, told, *match.span()))


class _Best:
    """The heaviest hit of each cue in a text that allows it."""

    def __init__(self, folded: str) -> None:
        self.hits: dict[int, Hit] = {}
        self._folded = folded

    def keep(self, cue: Cue, weight: float) -> None:
        known = self.hits.get(cue.id)
        if (known is None or known.weight < weight) and _allowed(cue.table, self._folded):
            self.hits[cue.id] = Hit(cue.target, weight)


def _weight(cue: Cue, told: list[tuple[int, int]], start: int, end: int) -> float:
    only_told = cue.target.topic in STATES and _within(told, start, end)
    return cue.table.weight * (ONLY_TOLD if only_told else 1)


def _within(clauses: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in clauses)


def _is_chinese(phrase: str, shortest: int) -> bool:
    return len(phrase) >= shortest and all("一" <= char <= "龥" for char in phrase)


def _gapped(phrase: str) -> re.Pattern[str]:
    return re.compile(".{0,10}?".join(map(re.escape, _unambiguous(phrase.lower()).split(GAP))))


def _bounded(pattern: str) -> str:
    """The pattern with numbers of a length that numbers have: else each digit of a long row is tried with all that follow."""
    return _NUMERALS.sub(rf"\1{{\2,{_LONGEST_NUMBER}}}", pattern.replace("]+", "]{1,}"))


def _unambiguous(text: str) -> str:
    """The text, or a pattern, where 能 is no part of 技能 and 还 none of 返还: these two ask (能领吗, 还有吗)."""
    return text.replace("技能", "技巧").replace("返还", "返款")


def _automaton(phrases: Iterable[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return automaton


def _whole_phrases(automaton: ahocorasick.Automaton, text: str) -> Iterator[tuple[int, int, str]]:
    """Every phrase in the text with its place. English ones only as whole words."""
    if not len(automaton):
        return
    for last, phrase in automaton.iter(text):
        start = last + 1 - len(phrase)
        if not (_joined(text, start) or _joined(text, last + 1)):
            yield start, last + 1, phrase


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
