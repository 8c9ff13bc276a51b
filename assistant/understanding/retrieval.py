"""Which example a message is most like: character 1- to 3-grams weighed by how rare they are, compared by their angle."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from assistant.understanding.cue_files import Target, shipped_cues
from assistant.understanding.wording import plain_wording

LONGEST = 400  # characters of a message that are compared; a question is asked in fewer
_SPACE = re.compile(r"[\s,。.!！,、;；:：\"'“”‘’()（）~～]+")
_NUMBER = re.compile(r"[0-9.]+|[零一二三四五六七八九十百千万两半]{2,}")
_GRAM_WEIGHTS = {1: 0.5, 2: 1.0, 3: 1.0}


def plain(text: str) -> str:
    """The text as it is compared: in the commonest words, without stops, every number alike."""
    return _NUMBER.sub("0", _SPACE.sub(" ", plain_wording(text[:LONGEST].lower()))).strip()


def _grams(text: str) -> Counter[str]:
    padded = f" {text} "
    return Counter(
        padded[i : i + n] for n in _GRAM_WEIGHTS for i in range(len(padded) - n + 1) if padded[i : i + n].strip()
    )


class Examples:
    """An index of example sentences."""

    def __init__(self, examples: Iterable[tuple[Target, str]]) -> None:
        self.targets: list[Target] = []
        counted: list[Counter[str]] = []
        for target, text in examples:
            self.targets.append(target)
            counted.append(_grams(plain(text)))
        seen: Counter[str] = Counter()
        for grams in counted:
            seen.update(grams.keys())
        total = len(counted) + 1
        self._rarity = {gram: math.log(total / n) * _GRAM_WEIGHTS[len(gram)] for gram, n in seen.items()}
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for i, grams in enumerate(counted):
            weights, length = self._weigh(grams)
            for gram, weight in weights.items():
                self._postings[gram].append((i, weight / length))

    def _weigh(self, grams: Mapping[str, int]) -> tuple[dict[str, float], float]:
        unseen = math.log(len(self.targets) + 1)
        weights = {}
        length = 0.0
        for gram, n in grams.items():
            weight = (1 + math.log(n)) * self._rarity.get(gram, unseen * 0.5)
            length += weight * weight
            if gram in self._rarity:
                weights[gram] = weight
        return weights, math.sqrt(length) or 1.0

    def nearest(self, text: str) -> dict[Target, float]:
        """For each thing that has examples: how like its likest example the text is, from 0 to 1."""
        weights, length = self._weigh(_grams(plain(text)))
        dots: dict[int, float] = defaultdict(float)
        for gram, weight in weights.items():
            share = weight / length
            for i, other in self._postings[gram]:
                dots[i] += share * other
        best: dict[Target, float] = {}
        for i, dot in dots.items():
            target = self.targets[i]
            if dot > best.get(target, 0.0):
                best[target] = dot
        return best


@lru_cache(maxsize=1)
def shipped_examples() -> Examples:
    """The examples that ship, indexed once per process."""
    return Examples(shipped_cues().examples)
