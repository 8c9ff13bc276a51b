"""``…/report`` and ``/console/report``: what happened in a month, by size class and region, for those upstairs."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue

from assistant.campaigns.calendar import beijing_day
from assistant.campaigns.duties import duty, report_due, report_name
from assistant.campaigns.reporting import MEASURES, SIZE_LABELS, months, span_of
from assistant.operator.guarding import the_campaign
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import engine, policies
from assistant.site.downloads import column, download
from assistant.site.preferences import language
from assistant.site.speaking import say
from assistant.staff import menu, trail
from assistant.staff.access import current, requires
from assistant.staff.pages import region_name
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.paying.reporting import Reports, Tally, total_of

pages = Blueprint("reports", __name__, url_prefix="/console")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages, and lead to the one of all campaigns from the menu."""
    app.register_blueprint(pages)
    menu.add(app, N_("报表"), "reports.overall", Permission.see_reports, place=40)


@pages.get("/campaigns/<int:number>/report")
@requires(Permission.see_reports)
def show(number: int) -> ResponseReturnValue:
    """Show one campaign's months, and the chosen one by size class."""
    campaign = the_campaign(number)
    reports = Reports(engine())
    every = list(months(beijing_day(campaign.created_at), beijing_day(now())))
    month = _month(every)
    stated = duty(policies(), campaign, "report")
    spoken = language()
    return render_template(
        "operator/report.html",
        campaign=campaign,
        months=every,
        month=month,
        rows=[(one, total_of(reports.tallies(span_of(one), campaign=campaign.id))) for one in every],
        tallies=reports.tallies(span_of(month), campaign=campaign.id),
        measures=MEASURES,
        sizes=SIZE_LABELS,
        stated=(report_name(stated, spoken), report_due(stated, spoken), stated.clause(spoken)) if stated else None,
    )


@pages.post("/campaigns/<int:number>/report")
@requires(Permission.see_reports)
def export(number: int) -> ResponseReturnValue:
    """Hand out one campaign's months."""
    campaign = the_campaign(number)
    every = list(months(beijing_day(campaign.created_at), beijing_day(now())))
    trail.record("report_exported", subject="campaign", subject_id=campaign.id, region=campaign.region)
    reports = Reports(engine())
    found = [(one, tally) for one in every for tally in reports.tallies(span_of(one), campaign=campaign.id)]
    return download(f"report-{campaign.id}", _columns(), _rows(found))


@pages.get("/report")
@requires(Permission.see_reports)
def overall() -> ResponseReturnValue:
    """Show a month of every campaign of the person's region, by region and size class."""
    every = _every_month()
    month = _month(every)
    found = Reports(engine()).tallies(span_of(month), current().region)
    return render_template(
        "operator/report_overall.html",
        months=every,
        month=month,
        tallies=found,
        total=total_of(found),
        measures=MEASURES,
        sizes=SIZE_LABELS,
    )


@pages.post("/report")
@requires(Permission.see_reports)
def export_overall() -> ResponseReturnValue:
    """Hand out the chosen month."""
    month = _month(_every_month())
    trail.record("report_exported", after={"month": month.isoformat()})
    found = [(month, tally) for tally in Reports(engine()).tallies(span_of(month), current().region)]
    return download(f"report-{month:%Y-%m}", _columns(), _rows(found))


def _every_month() -> list[date]:
    """From the first campaign's on; the newest first."""
    first = Reports(engine()).first_instant(current().region) or now()
    return list(months(beijing_day(first), beijing_day(now())))


def _month(every: list[date]) -> date:
    """The month that was chosen; the newest otherwise."""
    wanted = request.values.get("month", "")
    return next((month for month in every if f"{month:%Y-%m}" == wanted), every[0])


def _columns() -> list[Any]:
    counts = [column(label, "count") for label in MEASURES.values()]
    money = [column(N_("公示金额（元）"), "yuan"), column(N_("拨付金额（元）"), "yuan")]
    return [column(N_("月份")), column(N_("地区")), column(N_("划型")), *counts, *money]


def _rows(found: list[tuple[date, Tally]]) -> Iterator[tuple[Any, ...]]:
    for month, tally in found:
        counts = [tally.firms[name] for name in MEASURES]
        size = say(SIZE_LABELS.get(tally.size, tally.size))
        yield f"{month:%Y-%m}", region_name(tally.region), size, *counts, tally.published_fen, tally.paid_fen
