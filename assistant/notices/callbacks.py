"""What gateways call: receipts on our messages, and what people wrote back. Nobody is believed without a signature."""

import logging
from collections.abc import Mapping
from typing import cast

from flask import Blueprint, Flask, Response, abort, request

from assistant.campaigns.sending.receiving import Receiving
from assistant.settings import Settings
from assistant.site.application import engine, gateway, settings
from assistant.site.limits import limiter
from assistant.site.security import csrf
from assistant.sms.gateway import BadSignature, WebRequest

log = logging.getLogger(__name__)
calls = Blueprint("callbacks", __name__, url_prefix="/sms")

_LONGEST = 256 * 1024  # bytes; one call may report on some hundred messages


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the addresses that gateways call.

    They carry a signature and no form token. A provider's burst comes from few addresses: it is not slowed down.
    """
    csrf.exempt(calls)
    limiter.exempt(calls)
    app.register_blueprint(calls)


@calls.post("/<name>/receipts")
def receipts(name: str) -> Response:
    """Take reports on messages; 403 without the gateway's signature, 404 for a gateway that is not ours."""
    return _taken(name, "receipts")


@calls.post("/<name>/replies")
def replies(name: str) -> Response:
    """Take what people wrote back: those who want no more messages get none. What else they write is not kept."""
    return _taken(name, "replies")


def _taken(name: str, what: str) -> Response:
    if name != gateway().name:
        abort(404)
    receiving = Receiving(engine(), settings(), gateway())
    try:
        take = receiving.receipts if what == "receipts" else receiving.replies
        take(_web_request())
    except BadSignature as error:
        log.warning("%s of %s refused: %s", what, name, error)
        abort(403)
    answer = gateway().acknowledgement
    return Response(answer.body, content_type=answer.content_type)


def _web_request() -> WebRequest:
    """The call as the gateway signed it: its address is ours, whatever a proxy or a forger made of the Host header."""
    request.max_content_length = _LONGEST
    body = request.get_data(cache=True)  # before the form, which would use it up
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    url = f"{settings().public_origin}{request.path}{query}"
    return WebRequest(request.method, url, cast(Mapping[str, str], request.headers), request.form, body)
