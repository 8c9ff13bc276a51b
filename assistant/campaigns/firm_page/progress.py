"""How far a firm's matter has come after its reply: shown to the public, handed over for payment."""

from dataclasses import dataclass
from datetime import date

from assistant.campaigns.calendar import beijing_day
from assistant.storage import Engine
from assistant.storage.firms import Firm
from assistant.storage.payments import Payments
from assistant.storage.publications import Publications


@dataclass(frozen=True, slots=True)
class Progress:
    """Days in Beijing; None: not yet."""

    public_from: date | None
    public_until: date | None
    handed_over: date | None  # for payment; when the money arrives, the bank knows


def progress(engine: Engine, firm: Firm) -> Progress:
    """Return how far the firm's matter has come."""
    publications = Publications(engine)
    shown = next(
        (
            p
            for p in publications.of_campaign(firm.campaign)
            if not p.withdrawn_at and publications.holds(p.id, firm.id)
        ),
        None,
    )
    export = Payments(engine).get(firm.payment_export) if firm.payment_export is not None else None
    return Progress(
        shown.first_day if shown else None,
        shown.last_day if shown else None,
        beijing_day(export.created_at) if export else None,
    )
