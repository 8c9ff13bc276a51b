"""``…/approval``: what firms will read, what to check before, a test, submitting, and the second person's word."""

import secrets
from dataclasses import dataclass
from decimal import Decimal

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Form, TextAreaField
from wtforms.validators import DataRequired, Length

from assistant.campaigns import approving, sending
from assistant.campaigns.approving import PURPOSES, Check, Cost
from assistant.campaigns.calendar import beijing_day, start_of
from assistant.campaigns.firm_page.masking import mask_phone
from assistant.campaigns.terms import Terms
from assistant.campaigns.wording import Preview, Wording
from assistant.operator.gate import gateway, origin
from assistant.operator.guarding import person_name, the_campaign
from assistant.operator.paging import after, search
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import engine, policies, row_number, settings
from assistant.site.fields import Given, errors_of, tidy_lines
from assistant.site.phones import MobileField
from assistant.site.speaking import say
from assistant.sms.errors import meaning
from assistant.sms.gateway import Accepted, Rejected
from assistant.staff import trail
from assistant.staff.access import current, requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaign
from assistant.storage.firms import Firm
from assistant.storage.outbox.reachable import Counted, Reachable
from assistant.storage.staffing.trail import Trail, Wanted

pages = Blueprint("approval", __name__, url_prefix="/console/campaigns/<int:number>/approval")

TESTS_A_DAY = 5  # for each campaign
TITLES = {"notice": N_("返还通知"), "invitation": N_("劳务派遣单位：请其申请")}


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)
    app.jinja_env.filters["price"] = price


def price(li: int) -> str:
    """Return 厘 in yuan, to the thousandth where it counts: 135 gives 0.135."""
    text = f"{Decimal(li) / 1000:,.3f}"
    return text.removesuffix("0")


class TestForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Where a test goes."""

    to = MobileField(validators=[Given(lazy_gettext("请填一个手机号，例如自己的"))])


class ReturnForm(Form):  # type: ignore[misc]
    """Why a campaign is not approved."""

    reason = TextAreaField(
        filters=[tidy_lines],
        validators=[
            DataRequired(lazy_gettext("请写明为什么退回")),
            Length(2, 500, lazy_gettext("请写 2 到 500 个字")),
        ],
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One purpose: its firms, the one whose message is shown, and what all of them cost."""

    purpose: str
    title: str
    counted: Counted
    firms: list[Firm]
    firm: Firm | None
    preview: Preview | None
    cost: Cost


@pages.get("")
@requires(Permission.see_campaigns)
def show(number: int) -> ResponseReturnValue:
    """Show messages, costs and the list of checks."""
    return _page(the_campaign(number), TestForm(), ReturnForm())


@pages.get("/without-phone")
@requires(Permission.see_campaigns)
def without_phone(number: int) -> ResponseReturnValue:
    """List the firms that no message can reach."""
    campaign = the_campaign(number)
    firms = Reachable(engine()).without_phone(campaign.id, tuple(PURPOSES), after(), 201)
    following = firms[199].id if len(firms) > 200 else None
    return render_template("operator/without_phone.html", campaign=campaign, firms=firms[:200], following=following)


@pages.post("/test")
@requires(Permission.send_campaigns)
def test(number: int) -> ResponseReturnValue:
    """Send one marked message to a number that the person types; the number is kept nowhere."""
    campaign = the_campaign(number)
    form = TestForm(request.form)
    firm = next(iter(_purposes(campaign, Reachable(engine()))), None)
    if form.validate() and firm is None:
        form.to.errors = [_("还没有可以发送的单位：先导入并筛查")]
    elif not form.to.errors and _tests_today(campaign) >= TESTS_A_DAY:
        form.to.errors = [_("今天的 %(most)s 次测试已用完，请明天再试", most=TESTS_A_DAY)]
    if form.to.errors or firm is None:
        return _page(campaign, form, ReturnForm()), 422
    to = form.to.data
    # First the trail: a test that cannot be counted is not sent.
    trail.record(
        "test_sent", subject="campaign", subject_id=campaign.id, region=campaign.region, after={"to": mask_phone(to)}
    )
    flash(_send_test(campaign, firm, to))
    return redirect(url_for(".show", number=number), 303)


@pages.post("/submit")
@requires(Permission.edit_campaigns)
def submit(number: int) -> ResponseReturnValue:
    """Submit the campaign to another person."""
    campaign = _as_seen(the_campaign(number))
    try:
        submitted = approving.submit(engine(), campaign, _checks(campaign), current().id, now())
    except approving.NotReady:
        flash(_("还不能提交：请先处理下面标为“未满足”的各项。"))
        return redirect(url_for(".show", number=number), 303)
    _record("submitted", submitted, before=campaign)
    flash(_("已提交，请另一人复核。"))
    return redirect(url_for(".show", number=number), 303)


@pages.post("/approve")
@requires(Permission.approve_campaigns)
def approve(number: int) -> ResponseReturnValue:
    """Approve what another person submitted: messages are written, and leave at the hours that are set."""
    campaign = _as_seen(the_campaign(number))
    try:
        approved = sending.approve(engine(), campaign, current().id, now(), secret_key=settings().secret_key)
    except sending.SamePerson:
        _record("approved", campaign, result="refused")
        flash(_("自己提交的要由另一人复核。"))
        return redirect(url_for(".show", number=number), 303)
    _record("approved", approved, before=campaign)
    flash(_("已批准，短信会在设定的时间发出。"))
    return redirect(url_for("sending.show", number=number), 303)


@pages.post("/return")
@requires(Permission.approve_campaigns)
def send_back(number: int) -> ResponseReturnValue:
    """Give the campaign back to its operator, saying why."""
    campaign = _as_seen(the_campaign(number))
    form = ReturnForm(request.form)
    if not form.validate():
        return _page(campaign, TestForm(), form), 422
    try:
        returned = approving.send_back(engine(), campaign)
    except approving.NotReady:
        abort(409)
    _record("returned", returned, before=campaign, reason=form.reason.data.strip())
    flash(_("已退回，理由会显示给经办的人。"))
    return redirect(url_for(".show", number=number), 303)


def _page(campaign: Campaign, test_form: TestForm, return_form: ReturnForm) -> str:
    terms, me = Terms.of(campaign), current()
    gate = gateway()
    return render_template(
        "operator/approval.html",
        campaign=campaign,
        terms=terms,
        gate=gate,
        shown=[_shown(campaign, track) for track in PURPOSES],
        checks=_checks(campaign),
        search=search(),
        test_form=test_form,
        return_form=return_form,
        errors=errors_of(test_form.to, return_form.reason),
        tests_left=max(TESTS_A_DAY - _tests_today(campaign), 0),
        may_submit=campaign.state == "screened" and me.may(Permission.edit_campaigns),
        may_approve=campaign.state == "submitted" and me.may(Permission.approve_campaigns),
        own=campaign.submitted_by == me.id,
        returned=_returned(campaign),
        person_name=person_name,
    )


def _shown(campaign: Campaign, track: str) -> Shown:
    purpose, reachable = PURPOSES[track], Reachable(engine())
    wording, able = _wording(), gateway().capabilities
    found = reachable.find(campaign.id, track, search())
    key = request.args.get(purpose, type=row_number)
    firm = (reachable.get(campaign.id, key) if key else None) or (found[0] if found else None)
    return Shown(
        purpose,
        TITLES[purpose],
        reachable.counts(campaign.id, track),
        found,
        firm,
        approving.sample(wording, campaign, firm, purpose, able) if firm else None,
        approving.cost(wording, campaign, reachable.every(campaign.id, track), purpose, able),
    )


def _wording() -> Wording:
    return Wording(policies(), origin())


def _checks(campaign: Campaign) -> list[Check]:
    return approving.checks(engine(), campaign, gateway(), origin(), beijing_day(now()))


def _purposes(campaign: Campaign, reachable: Reachable) -> list[tuple[Firm, str]]:
    """A firm of each purpose that has any: a test is worded like its message."""
    found = ((reachable.find(campaign.id, track, "", 1), purpose) for track, purpose in PURPOSES.items())
    return [(firms[0], purpose) for firms, purpose in found if firms]


def _tests_today(campaign: Campaign) -> int:
    since = start_of(beijing_day(now()))
    wanted = Wanted(event="test_sent", subject="campaign", subject_id=str(campaign.id), since=since)
    return len(Trail(engine()).page(wanted, limit=TESTS_A_DAY))


def _send_test(campaign: Campaign, about: tuple[Firm, str], to: str) -> str:
    """Send it, and say what became of it."""
    firm, purpose = about
    gate = gateway()
    worded = approving.test_message(_wording(), campaign, firm, purpose, secrets.token_urlsafe(12))
    outcome = gate.send(worded.message, worded.params, to, secrets.token_hex(16), worded.language)
    if isinstance(outcome, Accepted):
        return str(_("测试短信已交给网关。请看手机收到的样子。"))
    if isinstance(outcome, Rejected):
        why = say(meaning(gate.name, outcome.code).text)
        return str(_("网关没有接受（%(code)s）：%(why)s", code=outcome.code, why=why))
    return str(_("网关没有答复，测试短信可能已发出，也可能没有。请看手机，不要马上重试。"))


def _returned(campaign: Campaign) -> str:
    """Why the campaign was given back, while it waits to be submitted again."""
    if campaign.state != "screened":
        return ""
    wanted = Wanted(event="returned", subject="campaign", subject_id=str(campaign.id))
    found = Trail(engine()).page(wanted, limit=1)
    return str((found[0].after or {}).get("reason", "")) if found else ""


def _as_seen(campaign: Campaign) -> Campaign:
    return campaign if request.form.get("version", type=int) == campaign.version else abort(409)


def _record(
    event: str, campaign: Campaign, before: Campaign | None = None, reason: str = "", result: str = "done"
) -> None:
    after = {"state": campaign.state} | ({"reason": reason} if reason else {})
    was = None if before is None else {"state": before.state}
    key = campaign.id
    trail.record(
        event, subject="campaign", subject_id=key, region=campaign.region, before=was, after=after, result=result
    )
