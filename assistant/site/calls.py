"""What gateways of text messages call. Nobody is believed without a signature."""

import logging
from collections.abc import Callable, Mapping
from typing import cast

from flask import Response, abort, request

from assistant.site.application import gateway, settings
from assistant.sms.gateway import BadSignature, WebRequest

log = logging.getLogger(__name__)

_LONGEST = 256 * 1024  # bytes; one call may report on some hundred messages


def answered(name: str, what: str, take: Callable[[WebRequest], None]) -> Response:
    """Let ``take`` have the call, and acknowledge it; 403 without the gateway's signature, 404 for a gateway not ours."""
    if name != gateway().name:
        abort(404)
    try:
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
