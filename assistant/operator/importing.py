"""``…/imports``: a file is uploaded, its columns are named, it is read in the background, and every refused cell is shown."""

from pathlib import Path
from typing import Any, Final, cast

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assistant.campaigns import importing
from assistant.campaigns.importing import JobRunning, MappingProblem, NotOpen
from assistant.campaigns.importing.lines import Which
from assistant.operator.columns import choices, chosen_in, column_rows, lacking, suggested
from assistant.operator.guarding import EDITABLE, record, the_campaign
from assistant.rules.facts import N_
from assistant.screening.reading import FileProblem
from assistant.settings import Settings
from assistant.site.application import engine, settings
from assistant.site.preferences import language
from assistant.site.speaking import say
from assistant.staff.access import current, freshly_confirmed, requires, signed_in
from assistant.staff.roles import Permission
from assistant.storage.campaigns import Campaign
from assistant.storage.files.imports import Import, Imports
from assistant.storage.jobs import Jobs

pages = Blueprint("importing", __name__, url_prefix="/console/campaigns/<int:number>/imports")

SHOWN: Final = 50
BUSY = N_("这一批还有任务没做完，请等它做完再试。")
CLOSED = N_("这一批已经提交，名单不能再换；要换的话，请复核的人先退回。")
NO_FILE = N_("请先选择文件")
GONE = N_("文件已经不在了，请重新上传。")
_FORM_AROUND = 64 * 1024  # what a browser sends around the file
_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.url_value_preprocessor
def _allow_large_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let those who may import send a large file, on this route alone.

    This runs before the form is first read, which is when its token is checked; the file goes to a temporary file then.
    """
    staff = signed_in() if endpoint == "importing.upload" else None
    if staff is not None and staff.may(Permission.edit_campaigns):
        request.max_content_length = importing.MOST_BYTES + _FORM_AROUND


@pages.get("")
@requires(Permission.see_campaigns)
def index(number: int) -> ResponseReturnValue:
    """Show the files that were received, and take another one."""
    return _index_page(the_campaign(number), {})


@pages.post("")
@requires(Permission.edit_campaigns)
def upload(number: int) -> ResponseReturnValue:
    """Receive a file; nothing is read from it yet but its headings and first rows."""
    campaign = the_campaign(number)
    file = request.files.get("file")
    if campaign.state not in EDITABLE:
        return _index_page(campaign, {"file": say(CLOSED)}), 409
    if file is None or not file.filename:
        return _index_page(campaign, {"file": say(NO_FILE)}), 422
    try:
        received = importing.receive(engine(), settings(), campaign, file.filename, file.stream, current().id)
    except FileProblem as problem:
        return _index_page(campaign, {"file": say(problem.message)}), 422
    return redirect(url_for(".columns", number=number, key=received.import_id), 303)


@pages.get("/<int:key>")
@requires(Permission.see_campaigns)
def show(number: int, key: int) -> ResponseReturnValue:
    """Show what became of a file: its columns are to be named, it is being read, or it was read."""
    campaign = the_campaign(number)
    found = _the_import(campaign, key)
    if found.state == "uploaded":
        return redirect(url_for(".columns", number=number, key=key), 303)
    job = Jobs(engine()).latest(campaign.id, "import")
    if found.state == "reading" and job is not None:
        return render_template("operator/import_progress.html", campaign=campaign, found=found, job=job)
    return render_template("operator/import_result.html", campaign=campaign, found=found, **_result(campaign, found))


@pages.get("/<int:key>/columns")
@requires(Permission.edit_campaigns)
def columns(number: int, key: int) -> ResponseReturnValue:
    """Ask what the file's columns are; what is recognised is chosen already."""
    campaign = the_campaign(number)
    found = _the_import(campaign, key)
    if found.state in {"discarded", "reading"} or campaign.state not in EDITABLE:
        return redirect(url_for(".show", number=number, key=key), 303)
    return _columns_page(campaign, found, sheet=request.args.get("sheet") or None)


@pages.post("/<int:key>/columns")
@requires(Permission.edit_campaigns)
def start(number: int, key: int) -> ResponseReturnValue:
    """Begin reading the file with the columns as they were named."""
    campaign = the_campaign(number)
    found = _the_import(campaign, key)
    sheet, chosen = request.form.get("sheet") or None, chosen_in(request.form)
    try:
        importing.start(engine(), settings(), campaign, key, chosen, sheet)
    except MappingProblem as problem:
        return _columns_page(campaign, found, sheet=sheet, chosen=chosen, problem=problem), 422
    except FileProblem as problem:
        return _index_page(campaign, {"file": say(problem.message)}), 422
    except (JobRunning, NotOpen) as error:
        return _index_page(campaign, {"file": _why_not(error)}), 409
    _record(
        "file_imported", campaign, found, found.state, state="reading", columns=len(list(filter(None, chosen.values())))
    )
    return redirect(url_for(".show", number=number, key=key), 303)


@pages.post("/<int:key>/discard")
@requires(Permission.edit_campaigns)
def discard(number: int, key: int) -> ResponseReturnValue:
    """Delete the file with all that was read from it."""
    campaign = the_campaign(number)
    found = _the_import(campaign, key)
    if campaign.state not in EDITABLE:
        return _index_page(campaign, {"file": say(CLOSED)}), 409
    try:
        importing.discard(engine(), settings(), campaign, key)
    except JobRunning as error:
        return _index_page(campaign, {"file": _why_not(error)}), 409
    _record("import_discarded", campaign, found, found.state, state="discarded")
    flash(_("已放弃，文件已从服务器删除。"))
    return redirect(url_for(".index", number=number), 303)


@pages.post("/<int:key>/lines")
@requires(Permission.edit_campaigns)
@freshly_confirmed
def download(number: int, key: int) -> ResponseReturnValue:
    """Hand out every refused cell, or every warning, as a file."""
    campaign = the_campaign(number)
    found = _the_import(campaign, key)
    which, extension = request.form.get("which", ""), request.form.get("format", "")
    if which not in {"errors", "warnings"} or extension not in _TYPES or found.state != "read":
        abort(400)
    try:
        path = importing.export(settings(), found, cast(Which, which), cast(Any, extension), language())
    except FileProblem as problem:
        return _index_page(campaign, {"file": say(problem.message)}), 422
    _record("list_exported", campaign, found, None, list=which, format=extension)
    return _as_file(path, f"{which}-{key}.{extension}")


def _as_file(path: Path, name: str) -> ResponseReturnValue:
    return send_file(path, _TYPES[path.suffix[1:]], as_attachment=True, download_name=name, max_age=0)


def _the_import(campaign: Campaign, key: int) -> Import:
    found = Imports(engine()).get(key)
    return found if found is not None and found.campaign == campaign.id else abort(404)


def _why_not(error: Exception) -> str:
    return say(BUSY if isinstance(error, JobRunning) else CLOSED)


def _index_page(campaign: Campaign, errors: dict[str, str]) -> str:
    job = Jobs(engine()).latest(campaign.id)
    return render_template(
        "operator/imports.html",
        campaign=campaign,
        imports=Imports(engine()).of_campaign(campaign.id),
        errors=errors,
        editable=campaign.state in EDITABLE,
        running=job if job is not None and not job.over else None,
        most_megabytes=importing.MOST_BYTES // 2**20,
    )


def _columns_page(
    campaign: Campaign,
    found: Import,
    *,
    sheet: str | None,
    chosen: dict[int, str] | None = None,
    problem: MappingProblem | None = None,
) -> str:
    try:
        received = importing.look_again(engine(), settings(), campaign, found.id, sheet)
    except FileProblem as trouble:
        return _index_page(campaign, {"file": say(trouble.message)})
    picked = suggested(received) if chosen is None else chosen
    return render_template(
        "operator/columns.html",
        campaign=campaign,
        found=found,
        received=received,
        rows=column_rows(campaign, received, picked, problem),
        groups=choices(campaign),
        lacking=lacking(campaign, picked),
        general=say(problem.message) if problem and problem.message else "",
    )


def _result(campaign: Campaign, found: Import) -> dict[str, Any]:
    """What the page on a file that was read, failed or was discarded shows beside the file itself."""
    if found.state != "read" or found.report is None:
        return {"errors_shown": [], "warnings_shown": [], "report": None, "editable": campaign.state in EDITABLE}
    try:
        refused = importing.page(settings(), found, "errors", limit=SHOWN)
        warned = importing.page(settings(), found, "warnings", limit=SHOWN)
    except FileProblem:  # the folder was lost; the counts are still known
        refused, warned = [], []
    return {
        "errors_shown": refused,
        "warnings_shown": warned,
        "report": found.report,
        "editable": campaign.state in EDITABLE,
        "labels": {name: label.rstrip("*") for _group, options in choices(campaign) for name, label in options},
        "next_is_screening": not campaign.summary,
    }


def _record(event: str, campaign: Campaign, found: Import, before: str | None, **after: object) -> None:
    told = {"file_name": found.file_name, "sha256": found.sha256[:16], **after}
    state = None if before is None else {"state": before}
    record(event, campaign, subject="import", subject_id=found.id, before=state, after=told)
