"""Campaigns with made-up firms, ready to be approved, and a clock that tests move."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from assistant.campaigns.terms import Terms
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.firms import Firms

SECRET = "only-for-tests-" * 3
NOON = datetime(2024, 9, 2, 4, tzinfo=UTC)  # in Beijing; a Monday
SUBMITTER, APPROVER = 1, 2


class Clock:
    """A clock that tests move."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        """Let time go by."""
        self.now += timedelta(**time)


def settings_for(engine: Engine, **more: Any) -> Settings:
    """Settings of an installation on this database."""
    given = {"secret_key": SECRET, "public_origin": "http://127.0.0.1:8000", **more}
    return Settings(database_url=engine.url.render_as_string(hide_password=False), **given)


def terms(**more: Any) -> Terms:
    """An operator's settings: by day, ten a second, until the end of the year."""
    given: dict[str, Any] = {"signature": "南昌人社", "office": "南昌市人社局", "reply_until": date(2024, 12, 31)}
    return Terms(**given | more)


def phone(number: int) -> str:
    """The E.164 number of a firm."""
    return f"+86138{number:08d}"


def submitted(engine: Engine, firms: int = 3, wanted: Terms | None = None, track: str = "automatic") -> Campaign:
    """A submitted campaign of so many firms, each with a number of its own."""
    campaigns = Campaigns(engine)
    made = campaigns.create(
        title="2024年稳岗返还", region="360000", program="stabilization_refund", notice="jiangxi-2024",
        as_of=date(2024, 8, 15), settings=(wanted or terms()).stored(), created_by=SUBMITTER, created_at=NOON,
        submitted_by=SUBMITTER, submitted_at=NOON, state="submitted",
    )  # fmt: skip
    add_firms(engine, made, range(1, firms + 1), track)
    return made


def add_firms(engine: Engine, campaign: Campaign, numbers: range, track: str = "automatic") -> None:
    """Add firms to a campaign; a firm's number decides its name, code and telephone."""
    Firms(engine).add(
        {
            "campaign": campaign.id, "row": number + 1, "credit_code": f"91360100{number:010d}",
            "name": f"江西{number}号制造有限公司", "phone": phone(number), "account": None, "facts": {},
            "verdict": "eligible", "track": track, "refund_fen": 100_000 + number, "failed": [],
            "missing_account": 0, "missing_size": 0,
        }
        for number in numbers
    )  # fmt: skip
