"""Searching all passages by words, Chinese and English alike: an index in memory, made once per day and process."""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.interview.held.holdings import last_day
from assistant.interview.knowledge.passages import Passage, passages
from assistant.interview.wording import LANGUAGES, say
from assistant.policies import NoNotice, Policies
from assistant.policies.regions import parents
from assistant.rules.registry import PROGRAMS

ENOUGH: Final = 0.4  # of what is asked for, by weight: less is by accident
_HEADED, _ON_TOPIC, _IN_FORCE = 0.3, 0.5, 0.1  # what it adds that the heading says it, that it answers the topic, …
_CHINESE = re.compile("[一-龥]+")
_WORD = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?")
# Words that ask or join, and name nothing.
_EMPTY: Final = frozenset((
    "the", "of", "for", "and", "in", "is", "are", "do", "does", "how", "what", "when", "which", "who", "a", "an", "to", "be",
    "it", "my", "i", "you", "per", "on", "at", "if", "not", "can", "or", "by",
))  # fmt: skip
_ASKING = re.compile("多少|什么|怎么|怎样|如何|哪些|哪里|哪个|哪种|可以|是否|吗|呢|的|请问|能不能|要不要|有没有")
_SLIP: Final = 1  # of the keyboard, in an English word of …
_SHORTEST_WITH_SLIP: Final = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked through: a program (None: all), a region's code (None: all) and the day that the rules are asked for."""

    program: str | None
    region: str | None
    as_of: date


@dataclass(frozen=True, slots=True)
class Bearer:
    """A notice that has the passage; ``over``: its term for the program has ended by the day asked for."""

    notice: str
    over: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A passage in the reader's language, and the notices that have it, the one in force first."""

    passage: Passage
    bearers: tuple[Bearer, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """The same passage in each language, in the notices that have it, and its words."""

    spoken: Mapping[str, Passage]
    notices: tuple[str, ...]
    words: frozenset[str]
    heading: frozenset[str]


class Index:
    """All passages of what is held. It does not change and may be shared by threads."""

    def __init__(self, policies: Policies, today: date) -> None:
        """Read every notice; takes a fraction of a second."""
        self.today = today
        self._policies = policies
        self._entries = list(_entries(policies, today))
        self._lasts = {
            (notice.id, program): last_day(policies.plan_for(notice.id, program, today))
            for notice in policies.notices.values()
            for program in notice.program
            if notice.issuers
        }
        self._having: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self._entries):
            for word in entry.words:
                self._having[word].append(place)
        self._latin = [word for word in self._having if word.isascii() and len(word) >= _SHORTEST_WITH_SLIP]

    def search(self, asked: str, topic: str, scope: Scope, language: str, most: int = 20) -> list[Found]:
        """The passages that have the words asked for, or bear on the topic (``rules.topics``; empty: none), best first."""
        weights = self._weights(asked)
        scores = self._scores(weights)
        if topic:
            for place, entry in enumerate(self._entries):
                if topic in next(iter(entry.spoken.values())).topics:
                    scores[place] += _ON_TOPIC
        governing = {program: self._governing(program, scope) for program in _programs(scope.program)}
        found = []
        for place, score in scores.items():
            entry = self._entries[place]
            if score >= ENOUGH and (bearers := self._bearers(entry, governing, scope.as_of)):
                score += _IN_FORCE if bearers[0].in_force else 0
                found.append((-score, place, Found(entry.spoken[language], bearers, score)))
        return [one for _, _, one in sorted(found, key=lambda item: item[:2])[:most]]

    def left_open(self, notice: str, program: str, language: str) -> list[Passage]:
        """What the texts of a notice say to be open or doubtful; what they do not speak of: see ``answering.silences``."""
        return [
            entry.spoken[language]
            for entry in self._entries
            if notice in entry.notices
            and (passage := entry.spoken[language]).program == program
            and (passage.kind == "open" or (passage.kind == "silence" and any(line.entry for line in passage.lines)))
        ]

    def _weights(self, asked: str) -> dict[str, float]:
        """The words asked for, with their shares: the rarer, the more. An English one with a slip is the word meant."""
        known = {near for word in words_of(_ASKING.sub(" ", asked)) if (near := self._known(word))}
        rarity = {word: math.log(1 + len(self._entries) / len(self._having[word])) for word in known}
        whole = sum(rarity.values())
        return {word: value / whole for word, value in rarity.items()} if whole else {}

    def _known(self, word: str) -> str | None:
        if word in self._having:
            return word
        if not word.isascii() or not word.isalpha() or len(word) < _SHORTEST_WITH_SLIP:
            return None
        near = process.extractOne(word, self._latin, scorer=OSA.distance, score_cutoff=_SLIP)
        return near[0] if near else None

    def _scores(self, weights: Mapping[str, float]) -> defaultdict[int, float]:
        scores: defaultdict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for place in self._having[word]:
                scores[place] += weight * (1 + (_HEADED if word in self._entries[place].heading else 0))
        return scores

    def _governing(self, program: str, scope: Scope) -> dict[str, bool]:
        """The notices of a program for the region and day, and whether each is the one in force; in no region: of all."""
        held = [n for n in self._policies.notices.values() if n.issuers and program in n.program]
        if scope.region is None:
            return {notice.id: False for notice in held}
        try:
            chosen = self._policies.choose(program, scope.region, scope.as_of)
        except NoNotice:
            return {}
        here = parents(scope.region)
        return {n.id: n is chosen for n in held if n is chosen or (n.region in here and n.issued <= scope.as_of)}

    def _bearers(self, entry: _Entry, governing: Mapping[str, Mapping[str, bool]], as_of: date) -> tuple[Bearer, ...]:
        program = next(iter(entry.spoken.values())).program
        having = governing.get(program, {})
        day = max(as_of, self.today)
        found = [
            Bearer(notice, (last := self._lasts[notice, program]) is not None and last < day, having[notice])
            for notice in entry.notices
            if notice in having
        ]
        return tuple(sorted(found, key=lambda bearer: not bearer.in_force))


def words_of(text: str) -> set[str]:
    """What a text is found by: pairs of Chinese characters (one that stands alone: itself), English words, numbers."""
    plain = unicodedata.normalize("NFKC", text).lower()
    found = {_stem(word) for word in _WORD.findall(plain) if word not in _EMPTY}
    for run in _CHINESE.findall(plain):
        found |= {run[i : i + 2] for i in range(len(run) - 1)} if len(run) > 1 else {run}
    return found


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _programs(program: str | None) -> Iterable[str]:
    return PROGRAMS if program is None else (program,)


def _entries(policies: Policies, today: date) -> Iterable[_Entry]:
    """Each passage once, with all notices that say the same in the same clause (a gap filled from the nation's text)."""
    same: dict[object, list[dict[str, Passage]]] = defaultdict(list)
    for told in zip(*(passages(policies, today, language) for language in LANGUAGES), strict=True):
        spoken = dict(zip(LANGUAGES, told, strict=True))
        first = told[0]
        key = first.kind, first.program, first.heading, tuple((line.text, line.cites) for line in first.lines)
        same[key].append(spoken)
    for alike in same.values():
        spoken = alike[0]
        yield _Entry(
            spoken,
            tuple(one[LANGUAGES[0]].notice for one in alike),
            frozenset().union(*(_words(passage, language) for language, passage in spoken.items())),
            frozenset().union(*(words_of(passage.heading) for passage in spoken.values())),
        )


def _words(passage: Passage, language: str) -> set[str]:
    program = say(PROGRAMS[passage.program].label, language)
    lines = (f"{line.text} {' '.join(clause.short for clause in line.cites)} {line.entry}" for line in passage.lines)
    return words_of(" ; ".join((program, passage.heading, *lines)))
