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
UNSEEN = 0.5  # of the rarest gram's weight, for one that no example has
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
        said = [(target, _grams(plain(text))) for target, text in examples]
        self._targets = list(dict.fromkeys(target for target, _ in said))
        number = {target: i for i, target in enumerate(self._targets)}
        self._whose = [number[target] for target, _ in said]
        seen: Counter[str] = Counter()
        for _, grams in said:
            seen.update(grams.keys())
        # What an eighth of all examples have, such as 吗, tells nothing apart.
        common = max(2, len(said) // 8)
        self._rarity = {
            gram: 0.0 if n > common else math.log((len(said) + 1) / n) * _GRAM_WEIGHTS[len(gram)]
            for gram, n in seen.items()
        }
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for i, (_, grams) in enumerate(said):
            weights, length = self._weigh(grams)
            for gram, weight in weights.items():
                self._postings[gram].append((i, weight / length))

    def _weigh(self, grams: Mapping[str, int]) -> tuple[dict[str, float], float]:
        unseen = math.log(len(self._whose) + 1) * UNSEEN
        weights = {}
        length = 0.0
        for gram, n in grams.items():
            weight = (1 + math.log(n)) * self._rarity.get(gram, unseen)
            length += weight * weight
            if weight and gram in self._rarity:
                weights[gram] = weight
        return weights, math.sqrt(length) or 1.0

    def nearest(self, text: str) -> dict[Target, float]:
        """For each thing that has examples: how like its likest example the text is, from 0 to 1."""
        weights, length = self._weigh(_grams(plain(text)))
        likeness = [0.0] * len(self._whose)
        for gram, weight in weights.items():
            share = weight / length
            for i, other in self._postings[gram]:
                likeness[i] += share * other
        best = [0.0] * len(self._targets)
        for whose, like in zip(self._whose, likeness, strict=True):
            if like > best[whose]:
                best[whose] = like
        return {target: like for target, like in zip(self._targets, best, strict=True) if like > 0}


@lru_cache(maxsize=1)
def shipped_examples() -> Examples:
    """The examples that ship, indexed once per process."""
    return Examples(shipped_cues().examples)
