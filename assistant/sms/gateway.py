"""What every gateway for text messages can do, and what it may answer.

The answers are three and no more. ``Accepted``: the provider took the message and named it. ``Rejected``: it is certain that
nothing was taken. ``Ambiguous``: it may have been. Only a ``Rejected`` message may ever be sent again without a person's choice.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

ErrorKind = Literal[
    "permanent",  # this number or text will never be taken
    "stop",  # no message will be taken until somebody mends the set-up: the campaign stops
    "pause",  # nothing more should be sent for now (quota, balance, filter): the campaign pauses for a person to look
    "retry",  # try again after a while, as often as the campaign allows
    "late_retry",  # the telephone was off or out of reach: one more try, hours later
    "opted_out",  # the number wants no messages: never again, in no campaign
]
Status = Literal["accepted", "delivered", "failed"]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a gateway allows. Lengths are UTF-16 units of the whole text, signature included."""

    links: bool  # False: only the constant, registered page, never an address of its own for each firm
    two_way: bool  # people may write to us, and be answered in free text: the text-message chat
    first_segment: int = 70  # a text in one piece
    further_segments: int = 67  # each piece of a longer one
    longest: int = 500
    gsm7: bool = False  # texts in the GSM 03.38 alphabet alone count 160/153
    registered: frozenset[tuple[str, str]] | None = None  # (message, language) that may be sent; None: each

    def takes(self, message: str, language: str) -> bool:
        """Whether one of ``wording.MESSAGES`` may be sent in a language."""
        return self.registered is None or (message, language) in self.registered


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took the message and will answer for it under ``provider_id``."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The message was certainly not taken. ``code`` is the provider's, else ours; ``retry_after`` is in seconds."""

    code: str
    kind: ErrorKind
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The message may have been taken: it is reconciled, and never sent again by itself. ``reason`` is a short code."""

    reason: str


Outcome = Accepted | Rejected | Ambiguous


@dataclass(frozen=True, slots=True)
class Found:
    """The provider has the message; ``code`` and ``kind`` say why it failed, if it did."""

    provider_id: str
    status: Status
    code: str | None = None
    kind: ErrorKind | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """The provider does not have the message now. It may still come in late: this alone is no leave to send again."""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The provider could not be asked, or what it has may or may not be this message."""

    reason: str


Finding = Found | Missing | CannotTell


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a provider reports on one message. ``reference`` is ours, if it came back."""

    provider_id: str
    status: Status
    code: str | None = None
    kind: ErrorKind | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody wrote to us. ``from_`` is E.164, ``to`` is our number.

    ``opted_out``: wants no messages, by these words or by what the provider says; ``returned``: wants them again.
    ``handled``: the provider itself answered these words, so that we say nothing.
    """

    from_: str = field(repr=False)
    text: str = field(repr=False)
    opted_out: bool
    provider_id: str = ""
    to: str = ""
    returned: bool = False
    handled: bool = False


@dataclass(frozen=True, slots=True)
class WebRequest:
    """A provider's call. ``url`` is PUBLIC_ORIGIN with path and query, never built from the Host header."""

    method: str
    url: str
    headers: Mapping[str, str]  # found without regard to case, as Flask's are
    form: Mapping[str, str]  # Flask's MultiDict, so that a field given twice counts in the signature
    body: bytes


class BadSignature(Exception):
    """The call is not from the provider, or was changed on the way, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a provider wants to be answered, so that it does not call again."""

    body: str
    content_type: str


class Gateway(Protocol):
    """A provider of text messages. Every method may be called from several threads at once."""

    @property
    def name(self) -> str:
        """The word in SMS_GATEWAY and in the callback addresses."""

    @property
    def capabilities(self) -> Capabilities:
        """What may be sent."""

    @property
    def acknowledgement(self) -> Acknowledgement:
        """The answer to its calls."""

    def send(self, message: str, params: Mapping[str, str], to: str, reference: str, language: str) -> Outcome:
        """Send one of ``wording.MESSAGES`` to an E.164 number, once. Raises WordingError on wrong parameters only."""

    def say(self, text: str, to: str, reference: str) -> Outcome:
        """Send a text as it is to an E.164 number, once: an answer to somebody who wrote. Only where ``two_way``."""

    def find(
        self,
        to: str,
        since: datetime,
        reference: str,
        *,
        ours: Callable[[str], bool] | None = None,
        others: Collection[str] = (),
    ) -> Finding:
        """Ask what became of an ambiguous attempt that began at ``since``.

        A provider that keeps no reference of ours (Twilio) is asked for what was sent to the number. ``ours`` then says
        whether a text is that message (``wording.fits``), ``others`` are provider ids known to be of other messages.
        Without ``ours`` such a provider's finding is never ``Found``.
        """

    def receipts(self, request: WebRequest) -> list[Receipt]:
        """Return what a status callback reports. Raises BadSignature."""

    def replies(self, request: WebRequest) -> list[Reply]:
        """Return what people wrote back. Raises BadSignature."""
