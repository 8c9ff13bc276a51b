"""What a visitor chose for this visit: language, 长辈版 (larger text and targets), region and year.

Kept in the signed session cookie, which ends with the browser. Changed by POST alone.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Blueprint, Flask, abort, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import Babel

from assistant.paths import LOCALES
from assistant.settings import Settings

CHINESE = "zh_Hans_CN"
ENGLISH = "en"
HTML_LANGUAGES = {CHINESE: "zh-Hans-CN", ENGLISH: "en"}
HOME = "/"

# What each preference may be; the empty text forgets it.
_SHAPES = {
    "language": re.compile(f"{CHINESE}|{ENGLISH}"),
    "elder": re.compile("on|off"),
    "region": re.compile("[0-9]{6}"),
    "year": re.compile("[0-9]{4}"),
}

pages = Blueprint("preferences", __name__)


def init_app(app: Flask, settings: Settings) -> None:
    """Let the visitor's choices decide the language and the look of every page."""
    app.register_blueprint(pages)
    app.context_processor(_page_context)
    Babel(
        app,
        default_locale=CHINESE,
        default_translation_directories=str(LOCALES),
        default_timezone="Asia/Shanghai",
        locale_selector=language,
    )


def language() -> str:
    """Return the visitor's language: as chosen, else English for an English browser, else Chinese."""
    if request.path.startswith("/api/"):
        return CHINESE
    chosen = session.get("language")
    if chosen in HTML_LANGUAGES:
        return str(chosen)
    guess = request.accept_languages.best_match(["zh", ENGLISH], default="zh")
    return ENGLISH if guess == ENGLISH else CHINESE


def elder() -> bool:
    """Return whether the visitor chose 长辈版."""
    return session.get("elder") == "on"


def region() -> str | None:
    """Return the six-digit code of the region that the visitor chose in this visit."""
    return session.get("region")


def year() -> int | None:
    """Return the year that the visitor chose in this visit."""
    return int(session["year"]) if "year" in session else None


def remember(name: str, value: str) -> None:
    """Keep a preference for this visit, or forget it when empty; raise ``ValueError`` on nonsense."""
    if not value:
        session.pop(name, None)
    elif _SHAPES[name].fullmatch(value):
        session[name] = value
    else:
        raise ValueError(f"{value!r} cannot be a {name}")


def safe_next(target: str | None) -> str:
    """Return ``target`` when it is a path on this site, else the home page: nobody is sent elsewhere."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return HOME
    if "\\" in target or any(ord(char) <= 32 or ord(char) == 127 for char in target):
        return HOME
    parts = urlsplit(target)
    return HOME if parts.scheme or parts.netloc else target


def sent(form: Mapping[str, str]) -> bool:
    """Return whether a form that was sent changes a preference."""
    return any(name in form for name in _SHAPES)


def take(form: Mapping[str, str]) -> None:
    """Keep the choices that were sent; what cannot be a choice is answered with 400."""
    try:
        for name in _SHAPES:
            if name in form:
                remember(name, form[name])
    except ValueError:
        abort(400)


@pages.post("/preferences")
def change() -> ResponseReturnValue:
    """Keep the choices that were sent, and return to the page they were sent from."""
    take(request.form)
    return redirect(safe_next(request.form.get("next")), 303)


def _page_context() -> dict[str, object]:
    chosen = language()
    return {
        "language": chosen,
        "html_lang": HTML_LANGUAGES[chosen],
        "elder": elder(),
        "here": request.full_path.removesuffix("?") if request.method == "GET" else request.path,
    }
