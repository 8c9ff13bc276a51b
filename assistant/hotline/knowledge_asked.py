"""What an agent looks up: the words of the search box, understood as a caller's are, and the filters beside it."""

from dataclasses import dataclass
from datetime import date

from assistant.policies import Policies
from assistant.rules.topics import TOPICS
from assistant.understanding.basis import day_of, named_regions
from assistant.understanding.model import Context, Understood
from assistant.understanding.understand import understand

ENOUGH = 3.0  # a topic's score from which its answer is shown though the words ask nothing


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen beside the search box; None: nothing."""

    topic: str | None = None
    program: str | None = None
    region: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked up. ``typed``: as typed, personal numbers masked; ``words``: what passages are searched for.

    ``regions``: further ones that the words name, or all that a name may stand for; then ``region`` is None.
    What the words name goes before the filters, for it was said last.
    """

    typed: str
    masked: bool
    words: str
    topic: str
    subject: str
    program: str | None
    region: str | None
    regions: tuple[str, ...]
    as_of: date


def read(typed: str, filters: Filters, policies: Policies, today: date) -> Asked:
    """Return what is looked up."""
    understood = understand(typed, Context(today, filters.day or today, program=filters.program))
    topic = filters.topic or _topic(understood) or _likeliest(understood)
    regions = named_regions(understood, policies)
    program = understood.program or filters.program
    return Asked(
        typed=understood.text.typed,
        masked=understood.text.masked,
        words=_without_places(understood),
        topic=topic,
        subject=understood.subject,
        program=TOPICS[topic].about(program) or program if topic else program,
        region=regions[0] if len(regions) == 1 else None if regions else filters.region,
        regions=tuple(regions) if len(regions) > 1 else (),
        as_of=day_of(understood.day, today) if understood.day else filters.day or today,
    )


def _topic(understood: Understood) -> str:
    """The topic, if it is one that is answered."""
    return understood.topic if TOPICS[understood.topic].kind != "talk" else ""


def _likeliest(understood: Understood) -> str:
    """The topic that comes first in the scores and is one of the program's; empty where none is likely.

    Words that name something ask about it here: 没有对公账户 is looked up, not told.
    """
    fits = (
        topic
        for topic, score in understood.scores.items()
        if score >= ENOUGH and TOPICS[topic].about(understood.program)
    )
    return next(fits, "")


def _without_places(understood: Understood) -> str:
    """The folded words without the regions: the scope says these already, and every passage of theirs would match."""
    text = understood.text
    spans = [place.span for place in (understood.place, *understood.other_places) if place]
    return "".join(
        " " if any(span.start <= text.places[i] < span.end for span in spans) else char
        for i, char in enumerate(text.folded)
    )
