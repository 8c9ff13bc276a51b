"""``…/replies``: what firms confirmed and what they object to, the bureau's result beside the firm's."""

from typing import Any

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Form, TextAreaField
from wtforms.validators import DataRequired, Length

from assistant.campaigns import reviewing
from assistant.interview.engine import Interview
from assistant.interview.prefilled import differences, side
from assistant.interview.report import report
from assistant.operator.guarding import person_name, the_campaign
from assistant.operator.paging import PER_PAGE, after, chosen, page_of
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import engine, flows, policies, settings
from assistant.site.fields import errors_of, one_of, tidy_lines
from assistant.site.preferences import language
from assistant.staff import trail
from assistant.staff.access import current, requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaign
from assistant.storage.firm_page.replies import (
    ACCEPTED,
    APPLIED,
    CONFIRMED,
    KINDS,
    RECEIVED,
    REFUSED,
    STATES,
    Replies,
    Reply,
)
from assistant.storage.firms import Firm, Firms
from assistant.storage.paying.reviews import AlreadyPaid, Reviews

pages = Blueprint("replies", __name__, url_prefix="/console/campaigns/<int:number>/replies")

KIND_WORDS = {"confirmed": N_("确认无误"), "objected": N_("提出异议"), "applied": N_("派遣单位申请")}
STATE_WORDS = {"received": N_("等待处理"), "accepted": N_("已受理"), "refused": N_("未采纳")}
ACCOUNT_WORDS = {"correct": N_("账户正确"), "not_ours": N_("不是本单位的账户"), "none": N_("没有对公账户")}


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


class AnswerForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What the office says to an objection."""

    state = one_of([ACCEPTED, REFUSED], lazy_gettext("请选择受理还是不采纳"))
    answer = TextAreaField(
        filters=[tidy_lines],
        validators=[
            DataRequired(lazy_gettext("请写给单位的答复，它会显示在单位的进度页上")),
            Length(2, 1000, lazy_gettext("请写 2 到 1000 个字")),
        ],
    )


def stored_replies() -> Replies:
    """Return the replies of the running application."""
    return Replies(engine(), settings().secret_key, now)


@pages.get("")
@requires(Permission.see_campaigns)
def index(number: int) -> ResponseReturnValue:
    """List what firms replied."""
    campaign = the_campaign(number)
    kind, state = chosen("kind", KINDS), chosen("state", STATES)
    rows = stored_replies().page(campaign.id, kind, state, after(), PER_PAGE + 1)
    counts = stored_replies().counts(campaign.id)
    return render_template(
        "operator/replies.html",
        campaign=campaign,
        page=page_of(rows, lambda row: row.id),
        confirmed=sum(found for (kind_, _state), found in counts.items() if kind_ == CONFIRMED),
        waiting=sum(found for (kind_, state_), found in counts.items() if kind_ != CONFIRMED and state_ == RECEIVED),
        handled=sum(found for (kind_, state_), found in counts.items() if kind_ != CONFIRMED and state_ != RECEIVED),
        kept={"kind": kind or "", "state": state or ""},
        words=(KIND_WORDS, STATE_WORDS, ACCOUNT_WORDS),
    )


@pages.get("/<int:reply_id>")
@requires(Permission.see_campaigns)
def show(number: int, reply_id: int) -> ResponseReturnValue:
    """Show one reply."""
    campaign = the_campaign(number)
    return _page(campaign, _the_reply(campaign, reply_id), AnswerForm())


@pages.post("/<int:reply_id>")
@requires(Permission.decide_reviews)
def handle(number: int, reply_id: int) -> ResponseReturnValue:
    """Answer an objection or application: accepted, it goes to the list of reviews; two persons decide there."""
    campaign = the_campaign(number)
    reply = _the_reply(campaign, reply_id)
    if request.form.get("version", type=int) != reply.version or reply.kind == CONFIRMED or reply.state != RECEIVED:
        abort(409)
    form = AnswerForm(request.form)
    if not form.validate():
        return _page(campaign, reply, form), 422
    if form.state.data == ACCEPTED:
        try:
            reason = reviewing.APPLICATION if reply.kind == APPLIED else reviewing.OBJECTION
            Reviews(engine()).open_again(campaign.id, reply.firm, reason)
        except AlreadyPaid:
            form.state.errors = [_("这家单位已经列入拨付清单，不能在这里重新核定。请另行处理差额，并在答复里说明。")]
            return _page(campaign, reply, form), 422
    handled = stored_replies().handle(reply, form.state.data, current().id, form.answer.data.strip())
    trail.record(
        "reply_handled",
        subject="reply",
        subject_id=reply.id,
        region=campaign.region,
        before={"state": reply.state},
        after={"state": handled.state},
    )
    flash(_("已答复。受理的已进入核定名单。") if handled.state == ACCEPTED else _("已答复。"))
    return redirect(url_for(".index", number=number, state=RECEIVED), 303)


def _the_reply(campaign: Campaign, key: int) -> Reply:
    reply = stored_replies().get(key)
    return reply if reply is not None and reply.campaign == campaign.id else abort(404)


def _page(campaign: Campaign, reply: Reply, form: AnswerForm) -> str:
    firm = Firms(engine()).get(reply.firm)
    assert firm is not None
    theirs, own, changed = _both(campaign, firm, reply)
    spoken = language()
    return render_template(
        "operator/reply.html",
        campaign=campaign,
        reply=reply,
        firm=firm,
        words=(KIND_WORDS, STATE_WORDS, ACCOUNT_WORDS),
        sides=(side(theirs, spoken), side(own, spoken)) if own is not theirs else (side(theirs, spoken),),
        reports=[report(one, spoken, of_bureau=True) for one in ([theirs] if own is theirs else [theirs, own])],
        changed=changed,
        review=Reviews(engine()).of_firm(firm.id),
        form=form,
        errors=errors_of(form.state, form.answer),
        may_answer=reply.kind != CONFIRMED and reply.state == RECEIVED and current().may(Permission.decide_reviews),
        person_name=person_name,
    )


def _both(campaign: Campaign, firm: Firm, reply: Reply) -> tuple[Interview, Interview, list[Any]]:
    """The decision by the bureau's facts, the one by the firm's (the same where it says nothing), what differs."""
    plan = policies().plan_for(campaign.notice, campaign.program, campaign.as_of)
    facts, said = reviewing.known_facts(plan, firm.facts), reviewing.known_facts(plan, reply.facts)
    theirs = reviewing.explained(flows(), plan, facts)
    if not said:
        return theirs, theirs, []
    own = reviewing.explained(flows(), plan, {**facts, **said})
    return theirs, own, differences(own, firm.facts, language())
