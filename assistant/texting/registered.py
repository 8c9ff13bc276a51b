"""A single message that is one of the registered texts: what providers that send one way take. See ``sms.wording``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from assistant.sms import wording
from assistant.sms.gateway import Gateway, Outcome, Rejected
from assistant.storage.singles.sending import Attempt


@dataclass(frozen=True, slots=True)
class Registered:
    """One of ``wording.MESSAGES`` with the values of its places. In a row its name is the kind, the rest the body."""

    message: str
    params: Mapping[str, str] = field(repr=False)
    language: str

    @property
    def body(self) -> str:
        """What is kept of it until it leaves."""
        return json.dumps({"params": dict(self.params), "language": self.language}, ensure_ascii=False)

    @classmethod
    def of(cls, attempt: Attempt) -> Self | None:
        """The message that an attempt is to send; None where its text leaves as it is. Raises ValueError, KeyError."""
        if attempt.kind not in wording.MESSAGES:
            return None
        kept = json.loads(attempt.body)
        return cls(attempt.kind, kept["params"], kept["language"])

    def text(self) -> str:
        """The whole text as it will read. Raises WordingError."""
        return wording.render(self.message, self.params, self.language)


def leave(gateway: Gateway, attempt: Attempt) -> Outcome:
    """Let an attempt's text leave once: as a registered message, or as it is."""
    try:
        known = Registered.of(attempt)
        if known is not None:
            known.text()
    except (ValueError, KeyError, wording.WordingError):
        # Another version wrote it: nothing has left, and nothing can.
        return Rejected("wording", "permanent")
    if known is None:
        return gateway.say(attempt.body, attempt.to, attempt.reference)
    return gateway.send(known.message, known.params, attempt.to, attempt.reference, known.language)


def text_of(attempt: Attempt) -> str:
    """An attempt's whole text, to count its pieces. Raises WordingError."""
    known = Registered.of(attempt)
    return attempt.body if known is None else known.text()
