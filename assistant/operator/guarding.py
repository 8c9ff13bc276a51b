"""Which campaign a view is about: only one of the person's own region is there for them; and what they did to it."""

from collections.abc import Mapping
from typing import Any

from flask import abort

from assistant.site.application import engine
from assistant.staff import trail
from assistant.staff.access import current
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.staffing.accounts import StaffAccounts

EDITABLE = ("draft", "screened")


def campaigns() -> Campaigns:
    """Return the campaigns of the running application."""
    return Campaigns(engine())


def the_campaign(key: int) -> Campaign:
    """Return the campaign; 404 where there is none, or it is another region's."""
    return campaigns().get(key, current().region) or abort(404)


def person_name(account: int | None) -> str:
    """Return the name by which staff know an account; empty for nobody."""
    found = None if account is None else StaffAccounts(engine()).get(account)
    return "" if found is None else found.display_name


def record(
    event: str,
    campaign: Campaign,
    *,
    subject: str = "campaign",
    subject_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add to the trail what the person did to the campaign, or (``subject``) to something of it."""
    about = campaign.id if subject_id is None else subject_id
    if subject != "campaign":
        after = {"campaign": campaign.id, **(after or {})}
    trail.record(event, subject=subject, subject_id=about, region=campaign.region, before=before, after=after)
