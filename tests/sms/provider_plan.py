"""What the hostile provider does with each request and each receipt: drawn by a seed, so that a failure can be run again."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

# What may happen to a request to send. "accepted" says whether the message is taken, whatever the answer looks like.
ANSWERS = {
    "accept": "taken, 201",
    "too_many": "429, nothing taken",
    "too_many_retry_after": "429 with Retry-After: 1, nothing taken",
    "html_500": "500 with an HTML page, nothing taken",
    "html_503": "503 with an HTML page, nothing taken",
    "accept_html_500": "taken, and then 500 with an HTML page",
    "hang": "taken, and then no answer",
    "hang_refused": "nothing taken, and no answer",
    "reset": "taken, and then the connection is reset",
    "reset_refused": "nothing taken, and the connection is reset",
    "late": "the connection is reset, and the message is taken some time later",
    "garbage": "taken, 201 with a body that is no JSON",
    "invalid_number": "refused for good",
    "opted_out": "refused, the number has opted out",
    "unauthorised": "refused, the credentials are wrong",
}


@dataclass(frozen=True)
class Receipts:
    """How status callbacks are sent. Shares are between 0 and 1; a message's two callbacks are ``sent`` and its end."""

    delay: float = 0.0  # seconds; each waits up to so long
    lost: float = 0.0
    duplicated: float = 0.0
    reordered: float = 0.0  # the end first, ``sent`` afterwards
    forged: float = 0.0  # beside the true ones: says "failed", with a signature made by another key
    unsigned: float = 0.0  # beside the true ones: says "failed", without signature
    undelivered: float = 0.0  # the end is "undelivered", for 30003
    filtered: float = 0.0  # the end is "undelivered", for 30007


@dataclass(frozen=True)
class Plan:
    """Weights of ``ANSWERS``, the provider's own limit, and the receipts."""

    answers: Mapping[str, float] = field(default_factory=lambda: {"accept": 1.0})
    seed: int = 0
    per_second: int | None = None  # beyond: 429
    answer_seconds: float = 0.0  # before every answer, as a provider far away takes
    hang_seconds: float = 60.0
    late_seconds: float = 1.0
    list_fails: float = 0.0  # share of listings answered by 503
    receipts: Receipts = field(default_factory=Receipts)

    def __post_init__(self) -> None:
        """Refuse a misspelt answer: it would never happen."""
        unknown = set(self.answers) - set(ANSWERS)
        if unknown:
            raise ValueError(f"no such answer: {sorted(unknown)}; there are {sorted(ANSWERS)}")

    def answer(self, number: int) -> str:
        """What happens to the request of that number."""
        drawn = random.Random(f"{self.seed}/answer/{number}")
        return drawn.choices(list(self.answers), list(self.answers.values()))[0]

    def draws(self, what: str, key: object) -> random.Random:
        """Chance for anything else, the same for the same key."""
        return random.Random(f"{self.seed}/{what}/{key}")


def parse_shares(text: str) -> dict[str, float]:
    """``accept=90,hang=1`` as a mapping."""
    pairs = (part.split("=", 1) for part in text.split(",") if part)
    return {name.strip(): float(value) for name, value in pairs}


def parse_receipts(text: str) -> Receipts:
    """``delay=2,duplicated=0.1`` as receipts. Raises ValueError on an unknown name."""
    given = parse_shares(text)
    unknown = set(given) - {f.name for f in fields(Receipts)}
    if unknown:
        raise ValueError(f"no such way of receipts: {sorted(unknown)}")
    return Receipts(**given)
