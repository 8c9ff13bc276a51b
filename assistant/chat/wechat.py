"""``/wechat``: the conversation in a 公众号, by passive replies: the answer to WeChat's call is the answer to the person.

WeChat waits five seconds and calls up to three times with the same MsgId. What a message led to is stored together with its
answer; a repeated call is given the same one and does nothing else.
"""

import hashlib
import logging
from typing import Any, Final

from flask import Blueprint, Flask, Response, abort, request

from assistant.chat.assistant import Assistant, spoken
from assistant.chat.dialogue import Dialogue, kept, too_many
from assistant.chat.wechat_envelope import Account, BadCall
from assistant.interview.flows import today
from assistant.interview.wording import CHINESE, translate
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import cases, engine, settings, sms_chat_number
from assistant.site.limits import limiter
from assistant.site.security import csrf
from assistant.storage.conversations import key_of
from assistant.storage.turns import Heard, Limits, Repeated, TooMany, Turns

log = logging.getLogger(__name__)
calls = Blueprint("wechat", __name__)

CHANNEL: Final = "wechat"
ROOM: Final = 600  # UTF-16 units; WeChat takes 2,048 bytes, and a Chinese character is three
LONGEST: Final = 64 * 1024  # bytes of a call
ONLY_WORDS: Final = N_("我只看得懂文字和普通话语音。请用一句话说说您的情况。")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the address that WeChat calls. Calls are signed and carry no form token; WeChat's hosts are few."""
    csrf.exempt(calls)
    limiter.exempt(calls)
    app.register_blueprint(calls)


@calls.before_request
def only_with_an_account() -> None:
    """Where no account is set up there is no such address."""
    if not settings().wechat_token:
        abort(404)


@calls.get("/wechat")
def check() -> Response:
    """Show WeChat, when the account is set up there, that the token is known here."""
    try:
        Account.of(settings()).verify(request.args)
    except BadCall as bad:
        return _refused(bad)
    return Response(request.args.get("echostr", "")[:200], content_type="text/plain; charset=utf-8")


@calls.post("/wechat")
def hear() -> Response:
    """Take one message, and answer it."""
    request.max_content_length = LONGEST
    account = Account.of(settings())
    try:
        message = account.open(request.args, request.get_data())
    except BadCall as bad:
        return _refused(bad)
    answer = account.answer(message, _answer(message))
    return Response(answer, content_type="application/xml; charset=utf-8")


def _refused(bad: BadCall) -> Response:
    log.warning("call of wechat refused: %s", bad)
    abort(403)


def _answer(message: Any) -> str:
    """The text that answers a message; empty for none."""
    given = settings()
    turns = Turns(engine(), given.secret_key, given.keep_for)
    key = key_of(CHANNEL, given.wechat_app_id, message.source)
    if message.type == "event":
        if message.event == "unsubscribe":
            turns.conversations.delete_all(key)
            return ""
        if not message.event.startswith("subscribe"):
            return ""
    heard = Heard(CHANNEL, _name(message), f"{given.wechat_app_id}:{message.source}")
    with turns.in_turn(heard):
        if turns.seen(heard):
            return turns.reply_to(heard) or ""
        return _turn(turns, heard, key, _words(message))


def _turn(turns: Turns, heard: Heard, key: str, words: str | None) -> str:
    """One turn, stored together with its answer."""
    given = settings()
    dialogue = Dialogue(Assistant(cases("wechat"), today, sms_chat_number()), CHANNEL, given.public_origin)
    limits = Limits(given.sms_chat_per_hour, given.sms_chat_per_day, given.sms_chat_in_total)
    talk = turns.conversations.open(key)
    language = talk.content.get("language", CHINESE) if talk else CHINESE
    try:
        turns.check(heard, limits)
        if words is None:
            text = translate(ONLY_WORDS, language)
            turns.keep(heard, reply=text, limits=limits)
            return text
        answer = dialogue.answer(talk.content if talk else None, words, ROOM)
        turns.keep(heard, saved=kept(key, CHANNEL, talk, answer), reply=answer.text, limits=limits)
    except Repeated:
        return turns.reply_to(heard) or ""
    except TooMany as found:
        told = too_many(found.hours, spoken(words or "", language))
        return _say_once(turns, heard, told, limits) if found.first else ""
    return answer.text


def _say_once(turns: Turns, heard: Heard, text: str, limits: Limits) -> str:
    try:
        turns.keep(heard, reply=text, limits=limits, result="limited")
    except (TooMany, Repeated):
        return ""
    return text


def _words(message: Any) -> str | None:
    """What was written, or said as WeChat heard it; empty for one that just came; None for what is neither."""
    if message.type == "event":
        return ""
    if message.type == "text":
        return str(message.content or "")
    return (message.recognition or None) if message.type == "voice" else None


def _name(message: Any) -> str:
    """What tells a message from another: its id; an event has none but its moment."""
    if message.type != "event":
        return str(message.id)[:64]
    moment = f"{message.source}:{message.event}:{message.time}"
    return hashlib.sha256(moment.encode()).hexdigest()
