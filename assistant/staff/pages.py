"""The pages for staff: one blueprint, on which the modules beside this one hang their views."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from assistant.policies.regions import PROVINCES
from assistant.settings import Settings
from assistant.site.preferences import ENGLISH, language
from assistant.staff.access import requires
from assistant.staff.person import signed_in
from assistant.staff.roles import LABELS

pages = Blueprint("staff", __name__)


def init_app(app: Flask, _settings: Settings) -> None:
    """Serve the pages, and tell templates who is signed in."""
    app.register_blueprint(pages)
    app.jinja_env.globals.update(signed_in=signed_in, role_labels=LABELS)
    app.jinja_env.filters["region_name"] = region_name


def region_name(code: str) -> str:
    """Return a region's name in the reader's language; a city that is not known here by its province and code."""
    province = PROVINCES.get(code[:2] + "0000")
    if province is None:
        return code
    name = province[language() == ENGLISH]
    return name if code.endswith("0000") else f"{name} {code}"


@pages.get("/console")
@requires()
def console() -> ResponseReturnValue:
    """Greet, and show what the person may do and what waits for them."""
    return render_template("staff/start.html")
