"""What a message does: an answer to the question asked, a command, facts and doubts, a question, or none of these."""

import re
from typing import Any, Final

from assistant.chat import commands, pressing
from assistant.chat.acting import act_on
from assistant.chat.answering import take
from assistant.chat.choosing import want_day
from assistant.chat.doubts import fill_year
from assistant.chat.exchange import Exchange
from assistant.chat.labels import offered_last, pressed_by_name
from assistant.chat.offering import take_offer
from assistant.chat.opening import CALL, basis_named, choose_basis, read_day
from assistant.chat.presses import read_press
from assistant.chat.replies import Lead
from assistant.chat.taking import typed_chip
from assistant.interview.engine import UNSURE
from assistant.interview.flows import Question
from assistant.interview.parsing import AnswerError, parse
from assistant.interview.stored import value_from_json
from assistant.rules.facts import N_
from assistant.storage.case_codes import normalise
from assistant.understanding.model import Context, Understood
from assistant.understanding.unclear import whole_answer
from assistant.understanding.understand import understand

A_CODE: Final = N_("这像是一个查询码。请在“接着上次填”里输入它，就能接着说。")
OPEN_CODE: Final = N_("输入查询码")
MASKED: Final = N_("您写的像是证件号、银行卡号或手机号，已经遮住，没有保存。这里用不着这些号码，请不要写。")
NOT_UNDERSTOOD: Final = N_("这一句我没有听懂，不敢乱猜。")
GO_ON: Final = N_("好，接着来，这一题等您回答：")
# 好的 and 继续 follow an explanation: they say of no fact that it is so.
_AGREES: Final = re.compile(
    r"(?:好[的吧嘞滴啊]?|行[的吧]?|继续|下一[步题]|接着来?|知道了|明白了?|收到|[哦噢]+|ok(?:ay)?|go on|continue|next|got it)"
    r"[\s,，.。!！~]*"
)
_BARE: Final = re.compile(r"(?:[0-9.]+|[零一二三四五六七八九十]+|没有?|有|无|是的?|不是|否)[\s,，.。!！~]*")
_WILLING: Final = "seeking_work"  # here 好的 is an answer
SAY_OTHERWISE: Final = N_("请换个说法，或者选下面的一项。")
STILL_NOT: Final = N_("还是没有听懂，对不起。可以选下面的一项，也可以到网页上一题一题地看，或者请人工帮忙。")


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
    if (not _is_bare(understood) and act_on(ex, understood)) or understood.text.masked:
        ex.put(failures=0)
    else:
        not_understood(ex, typed)
    return kept


def _is_bare(understood: Understood) -> bool:
    """Whether it is a number, yes or no that answers nothing here: no subject is read into it."""
    taken = understood.facts or understood.doubts or understood.place or understood.day
    return not taken and _BARE.fullmatch(understood.text.folded.strip()) is not None


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
    if ex.question is not None and ex.question.fact.name != _WILLING and _AGREES.fullmatch(understood.text.folded):
        ex.say(GO_ON)
        return True
    if ex.question is not None and _answers(ex, ex.question, typed, understood):
        return True
    if take_offer(ex, understood):
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
