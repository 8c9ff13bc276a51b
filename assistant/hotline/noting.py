"""What staff write down of a call, before it is stored: numbers of persons, and the case code, do not stay in it."""

import re

from assistant.site.fields import tidy_lines
from assistant.storage.case_codes import LENGTH
from assistant.understanding.masking import MASK, mask


def masked(typed: str | None, code: str | None = None) -> tuple[str, int]:
    """Return ``typed`` without numbers of IDs, cards, accounts and telephones, nor the ``code``; and how many there were."""
    text = (tidy_lines(typed) or "").strip()
    hidden, _any = mask(_without(text, code))
    return hidden, hidden.count(MASK) - text.count(MASK)


def _without(text: str, code: str | None) -> str:
    # A call keeps no case code when it has ended (storage.hotline.calls): nor do notes in which it was written.
    if code is None or len(code) != LENGTH:
        return text
    return re.sub(r"[\s-]{0,3}".join(code), MASK, text, flags=re.IGNORECASE)
