"""A message that is more than an answer: its facts, place and day are taken, and what was asked is acted on."""

import re
from dataclasses import replace
from typing import Final

from assistant.chat import commands
from assistant.chat.asking import explain_why
from assistant.chat.choosing import want_day, want_flow, want_region
from assistant.chat.doubts import noted, remember
from assistant.chat.exchange import Exchange
from assistant.chat.rehearing import keep
from assistant.chat.rules_questions import cite_sources, tell, wonder
from assistant.chat.taking import Before, said_chips, show_taken, take_facts
from assistant.interview.flows import Flow
from assistant.interview.knowledge.general import general
from assistant.rules.facts import N_
from assistant.rules.topics import BENEFIT, OWN_CASE, TOPICS, Topic
from assistant.understanding.basis import asks_elsewhere, day_of, named_day, named_regions
from assistant.understanding.flows_meant import choosing_flow, flow_of_facts
from assistant.understanding.model import Understood

GREETED: Final = N_("您好，我在，有要问的直接说。")
THANKED: Final = N_("不客气，有要问的随时说。")
ALL_RIGHT: Final = N_("好，有要问的直接说。")
ON_THE_WAY: Final = N_("还有几个问题要问，答完就能告诉您结果。")
_PARTING: Final = re.compile("谢|辛苦|再见|拜拜|thank|bye|cheers", re.IGNORECASE)
_AGREEING: Final = re.compile("^(?:[好嗯哦噢行]|可以|知道|明白|ok|all right|fine|got it|i see)(?!久)", re.IGNORECASE)
_MOST_REGIONS: Final = 8


def act_on(ex: Exchange, understood: Understood) -> bool:
    """Take what was said and act on what was asked; False where nothing was understood."""
    topic = _topic(ex, understood)
    if topic.id == "evasion":  # what is only thought of is no fact
        tell(ex, topic, None, ex.region, ex.as_of, "")
        return True
    before = Before.of(ex)
    answered = ex.question is not None and any(f.fact == ex.question.fact.name for f in understood.facts)
    if answered and topic.kind == "talk":
        understood = _only_of(ex, understood)
    if understood.program and ex.case is None and (topic.id != "out_of_scope" or understood.facts):
        ex.put(program=understood.program)
    if understood.program and ex.state.choosing == "program":  # named, though not from the list
        ex.put(choosing="")
    asks_rules = topic.kind == "rules" and topic.id not in OWN_CASE and ex.case is not None
    moves = not asks_rules and ex.case is not None and understood.program not in (None, ex.program)
    elsewhere = None
    if not (answered or moves):
        elsewhere = _place(ex, understood, only_asked=asks_rules)
        _day(ex, understood, only_asked=asks_rules)
    chips = said_chips(ex, understood)
    take_facts(ex, understood)
    keep(ex, understood)
    remember(ex, understood)
    show_taken(ex, understood, before, chips)
    acted = _act(ex, understood, topic, before, elsewhere)
    noted(ex, understood)
    return acted or bool(understood.facts or understood.doubts or understood.place or understood.day)


def _topic(ex: Exchange, understood: Understood) -> Topic:
    """What the message asks: the last question again of another place; who tells a case beside worries is heard."""
    if ex.state.explained and asks_elsewhere(understood):
        return TOPICS[ex.state.explained]
    worries = understood.topic == "out_of_scope" and not general().knows(understood.subject)
    return TOPICS.get("facts" if worries and understood.facts else understood.topic, TOPICS["unclear"])


def _only_of(ex: Exchange, understood: Understood) -> Understood:
    """What a message says of the interview whose question it answers: 没有领失业金的 of a firm's staff is no worker's case."""
    facts = tuple(fact for fact in understood.facts if fact.program == ex.program)
    return replace(understood, program=ex.program, flow=None, facts=facts)


def _place(ex: Exchange, understood: Understood, *, only_asked: bool) -> str | None:
    """Take the place that was named; returns it where it counts for this one question only."""
    named = named_regions(understood, ex.policies)
    if len(named) == 1 and only_asked:
        return named[0]
    if len(named) == 1:
        want_region(ex, named[0], sure=False)
    elif named and not only_asked:
        ex.put(regions=tuple(named[:_MOST_REGIONS]), region=None, choosing="region" if ex.case is not None else "")
    return None


def _day(ex: Exchange, understood: Understood, *, only_asked: bool) -> None:
    day = named_day(understood, ex.today)
    if day is not None and not only_asked:
        want_day(ex, day, sure=False)


def _act(ex: Exchange, understood: Understood, topic: Topic, before: Before, elsewhere: str | None) -> bool:
    """Act on the topic; False where there is none."""
    program = understood.program or ex.program
    if topic.kind == "talk" or topic.id in OWN_CASE:
        return _own_case(ex, understood, topic, before)
    if topic.kind == "service":
        return _service(ex, topic)
    day = day_of(understood.day, ex.today) if understood.day else ex.as_of
    about = topic.about(program)
    region = elsewhere or ex.region
    if topic.kind == "law" or (ex.case is not None and about is not None and region is not None):
        tell(ex, topic, about, region, day, understood.subject)
    else:
        wonder(ex, topic, about, understood.subject)
    return True


def _own_case(ex: Exchange, understood: Understood, topic: Topic, before: Before) -> bool:
    """The person's own case: the interview of the program that was named, or the one that is held."""
    if topic.id == "small_talk":
        _reply(ex, understood.text.folded)
    choosing = ex.flows.get(choosing_flow(understood) or "") if ex.program is None else None
    flow = choosing or _flow(ex, understood)
    named = understood.program is not None and understood.program != before.program
    if flow is not None and (topic.id in OWN_CASE or understood.facts or named or choosing):
        _want(ex, understood, flow)
    unstated = _unstated(ex, topic)
    if topic.id in OWN_CASE and ex.case is not None and flow in (None, ex.case.flow):
        if ex.case.interview.next_question() is None:
            ex.put(shown=None)
        elif ex.state.asked and not unstated:
            ex.say(ON_THE_WAY)
    if unstated and not ex.state.confirming:
        wonder(ex, topic, BENEFIT, "")
    return topic.id in OWN_CASE or topic.id == "small_talk" or named or choosing is not None


def _reply(ex: Exchange, folded: str) -> None:
    """Answer a greeting, thanks, or an 好的."""
    agreeing = _AGREEING.search(folded)
    ex.say(THANKED if _PARTING.search(folded) else ALL_RIGHT if agreeing else GREETED)


def _want(ex: Exchange, understood: Understood, flow: Flow) -> None:
    """Check this, for the one place and the day that were named with it."""
    named = named_regions(understood, ex.policies)
    region = named[0] if len(named) == 1 else ""
    want_flow(ex, flow, sure=False, region=region, as_of=named_day(understood, ex.today))
    if ex.case is None and len(named) > 1:
        ex.put(regions=tuple(named[:_MOST_REGIONS]), region=None)


def _unstated(ex: Exchange, topic: Topic) -> bool:
    """Whether an amount was asked that no document states: the interview would end without it."""
    return topic.id == "amount" and ex.program == BENEFIT


def _flow(ex: Exchange, understood: Understood) -> Flow | None:
    """The flow that a message is about; the held one, where it is of the program that was named."""
    if understood.flow is not None and understood.flow in ex.flows:
        return ex.flows[understood.flow]
    if understood.program is None:
        return None
    if ex.flow is not None and ex.flow.program.name == understood.program:
        return ex.flow
    told = ex.state.understood.get(understood.program, {})
    return flow_of_facts(understood.program, told, ex.flows) or ex.flows.get(understood.program)


def _service(ex: Exchange, topic: Topic) -> bool:
    if topic.id != "citation":
        return commands.run(ex, topic.id)
    if ex.question is not None:
        explain_why(ex)
    else:
        cite_sources(ex)
    return True
