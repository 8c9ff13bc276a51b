"""No gateway: every message is refused, and its campaign pauses until there is one."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Final

from assistant.sms.errors import meaning
from assistant.sms.gateway import (
    Acknowledgement,
    BadSignature,
    Capabilities,
    Finding,
    Missing,
    Outcome,
    Receipt,
    Rejected,
    Reply,
    WebRequest,
)

NAME: Final = "none"


class NoGateway:
    """What an installation sends with that has set no gateway: nothing."""

    name = NAME
    acknowledgement = Acknowledgement("", "text/plain")
    capabilities = Capabilities(links=True, two_way=False, registered=frozenset())

    def send(self, message: str, params: Mapping[str, str], to: str, reference: str, language: str) -> Outcome:
        """Refuse."""
        return Rejected("no_gateway", meaning(NAME, "no_gateway").kind)

    def say(self, text: str, to: str, reference: str) -> Outcome:
        """Refuse."""
        return Rejected("no_gateway", meaning(NAME, "no_gateway").kind)

    def find(
        self,
        to: str,
        since: datetime,
        reference: str,
        *,
        ours: Callable[[str], bool] | None = None,
        others: Collection[str] = (),
    ) -> Finding:
        """Nothing was ever taken."""
        return Missing()

    def receipts(self, request: WebRequest) -> list[Receipt]:
        """Nothing calls back. Raises BadSignature."""
        raise BadSignature("there is no gateway")

    def replies(self, request: WebRequest) -> list[Reply]:
        """Nobody writes back. Raises BadSignature."""
        raise BadSignature("there is no gateway")
