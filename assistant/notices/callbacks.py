"""What gateways report on our messages. What people write back comes in by the chat."""

from flask import Blueprint, Flask, Response

from assistant.campaigns.sending.receiving import Receiving
from assistant.settings import Settings
from assistant.site.application import engine, gateway, settings
from assistant.site.calls import answered
from assistant.site.limits import limiter
from assistant.site.security import csrf

calls = Blueprint("callbacks", __name__, url_prefix="/sms")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the address that gateways call.

    It carries a signature and no form token. A provider's burst comes from few addresses: it is not slowed down.
    """
    csrf.exempt(calls)
    limiter.exempt(calls)
    app.register_blueprint(calls)


@calls.post("/<name>/receipts")
def receipts(name: str) -> Response:
    """Take reports on messages of campaigns and on single ones."""
    return answered(name, "receipts", Receiving(engine(), settings(), gateway()).receipts)
