"""What comes next, computed from where the conversation stands and from the interview; never stored."""

from datetime import date
from typing import Final

from assistant.chat.asking import ask
from assistant.chat.changing import ask_changed, show_change
from assistant.chat.commands import SURE_TO_DELETE
from assistant.chat.doubts import ask_back
from assistant.chat.exchange import Exchange
from assistant.chat.offering import offer_own_case
from assistant.chat.opening import ask_day, ask_program, ask_region, begin
from assistant.chat.replies import Ask, Option
from assistant.chat.result import show_result
from assistant.chat.rules_questions import go_on_with_topic
from assistant.interview.wording import say, show_date
from assistant.rules.facts import N_

SWITCH: Final = N_("这份查询还没有答完。要改看“%(title)s”吗？没答完的会留着，凭查询码 %(code)s 可以再打开。")
OTHER_REGION: Final = N_("您说的是%(region)s，这份查询是按%(before)s的文件看的。要改按%(region)s看吗？您的回答会留着。")
OTHER_DAY: Final = N_("您说的是 %(as_of)s，这份查询是按 %(before)s 看的。要改按 %(as_of)s 看吗？您的回答会留着。")
YES_DELETE: Final = N_("删除")
NO_DELETE: Final = N_("不删")
YES: Final = N_("好，改")
NO: Final = N_("不用，接着来")


def go_on(ex: Exchange) -> None:
    """Say what comes next: exactly one question, or the result."""
    ex.put(asked="")
    if ex.state.confirming and ask_to_confirm(ex):
        return
    if show_change(ex) or go_on_with_topic(ex) or _choosing(ex):
        return
    if ex.case is None and ex.flow is not None and not begin(ex):
        return
    if ex.case is not None:
        _in_the_interview(ex)
    elif ex.state.program:
        offer_own_case(ex, ex.state.program)
    else:
        ask_program(ex)


def _choosing(ex: Exchange) -> bool:
    """What the person wanted to choose anew."""
    asks = {"program": ask_program, "region": ask_region, "day": ask_day}.get(ex.state.choosing)
    if asks is not None:
        asks(ex)
    elif ex.state.regions and ex.case is None and ex.flow is not None:
        ask_region(ex)
    else:
        return False
    return True


def _in_the_interview(ex: Exchange) -> None:
    assert ex.case is not None
    if ask_changed(ex) or ask_back(ex):
        return
    question = ex.case.interview.next_question()
    if question is not None:
        ask(ex, question)
    else:
        show_result(ex)


def ask_to_confirm(ex: Exchange) -> bool:
    """Ask for a yes before something that is not lightly undone; False where it makes no sense any more."""
    told = _confirmation(ex)
    if told is None:
        ex.put(confirming="", argument="")
        return False
    delete = ex.state.confirming == "delete"
    yes, no = (YES_DELETE, NO_DELETE) if delete else (YES, NO)
    ex.parts.append(Ask(told, (Option(ex.tr(yes), "confirm"), Option(ex.tr(no), "leave"))))
    return True


def _confirmation(ex: Exchange) -> str | None:
    kind, argument = ex.state.confirming, ex.state.argument
    if kind == "delete":
        return ex.tr(SURE_TO_DELETE)
    if ex.case is None:
        return None
    if kind == "switch" and argument in ex.flows:
        title = say(ex.flows[argument].title, ex.language)
        return ex.tr(SWITCH, title=title, code=ex.case.shown_code)
    if kind == "rebase_region":
        return ex.tr(OTHER_REGION, region=ex.place(argument), before=ex.place(ex.case.stored.region))
    if kind == "rebase_day":
        day, before = date.fromisoformat(argument), ex.case.stored.as_of
        return ex.tr(OTHER_DAY, as_of=show_date(day, ex.language), before=show_date(before, ex.language))
    return None
