"""The supervisor's report: counts of calls and of how questions are got on with, at every door."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from assistant.settings import Settings
from assistant.staff.access import requires
from assistant.staff.roles import Permission

pages = Blueprint("supervising", __name__, url_prefix="/console/desk-report")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("")
@requires(Permission.supervise_calls)
def report() -> ResponseReturnValue:
    """Show it."""
    return render_template("hotline/_frame.html")
