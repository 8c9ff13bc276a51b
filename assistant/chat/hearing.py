"""What a message does: an answer to the question asked, a command, facts and doubts, a question, or none of these."""

import re
from typing import Any, Final

from assistant.chat import commands, pressing
from assistant.chat.answering import take
from assistant.chat.asking import explain_why
from assistant.chat.choosing import want_day, want_flow, want_region
from assistant.chat.doubts import fill_year, remember
from assistant.chat.exchange import Exchange
from assistant.chat.labels import offered_last, pressed_by_name
from assistant.chat.opening import CALL, basis_named, choose_basis, read_day
from assistant.chat.presses import read_press
from assistant.chat.rehearing import keep
from assistant.chat.replies import Lead
from assistant.chat.rules_questions import cite_sources, tell, wonder
from assistant.chat.taking import Before, said_chips, show_taken, take_facts, typed_chip
from assistant.interview.engine import UNSURE
from assistant.interview.flows import Flow, Question
from assistant.interview.parsing import AnswerError, parse
from assistant.interview.stored import value_from_json
from assistant.rules.facts import N_
from assistant.rules.topics import OWN_CASE, TOPICS, Topic
from assistant.storage.case_codes import normalise
from assistant.understanding.basis import asks_elsewhere, day_of, named_day, named_regions
from assistant.understanding.flows_meant import choosing_flow, flow_of_facts
from assistant.understanding.model import Context, Understood
from assistant.understanding.unclear import whole_answer
from assistant.understanding.understand import understand

A_CODE: Final = N_("这像是一个查询码。请在“接着上次填”里输入它，就能接着说。")
OPEN_CODE: Final = N_("输入查询码")
MASKED: Final = N_("您写的像是证件号、银行卡号或手机号，已经遮住，没有保存。这里用不着这些号码，请不要写。")
GREETED: Final = N_("您好，我在，有要问的直接说。")
THANKED: Final = N_("不客气，有要问的随时说。")
_PARTING: Final = re.compile("谢|辛苦|再见|拜拜|thank|bye|cheers", re.IGNORECASE)
NOT_UNDERSTOOD: Final = N_("这一句我没有听懂，不敢乱猜。")
SAY_OTHERWISE: Final = N_("请换个说法，或者点下面的选项。")
STILL_NOT: Final = N_("还是没有听懂，对不起。可以点下面的选项，也可以到网页上一题一题地看，或者请人工帮忙。")
ON_THE_WAY: Final = N_("还有几个问题要问，答完就能告诉您结果。")
_MOST_REGIONS: Final = 8


def hear(ex: Exchange, typed: str) -> str:
    """Act on a message. Returns it as it may be kept: with personal numbers masked."""
    named = pressed_by_name(ex.state, typed)
    if named:
        pressing.press(ex, named)
        return typed
    if normalise(typed) is not None:  # guessing codes is held low on the page that opens them
        ex.parts.append(Lead(ex.tr(A_CODE), ex.tr(OPEN_CODE), "/resume"))
        return typed
    understood = ex.understood = understand(typed, context(ex))
    kept = understood.text.typed
    if understood.text.masked:
        ex.say(MASKED, tone="warning")
    if _settled(ex, typed, understood):
        ex.put(failures=0)
        return kept
    if ex.state.confirming:
        ex.put(confirming="", argument="")
    if _take(ex, understood) or understood.text.masked:
        ex.put(failures=0)
    else:
        not_understood(ex, typed)
    return kept


def context(ex: Exchange) -> Context:
    """What understanding may know of where the conversation stands."""
    return Context(
        today=ex.today,
        as_of=ex.as_of,
        program=ex.program,
        plan=ex.case.plan if ex.case else None,
        asked=ex.question,
        language=ex.language,
        options=offered(ex),
    )


def offered(ex: Exchange) -> tuple[Any, ...]:
    """The answers that the last reply offered to the question, in order: “第二个” is one of them."""
    if ex.question is None:
        return ()
    fact, found = ex.question.fact, []
    for _, press in offered_last(ex.state):
        pressed = read_press(press)
        if pressed is not None and pressed.argument == fact.name and pressed.kind in ("answer", "unsure"):
            found.append(UNSURE if pressed.kind == "unsure" else value_from_json(fact, pressed.value))
    return tuple(found)


def _settled(ex: Exchange, typed: str, understood: Understood) -> bool:
    """Whether the whole message is a yes or no to what was asked, a day, the answer to the question, or a command."""
    command = understood.command
    if command == "yes" and (ex.state.confirming or ex.state.changes):
        return pressing.confirm(ex)
    if command == "no" and (ex.state.confirming or ex.state.changes):
        return pressing.leave(ex)
    if (basis := basis_named(ex, understood.text.folded)) and understood.day is None:
        choose_basis(ex, basis)
        return True
    if (
        ex.state.choosing == "day"
        and command is None
        and understood.day is None
        and understood.topic in ("facts", "unclear")
    ):
        day = read_day(ex, typed)
        if day is not None:
            want_day(ex, day, sure=True)
        return True
    if ex.question is not None and _answers(ex, ex.question, typed, understood):
        return True
    return command is not None and commands.run(ex, command)


def _answers(ex: Exchange, question: Question, typed: str, understood: Understood) -> bool:
    """Whether the whole message is the answer, read as the page's field reads it."""
    fact = question.fact
    assert ex.case is not None
    doubt = next((d for d in ex.state.doubts if d.fact == fact.name), None)
    value = whole_answer(fact, typed, understood, doubt, ex.today)
    if value is None:
        return fill_year(ex, fact, typed)
    typed_chip(ex, fact, value, understood.text.typed)
    take(ex, ex.case.flow.program.name, {fact.name: value})
    return True


def _take(ex: Exchange, understood: Understood) -> bool:
    """Take what was said and act on what was asked; False where nothing was understood."""
    asked_again = ex.state.explained and asks_elsewhere(understood)
    topic = TOPICS[ex.state.explained] if asked_again else TOPICS.get(understood.topic, TOPICS["unclear"])
    if topic.id == "evasion":  # what is only thought of is no fact
        tell(ex, topic, None, ex.region, ex.as_of, "")
        return True
    before = Before.of(ex)
    answered = ex.question is not None and any(f.fact == ex.question.fact.name for f in understood.facts)
    if understood.program and ex.case is None:
        ex.put(program=understood.program)
    asks_rules = topic.kind == "rules" and topic.id not in OWN_CASE and ex.case is not None
    elsewhere = None
    if not answered:
        elsewhere = _place(ex, understood, only_asked=asks_rules)
        _day(ex, understood, only_asked=asks_rules)
    chips = said_chips(ex, understood)
    take_facts(ex, understood)
    keep(ex, understood)
    remember(ex, understood)
    show_taken(ex, understood, before, chips)
    acted = _act(ex, understood, topic, before, elsewhere)
    return acted or bool(understood.facts or understood.doubts or understood.place or understood.day)


def _place(ex: Exchange, understood: Understood, *, only_asked: bool) -> str | None:
    """Take the place that was named; returns it where it counts for this one question only."""
    named = named_regions(understood, ex.policies)
    if len(named) == 1 and only_asked:
        return named[0]
    if len(named) == 1:
        want_region(ex, named[0], sure=False)
    elif named and not only_asked:
        ex.put(regions=tuple(named[:_MOST_REGIONS]), choosing="region")
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
        ex.say(THANKED if _PARTING.search(understood.text.folded) else GREETED)
    choosing = ex.flows.get(choosing_flow(understood) or "") if ex.program is None else None
    flow = choosing or _flow(ex, understood)
    named = understood.program is not None and understood.program != before.program
    if flow is not None and (topic.id in OWN_CASE or understood.facts or named or choosing):
        want_flow(ex, flow, sure=False)
    if topic.id in OWN_CASE and ex.case is not None and flow in (None, ex.case.flow):
        if ex.case.interview.next_question() is None:
            ex.put(shown=None)
        elif ex.state.asked:
            ex.say(ON_THE_WAY)
    return topic.id in OWN_CASE or topic.id == "small_talk" or named or choosing is not None


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


def not_understood(ex: Exchange, typed: str) -> None:
    """Say so, with the reason where the field has one; after a second time offer other ways."""
    failures = ex.state.failures + 1
    ex.put(failures=failures)
    reason = _reason(ex, typed)
    if failures == 1:
        if reason is not None:
            ex.say(reason.msgid, tone="warning", **reason.params)
        else:
            ex.say(NOT_UNDERSTOOD)
            ex.say(SAY_OTHERWISE)
        return
    ex.say(STILL_NOT, tone="warning")
    commands.pages(ex)
    ex.parts.append(Lead("", ex.tr(CALL), "tel:12333"))


def _reason(ex: Exchange, typed: str) -> AnswerError | None:
    """Why the page's field would not take it."""
    if ex.question is None or ex.question.fact.kind == "list":
        return None
    try:
        parse(ex.question.fact, typed, today=ex.today)
    except AnswerError as error:
        return error
    return None
