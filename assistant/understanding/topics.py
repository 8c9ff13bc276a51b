"""Which topic a message asks about: cues heard and the likeness to examples, added up; explainable by the scores kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.rules.topics import TOPICS
from assistant.understanding.asking import asks, tells
from assistant.understanding.cue_files import Target
from assistant.understanding.hearing import STATES, Hit
from assistant.understanding.retrieval import shipped_examples

LIKENESS = 10.0  # what being just as the examples of a topic are weighs
ENOUGH = 2.0  # a score below is not enough to answer on
ENOUGH_IN_PROGRAM = 1.2  # where the program is known, so that there are fewer topics to confuse
ENOUGH_WHEN_ANSWERING = 4.0  # where the message may as well answer what was asked
ENOUGH_TOLD = 3.5  # where nothing is asked, e.g. “想办失业登记”
ENOUGH_BESIDE_FACTS = 4.0  # where facts are told as well
SECOND_CUE = 0.3  # of a further cue for the same topic
CUE = 0.8  # exponent: how heavy a cue is was found on few sentences, so that the heaviest are believed a little less
KEPT = 5

# Topics that people bring up by telling, not by asking: “老板把离职原因写错了”. Any other needs a question.
_TOLD = frozenset((
    "not_received", "wrong_reason", "rejected", "report_fraud", "evasion", "human", "large_type", "small_talk", "out_of_scope",
    "how_to_apply", "genuine_sms", "progress", "citation", "public_notice", "cases_2018",
))  # fmt: skip
# What a question asks for decides before of whom it is asked: “律所返几成” asks for an amount.
_ASKED_FOR = frozenset(("amount", "documents", "how_to_apply", "deadline", "progress"))
_OF_WHOM = frozenset(
    (
        "organisation_type",
        "size_class",
        "new_firm",
        "certificate_type",
        "dispatch_split",
        "eligibility",
        "urgent_occupation",
        "current_rate",
    )
)
_ASKED_FOR_SURELY = 3.5
# However plainly they are asked: what is known of the matter says more. 能领吗 of a 叉车证 asks which certificates count.
_AT_MOST = {"eligibility": 5.2, "how_to_apply": 5.6, "documents": 6.6, "progress": 6.6, "deadline": 6.6, "amount": 7.0}
_OF_WHOM_THEN = 0.6

_ONLY_NAMES = re.compile(
    "(?:我|俺|咱|我们)?(?:就|只)?(?:想|要|来)?(?:问|了解|咨询|打听|查|看)(?:一下|下|问|看)?[^,。?？吗么]{2,14}"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The topic, its program if no other has it, its subject if it is out of scope, and the scores considered."""

    topic: str
    program: str | None = None
    subject: str = ""
    scores: dict[str, float] = field(default_factory=dict)


def choose_topic(
    folded: str, hits: Iterable[Hit], program: str | None, *, stated: bool, answering: bool, placed: bool = False
) -> Choice:
    """The topic. ``stated``: facts were found; ``placed``: a region; ``answering``: a question waits for an answer."""
    hits = list(hits)
    ranked = sorted(_scores(folded, hits, program).items(), key=lambda item: -item[1][0])
    scores = {topic: round(score, 2) for topic, (score, _) in ranked[:KEPT]}
    # A bare “江西技能补贴”, “我想问稳岗返还” is like many questions, and asks none of them.
    heard = {hit.target.topic for hit in hits} | ({"small_talk"} if not (stated or answering) else set())
    if asks(folded):
        if _ONLY_NAMES.fullmatch(folded) and not heard & set(scores):
            return Choice("unclear", scores=scores)
        enough = ENOUGH_WHEN_ANSWERING if answering else ENOUGH_IN_PROGRAM if program else ENOUGH
        # What is like the examples of telling is no telling where something is asked.
        for topic, (score, target) in [one for one in ranked if one[0] != "facts"][:1]:
            if score >= enough and topic != "unclear":
                return _choice(topic, target, hits, scores)
        telling = answering or (stated and ranked and ranked[0][0] == "facts")
        return Choice("facts" if telling else "unclear", scores=scores)
    # “2024年失业保险缴费比例” names a month and what is asked of it, and tells nothing.
    named = not answering and not tells(folded)
    told = stated or answering or not named
    for topic, (score, target) in ranked[:2]:
        asked = topic in _TOLD or not told or (named and topic not in STATES)
        if (
            (topic in heard or (topic in _TOLD - {"small_talk"} and not answering))
            and score >= (ENOUGH_BESIDE_FACTS if told else ENOUGH_TOLD)
            and asked
        ):
            return _choice(topic, target, hits, scores)
    return Choice("facts" if stated or answering or placed or (told and program) else "unclear", scores=scores)


def _choice(topic: str, target: Target, hits: Iterable[Hit], scores: dict[str, float]) -> Choice:
    own = target.program if TOPICS[topic].programs == (target.program,) else None
    return Choice(topic, own, _subject(hits) if topic == "out_of_scope" else "", scores)


def _scores(folded: str, hits: list[Hit], program: str | None) -> dict[str, tuple[float, Target]]:
    """Each topic's score, and the target that gave most of it."""
    totals: dict[Target, float] = {}
    for hit in sorted(hits, key=lambda hit: -hit.weight):
        if hit.target.topic:
            key = Target(hit.target.program, hit.target.topic)
            weight = hit.weight**CUE
            totals[key] = totals[key] + SECOND_CUE * weight if key in totals else weight
    for target, likeness in shipped_examples().likeness(folded).items():
        totals[target] = totals.get(target, 0.0) + LIKENESS * likeness
    asked_for = any(
        hit.target.topic in _ASKED_FOR and hit.weight >= _ASKED_FOR_SURELY and _fit(hit.target, program) == 1
        for hit in hits
    )
    best: dict[str, tuple[float, Target]] = {}
    for target, score in totals.items():
        fit = score * _fit(target, program) * (_OF_WHOM_THEN if asked_for and target.topic in _OF_WHOM else 1)
        fit = min(fit, _AT_MOST.get(target.topic, fit))
        before, whose = best.get(target.topic, (0.0, target))
        better = fit > before
        both = max(fit, before) + SECOND_CUE * min(fit, before)
        best[target.topic] = min(both, _AT_MOST.get(target.topic, both)), target if better else whose
    return best


def _fit(target: Target, program: str | None) -> float:
    """How well a target goes with the program chosen."""
    if program is None or target.program in ("", program):
        return 1.0
    return 0.8 if program in TOPICS[target.topic].programs else 0.4


def _subject(hits: Iterable[Hit]) -> str:
    named = [hit for hit in hits if hit.target.subject]
    return max(named, key=lambda hit: hit.weight).target.subject if named else ""
