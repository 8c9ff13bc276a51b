"""``…/screening``: every firm is decided in the background; what came out, in counts, charts and beside last year's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assistant.campaigns import screening
from assistant.campaigns.screening import Comparison, JobRunning, NothingToScreen, NotOpen, Summary
from assistant.campaigns.tracks import NONE
from assistant.interview.documents import section, short_citation
from assistant.interview.formatting import yuan
from assistant.interview.wording import VERDICTS
from assistant.operator.guarding import EDITABLE, campaigns, record, the_campaign
from assistant.operator.states import TRACKS
from assistant.rules.facts import N_, by_name
from assistant.rules.plan import Citation, Condition, Plan
from assistant.settings import Settings
from assistant.site.application import engine, policies
from assistant.site.charts import Chart, chart, grouped
from assistant.site.preferences import language
from assistant.site.speaking import say
from assistant.staff.access import current, requires
from assistant.staff.roles import Permission
from assistant.storage.campaigns import Campaign
from assistant.storage.files.imports import Imports
from assistant.storage.jobs import Jobs

pages = Blueprint("screening", __name__, url_prefix="/console/campaigns/<int:number>/screening")

BUSY = N_("这一批还有任务没做完，请等它做完再试。")
CLOSED = N_("这一批已经提交，不能重新筛查；要改的话，请复核的人先退回。")
NOTHING = N_("还没有可以筛查的名单：请先导入，并确认至少采用了一行。")
_LOOKS: Final = {"automatic": "c1", "invitation": "c5", "review": "c3", "none": "c4"}


@dataclass(frozen=True, slots=True)
class ConditionCount:
    """How many firms do not meet a condition, how many a person must look at, of how many it cannot be said."""

    id: str
    text: str
    clause: str
    failed: int
    reviewed: int
    unknown: int


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("")
@requires(Permission.see_campaigns)
def show(number: int) -> ResponseReturnValue:
    """Show what screening came to, how far it is, or how to begin it."""
    return _page(the_campaign(number))


@pages.post("")
@requires(Permission.edit_campaigns)
def start(number: int) -> ResponseReturnValue:
    """Begin to screen the campaign's file."""
    campaign = the_campaign(number)
    try:
        screening.start(engine(), campaign.id)
    except NothingToScreen:
        return _page(campaign, say(NOTHING)), 422
    except JobRunning:
        return _page(campaign, say(BUSY)), 409
    except NotOpen:
        return _page(campaign, say(CLOSED)), 409
    record("screened", campaign, after={"state": "screening"})
    return redirect(url_for(".show", number=number), 303)


@pages.get("/comparison")
@requires(Permission.see_campaigns)
def comparison(number: int) -> ResponseReturnValue:
    """Lay the campaign's counts beside those of an earlier one."""
    campaign = the_campaign(number)
    others = [c for c in campaigns().all(current().region) if _comparable(campaign, c)]
    chosen = _chosen(campaign, others)
    found = screening.compare(engine(), campaign, chosen) if chosen is not None else None
    if campaign.summary is None:
        flash(_("先筛查，才有可以对比的结果。"))
        return redirect(url_for(".show", number=number), 303)
    return render_template(
        "operator/comparison.html",
        campaign=campaign,
        others=others,
        chosen=chosen,
        found=found,
        charts=_compared(found) if found else {},
        conditions=_both(campaign, chosen, found) if found and chosen else [],
        verdicts=VERDICTS,
        tracks=TRACKS,
    )


def _page(campaign: Campaign, problem: str = "") -> str:
    job = Jobs(engine()).latest(campaign.id)
    counted = screening.summary(campaign)
    plan = screening_plan(campaign)
    conditions = condition_counts(plan, counted) if counted else []
    labels = by_name(plan.program.facts)
    return render_template(
        "operator/screening.html",
        campaign=campaign,
        problem=problem,
        job=job if job is not None and job.kind == "screen" else None,
        busy=job is not None and not job.over,
        editable=campaign.state in EDITABLE,
        held=Imports(engine()).current(campaign.id),
        counted=counted,
        charts=_charts(counted, conditions) if counted else {},
        conditions=conditions,
        absent=[say(labels[name].label) for name in counted.absent if not labels[name].asked_as] if counted else [],
        verdicts=VERDICTS,
        tracks=TRACKS,
    )


def screening_plan(campaign: Campaign) -> Plan:
    """Return the plan by which the campaign's firms are decided."""
    return policies().plan_for(campaign.notice, campaign.program, campaign.as_of)


def condition_text(part: Condition) -> str:
    """Return a condition in plain words."""
    return say(part.kind.text(part.params))


def condition_counts(plan: Plan, counted: Summary) -> list[ConditionCount]:
    """Return every condition that anything can be counted of, those that most firms fail first."""
    found = [
        ConditionCount(
            part.id,
            condition_text(part),
            _clause(plan, part.citation),
            counted.failed.get(part.id, 0),
            counted.reviewed.get(part.id, 0),
            counted.unknown.get(part.id, 0),
        )
        for part in plan.conditions
    ]
    return sorted(found, key=lambda one: (-one.failed, -one.unknown, -one.reviewed))


def _clause(plan: Plan, citation: Citation) -> str:
    """Where a condition stands: of the campaign's own notice the section alone."""
    if citation.notice == plan.notice.id:
        return section(citation.section, language())
    return short_citation(plan, citation, language())


def _charts(counted: Summary, conditions: list[ConditionCount]) -> dict[str, Chart]:
    return {
        "verdicts": chart((say(VERDICTS[name]), count, name) for name, count in counted.verdicts.items()),
        "tracks": chart((say(TRACKS[name]), count, _LOOKS[name]) for name, count in counted.tracks.items()),
        "amounts": grouped(
            (say(TRACKS[name]), [(fen, _("%(amount)s 元", amount=yuan(fen)), _LOOKS[name])])
            for name, fen in counted.track_totals.items()
            if name != NONE and fen
        ),
        "conditions": chart((one.text, one.failed, "ineligible") for one in conditions if one.failed),
    }


def _comparable(campaign: Campaign, other: Campaign) -> bool:
    same = (other.region, other.program) == (campaign.region, campaign.program)
    return same and other.id != campaign.id and other.summary is not None


def _chosen(campaign: Campaign, others: list[Campaign]) -> Campaign | None:
    """The campaign that was asked for, else the last one that was approved, else the newest."""
    asked = request.args.get("with", type=int)
    last = screening.last_year(engine(), campaign)
    wanted = asked or (last.id if last is not None else None)
    return next((c for c in others if c.id == wanted), others[0] if others else None)


def _compared(found: Comparison) -> dict[str, Chart]:
    def pairs(labels: Mapping[str, str], this: Mapping[str, int], last: Mapping[str, int]) -> Chart:
        return grouped(
            (
                say(label),
                [
                    (this[name], _("本批 %(count)s", count=f"{this[name]:,}"), "c1"),
                    (last[name], _("对比 %(count)s", count=f"{last[name]:,}"), "c4 before"),
                ],
            )
            for name, label in labels.items()
        )

    return {
        "verdicts": pairs(VERDICTS, found.this.verdicts, found.last.verdicts),
        "tracks": pairs(TRACKS, found.this.tracks, found.last.tracks),
    }


def _both(campaign: Campaign, other: Campaign, found: Comparison) -> list[dict[str, Any]]:
    """Each condition of either campaign, with how many firms do not meet it in both; None where a notice lacks it."""
    plans = screening_plan(campaign), screening_plan(other)
    texts = {part.id: condition_text(part) for plan in reversed(plans) for part in plan.conditions}
    rows = [
        {"text": text, "this": found.this.failed.get(name), "last": found.last.failed.get(name)}
        for name, text in texts.items()
    ]
    return sorted(rows, key=lambda row: -(row["this"] or 0))
