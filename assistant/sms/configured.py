"""The gateway that an installation's settings name. The SDKs are loaded only for those who use them: they are slow to load."""

from assistant.settings import Settings
from assistant.sms import wording
from assistant.sms.gateway import Gateway
from assistant.sms.none import NoGateway
from assistant.sms.outbox import OutboxGateway
from assistant.storage import Engine


def gateway(settings: Settings, engine: Engine) -> Gateway:
    """Return the gateway, ready to send. Raises WordingError on a faulty text, SettingsError on faulty settings."""
    wording.check()
    match settings.gateway:
        case "twilio":
            from assistant.sms.twilio import TwilioGateway

            return TwilioGateway(settings)
        case "tencent":
            from assistant.sms.tencent import TencentGateway

            return TencentGateway(settings)
        case "outbox":
            return OutboxGateway(engine, two_way=settings.two_way)
    return NoGateway()
