"""How a message stands, in words."""

from flask_babel import gettext as _

from assistant.campaigns.sending import DeliveryLine
from assistant.campaigns.sending.words import PURPOSES, STATES
from assistant.interview.marks import aside
from assistant.operator.gate import gateway
from assistant.site.preferences import language
from assistant.site.speaking import say
from assistant.sms.errors import meaning

__all__ = ["PURPOSES", "SAID", "meaning_of", "reason"]

# A message's state: in words, and the class that colours its bar.
_LOOKS = {
    "queued": "c4",
    "claimed": "c4",
    "accepted": "c5",
    "delivered": "c1",
    "failed": "c2",
    "unknown": "c3",
    "cancelled": "c4",
    "opted_out": "c6",
}
SAID = {state: (STATES[state], look) for state, look in _LOOKS.items()}


def reason(line: DeliveryLine) -> str:
    """Return why a message did not arrive, in words, with the provider's code."""
    if line.missing:
        return str(_("网关说没有收到这一条"))
    return meaning_of(line.error_code) + aside(line.error_code, language()) if line.error_code else ""


def meaning_of(code: str) -> str:
    """Return what a provider's code means, and what to do."""
    return say(meaning(gateway().name, code, receipt=True).text)
