"""``…/publication``: 公示 of firms to be paid, for print and as a sheet, objections to it, and taking it back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Form, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from assistant.campaigns import publishing, reviewing
from assistant.campaigns.calendar import beijing_day
from assistant.campaigns.duties import duty
from assistant.campaigns.terms import Terms
from assistant.operator.guarding import person_name, the_campaign
from assistant.operator.paging import after, search
from assistant.rules.facts import N_
from assistant.rules.working_days import CalendarNotLoaded
from assistant.settings import Settings
from assistant.site.application import engine, policies
from assistant.site.downloads import column, download
from assistant.site.fields import DayField, Given, errors_of, one_of, tidy, tidy_lines
from assistant.site.preferences import language
from assistant.site.speaking import day
from assistant.staff import trail
from assistant.staff.access import current, freshly_confirmed, requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaign
from assistant.storage.paying.publications import (
    CHANNELS,
    DISMISSED,
    UPHELD,
    NothingToPublish,
    NotPublishing,
    Objection,
    Publication,
    Publications,
)
from assistant.storage.paying.reviews import AlreadyPaid, Reviews

pages = Blueprint("publishing", __name__, url_prefix="/console/campaigns/<int:number>/publication")

CHANNEL_WORDS = {"letter": N_("来信"), "visit": N_("来访"), "telephone": N_("来电")}
PER_PAGE = 200


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


class ObjectionForm(Form):  # type: ignore[misc]  # WTForms has no types
    """An objection as it came in. In one's own name: it says whose."""

    raised_by = StringField(
        filters=[tidy],
        validators=[
            DataRequired(lazy_gettext("请填提出人的姓名或单位")),
            Length(max=64, message=lazy_gettext("最多 64 个字")),
        ],
    )
    channel = one_of(list(CHANNELS), lazy_gettext("请选择来信、来访还是来电"))
    received_on = DayField(validators=[Given(lazy_gettext("请填哪天收到"))])
    credit_code = StringField(filters=[tidy])
    content = TextAreaField(
        filters=[tidy_lines],
        validators=[
            DataRequired(lazy_gettext("请写明反映的问题")),
            Length(2, 2000, lazy_gettext("请写 2 到 2000 个字")),
        ],
    )

    def validate_received_on(self, field: DayField) -> None:
        """Refuse a day that is still to come."""
        if field.data is not None and field.data > beijing_day(now()):
            raise ValidationError(_("这一天还没有到"))


class RulingForm(Form):  # type: ignore[misc]
    """What was found out about an objection."""

    decision = one_of([UPHELD, DISMISSED], lazy_gettext("请选择成立还是不成立"))
    note = TextAreaField(
        filters=[tidy_lines],
        validators=[
            DataRequired(lazy_gettext("请写明核实的情况")),
            Length(2, 2000, lazy_gettext("请写 2 到 2000 个字")),
        ],
    )


@pages.get("")
@requires(Permission.see_campaigns)
def index(number: int) -> ResponseReturnValue:
    """List the campaign's 公示, and what the next one would hold."""
    campaign = the_campaign(number)
    count, total = Publications(engine()).due_count(campaign.id)
    days = publishing.days_to_publish(policies(), campaign, Terms.of(campaign))
    stated = duty(policies(), campaign, "publication")
    return render_template(
        "operator/publications.html",
        campaign=campaign,
        publications=Publications(engine()).of_campaign(campaign.id),
        due=(count, total),
        days=days,
        until=_until(days),
        clause=stated.clause(language()) if stated else "",
        today=beijing_day(now()),
        may_publish=current().may(Permission.publish) and campaign.state in ("approved", "paused", "closed"),
    )


@pages.post("")
@requires(Permission.publish)
def create(number: int) -> ResponseReturnValue:
    """Publish every firm whose amount is decided and not in public yet."""
    campaign = the_campaign(number)
    try:
        made = publishing.publish(Publications(engine()), policies(), campaign, current().id, now())
    except NothingToPublish:
        flash(_("没有可以公示的单位。"))
        return redirect(url_for(".index", number=number), 303)
    except NotPublishing:
        abort(409)
    except CalendarNotLoaded as error:
        flash(_("还没有收录 %(year)s 年的放假安排，算不出公示到哪一天。", year=error.year))
        return redirect(url_for(".index", number=number), 303)
    _record("notice_published", campaign, made, {"count": made.firms})
    flash(_("已公示。任何人都可以在公示网页看到，直到 %(day)s。", day=day(made.last_day)))
    return redirect(url_for(".show", number=number, notice=made.id), 303)


@pages.get("/<int:notice>")
@requires(Permission.see_campaigns)
def show(number: int, notice: int) -> ResponseReturnValue:
    """Show one 公示 with the objections to it."""
    campaign = the_campaign(number)
    return _page(campaign, _the_publication(campaign, notice), ObjectionForm(), RulingForm())


@pages.get("/<int:notice>/print")
@requires(Permission.see_campaigns)
def printed(number: int, notice: int) -> ResponseReturnValue:
    """The whole 公示 on one page, to be printed and posted up."""
    campaign = the_campaign(number)
    publication = _the_publication(campaign, notice)
    return render_template(
        "operator/publication_print.html",
        publication=publication,
        firms=Publications(engine()).all_firms(publication.id),
        shown_code=publishing.shown_code,
    )


@pages.post("/<int:notice>/export")
@requires(Permission.see_campaigns)
@freshly_confirmed
def export(number: int, notice: int) -> ResponseReturnValue:
    """Hand out the table as it stands in public."""
    campaign = the_campaign(number)
    publication = _the_publication(campaign, notice)
    _record("list_exported", campaign, publication, {"count": publication.firms})
    columns = [
        column(N_("序号"), "count"),
        column(N_("单位名称")),
        column(N_("统一社会信用代码"), "number_text"),
        column(N_("裁员率")),
        column(N_("返还比例")),
        column(N_("拟返还金额（元）"), "yuan"),
    ]
    return download(f"notice-{publication.id}", columns, _rows(publication))


@pages.post("/<int:notice>/withdraw")
@requires(Permission.publish)
def withdraw(number: int, notice: int) -> ResponseReturnValue:
    """Take a 公示 back: nobody sees it any more, and its firms have to be published again."""
    campaign = the_campaign(number)
    publication = _the_publication(campaign, notice)
    if request.form.get("sure") != "yes":
        flash(_("撤回前请先勾选确认。"))
        return redirect(url_for(".show", number=number, notice=notice), 303)
    Publications(engine()).withdraw(publication, now())
    _record("notice_withdrawn", campaign, publication)
    flash(_("已撤回。其中的单位要重新公示。"))
    return redirect(url_for(".index", number=number), 303)


@pages.post("/<int:notice>/objections")
@requires(Permission.publish)
def record_objection(number: int, notice: int) -> ResponseReturnValue:
    """Keep an objection; until it is decided, nothing that it is about is paid."""
    campaign = the_campaign(number)
    publication = _the_publication(campaign, notice)
    form = ObjectionForm(request.form)
    firm = None
    if form.validate() and form.credit_code.data:
        firm = Publications(engine()).find_firm(publication.id, form.credit_code.data)
        if firm is None:
            form.credit_code.errors = [_("这一批公示里没有这个信用代码的单位")]
    if any(field.errors for field in form):
        return _page(campaign, publication, form, RulingForm()), 422
    key = Publications(engine()).record_objection(
        publication,
        firm=firm,
        raised_by=form.raised_by.data,
        channel=form.channel.data,
        content=form.content.data.strip(),
        received_on=form.received_on.data,
        recorded_by=current().id,
        recorded_at=now(),
    )
    trail.record("objection_recorded", subject="objection", subject_id=key, region=campaign.region)
    flash(_("已登记。处理前，有关的单位不会拨付。"))
    return redirect(url_for(".show", number=number, notice=notice), 303)


@pages.post("/<int:notice>/objections/<int:objection>")
@requires(Permission.publish)
def decide_objection(number: int, notice: int, objection: int) -> ResponseReturnValue:
    """Keep what was found out. An upheld objection against a firm brings the firm to the list of reviews."""
    campaign = the_campaign(number)
    publication = _the_publication(campaign, notice)
    found = _the_objection(publication, objection)
    if found.decision is not None:
        abort(409)
    form = RulingForm(request.form)
    if not form.validate():
        return _page(campaign, publication, ObjectionForm(), form, objection), 422
    if form.decision.data == UPHELD and found.firm is not None:
        try:
            Reviews(engine()).open_again(campaign.id, found.firm, reviewing.PUBLICATION)
        except AlreadyPaid:
            form.decision.errors = [_("这家单位已经拨付，不能再核定。请按追回程序办理，并在这里写明。")]
            return _page(campaign, publication, ObjectionForm(), form, objection), 422
    Publications(engine()).decide_objection(found, form.decision.data, form.note.data.strip(), current().id, now())
    trail.record(
        "objection_decided",
        subject="objection",
        subject_id=found.id,
        region=campaign.region,
        after={"decision": form.decision.data},
    )
    flash(_("已处理。成立的已进入核定名单。") if form.decision.data == UPHELD else _("已处理。"))
    return redirect(url_for(".show", number=number, notice=notice), 303)


def _page(campaign: Campaign, publication: Publication, form: ObjectionForm, ruling: RulingForm, ruled: int = 0) -> str:
    firms = Publications(engine()).firms(publication.id, search(), after(), PER_PAGE + 1)
    return render_template(
        "operator/publication.html",
        campaign=campaign,
        publication=publication,
        in_public=publishing.shown_on(publication, beijing_day(now())),
        firms=firms[:PER_PAGE],
        following=firms[PER_PAGE - 1].firm if len(firms) > PER_PAGE else None,
        shown_code=publishing.shown_code,
        objections=Publications(engine()).objections(publication.id),
        channels=CHANNEL_WORDS,
        search=search(),
        form=form,
        ruling=ruling,
        ruled=ruled,
        errors=errors_of(*form._fields.values(), *ruling._fields.values()),
        may_publish=current().may(Permission.publish),
        person_name=person_name,
    )


def _rows(publication: Publication) -> Iterator[tuple[Any, ...]]:
    for place, line in enumerate(Publications(engine()).all_firms(publication.id), start=1):
        code = publishing.shown_code(line.credit_code, line.facts)
        yield place, line.name, code, line.layoff_rate, line.percent, line.refund_fen


def _until(days: int) -> date | None:
    """The last day of a 公示 that began today; None where the year's calendar is not held."""
    try:
        return publishing.period(beijing_day(now()), days)[1]
    except CalendarNotLoaded:
        return None


def _the_publication(campaign: Campaign, key: int) -> Publication:
    found = Publications(engine()).get(key)
    return found if found is not None and found.campaign == campaign.id else abort(404)


def _the_objection(publication: Publication, key: int) -> Objection:
    found = Publications(engine()).objection(key)
    return found if found is not None and found.public_notice == publication.id else abort(404)


def _record(event: str, campaign: Campaign, publication: Publication, more: dict[str, Any] | None = None) -> None:
    after_ = {"number": publication.number, **(more or {})}
    trail.record(event, subject="notice", subject_id=publication.id, region=campaign.region, after=after_)
