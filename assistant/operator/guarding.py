"""Which campaign a view is about: only one of the person's own region is there for them."""

from flask import abort

from assistant.site.application import engine
from assistant.staff.access import current
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.staff import StaffAccounts

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
