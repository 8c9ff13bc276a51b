"""Under what a call is filed: topics to choose from, what they are likely to be, the verdict."""

from collections.abc import Iterator

from flask_babel import gettext as _

from assistant.hotline.at_hand import AtHand
from assistant.hotline.outcomes import OBJECTION
from assistant.rules.registry import PROGRAMS
from assistant.rules.topics import TOPICS, Topic
from assistant.site.application import engine, settings
from assistant.site.speaking import say
from assistant.staff.stores import now
from assistant.storage.firm_page.replies import CONFIRMED, Replies

Group = tuple[str, list[tuple[str, str]]]  # label; (topic, label)

FILED = tuple(topic.id for topic in TOPICS.values() if topic.kind != "talk")


def program_of(at: AtHand) -> str | None:
    """The program that the call is about, as far as it was said."""
    return at.case.flow.program.name if at.case else at.call.program or at.content.program


def topic_groups(program: str | None) -> list[Group]:
    """The topics for a select: those of the call's program first, then those of none, then all others."""
    grouped: dict[str, list[Topic]] = {"own": [], "none": [], "others": []}
    for name in FILED:
        topic = TOPICS[name]
        grouped["none" if not topic.programs else "own" if program in topic.programs else "others"].append(topic)
    own = say(PROGRAMS[program].label) if program in PROGRAMS else ""
    labels = {"own": own, "none": _("不分项目"), "others": _("其他项目") if own else _("各项目")}
    order = ("own", "none", "others") if own else ("others", "none")
    return [(labels[name], [(topic.id, say(topic.label)) for topic in grouped[name]]) for name in order]


def likely_topic(at: AtHand) -> str:
    """What the caller asked last, where understanding found it; whether one is entitled, where a result was reached."""
    if at.content.said.topic in FILED:
        return at.content.said.topic
    return "eligibility" if verdict_of(at) else ""


def likely_outcome(at: AtHand) -> str:
    """What is known already of how the call comes out: that the firm objected in it; else nothing."""
    if at.call.firm is None:
        return ""
    reply = Replies(engine(), settings().secret_key, now).of_firm(at.call.firm)
    objected = reply is not None and reply.kind != CONFIRMED and reply.created_at >= at.call.began_at
    return OBJECTION if objected else ""


def verdict_of(at: AtHand) -> str | None:
    """The interview's verdict, where it has come to its end; None while a question is open, or without an interview."""
    if at.case is None or at.case.interview.next_question() is not None:
        return None
    return at.case.interview.decision().verdict


def columns_of(at: AtHand, topic: str) -> Iterator[tuple[str, str | None]]:
    """What is counted of a call that ends, by column."""
    yield "topic", topic
    yield "program", program_of(at) or TOPICS[topic].about(None)
    yield "flow", at.case.flow.id if at.case else at.call.flow
    yield "verdict", verdict_of(at)
