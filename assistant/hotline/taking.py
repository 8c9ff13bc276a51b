"""``/console/calls``: taking a call: new, by case code, by firm, by number, or one that was kept."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from assistant.hotline.at_hand import NotOpen
from assistant.settings import Settings
from assistant.staff.access import requires
from assistant.staff.roles import Permission

pages = Blueprint("calls", __name__, url_prefix="/console/calls")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages, and say of every page of a call that it is kept or ended."""
    app.register_blueprint(pages)
    app.register_error_handler(NotOpen, _not_open)


def _not_open(error: NotOpen) -> ResponseReturnValue:
    return render_template("hotline/not_open.html", call=error.call), 409


@pages.get("")
@requires(Permission.hotline)
def index() -> ResponseReturnValue:
    """Show it."""
    return render_template("hotline/_frame.html")
