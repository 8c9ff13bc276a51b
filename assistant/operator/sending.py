"""``…/sending``: when and how fast, pause, resume, abort, how far it is, what became of each message, who is reminded."""

from dataclasses import replace

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Form, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from assistant.campaigns import sending
from assistant.campaigns.sending import Progress
from assistant.campaigns.terms import Terms
from assistant.operator.guarding import campaigns, the_campaign
from assistant.operator.sending_words import PURPOSES, SAID, meaning_of
from assistant.settings import Settings
from assistant.site.application import engine
from assistant.site.charts import Chart, chart
from assistant.site.fields import ClockField, CountField, Given, InstantField, errors_of, tidy_lines, within
from assistant.site.speaking import say
from assistant.staff import trail
from assistant.staff.access import requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaign
from assistant.storage.outbox.messages import Messages
from assistant.storage.outbox.states import STATES

pages = Blueprint("sending", __name__, url_prefix="/console/campaigns/<int:number>/sending")

UNDER_WAY = ("approved", "paused")


class ScheduleForm(Form):  # type: ignore[misc]  # WTForms has no types
    """When messages may leave, and how fast."""

    starts_at = InstantField(validators=[Optional()])
    send_from = ClockField(validators=[Given(lazy_gettext("请填这一项"))])
    send_to = ClockField(validators=[Given(lazy_gettext("请填这一项"))])
    per_second = CountField(validators=[Given(lazy_gettext("请填这一项")), within(1, 500)])
    daily_cap = CountField(validators=[Given(lazy_gettext("请填这一项")), within(1, 10_000_000)])

    def validate_send_to(self, field: ClockField) -> None:
        """Refuse a window that does not open."""
        if field.data is not None and self.send_from.data is not None and field.data <= self.send_from.data:
            raise ValidationError(_("停止发送的时间要晚于开始的时间"))


class AbortForm(Form):  # type: ignore[misc]
    """Why a campaign ends."""

    reason = TextAreaField(
        filters=[tidy_lines],
        validators=[
            DataRequired(lazy_gettext("请写明为什么终止")),
            Length(2, 500, lazy_gettext("请写 2 到 500 个字")),
        ],
    )


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("")
@requires(Permission.see_campaigns)
def show(number: int) -> ResponseReturnValue:
    """Show how far sending is, and what can be done."""
    campaign = the_campaign(number)
    return _page(campaign, ScheduleForm(data=Terms.of(campaign).model_dump()))


@pages.post("/schedule")
@requires(Permission.send_campaigns)
def schedule(number: int) -> ResponseReturnValue:
    """Change when messages leave and how fast; it holds from the next message on."""
    campaign = _as_seen(under_way(number))
    form = ScheduleForm(request.form)
    if not form.validate():
        return _page(campaign, form), 422
    changed = {name: field.data for name, field in form._fields.items()}
    terms = Terms.of(campaign).model_copy(update=changed)
    saved = campaigns().save(replace(campaign, settings=terms.stored()))
    names = tuple(changed)
    before = {name: value for name, value in Terms.of(campaign).stored().items() if name in names}
    after_ = {name: value for name, value in terms.stored().items() if name in names}
    trail.record(
        "campaign_changed",
        subject="campaign",
        subject_id=saved.id,
        region=saved.region,
        before=before,
        after=after_,
    )
    flash(_("已保存，从下一条短信起生效。"))
    return back(number)


@pages.post("/pause")
@requires(Permission.send_campaigns)
def pause(number: int) -> ResponseReturnValue:
    """Let nothing more leave."""
    campaign = sending.pause(engine(), the_campaign(number))
    record("paused", campaign)
    flash(_("已暂停：下一条起不再发出。"))
    return back(number)


@pages.post("/resume")
@requires(Permission.send_campaigns)
def resume(number: int) -> ResponseReturnValue:
    """Let messages leave again."""
    campaign = sending.resume(engine(), the_campaign(number))
    record("resumed", campaign)
    flash(_("已恢复发送。"))
    return back(number)


@pages.get("/abort")
@requires(Permission.send_campaigns)
def ask_abort(number: int) -> ResponseReturnValue:
    """Ask whether the campaign is really to end, and why."""
    campaign = the_campaign(number)
    form, found = AbortForm(), sending.progress(engine(), campaign.id)
    return render_template("operator/abort.html", campaign=campaign, form=form, progress=found, errors={})


@pages.post("/abort")
@requires(Permission.send_campaigns)
def abort_campaign(number: int) -> ResponseReturnValue:
    """End the campaign for good: what has not left is cancelled, and nobody is paid by it."""
    campaign = the_campaign(number)
    form = AbortForm(request.form)
    if not form.validate():
        found, errors = sending.progress(engine(), campaign.id), errors_of(form.reason)
        return render_template("operator/abort.html", campaign=campaign, form=form, progress=found, errors=errors), 422
    aborted = sending.abort(engine(), campaign)
    record("aborted", aborted, {"reason": form.reason.data.strip()})
    flash(_("批次已终止，没有发出的短信都已取消。"))
    return back(number)


@pages.post("/close")
@requires(Permission.send_campaigns)
def close(number: int) -> ResponseReturnValue:
    """End sending for good, once nothing waits to be sent: publishing and paying go on."""
    campaign = _as_seen(under_way(number))
    states = sending.progress(engine(), campaign.id).states
    if states["queued"] or states["claimed"]:
        flash(_("还有短信没有发完，不能结束。"))
        return back(number)
    closed = campaigns().save(replace(campaign, state="closed", finished_at=now()))
    record("closed", closed)
    flash(_("发送已结束。公示、拨付和上报照常进行。"))
    return back(number)


def _page(campaign: Campaign, form: ScheduleForm) -> str:
    found = sending.progress(engine(), campaign.id)
    return render_template(
        "operator/sending.html",
        campaign=campaign,
        terms=Terms.of(campaign),
        progress=found,
        chart=_chart(found),
        said=SAID,
        purposes=PURPOSES,
        reasons=[(code, count, meaning_of(code)) for code, count in Messages(engine()).reasons(campaign.id)],
        resting=meaning_of(found.reason_code) if found.reason_code else "",
        moving=campaign.state == "approved" and found.states["queued"] + found.states["claimed"] > 0,
        form=form,
        errors=errors_of(*form._fields.values()),
        under_way=campaign.state in UNDER_WAY,
    )


def _chart(found: Progress) -> Chart:
    rows = ((say(SAID[state][0]), found.states[state], SAID[state][1]) for state in STATES)
    return chart(rows)


def under_way(number: int) -> Campaign:
    """Return the campaign, if its messages may leave or are paused; 409 otherwise."""
    campaign = the_campaign(number)
    return campaign if campaign.state in UNDER_WAY else abort(409)


def _as_seen(campaign: Campaign) -> Campaign:
    return campaign if request.form.get("version", type=int) == campaign.version else abort(409)


def back(number: int) -> ResponseReturnValue:
    """Return to how far sending is."""
    return redirect(url_for(".show", number=number), 303)


def record(event: str, campaign: Campaign, more: dict[str, object] | None = None) -> None:
    """Add to the trail what was done to the campaign."""
    after_ = {"state": campaign.state, **(more or {})}
    trail.record(event, subject="campaign", subject_id=campaign.id, region=campaign.region, after=after_)
