"""Questions on the rules: answered from the notice in force for place and day, or from the law; asked for what is missing."""

from datetime import date
from typing import Final

from assistant.chat.exchange import Exchange
from assistant.chat.opening import ask_region
from assistant.chat.replies import Ask, Lead, Option, Part, Say
from assistant.interview.documents import full_title
from assistant.interview.knowledge import Answer, NextStep, answer
from assistant.interview.marks import aside
from assistant.interview.report import report
from assistant.interview.wording import say
from assistant.policies import NoNotice
from assistant.rules.facts import N_
from assistant.rules.registry import PROGRAMS
from assistant.rules.texts import Message
from assistant.rules.topics import TOPICS, Topic

SOURCES: Final = N_("依据的是：")
NO_SOURCE_YET: Final = N_("每个回答都会写明依据哪一条。先告诉我您想了解哪一项、在哪里参保。")
CALL_NUMBER: Final = N_("打电话 %(number)s")
HOTLINE: Final = "tel:12333"
_STEPS: Final = 2  # of an answer: a small screen has no room for more


def wonder(ex: Exchange, topic: Topic, program: str | None, subject: str) -> None:
    """Keep a question on the rules until what it needs is known; ``go_on_with_topic`` answers it."""
    ex.put(topic=topic.id, subject=subject)
    if program is not None:
        ex.put(program=program)


def go_on_with_topic(ex: Exchange) -> bool:
    """Answer the question that waits, or ask for what it needs; True where that is what was asked last."""
    topic = TOPICS.get(ex.state.topic)
    if topic is None:
        return False
    program = topic.about(ex.program)
    found = _answer(ex, topic, program, ex.region, ex.as_of, ex.state.subject)
    if "program" in found.needs:
        options = (Option(_label(ex, name), f"program:{name}") for name in topic.programs)
        ex.parts.append(Ask(" ".join(line.text for line in found.lines), tuple(options)))
        return True
    if "region" in found.needs:
        ask_region(ex)
        return True
    ex.put(topic="", subject="", explained=topic.id)
    _speak(ex, found)
    return False


def _label(ex: Exchange, program: str) -> str:
    return say(Message(PROGRAMS[program].label), ex.language)


def tell(ex: Exchange, topic: Topic, program: str | None, region: str | None, as_of: date, subject: str) -> None:
    """Answer a question from what is held, as it is asked."""
    ex.put(explained=topic.id)
    _speak(ex, _answer(ex, topic, program, region, as_of, subject))


def _answer(ex: Exchange, topic: Topic, program: str | None, region: str | None, as_of: date, subject: str) -> Answer:
    return answer(topic.id, program, ex.policies, region, as_of, ex.today, ex.language, subject=subject)


def _speak(ex: Exchange, found: Answer) -> None:
    """Say an answer with its clauses, and what to do next."""
    for line in found.lines:
        ex.parts.append(Say(line.text, line.tone, tuple(ex.named(clause) for clause in line.cites)))
    goes_on = not found.silent and (ex.case is not None or found.start_flow is not None)
    steps = [step for step in found.next_steps if not goes_on or step.address != HOTLINE]
    ex.parts += [_step(ex, step) for step in steps[:_STEPS]]


def _step(ex: Exchange, step: NextStep) -> Part:
    if not step.address:
        return Say(step.text + aside(step.detail, ex.language), "quiet")
    if step.address.startswith("tel:"):
        text = step.text + aside(step.detail, ex.language)
        return Lead(text, ex.tr(CALL_NUMBER, number=step.address.removeprefix("tel:")), step.address)
    return Lead(step.detail, step.text, step.address)


def cite_sources(ex: Exchange) -> None:
    """Say on which documents the answers rest."""
    if ex.case is not None:
        ex.say(SOURCES)
        for title in report(ex.case.interview, ex.language).documents:
            ex.say(title)
        return
    try:
        plan = ex.policies.plan(ex.program or "", ex.region or "000000", ex.as_of)
    except (NoNotice, LookupError):
        ex.say(NO_SOURCE_YET)
        return
    ex.say(SOURCES)
    ex.parts.append(Say(full_title(plan.notice, ex.language)))
