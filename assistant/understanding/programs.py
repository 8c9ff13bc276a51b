"""Which program a message is about: by its own cues, by topics that only one program has, by the facts it states.

What the conversation is about already counts as long as nothing clearly says another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from assistant.interview.topics import REFUND, TOPICS
from assistant.understanding.hearing import Hit

CERTAIN = 2.5  # a score that names a program by itself
CLEAR = 4.0  # one that leaves the program that the conversation is about
FACT = 1.5
FLOWS = {"dispatch_refund": REFUND}


def program_scores(hits: Iterable[Hit], stated: Mapping[str, int]) -> dict[str, float]:
    """What speaks for each program. ``stated``: how many facts of each were found that no other program has."""
    scores: dict[str, float] = defaultdict(float)
    for hit in hits:
        program = hit.target.program
        if not hit.target.topic:
            scores[program] += hit.weight
        elif program:
            own = TOPICS[hit.target.topic].programs == (program,)
            scores[program] += hit.weight * (0.8 if own else 0.6)
    for program, count in stated.items():
        scores[program] += FACT * min(count, 2)
    return dict(scores)


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
