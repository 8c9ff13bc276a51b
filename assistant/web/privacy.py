"""``/privacy``: who can see what a visitor enters."""

from flask import Blueprint, Flask, render_template

from assistant.settings import Settings
from assistant.site.application import settings as current_settings

pages = Blueprint("privacy", __name__)


def init_app(app: Flask, settings: Settings) -> None:
    """Serve ``/privacy``."""
    app.register_blueprint(pages)


@pages.get("/privacy")
def privacy() -> str:
    """Render the page."""
    return render_template("privacy.html", days=current_settings().interview_days)
