"""The gateway of the running application, made when it is first wanted: providers' SDKs are slow to load."""

from typing import cast

from flask import current_app

from assistant.site.application import engine, settings
from assistant.sms import configured
from assistant.sms.gateway import Gateway

_GATEWAY = "assistant.operator.gateway"


def gateway() -> Gateway:
    """Return the gateway that the settings name."""
    if _GATEWAY not in current_app.extensions:
        current_app.extensions[_GATEWAY] = configured.gateway(settings(), engine())
    return cast(Gateway, current_app.extensions[_GATEWAY])


def origin() -> str:
    """Return where firms open their page: as it stands in messages."""
    return settings().public_origin or f"http://{settings().host}:{settings().port}"
