"""What the loaded notices say, for an agent to look up."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from assistant.settings import Settings
from assistant.staff.access import requires
from assistant.staff.roles import Permission

pages = Blueprint("knowledge", __name__, url_prefix="/console/knowledge")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("")
@requires(Permission.hotline)
def search() -> ResponseReturnValue:
    """Show it."""
    return render_template("hotline/_frame.html")
