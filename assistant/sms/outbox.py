"""The development gateway: texts go into a table and on a page, and count as delivered at once."""

import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Final

from assistant.sms import wording
from assistant.sms.gateway import (
    Accepted,
    Acknowledgement,
    BadSignature,
    Capabilities,
    Finding,
    Found,
    Missing,
    Outcome,
    Receipt,
    Reply,
    WebRequest,
)
from assistant.storage import Engine
from assistant.storage.outbox_page import Outbox

NAME: Final = "outbox"


class OutboxGateway:
    """Messages that reach nobody. Nothing calls back; what became of one is asked with ``find``."""

    name = NAME
    acknowledgement = Acknowledgement("", "text/plain")

    def __init__(self, engine: Engine, *, two_way: bool = True) -> None:
        """``two_way``: whether one may write back, on the page that shows what was sent."""
        self._outbox = Outbox(engine)
        self.capabilities = Capabilities(links=True, two_way=two_way)

    def send(self, message: str, params: Mapping[str, str], to: str, reference: str, language: str) -> Outcome:
        """Keep the text. Raises WordingError."""
        provider_id = f"OB{uuid.uuid4().hex}"
        self._outbox.put(to, wording.render(message, params, language), reference, provider_id)
        return Accepted(provider_id)

    def say(self, text: str, to: str, reference: str) -> Outcome:
        """Keep the text."""
        provider_id = f"OB{uuid.uuid4().hex}"
        self._outbox.put(to, text, reference, provider_id)
        return Accepted(provider_id)

    def find(
        self,
        to: str,
        since: datetime,
        reference: str,
        *,
        ours: Callable[[str], bool] | None = None,
        others: Collection[str] = (),
    ) -> Finding:
        """Return the text put under the reference, delivered."""
        kept = self._outbox.of_reference(reference)
        return Missing() if kept is None else Found(kept.provider_id, "delivered")

    def receipts(self, request: WebRequest) -> list[Receipt]:
        """Nothing calls back. Raises BadSignature."""
        raise BadSignature("the outbox sends no receipts")

    def replies(self, request: WebRequest) -> list[Reply]:
        """Nobody calls: what is written back comes from the page. Raises BadSignature."""
        raise BadSignature("the outbox brings no replies")
