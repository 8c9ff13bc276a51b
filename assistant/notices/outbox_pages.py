"""``/outbox``: what the development gateway was given, as a telephone would show it, to go on as the firm. Never elsewhere."""

import re
from urllib.parse import urlsplit

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue

from assistant.settings import Settings
from assistant.site.application import engine, sms_chat_available
from assistant.site.application import settings as current_settings
from assistant.site.security import no_store
from assistant.storage.outbox_page import Outbox, Shown

pages = Blueprint("outbox", __name__)
MOST = 50
_LINK = re.compile(r"(https?://[A-Za-z0-9.:/_-]+)")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the page where nothing is really sent; elsewhere there is no such address."""
    if settings.environment == "development" and settings.gateway == "outbox":
        app.register_blueprint(pages)


@pages.get("/outbox")
@no_store
def outbox() -> ResponseReturnValue:
    """List the latest messages, of one number if it is asked for."""
    to = "".join(filter(str.isprintable, request.args.get("to", ""))) or None
    return render_template(
        "firm/outbox.html",
        messages=[(m, _parts(m)) for m in Outbox(engine()).latest(MOST, to)],
        to=to,
        writes_back=sms_chat_available(),
        chat_number=current_settings().chat_number,
    )


def _parts(message: Shown) -> list[tuple[str, str]]:
    """(text, address or "") of the message's parts. Its links lead to this host, at whichever address it is visited."""
    return [(part, urlsplit(part).path if _LINK.fullmatch(part) else "") for part in _LINK.split(message.body)]
