"""``…/missing``: firms whose money would never arrive, since no bank account or no size class is on file."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from flask import Blueprint, Flask, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from assistant.campaigns import screening
from assistant.interview.wording import VERDICTS
from assistant.operator.guarding import record, the_campaign
from assistant.operator.paging import PER_PAGE, after, page_of
from assistant.screening.reading import FileProblem
from assistant.settings import Settings
from assistant.site.application import engine
from assistant.site.preferences import language
from assistant.site.speaking import say
from assistant.staff.access import freshly_confirmed, requires
from assistant.staff.roles import Permission
from assistant.storage.campaigns import Campaign
from assistant.storage.files.firm_lists import FirmLists, Missing

pages = Blueprint("missing", __name__, url_prefix="/console/campaigns/<int:number>/missing")

_KINDS = ("account", "size")
_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("")
@requires(Permission.see_campaigns)
def index(number: int) -> ResponseReturnValue:
    """List the firms that lack an account, or a size class, and say why that matters."""
    asked = request.args.get("what")
    return _page(the_campaign(number), cast(Missing, asked if asked in _KINDS else "account"))


@pages.post("/export")
@requires(Permission.edit_campaigns)
@freshly_confirmed
def export(number: int) -> ResponseReturnValue:
    """Hand the whole list out as a file, with telephone numbers, for it is there to call the firms."""
    campaign = the_campaign(number)
    what, extension = request.form.get("what", ""), request.form.get("format", "")
    if what not in _KINDS or extension not in _TYPES:
        abort(400)
    kind = cast(Missing, what)
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"missing.{extension}"
            screening.export_missing(engine(), campaign.id, kind, path, language())
            body = path.read_bytes()  # the file itself is gone before the answer leaves
    except FileProblem as problem:
        return _page(campaign, kind, say(problem.message)), 422
    listed = FirmLists(engine()).count_missing(campaign.id, kind)
    record("list_exported", campaign, after={"list": f"missing_{what}", "format": extension, "count": listed})
    name = f"missing-{what}-{campaign.id}.{extension}"
    return send_file(BytesIO(body), _TYPES[extension], as_attachment=True, download_name=name, max_age=0)


def _page(campaign: Campaign, what: Missing, problem: str = "") -> str:
    lists = FirmLists(engine())
    rows = screening.missing(engine(), campaign.id, what, after=after(), limit=PER_PAGE + 1)
    return render_template(
        "operator/missing.html",
        campaign=campaign,
        what=what,
        counts={kind: lists.count_missing(campaign.id, cast(Missing, kind)) for kind in _KINDS},
        page=page_of(rows, lambda firm: firm.id),
        problem=problem,
        verdicts=VERDICTS,
    )
