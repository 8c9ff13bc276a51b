"""The supervisor's report: counts of calls and of how questions are got on with, at every door."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Flask, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assistant.campaigns.calendar import beijing_day
from assistant.hotline.report_calls import call_tables
from assistant.hotline.report_courses import Looked, course_tables
from assistant.hotline.report_period import PERIODS, PeriodForm, Span
from assistant.hotline.report_tables import Table, shown
from assistant.interview.counting import CHANNELS
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import engine, flows
from assistant.site.downloads import download, wanted_format
from assistant.site.speaking import day
from assistant.staff import menu, trail
from assistant.staff.access import current, requires
from assistant.staff.pages import region_name
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.hotline.figures import Figures, Wanted
from assistant.storage.hotline.tallies import Tallies

pages = Blueprint("supervising", __name__, url_prefix="/console/desk-report")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages, and lead there from the menu."""
    app.register_blueprint(pages)
    menu.add(app, N_("热线报表"), "supervising.report", Permission.supervise_calls, place=45)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for: the form, the flow and the door ("" for every), and the span, if it is one."""

    form: PeriodForm
    flow: str
    channel: str
    span: Span | None

    def kept(self) -> dict[str, str]:
        """The same for another request."""
        return {**self.form.kept(), "flow": self.flow, "channel": self.channel}


@pages.get("")
@requires(Permission.supervise_calls)
def report() -> ResponseReturnValue:
    """Show every table of the span; 422 where it is none."""
    return _page(_asked())


@pages.post("/export")
@requires(Permission.supervise_calls)
def export() -> ResponseReturnValue:
    """Hand out one table."""
    asked = _asked()
    if asked.span is None:
        return _page(asked)
    wanted = request.form.get("table", "")
    table = next((table for table in _tables(asked, asked.span) if table.id == wanted), None) or abort(404)
    after = {
        "list": table.id,
        "format": wanted_format(),
        "since": f"{asked.span.since}",
        "until": f"{asked.span.until}",
    }
    trail.record("desk_report_exported", after=after)
    name = f"desk-{table.id}-{asked.span.since}-{asked.span.until}"
    above = [[table.title], [_spoken(asked.span), _place()]]
    return download(name, table.columns(), table.lines(), [[note] for note in table.notes], above)


def _asked() -> _Asked:
    flow, channel = request.values.get("flow", ""), request.values.get("channel", "")
    form = PeriodForm(request.values, _today())
    return _Asked(form, flow if flow in flows() else "", channel if channel in CHANNELS else "", form.span())


def _page(asked: _Asked) -> ResponseReturnValue:
    errors = {name: found[0] for name, found in asked.form.errors.items()}
    page = render_template(
        "hotline/report.html",
        asked=asked,
        errors=errors,
        periods=PERIODS,
        flows=flows(),
        channels=CHANNELS,
        tables=list(_tables(asked, asked.span)) if asked.span else [],
        spoken=_spoken(asked.span) if asked.span else "",
        place=_place(),
        shown=shown,
    )
    return page, 200 if asked.span else 422


def _tables(asked: _Asked, span: Span) -> list[Table]:
    staff = current()
    # Made-up calls are for made-up staff, who are there in development alone.
    wanted = Wanted(span.start, span.end, staff.region, staff.demonstration)
    looked = Looked(span, staff.region, asked.flow or None, asked.channel or None)
    return [*call_tables(Figures(engine()), span, wanted), *course_tables(Tallies(engine()), looked)]


def _today() -> date:
    return beijing_day(now())


def _spoken(span: Span) -> str:
    return str(_("%(since)s 至 %(until)s（北京时间）", since=day(span.since), until=day(span.until)))


def _place() -> str:
    region = current().region
    return region_name(region) if region else str(_("全部地区"))
