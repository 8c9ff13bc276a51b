"""Escalations 转办: what agents handed on to the operators."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from assistant.settings import Settings
from assistant.staff.access import requires
from assistant.staff.roles import Permission

pages = Blueprint("escalations", __name__, url_prefix="/console/escalations")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("")
@requires(Permission.handle_escalations)
def index() -> ResponseReturnValue:
    """Show it."""
    return render_template("hotline/_frame.html")
