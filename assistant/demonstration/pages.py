"""What development shows and nothing else does: the demonstration accounts beside the sign-in form, the made-up files."""

from functools import cache
from io import BytesIO
from typing import Final, get_args

from flask import Blueprint, Flask, Response

from assistant.demonstration import accounts
from assistant.demonstration.files import write_workbook
from assistant.demonstration.firms import Year
from assistant.settings import Settings
from assistant.site.application import engine
from assistant.staff.access import requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now

ROWS: Final = 5_000
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

pages = Blueprint("demonstration", __name__)


def init_app(app: Flask, _settings: Settings) -> None:
    """Serve the files, and give the templates of signing in and of importing what they may offer."""
    app.register_blueprint(pages)
    app.jinja_env.globals.update(
        demonstration_accounts=lambda: accounts.shown(engine(), now),
        demonstration_password=accounts.PASSWORD,
        demonstration_files=get_args(Year),
    )


@pages.get("/console/demonstration/firms-<any(this, last):year>.xlsx")
@requires(Permission.edit_campaigns)
def firms(year: Year) -> Response:
    """Send the made-up file of this year or of last year."""
    response = Response(_workbook(year), content_type=_XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="demonstration-firms-{year}.xlsx"'
    return response


@cache
def _workbook(year: Year) -> bytes:
    """Return the file's bytes. Making them takes seconds, and they are always the same."""
    out = BytesIO()
    write_workbook(out, ROWS, year)
    return out.getvalue()
