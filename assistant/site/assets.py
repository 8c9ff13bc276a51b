"""Static files under names that carry their content's hash, and the stylesheet that goes into each page.

A hashed name never changes its content, so browsers may keep it for a year. The stylesheet is inlined because
on a slow network the second request for it doubled the time to the first paint.
"""

import hashlib
import mimetypes
import re
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort
from markupsafe import Markup

from assistant.settings import Settings

STATIC = Path(__file__).parent / "static"
INLINED = "pages.css"

pages = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file: its bytes, the hash in its address, and its media type."""

    body: bytes
    digest: str
    media_type: str


def _load(folder: Path) -> dict[str, Asset]:
    assets = {}
    for file in sorted(folder.iterdir()):
        if file.is_file():
            body = file.read_bytes()
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            assets[file.name] = Asset(body, hashlib.sha256(body).hexdigest()[:16], kind)
    return assets


def _without_comments(css: str) -> str:
    return re.sub(r"\s*\n\s*", "", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


_ASSETS = _load(STATIC)
STYLESHEET = _without_comments((STATIC / INLINED).read_text("utf-8"))
STYLESHEET_HASH = "sha256-" + b64encode(hashlib.sha256(STYLESHEET.encode()).digest()).decode()


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the files, and give templates ``asset_url('pages.js')`` and ``stylesheet``."""
    app.register_blueprint(pages)
    # Our own file, and the policy allows exactly these bytes: nothing to escape.
    app.jinja_env.globals.update(asset_url=asset_url, stylesheet=Markup(STYLESHEET))  # noqa: S704


def asset_url(name: str) -> str:
    """Return the address of the static file ``name``; raise ``KeyError`` when there is none."""
    return f"/static/{_ASSETS[name].digest}/{name}"


@pages.get("/static/<digest>/<name>")
def static(digest: str, name: str) -> Response:
    """Send one static file, to be kept for a year; another version's address is not found."""
    asset = _ASSETS.get(name)
    if asset is None or asset.digest != digest:
        abort(404)
    response = Response(asset.body, content_type=asset.media_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
