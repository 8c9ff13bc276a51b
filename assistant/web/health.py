"""``/healthz``: whether this process can answer visitors, for the proxy or supervisor in front of it."""

from flask import Blueprint, Flask, jsonify
from flask.typing import ResponseReturnValue

from assistant.settings import Settings
from assistant.site.application import interviews

pages = Blueprint("health", __name__)


def init_app(app: Flask, settings: Settings) -> None:
    """Serve ``/healthz``."""
    app.register_blueprint(pages)


@pages.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Answer 200 when the database answers, else 503."""
    if interviews().reachable():
        return jsonify(status="ok")
    return jsonify(status="database unreachable"), 503
