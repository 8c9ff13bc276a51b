"""Reading the answers back, saying the result, sending the case code."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from assistant.settings import Settings
from assistant.staff.access import requires
from assistant.staff.roles import Permission

pages = Blueprint("closing", __name__, url_prefix="/console/calls/<int:number>")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("/readback")
@requires(Permission.hotline)
def readback(number: int) -> ResponseReturnValue:
    """Show it."""
    return render_template("hotline/_frame.html")
