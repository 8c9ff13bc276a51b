"""``/sms/<gateway>/replies``: what people write to us. Who wants no more messages gets none; the others get an answer."""

from flask import Blueprint, Flask, Response

from assistant.campaigns.sending.receiving import Receiving
from assistant.chat.assistant import Assistant
from assistant.chat.dialogue import Dialogue
from assistant.chat.sms_chat import CHANNEL, SmsChat
from assistant.interview.flows import today
from assistant.settings import Settings
from assistant.site.application import cases, engine, gateway, settings, sms_chat_available, sms_chat_number
from assistant.site.calls import answered
from assistant.site.limits import limiter
from assistant.site.security import csrf
from assistant.sms.gateway import Reply, WebRequest
from assistant.storage.turns import Limits, Turns

calls = Blueprint("sms_chat", __name__, url_prefix="/sms")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the address that gateways call.

    It carries a signature and no form token. All texts come from the provider's few addresses: limits are per number.
    """
    csrf.exempt(calls)
    limiter.exempt(calls)
    app.register_blueprint(calls)


@calls.post("/<name>/replies")
def replies(name: str) -> Response:
    """Take what people wrote."""
    return answered(name, "replies", _take)


def _take(request: WebRequest) -> None:
    for reply in gateway().replies(request):
        hear(reply)


def hear(reply: Reply) -> None:
    """Take one text: opt-outs are kept with every gateway, answers are given where texts go both ways."""
    if Receiving(engine(), settings(), gateway()).wants_no_more(reply):
        return
    if sms_chat_available() and not reply.handled:
        chat().hear(reply)


def chat() -> SmsChat:
    """Return the running application's chat by text message."""
    given = settings()
    links = gateway().capabilities.links
    return SmsChat(
        Turns(engine(), given.secret_key, given.sms_chat_for),
        Dialogue(Assistant(cases("sms"), today, sms_chat_number()), CHANNEL, given.public_origin if links else ""),
        gateway(),
        Limits(given.sms_chat_per_hour, given.sms_chat_per_day, given.sms_chat_in_total),
    )
