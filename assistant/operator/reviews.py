"""``…/reviews``: firms on whom a person decides, and another person signs."""

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Form, TextAreaField
from wtforms.validators import DataRequired, Length

from assistant.campaigns import reviewing, sending
from assistant.campaigns.reviewing import ImpossibleAmount
from assistant.interview.report import report
from assistant.operator.guarding import person_name, the_campaign
from assistant.operator.money import YuanField
from assistant.operator.paging import PER_PAGE, after, chosen, page_of, search
from assistant.settings import Settings
from assistant.site.application import engine, flows, policies, settings
from assistant.site.fields import errors_of, one_of, tidy_lines
from assistant.site.preferences import language
from assistant.staff import trail
from assistant.staff.access import current, requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaign
from assistant.storage.firm_page.replies import Replies
from assistant.storage.firms import Firms
from assistant.storage.paying.reviews import PAY, REFUSE, STATES, Review, Reviews, SameReviewer

pages = Blueprint("reviews", __name__, url_prefix="/console/campaigns/<int:number>/reviews")

MAY_SEE = (Permission.decide_reviews, Permission.sign_reviews)


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


class DecisionForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What is decided, and why."""

    decision = one_of([PAY, REFUSE], lazy_gettext("请选择返还还是不予返还"))
    amount = YuanField()
    note = TextAreaField(
        filters=[tidy_lines],
        validators=[
            DataRequired(lazy_gettext("请写明理由：核对了什么、依据哪一条")),
            Length(2, 500, lazy_gettext("请写 2 到 500 个字")),
        ],
    )


class SendBackForm(Form):  # type: ignore[misc]
    """Why a decision is not signed."""

    reason = TextAreaField(
        filters=[tidy_lines],
        validators=[
            DataRequired(lazy_gettext("请写明为什么退回")),
            Length(2, 500, lazy_gettext("请写 2 到 500 个字")),
        ],
    )


@pages.get("")
@requires(*MAY_SEE)
def index(number: int) -> ResponseReturnValue:
    """List the firms to be reviewed."""
    campaign = the_campaign(number)
    plan = policies().plan_for(campaign.notice, campaign.program, campaign.as_of)
    state, wanted = chosen("state", STATES), search()
    rows = Reviews(engine()).page(campaign.id, state, wanted, after(), PER_PAGE + 1)
    spoken = language()
    return render_template(
        "operator/reviews.html",
        campaign=campaign,
        page=page_of(rows, lambda row: row.id),
        counts=Reviews(engine()).counts(campaign.id),
        kept={"state": state or "", "search": wanted},
        reason=lambda reason: reviewing.reason_text(plan, reason, spoken),
        person_name=person_name,
    )


@pages.get("/<int:review_id>")
@requires(*MAY_SEE)
def show(number: int, review_id: int) -> ResponseReturnValue:
    """Show one firm with the full explanation, and what may be decided."""
    campaign = the_campaign(number)
    return _page(campaign, _the_review(campaign, review_id), DecisionForm(), SendBackForm())


@pages.post("/<int:review_id>/decide")
@requires(Permission.decide_reviews)
def decide(number: int, review_id: int) -> ResponseReturnValue:
    """Store a decision; it counts once another person has signed it."""
    campaign = the_campaign(number)
    review = _as_seen(_the_review(campaign, review_id))
    form = DecisionForm(request.form)
    valid = form.validate()
    if valid and form.decision.data == PAY and form.amount.data is None:
        form.amount.errors = [_("返还的，请填金额")]
        valid = False
    if not valid:
        return _page(campaign, review, form, SendBackForm()), 422
    try:
        decided = reviewing.decide(
            Reviews(engine()),
            review,
            _amounts(campaign, review),
            decision=form.decision.data,
            amount_fen=form.amount.data,
            note=form.note.data,
            by=current().id,
            at=now(),
        )
    except ImpossibleAmount:
        form.amount.errors = [_("按规则算不出这个金额。请从下面列出的金额中选一个，或先更正数据。")]
        return _page(campaign, review, form, SendBackForm()), 422
    _record("review_decided", campaign, decided)
    flash(_("已保存。还要由另一人复签才生效。"))
    return redirect(url_for(".index", number=number, state="open"), 303)


@pages.post("/<int:review_id>/sign")
@requires(Permission.sign_reviews)
def sign(number: int, review_id: int) -> ResponseReturnValue:
    """Sign another person's decision: from now on it counts, and a firm to be paid gets its message."""
    campaign = the_campaign(number)
    review = _as_seen(_the_review(campaign, review_id))
    try:
        signed = Reviews(engine()).sign(review, current().id, now())
    except SameReviewer:
        return _refused(campaign, review)
    _record("review_signed", campaign, signed)
    if signed.decision == PAY and campaign.state in ("approved", "paused"):
        sending.add_late(engine(), campaign, secret_key=settings().secret_key)
    flash(_("已复签。"))
    return redirect(url_for(".index", number=number, state="decided"), 303)


@pages.post("/<int:review_id>/return")
@requires(Permission.sign_reviews)
def send_back(number: int, review_id: int) -> ResponseReturnValue:
    """Do not sign: the review is open again, with the reason."""
    campaign = the_campaign(number)
    review = _as_seen(_the_review(campaign, review_id))
    form = SendBackForm(request.form)
    if not form.validate():
        return _page(campaign, review, DecisionForm(), form), 422
    try:
        opened = Reviews(engine()).send_back(review, form.reason.data.strip(), current().id, now())
    except SameReviewer:
        return _refused(campaign, review)
    _record("returned", campaign, opened)
    flash(_("已退回，理由会显示给核定的人。"))
    return redirect(url_for(".index", number=number, state="decided"), 303)


def _the_review(campaign: Campaign, key: int) -> Review:
    review = Reviews(engine()).get(key)
    return review if review is not None and review.campaign == campaign.id else abort(404)


def _as_seen(review: Review) -> Review:
    """The review, if it is still as the page showed it; 409 otherwise."""
    return review if request.form.get("version", type=int) == review.version else abort(409)


def _facts(campaign: Campaign, review: Review) -> tuple[dict[str, object], dict[str, object]]:
    """The bureau's facts on the firm, and what the firm says differs."""
    plan = policies().plan_for(campaign.notice, campaign.program, campaign.as_of)
    firm = Firms(engine()).get(review.firm)
    reply = Replies(engine(), settings().secret_key).of_firm(review.firm)
    assert firm is not None
    said = reply.facts if reply is not None and reply.state != "refused" else None
    return reviewing.known_facts(plan, firm.facts), reviewing.known_facts(plan, said)


def _amounts(campaign: Campaign, review: Review) -> reviewing.Amounts:
    plan = policies().plan_for(campaign.notice, campaign.program, campaign.as_of)
    return reviewing.possible_amounts(reviewing.decisions_on(plan, *_facts(campaign, review)), language())


def _page(campaign: Campaign, review: Review, form: DecisionForm, back: SendBackForm) -> str:
    plan = policies().plan_for(campaign.notice, campaign.program, campaign.as_of)
    facts, said = _facts(campaign, review)
    spoken, me = language(), current()
    both = [facts] if not said else [facts, {**facts, **said}]
    return render_template(
        "operator/review.html",
        campaign=campaign,
        review=review,
        reasons=[reviewing.reason_text(plan, reason, spoken) for reason in review.reasons],
        reports=[report(reviewing.explained(flows(), plan, known), spoken, of_bureau=True) for known in both],
        amounts=_amounts(campaign, review),
        form=form,
        back=back,
        errors=errors_of(form.decision, form.amount, form.note, back.reason),
        may_decide=review.state == "open" and me.may(Permission.decide_reviews),
        may_sign=review.state == "decided" and me.may(Permission.sign_reviews) and review.decided_by != me.id,
        own=review.decided_by == me.id,
        person_name=person_name,
    )


def _refused(campaign: Campaign, review: Review) -> ResponseReturnValue:
    _record("review_signed", campaign, review, result="refused")
    flash(_("自己核定的要由另一人复签。"))
    return redirect(url_for(".show", number=campaign.id, review_id=review.id), 303)


def _record(event: str, campaign: Campaign, review: Review, result: str = "done") -> None:
    trail.record(
        event,
        subject="review",
        subject_id=review.id,
        region=campaign.region,
        after={
            "campaign": campaign.id,
            "state": review.state,
            "decision": review.decision,
            "refund_fen": review.refund_fen,
        },
        result=result,
    )
