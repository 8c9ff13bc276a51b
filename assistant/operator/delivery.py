"""``…/sending/…``: what became of each message, trying again, reminding, and who wants no more messages."""

from collections.abc import Iterator

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from wtforms import Form

from assistant.campaigns import sending
from assistant.campaigns.firm_page.masking import mask_phone
from assistant.campaigns.sending import DeliveryLine
from assistant.operator.guarding import the_campaign
from assistant.operator.paging import PER_PAGE, after, chosen, page_of
from assistant.operator.sending import UNDER_WAY, back, pages, record, under_way
from assistant.operator.sending_words import PURPOSES, SAID, reason
from assistant.rules.facts import N_
from assistant.site.application import engine, settings
from assistant.site.downloads import column, download
from assistant.site.fields import Given, errors_of
from assistant.site.phones import MobileField
from assistant.site.speaking import say
from assistant.staff import trail
from assistant.staff.access import freshly_confirmed, requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaign
from assistant.storage.outbox.messages import Messages
from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.outbox.queueing import Queueing
from assistant.storage.outbox.states import STATES


class OptOutForm(Form):  # type: ignore[misc]
    """Whose number wants no more messages."""

    phone = MobileField(validators=[Given(lazy_gettext("请填来电单位要退订的手机号"))])


@pages.post("/retry")
@requires(Permission.send_campaigns)
def retry(number: int) -> ResponseReturnValue:
    """Try again what failed for a reason that may have passed."""
    campaign = under_way(number)
    count = sending.retry_failed(engine(), campaign)
    record("retried_failed", campaign, {"count": count})
    flash(ngettext("%(num)d 条重新排队。", "%(num)d 条重新排队。", count))
    return back(number)


@pages.get("/unknown")
@requires(Permission.send_campaigns)
def unknown(number: int) -> ResponseReturnValue:
    """List the messages of which nobody knows whether they arrived, and what sending them again means."""
    campaign = the_campaign(number)
    lines = sending.delivery(engine(), campaign.id, "unknown", after(), PER_PAGE + 1)
    return render_template(
        "operator/unknown.html",
        campaign=campaign,
        page=page_of(lines, lambda line: line.message_id),
        count=sending.progress(engine(), campaign.id).states["unknown"],
        under_way=campaign.state in UNDER_WAY,
    )


@pages.post("/unknown/<int:message>")
@requires(Permission.send_campaigns)
def resend(number: int, message: int) -> ResponseReturnValue:
    """Send one unknown message again, by a person's choice."""
    campaign = under_way(number)
    if not Messages(engine()).belongs(message, campaign.id):
        abort(404)
    sending.resend_unknown(engine(), message)
    trail.record("resend_unknown", subject="message", subject_id=message, region=campaign.region, after={"count": 1})
    flash(_("已重新排队。"))
    return redirect(url_for(".unknown", number=number), 303)


@pages.post("/unknown")
@requires(Permission.send_campaigns)
def resend_all(number: int) -> ResponseReturnValue:
    """Send every unknown message again, if the person said that some may arrive twice."""
    campaign = under_way(number)
    if request.form.get("sure") != "yes":
        flash(_("请先勾选：我知道有的单位可能收到两遍。"))
        return redirect(url_for(".unknown", number=number), 303)
    count = 0
    for line in _lines(campaign, "unknown"):
        try:
            sending.resend_unknown(engine(), line.message_id)
        except sending.Conflict:  # a receipt came in meanwhile: it is not unknown any more
            continue
        count += 1
    record("resend_unknown", campaign, {"count": count})
    flash(ngettext("%(num)d 条重新排队。", "%(num)d 条重新排队。", count))
    return back(number)


@pages.get("/remind")
@requires(Permission.send_campaigns)
def ask_remind(number: int) -> ResponseReturnValue:
    """Show how many firms would be reminded."""
    campaign = the_campaign(number)
    count = Queueing(engine(), settings().secret_key).to_remind(campaign.id, now())
    return render_template(
        "operator/remind.html", campaign=campaign, count=count, under_way=campaign.state in UNDER_WAY
    )


@pages.post("/remind")
@requires(Permission.send_campaigns)
def remind(number: int) -> ResponseReturnValue:
    """Remind, once, those that neither opened their page nor replied."""
    campaign = under_way(number)
    count = sending.remind(engine(), campaign, secret_key=settings().secret_key)
    record("reminded", campaign, {"count": count})
    flash(ngettext("%(num)d 条提醒已排队。", "%(num)d 条提醒已排队。", count))
    return back(number)


@pages.get("/opt-outs")
@requires(Permission.send_campaigns)
def opt_outs(number: int) -> ResponseReturnValue:
    """Show how many opted out, and let a person record one who called."""
    return _opt_outs(the_campaign(number), OptOutForm())


@pages.post("/opt-outs")
@requires(Permission.send_campaigns)
def opt_out(number: int) -> ResponseReturnValue:
    """Keep that a number wants no messages, of this campaign or any other."""
    campaign = the_campaign(number)
    form = OptOutForm(request.form)
    if not form.validate():
        return _opt_outs(campaign, form), 422
    trail.record(
        "opted_out_by_staff",
        subject="campaign",
        subject_id=campaign.id,
        region=campaign.region,
        after={"to": mask_phone(form.phone.data)},
    )
    OptOuts(engine(), settings().secret_key).record(form.phone.data, "staff", now())
    flash(_("已登记，不会再向这个号码发送短信。"))
    return redirect(url_for(".opt_outs", number=number), 303)


@pages.get("/messages")
@requires(Permission.see_campaigns)
def messages(number: int) -> ResponseReturnValue:
    """List every message: to whom, how it stands, why."""
    campaign = the_campaign(number)
    state = chosen("state", STATES)
    lines = sending.delivery(engine(), campaign.id, state, after(), PER_PAGE + 1)
    return render_template(
        "operator/messages.html",
        campaign=campaign,
        page=page_of(lines, lambda line: line.message_id),
        kept={"state": state or ""},
        states={name: label for name, (label, _look) in SAID.items()},
        purposes=PURPOSES,
        reason=reason,
    )


@pages.post("/messages/export")
@requires(Permission.send_campaigns)
@freshly_confirmed
def export(number: int) -> ResponseReturnValue:
    """Hand out the delivery report, numbers masked."""
    campaign = the_campaign(number)
    state = request.form.get("state") if request.form.get("state") in STATES else None
    trail.record(
        "list_exported",
        subject="campaign",
        subject_id=campaign.id,
        region=campaign.region,
        after={"list": "delivery", "state": state or "all"},
    )
    return _report(campaign, state)


def _report(campaign: Campaign, state: str | None) -> Response:
    columns = [
        column(N_("单位")),
        column(N_("手机号")),
        column(N_("内容")),
        column(N_("状态")),
        column(N_("原因")),
        column(N_("网关接受"), "moment"),
        column(N_("结束"), "moment"),
    ]
    rows = (
        (
            line.name,
            line.phone,
            say(PURPOSES[line.purpose]),
            say(SAID[line.state][0]),
            reason(line),
            line.accepted_at,
            line.finished_at,
        )
        for line in _lines(campaign, state)
    )
    return download(f"delivery-{campaign.id}", columns, rows)


def _opt_outs(campaign: Campaign, form: OptOutForm) -> str:
    count = sending.progress(engine(), campaign.id).states["opted_out"]
    return render_template(
        "operator/opt_outs.html", campaign=campaign, form=form, count=count, errors=errors_of(form.phone)
    )


def _lines(campaign: Campaign, state: str | None) -> Iterator[DeliveryLine]:
    key = 0
    while lines := sending.delivery(engine(), campaign.id, state, key, 1_000):
        yield from lines
        key = lines[-1].message_id
