"""``/``: every self-check by role, the region and year of this visit, and the way back to a started one."""

from datetime import date

from flask import Blueprint, Flask, render_template

from assistant.interview.flows import today
from assistant.interview.held import holdings
from assistant.policies import Policies
from assistant.settings import Settings
from assistant.site.application import flows, policies
from assistant.site.preferences import ENGLISH, language, region, year

pages = Blueprint("home", __name__)


def init_app(app: Flask, settings: Settings) -> None:
    """Serve ``/``."""
    app.register_blueprint(pages)


@pages.get("/")
def home() -> str:
    """Render the page."""
    offered, held, day = tuple(flows().values()), policies(), today()
    return render_template(
        "home.html",
        for_workers=holdings.offered(offered, "worker"),
        for_firms=holdings.offered(offered, "firm"),
        regions_held=region_names(held, held=True),
        other_regions=region_names(held, held=False),
        years=years(held, day),
        chosen_region=region(),
        chosen_year=year(),
        this_year=day.year,
        standing=holdings.standing(held, day),
    )


def region_names(policies: Policies, *, held: bool) -> list[tuple[str, str]]:
    """Code and name, in the visitor's language, of the regions with notices of their own, or of all others."""
    own = policies.regions()
    side = 1 if language() == ENGLISH else 0
    return [(code, names[side]) for code, names in policies.all_regions().items() if (code in own) is held]


def years(policies: Policies, today: date) -> list[int]:
    """The years for which notices are held, and this year, newest first."""
    held = {notice.year for notice in holdings.notices(policies) if notice.tier == "T1"}
    return sorted(held | {today.year}, reverse=True)
