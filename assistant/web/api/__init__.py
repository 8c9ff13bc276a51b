"""``/api/v1``: decisions, facts and notices for programs. No cookies, no form tokens, no access from other sites' pages."""

from flask import Blueprint, Flask

from assistant.settings import Settings
from assistant.site.limits import limiter
from assistant.site.security import csrf
from assistant.web.api import views

ASKING = "600 per minute"

api = Blueprint("api", __name__, url_prefix="/api/v1")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the interface. Nothing here reads a cookie, so a form token would protect nothing."""
    app.register_blueprint(api)


views.add_to(api)
limiter.limit(ASKING)(api)
csrf.exempt(api)
