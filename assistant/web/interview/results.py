"""``/result``: the verdict and all that belongs to it; as text, as calendar entries, and its resume link as a QR code."""

from datetime import date
from io import BytesIO

import segno
from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.interview.calendar_file import calendar_file
from assistant.interview.cases import Case
from assistant.interview.flows import Flow, today
from assistant.interview.held.holdings import offered
from assistant.interview.prefilled import Side, bureaus, side
from assistant.interview.report import Report, report, report_text
from assistant.site.application import flows, settings
from assistant.site.preferences import language
from assistant.web.interview.asking import next_address
from assistant.web.interview.basis import region_name
from assistant.web.interview.session import current, pages


@pages.get("/result")
def result() -> ResponseReturnValue:
    """Show the result; while a question is open, lead to it."""
    case = current()
    if case.interview.next_question() is not None:
        return redirect(next_address(case), 303)
    spoken = language()
    shown = report(case.interview, spoken)
    return render_template(
        "interview/result.html",
        case=case,
        report=shown,
        text=report_text(shown, spoken),
        region=region_name(case.stored.region),
        resume_address=resume_address(case),
        suggested=[(flows()[name], sure) for name, sure in shown.suggestions if name in flows()],
        others=_other_flows(case.flow),
        dates=bool(_future(shown)),
        answered=len(case.interview.path()),
        both=_both(case),
    )


@pages.get("/result.txt")
def result_text() -> ResponseReturnValue:
    """The result as plain text, to be copied or kept; what only leads to other checks decides nothing, and has none."""
    case = current()
    if case.interview.next_question() is not None:
        return redirect(next_address(case), 303)
    shown = report(case.interview, language())
    if not shown.decides:
        return redirect(url_for("interview.result"), 303)
    return Response(report_text(shown, language()), content_type="text/plain; charset=utf-8")


@pages.get("/result.ics")
def result_calendar() -> ResponseReturnValue:
    """The result's deadlines for a calendar."""
    case = current()
    deadlines = _future(report(case.interview, language()))
    if not deadlines:
        return redirect(url_for("interview.result"), 303)
    response = Response(calendar_file(deadlines), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    return response


@pages.get("/result/qr.<any(svg, png):kind>")
def qr(kind: str) -> Response:
    """The resume link as a QR code."""
    out = BytesIO()
    segno.make(resume_address(current()), error="m").save(out, kind=kind, scale=5, border=3)
    return Response(out.getvalue(), content_type="image/svg+xml" if kind == "svg" else "image/png")


def resume_address(case: Case) -> str:
    """The address that opens this interview again, on another device too."""
    origin = settings().public_origin or request.host_url.rstrip("/")
    return origin + url_for("interview.resume_link", code=case.shown_code)


def _both(case: Case) -> tuple[Side, Side] | None:
    """The bureau's result and the firm's own; None where the interview did not begin with the bureau's facts."""
    if not case.stored.prefilled:
        return None
    return side(bureaus(case.interview, case.stored.prefilled), language()), side(case.interview, language())


def _future(shown: Report) -> list[tuple[str, date]]:
    """The deadlines that are worth an entry in a calendar."""
    return [(line.act, line.last) for line in shown.deadlines if line.last and line.last >= today()]


def _other_flows(flow: Flow) -> list[Flow]:
    return [other for other in offered(tuple(flows().values()), flow.audience) if other is not flow]
