"""The firm that calls: what was found and sent, the caller checked, an objection filed."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from assistant.settings import Settings
from assistant.staff.access import requires
from assistant.staff.roles import Permission

pages = Blueprint("desk_firm", __name__, url_prefix="/console/calls/<int:number>/firm")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("")
@requires(Permission.hotline)
def show(number: int) -> ResponseReturnValue:
    """Show it."""
    return render_template("hotline/_frame.html")
