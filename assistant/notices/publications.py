"""``/public-notices``: 公示 for everyone, on the days on which they stand in public and not afterwards."""

from datetime import date

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue

from assistant.campaigns.calendar import beijing_day
from assistant.campaigns.publishing import shown_code, shown_on
from assistant.settings import Settings
from assistant.site.application import engine, row_number
from assistant.staff.stores import now
from assistant.storage.paying.publications import Publications

pages = Blueprint("publications", __name__, url_prefix="/public-notices")

PER_PAGE = 200
_LONGEST_SEARCH = 60


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("")
def index() -> ResponseReturnValue:
    """List every 公示 that stands in public today."""
    return render_template("publication/index.html", publications=Publications(engine()).in_public(_today()))


@pages.get("/<int:notice>")
def show(notice: int) -> ResponseReturnValue:
    """Show one 公示; 410 once it is over or was taken back, 404 where there never was one."""
    publications = Publications(engine())
    found = publications.get(notice)
    if found is None or found.first_day > _today():
        return render_template("publication/over.html", withdrawn=False, never=True), 404
    if not shown_on(found, _today()):
        return render_template("publication/over.html", withdrawn=found.withdrawn_at is not None, never=False), 410
    # What cannot be seen is in no name, and PostgreSQL refuses some of it.
    search = "".join(filter(str.isprintable, request.args.get("search", ""))).strip()[:_LONGEST_SEARCH]
    firms = publications.firms(found.id, search, request.args.get("after", 0, type=row_number), PER_PAGE + 1)
    return render_template(
        "publication/show.html",
        publication=found,
        firms=firms[:PER_PAGE],
        following=firms[PER_PAGE - 1].firm if len(firms) > PER_PAGE else None,
        search=search,
        shown_code=shown_code,
    )


def _today() -> date:
    return beijing_day(now())
