"""Which program a message is about: by its own cues, by topics that only one program has, by the facts it states.

What the conversation is about already counts as long as nothing clearly says another.
"""

from collections.abc import Iterable, Mapping

from assistant.rules.topics import REFUND, TOPICS
from assistant.understanding.hearing import Hit

CERTAIN = 2.5  # a score that names a program by itself
CLEAR = 4.0  # one that leaves the program that the conversation is about
FACT = 1.5
FACTS_AT_MOST = 3.0
OWN_TOPIC = 0.6  # of the weight of a cue for a topic that no other program has
SECOND_CUE = 0.3  # of a further cue
DISPATCH = "dispatch_refund"
ASKED_OF_AGENCIES = frozenset(("own_staff_premium_fen", "host_employers", "refund_received_on"))


def program_scores(hits: Iterable[Hit], stated: Mapping[str, float]) -> dict[str, float]:
    """What speaks for each program. ``stated``: how much facts that were found speak for each."""
    scores: dict[str, float] = {}
    for weight, program in sorted(_speaking(hits), reverse=True):
        scores[program] = scores[program] + SECOND_CUE * weight if program in scores else weight
    for program, count in stated.items():
        scores[program] = scores.get(program, 0.0) + min(FACT * count, FACTS_AT_MOST)
    return scores


def _speaking(hits: Iterable[Hit]) -> Iterable[tuple[float, str]]:
    for hit in hits:
        program, topic = hit.target.program, hit.target.topic
        if program and not topic:
            yield hit.weight, program
        elif program and TOPICS[topic].programs == (program,):
            yield hit.weight * OWN_TOPIC, program


def choose_program(scores: Mapping[str, float], prior: str | None) -> str | None:
    """The program that is clearly meant, else the prior; None when only 补贴 or 能领吗 is said."""
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked:
        return prior
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if prior is None:
        return best if score >= CERTAIN and score > second else None
    return best if score >= CLEAR and score - scores.get(prior, 0.0) >= CERTAIN else prior


def choose_flow(folded: str, program: str | None, asked: str | None) -> str | None:
    """The flow of a program that has several: the refund of a dispatch agency, or of those who use its people.

    ``asked``: the fact that was just asked; some are asked of dispatch agencies only.
    """
    if program != REFUND:
        return None
    named = any(word in folded for word in ("派遣", "用工单位", "劳务公司", "dispatch", "host employer"))
    return DISPATCH if named or asked in ASKED_OF_AGENCIES else None
