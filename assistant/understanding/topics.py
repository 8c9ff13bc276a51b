"""Which topic a message asks about: cues heard and the likeness to examples, added up; explainable by the scores kept."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.interview.topics import TOPICS
from assistant.understanding.cue_files import Target
from assistant.understanding.hearing import Hit
from assistant.understanding.retrieval import shipped_examples

LIKENESS = 6.0  # what being exactly an example weighs
ENOUGH = 2.0  # a score below is not enough to answer on
ENOUGH_UNASKED = 3.0  # where nothing is asked, e.g. “想办失业登记”
SECOND_CUE = 0.5  # of a further cue for the same topic
KEPT = 5

_ASKS = re.compile(
    r"[?？]|吗|嘛|呢|么(?!都)|咋|啥|怎|哪|谁|几[个次天年月回时点块]|多少|多久|多长|为何|为什么|什么|如何|是否|能不能|可不可以|是不是|有没有|会不会|"
    r"要不要|行不行|算不算|能否|可否|得不得|该不该|还有没|"
    r"\b(?:what|how|when|where|why|who|which|can|could|do|does|is|are|am|may|will|should)\b"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The topic, its program where its examples have one, its subject if it is out of scope, and the scores considered."""

    topic: str
    program: str | None = None
    subject: str = ""
    scores: dict[str, float] = field(default_factory=dict)


def asks(folded: str) -> bool:
    """Whether the message asks something, by its words or its marks."""
    return _ASKS.search(folded) is not None


def choose_topic(folded: str, hits: Iterable[Hit], program: str | None, *, stated: bool, answering: bool) -> Choice:
    """The topic. ``stated``: facts were found; ``answering``: a question of the interview waits for an answer."""
    hits = list(hits)
    best = _scores(folded, hits, program)
    ranked = sorted(best.items(), key=lambda item: -item[1][0])
    scores = {topic: round(score, 2) for topic, (score, _) in ranked[:KEPT]}
    asked = asks(folded)
    if ranked and ranked[0][1][0] >= (ENOUGH if asked else ENOUGH_UNASKED):
        topic, (_, target) = ranked[0]
        return Choice(topic, target.program or None, _subject(hits) if topic == "out_of_scope" else "", scores)
    if asked:
        return Choice("unclear", scores=scores)
    return Choice("facts" if stated or answering else "unclear", scores=scores)


def _scores(folded: str, hits: list[Hit], program: str | None) -> dict[str, tuple[float, Target]]:
    """Each topic's score, and the target that gave most of it."""
    totals: dict[Target, float] = defaultdict(float)
    for hit in sorted(hits, key=lambda hit: -hit.weight):
        if hit.target.topic:
            key = Target(hit.target.program, hit.target.topic)
            totals[key] += hit.weight * (SECOND_CUE if key in totals else 1)
    for target, likeness in shipped_examples().nearest(folded).items():
        totals[target] += LIKENESS * likeness
    best: dict[str, tuple[float, Target]] = {}
    for target, score in totals.items():
        fit = score * _fit(target, program)
        if fit > best.get(target.topic, (0.0, target))[0]:
            best[target.topic] = fit, target
    return best


def _fit(target: Target, program: str | None) -> float:
    """How well a target goes with the program chosen."""
    if program is None or target.program in ("", program):
        return 1.0
    return 0.8 if program in TOPICS[target.topic].programs else 0.4


def _subject(hits: Iterable[Hit]) -> str:
    named = [hit for hit in hits if hit.target.subject]
    return max(named, key=lambda hit: hit.weight).target.subject if named else ""
