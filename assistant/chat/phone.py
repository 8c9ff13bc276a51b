"""``/outbox/reply``: in development one writes back as the telephone that the outbox page shows. Nowhere else."""

import re
import uuid

from flask import Blueprint, Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.chat.sms import hear
from assistant.settings import Settings
from assistant.site.application import settings as current_settings
from assistant.sms.gateway import Reply
from assistant.sms.words import asks_to_return, asks_to_stop

pages = Blueprint("phone", __name__)
_NUMBER = re.compile(r"\+?[0-9]{5,15}")
_LONGEST = 1600


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the address where the outbox shows what would be sent, and texts go both ways."""
    if settings.environment == "development" and settings.gateway == "outbox" and settings.two_way:
        app.register_blueprint(pages)


@pages.post("/outbox/reply")
def reply() -> ResponseReturnValue:
    """Take a text as if the gateway had brought it, and lead back to what its telephone shows."""
    number, text = request.form.get("number", "").strip(), request.form.get("text", "")[:_LONGEST]
    if not _NUMBER.fullmatch(number):
        abort(400)
    sent = f"IN{uuid.uuid4().hex}"
    stop, back = asks_to_stop(text), asks_to_return(text)
    hear(Reply(number, text, stop, provider_id=sent, to=current_settings().chat_number, returned=back))
    return redirect(url_for("outbox.outbox", to=number), 303)
