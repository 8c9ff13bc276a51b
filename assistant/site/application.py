"""What every other page module builds on: Flask's configuration, the settings and the stored interviews."""

from collections.abc import Mapping
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, current_app
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from assistant import storage
from assistant.interview.cases import Cases
from assistant.interview.counting import Channel
from assistant.interview.flows import Flow, shipped_flows
from assistant.policies import Policies, held_policies
from assistant.settings import Settings
from assistant.sms import configured
from assistant.sms.gateway import Gateway
from assistant.storage import Engine
from assistant.storage.conversations import Conversations
from assistant.storage.interviews import Interviews

_SETTINGS = "assistant.settings"
_INTERVIEWS = "assistant.interviews"
_POLICIES = "assistant.policies"
_FLOWS = "assistant.flows"
_ENGINE = "assistant.engine"
_GATEWAY = "assistant.gateway"


_LARGEST_ROW = 2**63 - 1


class RowNumber(IntegerConverter):
    """``<int:…>`` in addresses: numbers that a row can have. A larger one is not found, rather than a database's error."""

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int = _LARGEST_ROW) -> None:
        """Take werkzeug's options."""
        super().__init__(map, fixed_digits, min, max)


def row_number(text: str) -> int:
    """Return the number of a row that stands in a query. Raises ValueError for what no row can have."""
    number = int(text)
    if not 0 <= number <= _LARGEST_ROW:
        raise ValueError(text[:20])
    return number


def init_app(app: Flask, settings: Settings) -> None:
    """Configure Flask, load notices and flows, prepare the database; keep them within reach of the views.

    Raises ``PolicyError`` for a faulty notice or flow and ``WordingError`` for a faulty text message, so that it stops
    the start and never meets a visitor.
    """
    app.config.from_mapping(_configuration(settings))
    app.url_map.converters["int"] = RowNumber
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    if settings.proxy_count:
        count = settings.proxy_count
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    app.extensions[_POLICIES] = held_policies(settings.policies_dir)
    app.extensions[_FLOWS] = shipped_flows()
    engine = storage.prepare(settings.database_url, migrate=settings.environment == "development")
    app.extensions[_SETTINGS] = settings
    app.extensions[_ENGINE] = engine
    app.extensions[_GATEWAY] = configured.gateway(settings, engine)
    app.extensions[_INTERVIEWS] = Interviews(engine, settings.secret_key, settings.keep_for)


def settings() -> Settings:
    """Return the running application's settings."""
    return cast(Settings, current_app.extensions[_SETTINGS])


def engine() -> Engine:
    """Return the running application's database, to hand to the classes of ``storage``."""
    return cast(Engine, current_app.extensions[_ENGINE])


def gateway() -> Gateway:
    """Return the gateway that text messages leave by; safe to use from several threads."""
    return cast(Gateway, current_app.extensions[_GATEWAY])


def sms_chat_available() -> bool:
    """Return whether people can write text messages to us and are answered, so that pages may speak of it."""
    return gateway().capabilities.two_way


def sms_chat_number() -> str:
    """Return the number that people write to; empty where texts go one way only."""
    return settings().chat_number if sms_chat_available() else ""


def interviews() -> Interviews:
    """Return the running application's stored interviews."""
    return cast(Interviews, current_app.extensions[_INTERVIEWS])


def cases(channel: Channel) -> Cases:
    """Return the running application's interviews with their flows and plans, as one door holds them."""
    return Cases(interviews(), policies(), flows(), channel)


def conversations() -> Conversations:
    """Return what is stored of the chat's conversations; they are kept as long as interviews."""
    return Conversations(engine(), settings().secret_key, settings().keep_for)


def policies() -> Policies:
    """Return the notices that the running application holds."""
    return cast(Policies, current_app.extensions[_POLICIES])


def flows() -> Mapping[str, Flow]:
    """Return the flows that the running application offers, by id."""
    return cast(Mapping[str, Flow], current_app.extensions[_FLOWS])


def _configuration(settings: Settings) -> dict[str, object]:
    host = urlsplit(settings.public_origin).hostname
    return {
        "SECRET_KEY": settings.secret_key,
        # Any other Host header is refused: a forged one would end up in links and in CSRF's origin check.
        "TRUSTED_HOSTS": [host, "localhost", "127.0.0.1"] if host else None,
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "MAX_FORM_PARTS": 1000,
        # Browsers take the __Host- prefix only with Secure, over https.
        "SESSION_COOKIE_NAME": "__Host-session" if settings.https else "session",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        # A page may lie open over lunch: its form stays valid for as long as the visit.
        "WTF_CSRF_TIME_LIMIT": None,
    }
