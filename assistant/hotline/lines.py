"""A call as it stands in a list: what tells it from the others, and nothing of the caller beyond that."""

from dataclasses import dataclass
from datetime import datetime

from assistant.campaigns.firm_page.masking import mask_phone
from assistant.hotline.content import Content
from assistant.hotline.framing import CALLERS
from assistant.rules.texts import Text
from assistant.site.application import flows
from assistant.storage.hotline.calls import Call


@dataclass(frozen=True, slots=True)
class Line:
    """``caller``: a msgid; ``about``: its flow's title (empty: not said yet); ``phone``: masked (empty: none given)."""

    number: int
    state: str
    caller: str
    about: Text | str
    since: datetime
    phone: str


def line_of(call: Call) -> Line:
    """Return the call as its lists show it."""
    flow = flows().get(call.flow or "")
    phone = Content.from_json(call.content).number
    about = flow.title if flow else ""
    return Line(call.id, call.state, CALLERS[call.caller], about, call.began_at, mask_phone(phone) if phone else "")
