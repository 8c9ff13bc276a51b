"""Commands, typed or pressed: back, start over, a person, the pages, what was answered, deleting."""

from collections.abc import Callable
from typing import Final

from assistant.chat.answering import take_back
from assistant.chat.asking import explain_why
from assistant.chat.changing import list_answers
from assistant.chat.exchange import Exchange
from assistant.chat.opening import CALL
from assistant.chat.replies import Lead
from assistant.chat.result import explain_result
from assistant.chat.state import State
from assistant.interview.wording import CHINESE, ENGLISH
from assistant.rules.facts import N_

FIRST: Final = N_("前面没有可以退回的回答了。")
WENT_BACK: Final = N_("退回上一题。")
OVER_AGAIN: Final = N_("好，重新开始。")
OLD_CODE: Final = N_("刚才那份查询还在，查询码 %(code)s。")
HUMAN: Final = N_("人工请打 12333；在外地打，先拨参保地区号。说明情况时，可以把查询码告诉接线员：%(code)s。")
HUMAN_NO_CODE: Final = N_("人工请打 12333；在外地打，先拨参保地区号。")
ON_PAGES: Final = N_("也可以在网页上一题一题地看，是同一份查询。")
ON_PAGES_NEW: Final = N_("也可以在网页上一题一题地看。")
OPEN_PAGES: Final = N_("到网页上接着看")
BY_SMS: Final = N_("也可以发短信接着问：把查询码 %(code)s 发到 %(number)s，就从这里继续。")
BY_SMS_NEW: Final = N_("也可以发短信问，号码是 %(number)s。")
NO_SMS: Final = N_("这里的短信只能发、不能收，所以不能用短信问。可以接着在这里说，也可以打 12333。")
OPEN_SMS: Final = N_("发短信")
NOT_FINISHED: Final = N_("还没有答完，答完就有结果。")
NO_RESULT: Final = N_("还没有开始查，先说说您的情况。")
SURE_TO_DELETE: Final = N_("要删除这段对话和里面填过的回答吗？删了就找不回来。")
HELP: Final = N_(
    "直接用平常的话说您的情况就行，说错了再说一遍就能改。随时可以说：返回、重新开始、为什么、不清楚、看结果、我的回答、"
    "网页、人工、删除。不用写姓名、身份证号、手机号和银行卡号。"
)
LARGER: Final = N_("好，字放大了。")
NO_LARGER: Final = N_("这里的字多大由您的手机决定，请在手机设置里调大。网页上可以换成“长辈版”。")
IN_CHINESE: Final = N_("好，下面用中文。")
IN_ENGLISH: Final = "From here on in English."


def run(ex: Exchange, name: str) -> bool:
    """Carry out a command; False for what is none here (yes and no belong to what was asked)."""
    command = _COMMANDS.get(name)
    if command is None:
        return False
    command(ex)
    return True


def back(ex: Exchange) -> None:
    """Leave what was just begun (a change, a choice), else remove the last answer."""
    state = ex.state
    if state.changes or state.again or state.choosing or state.topic or state.confirming:
        ex.put(changes=state.changes[1:], again="", choosing="", topic="", confirming="")
        ex.say(WENT_BACK)
    elif take_back(ex):
        ex.say(WENT_BACK)
    elif ex.case is None and (state.region or state.flow):
        ex.put(region=None, regions=(), notice=None, basis=False, flow=state.flow if state.region else None)
        ex.say(WENT_BACK)
    else:
        ex.say(FIRST)


def restart(ex: Exchange) -> None:
    """Begin anew; the interview stays under its code."""
    ex.say(OVER_AGAIN)
    if ex.case is not None and ex.case.interview.answers:
        ex.say(OLD_CODE, code=ex.case.shown_code)
    ex.case = None
    ex.state = ex.state.fresh()


def human(ex: Exchange) -> None:
    """Lead to the hotline, with the case code."""
    text = ex.tr(HUMAN_NO_CODE) if ex.case is None else ex.tr(HUMAN, code=ex.case.shown_code)
    ex.parts.append(Lead(text, ex.tr(CALL), "tel:12333"))


def pages(ex: Exchange) -> None:
    """Lead to the page where this interview stands."""
    text = ON_PAGES_NEW if ex.case is None else ON_PAGES
    ex.parts.append(Lead(ex.tr(text), ex.tr(OPEN_PAGES), _page(ex)))


def _page(ex: Exchange) -> str:
    if ex.case is None:
        return f"/check/{ex.state.flow}" if ex.state.flow in ex.flows else "/"
    upcoming = ex.case.interview.next_question()
    return ex.page(f"/q/{upcoming.fact.name}" if upcoming else "/result")


def sms(ex: Exchange) -> None:
    """Lead to text messages, where people can write to us."""
    number = ex.sms_number
    if not number:
        ex.say(NO_SMS)
        return
    text = ex.tr(BY_SMS, code=ex.case.shown_code, number=number) if ex.case else ex.tr(BY_SMS_NEW, number=number)
    ex.parts.append(Lead(text, ex.tr(OPEN_SMS), f"sms:{number}"))


def why(ex: Exchange) -> None:
    """Say why the question is asked; of a result that is shown, what decided it."""
    if ex.case is not None and ex.question is None and ex.case.interview.next_question() is None:
        explain_result(ex, ex.case)
    else:
        explain_why(ex)


def result(ex: Exchange) -> None:
    """Show the result again, or say what is missing for it."""
    if ex.case is None:
        ex.say(NO_RESULT)
    elif ex.case.interview.next_question() is not None:
        ex.say(NOT_FINISHED)
    else:
        ex.put(shown=None)


def delete(ex: Exchange) -> None:
    """Ask before everything is deleted."""
    ex.put(confirming="delete", argument="")


def large_type(ex: Exchange) -> None:
    """The door makes the type larger, where it can."""
    if ex.channel == "web":
        ex.acts.append("large_type")
        ex.say(LARGER)
    else:
        ex.say(NO_LARGER)


def english(ex: Exchange) -> None:
    """Go on in English."""
    _speak(ex, ENGLISH, IN_ENGLISH)


def chinese(ex: Exchange) -> None:
    """Go on in Chinese."""
    _speak(ex, CHINESE, IN_CHINESE)


def _speak(ex: Exchange, language: str, text: str) -> None:
    ex.language = language
    ex.put(language=language)
    ex.acts.append("english" if language == ENGLISH else "chinese")
    ex.say(text)


def delete_all(ex: Exchange) -> None:
    """Delete the interview, those that were left for it, and the conversation."""
    held = ex.case.stored if ex.case is not None else None
    for stored in (held, *map(ex.cases.interviews.load, ex.state.left.values())):
        if stored is not None:
            ex.cases.interviews.delete(stored)
    ex.case = None
    ex.state = State(language=ex.state.language, door=ex.state.door)
    ex.acts.append("deleted")
    ex.say(DELETED)


DELETED: Final = N_("已经删除，这里不再保存您的回答和这段对话。")

_COMMANDS: Final[dict[str, Callable[[Exchange], None]]] = {
    "back": back,
    "restart": restart,
    "human": human,
    "why": why,
    "pages": pages,
    "sms": sms,
    "result": result,
    "answers": list_answers,
    "delete": delete,
    "large_type": large_type,
    "english": english,
    "chinese": chinese,
    "help": lambda ex: ex.say(HELP),
}
