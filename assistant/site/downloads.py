"""Files that a page hands out."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, abort, request, send_file
from flask_babel import gettext as _

from assistant.campaigns import sheets
from assistant.campaigns.sheets import FORMATS, MEDIA_TYPES, Column, Format
from assistant.site.speaking import say


def wanted_format() -> Format:
    """Return the format that was asked for; 404 for any other."""
    wanted = request.values.get("format", "xlsx")
    if wanted not in FORMATS:
        abort(404)
    return "csv" if wanted == "csv" else "xlsx"


def download(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    notes: Iterable[Sequence[str]] = (),
    above: Iterable[Sequence[str]] = (),
) -> Response:
    """Return a list as a file called ``name`` in the format that was asked for; 422 where a sheet cannot hold it."""
    wanted = wanted_format()
    try:
        found = sheets.written(wanted, columns, rows, notes, above)
    except sheets.TooManyRows as error:
        return Response(say(error.text), 422, content_type="text/plain; charset=utf-8")
    return send_file(found, MEDIA_TYPES[wanted], as_attachment=True, download_name=f"{name}.{wanted}")


def column(msgid: str, kind: sheets.Kind = "text") -> Column:
    """Return a column whose heading is said in the reader's language."""
    return Column(_(msgid), kind)
