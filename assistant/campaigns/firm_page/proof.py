"""Showing to be the firm: the last six of its 统一社会信用代码, then a code sent to the number that the bureau has.

The credit code is public; it keeps a misdirected message from setting off another. The telephone is the proof. Each of
the two is asked alone, so that "wrong" never has to say which part was.
"""

import hmac
import logging
import unicodedata
from typing import Literal

from assistant.sms.gateway import Accepted, Gateway, Rejected
from assistant.storage.firm_page.links import FirmPages, Visit
from assistant.storage.firm_page.one_time_codes import OneTimeCodes, TooMany, TooSoon
from assistant.storage.firms import Firm

LAST, WHOLE = 6, 18
# sent; wrong; no_phone: none on file; too_soon and too_many: this number; busy: all numbers together;
# not_sent: certainly not; opted_out: the number takes no messages; maybe_sent: the provider gave no clear answer
Outcome = Literal[
    "sent", "wrong", "no_phone", "too_soon", "too_many", "busy", "not_sent", "opted_out", "maybe_sent"
]  # fmt: skip
SENT: tuple[Outcome, ...] = ("sent", "maybe_sent")

_log = logging.getLogger(__name__)


class Proof:
    """The proof of being a firm, for the visits of one installation."""

    def __init__(self, pages: FirmPages, codes: OneTimeCodes, gateway: Gateway) -> None:
        """Keep what is needed; nothing is read or sent yet."""
        self._pages = pages
        self._codes = codes
        self._gateway = gateway

    def begin(self, visit: Visit, firm: Firm, signature: str, typed: str, language: str) -> Outcome:
        """Check the last six that were typed, and send a code if they are right."""
        if not self._pages.take_try(visit):
            return "wrong"
        if not hmac.compare_digest(last_six(typed).encode(), last_six(firm.credit_code).encode()):
            return "wrong"
        self._pages.give_back(visit)
        return self._send(visit, firm, signature, language)

    def again(self, visit: Visit, firm: Firm, signature: str, language: str) -> Outcome:
        """Send another code to a visit that was sent one before; the one before is dead."""
        if not self.under_way(visit):
            return "wrong"
        return self._send(visit, firm, signature, language)

    def under_way(self, visit: Visit) -> bool:
        """Return whether the last six were right, so that a code was sent."""
        return self._codes.drawn_for(visit.id)

    def finish(self, visit: Visit, firm: Firm, typed: str) -> str | None:
        """Return the token of a visit that is proved; None when the code is wrong, used, dead or not for this visit."""
        if firm.phone is None or not self._pages.take_try(visit):
            return None
        if not self._codes.use(visit.id, firm.phone, typed):
            return None
        self._pages.give_back(visit)
        return self._pages.proved(visit)

    def _send(self, visit: Visit, firm: Firm, signature: str, language: str) -> Outcome:
        if firm.phone is None:
            return "no_phone"
        try:
            drawn = self._codes.draw(visit.id, firm.phone)
        except TooSoon:
            return "too_soon"
        except TooMany as error:
            return "too_many" if str(error) == "phone" else "busy"
        params = {"signature": signature, "code": drawn.code}
        # Outside of any transaction: a provider may take its time.
        answer = self._gateway.send("proof_code", params, firm.phone, drawn.reference, language)
        if isinstance(answer, Accepted):
            return "sent"
        if not isinstance(answer, Rejected):
            return "maybe_sent"
        _log.warning(
            "a proof code was not sent: %s refused it with %s (%s)", self._gateway.name, answer.code, answer.kind
        )
        self._codes.withdraw(drawn)
        return "opted_out" if answer.kind == "opted_out" else "not_sent"


def last_six(typed: str) -> str:
    """Return the last six of a credit code as they were typed; who types the whole code means them too."""
    plain = "".join(unicodedata.normalize("NFKC", typed[: 4 * WHOLE]).upper().split())
    return plain[-LAST:] if len(plain) == WHOLE else plain
