"""Whose way of asking a message is most like: the grams of its examples, weighed by how few topics are asked with them.

A single example that happens to share a word decides little: all examples of a topic together are one picture of how it
is put. The few nearest ones count besides, for a topic that is put in several ways that have nothing in common.
Chinese is compared by its 1 to 3 characters in a row, English by its words' beginnings, one and two in a row.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise

from assistant.understanding.cue_files import Target, shipped_cues
from assistant.understanding.wording import plain_wording

LONGEST = 400  # characters of a message that are compared; a question is asked in fewer
UNSEEN = 0.5  # of the rarest gram's weight, for one that no example has
NEAREST = 3  # examples of a topic that count besides its picture
NEAR = 0.5  # how much they count, on average
TELLING = 60  # what more examples have than these does not show which are nearest, and would cost most of the time
DAMPED = 0.5  # exponent: what all examples of a topic say does not drown what some say
SHARPNESS = 2.5  # exponent: who is only half as like as the likest counts for far less than half
STEM = 5  # letters of an English word that tell it from others: apply, applied
_SPACE = re.compile(r"[\s,。.!！,、;；:：\"'“”‘’()（）~～]+")
_NUMBER = re.compile(r"[0-9.]+|[零一二三四五六七八九十百千万两半]{2,}")
_WORD = re.compile(r"[a-z]+")
_LENGTH_WEIGHTS = {1: 0.5, 2: 1.0, 3: 1.0}
_WORD_WEIGHT = 1.0


def plain(text: str) -> str:
    """The text as it is compared: in the commonest words, without stops, every number alike."""
    return _NUMBER.sub("0", _SPACE.sub(" ", plain_wording(text[:LONGEST].lower()))).strip()


def _grams(text: str) -> Counter[str]:
    """The grams of a plain text; those of English begin with a “<”."""
    grams: Counter[str] = Counter()
    words = [word[:STEM] for word in _WORD.findall(text)]
    grams.update(f"<{word}" for word in words)
    grams.update(f"<{first} {second}" for first, second in pairwise(words))
    padded = f" {' '.join(_WORD.sub(' ', text).split())} "
    for n in _LENGTH_WEIGHTS:
        grams.update(gram for i in range(len(padded) - n + 1) if (gram := padded[i : i + n]).strip())
    return grams


def _weight(gram: str) -> float:
    return _WORD_WEIGHT if gram[0] == "<" else _LENGTH_WEIGHTS[len(gram)]


class Examples:
    """What example sentences have in common, by what they are examples of."""

    def __init__(self, examples: Iterable[tuple[Target, str]]) -> None:
        said = [(target, _grams(plain(text))) for target, text in examples]
        self._rarity, self._unseen = _rarities(said)
        weighed = [(target, self._weigh(grams)) for target, grams in said]
        # Targets are counted with by their numbers: telling two of them apart takes longer than all the sums.
        self._targets = list(dict.fromkeys(target for target, _ in weighed))
        number = {target: i for i, target in enumerate(self._targets)}
        self._whose_example = [number[target] for target, _ in weighed]
        self._said: dict[str, list[tuple[int, float]]] = defaultdict(list)  # each gram's examples
        for i, (_, weights) in enumerate(weighed):
            for gram, weight in weights.items():
                self._said[gram].append((i, weight))
        self._said = {gram: examples for gram, examples in self._said.items() if len(examples) <= TELLING}
        self._whose: dict[str, list[tuple[int, float]]] = defaultdict(list)  # each gram's pictures
        for target, picture in _pictures(weighed).items():
            length = math.sqrt(sum(weight ** (2 * DAMPED) for weight in picture.values())) or 1.0
            for gram, weight in picture.items():
                self._whose[gram].append((number[target], weight**DAMPED / length))

    def _weigh(self, grams: Mapping[str, int]) -> dict[str, float]:
        """The weights of the grams that examples have, where all of the text's together are of length 1."""
        weights = {gram: (1 + math.log(n)) * self._rarity.get(gram, self._unseen) for gram, n in grams.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {gram: weight / length for gram, weight in weights.items() if weight and gram in self._rarity}

    def likeness(self, text: str) -> dict[Target, float]:
        """How like the text is to the examples of each target, from 0 to 1; what the likest leaves far behind has little."""
        weights = self._weigh(_grams(plain(text)))
        like: dict[int, float] = defaultdict(float)
        for gram, weight in weights.items():
            for target, share in self._whose[gram]:
                like[target] += weight * share
        for target, near in self._nearest(weights).items():
            like[target] += NEAR * near
        best = max(like.values(), default=0.0)
        top = math.sqrt(best)
        return {self._targets[target]: top * (share / best) ** SHARPNESS for target, share in like.items() if share}

    def _nearest(self, weights: Mapping[str, float]) -> dict[int, float]:
        """How near the nearest examples of each target are, on average; one that has fewer has less."""
        shared: dict[int, float] = defaultdict(float)
        for gram, weight in weights.items():
            for i, other in self._said.get(gram, ()):
                shared[i] += weight * other
        near: dict[int, list[float]] = defaultdict(list)
        for i, share in shared.items():
            near[self._whose_example[i]].append(share)
        return {target: sum(nlargest(NEAREST, shares)) / NEAREST for target, shares in near.items()}


def _rarities(said: list[tuple[Target, Counter[str]]]) -> tuple[dict[str, float], float]:
    """Each gram's weight, by how few topics have it; and that of one which none has."""
    seen: Counter[str] = Counter()
    topics: dict[str, set[str]] = defaultdict(set)
    for target, grams in said:
        seen.update(grams.keys())
        for gram in grams:
            topics[gram].add(target.topic)
    # What an eighth of all examples have, such as 吗, tells nothing apart.
    common = max(2, len(said) // 8)
    every = len({target.topic for target, _ in said}) + 1
    rarity = {
        gram: 0.0 if n > common else math.log(every / len(topics[gram])) * _weight(gram) for gram, n in seen.items()
    }
    return rarity, math.log(every) * UNSEEN


def _pictures(weighed: Iterable[tuple[Target, Mapping[str, float]]]) -> dict[Target, dict[str, float]]:
    """All of a target's examples as one."""
    pictures: dict[Target, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for target, weights in weighed:
        for gram, weight in weights.items():
            pictures[target][gram] += weight
    return pictures


@lru_cache(maxsize=1)
def shipped_examples() -> Examples:
    """The examples that ship, put together once per process."""
    return Examples(shipped_cues().examples)
