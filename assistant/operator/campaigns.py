"""``/console/campaigns``: the list, a new campaign in two steps, its settings, and where it stands."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form

from assistant.campaigns import screening
from assistant.campaigns.duties import notice_title, stated_duty
from assistant.campaigns.terms import LABELS, Terms
from assistant.interview.wording import VERDICTS
from assistant.operator.basis import PROGRAM, BasisForm
from assistant.operator.guarding import EDITABLE, campaigns, person_name, record, the_campaign
from assistant.operator.states import STATES, TRACKS, status
from assistant.operator.steps import steps_of
from assistant.operator.terms_form import TermsForm, preset, terms_form
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import policies
from assistant.site.preferences import language
from assistant.site.speaking import say
from assistant.staff import menu
from assistant.staff.access import current, requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaign
from assistant.storage.interviews import Conflict

pages = Blueprint("campaigns", __name__, url_prefix="/console/campaigns")

_BASIS = ("title", "region", "notice", "as_of")
_WORDS = {"link": N_("专属链接"), "pickup": N_("固定网址和取件码"), "zh_Hans_CN": "中文", "en": "English"}


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages, and lead to them from the menu."""
    app.register_blueprint(pages)
    app.jinja_env.globals.update(
        campaign_status=status,
        person_name=person_name,
        summary_of=screening.summary,
        track_words=TRACKS,
        verdict_words=VERDICTS,
    )
    menu.add(app, N_("批次"), "campaigns.list_campaigns", Permission.see_campaigns, place=10)


@pages.get("")
@requires(Permission.see_campaigns)
def list_campaigns() -> ResponseReturnValue:
    """List the campaigns of the person's region, all or those of one state."""
    wanted = request.args.get("state", "")
    found = campaigns().all(current().region)
    shown = [campaign for campaign in found if wanted not in STATES or campaign.state == wanted]
    return render_template("operator/campaigns.html", campaigns=shown, any=bool(found), states=STATES, wanted=wanted)


@pages.get("/new")
@requires(Permission.edit_campaigns)
def ask_basis() -> ResponseReturnValue:
    """Ask for title, region, notice and day."""
    form = BasisForm(request.args or None, own_region=current().region)
    if form.region.data is None:
        form.region.data = current().region
    return render_template("operator/new_basis.html", form=form, errors={}, outside=None)


@pages.get("/new/terms")
@requires(Permission.edit_campaigns)
def ask_terms() -> ResponseReturnValue:
    """Check title, region, notice and day, then ask for the terms, with what the notice says filled in."""
    if not request.args:
        return redirect(url_for("campaigns.ask_basis"), 303)
    basis = BasisForm(request.args, own_region=current().region)
    refused = _basis_refused(basis, "operator/new_basis.html")
    return refused or _terms_page(basis, terms_form(basis.notice.data, data=preset(basis.notice.data)))


@pages.post("/new/terms")
@requires(Permission.edit_campaigns)
def create() -> ResponseReturnValue:
    """Make the campaign."""
    basis = BasisForm(request.form, own_region=current().region)
    if refused := _basis_refused(basis, "operator/new_basis.html", anyway=True):
        return refused
    form = terms_form(basis.notice.data, request.form)
    if not form.validate():
        return _terms_page(basis, form), 422
    staff = current()
    campaign = campaigns().create(
        **{name: basis[name].data for name in _BASIS},
        program=PROGRAM,
        settings=form.terms().stored(),
        demonstration=int(staff.demonstration),
        created_by=staff.id,
        created_at=now(),
    )
    record("campaign_created", campaign, after=_state(campaign))
    flash(_("批次已建好。下一步：导入单位名单。"))
    return redirect(url_for("campaigns.overview", number=campaign.id), 303)


@pages.get("/<int:number>")
@requires(Permission.see_campaigns)
def overview(number: int) -> ResponseReturnValue:
    """Show where the campaign stands: every step, what is done, and what waits."""
    campaign = the_campaign(number)
    return render_template(
        "operator/overview.html",
        campaign=campaign,
        terms=Terms.of(campaign),
        notice=policies().notices[campaign.notice],
        plan=policies().plan_for(campaign.notice, campaign.program, campaign.as_of),
        steps=steps_of(campaign),
        editable=campaign.state in EDITABLE,
    )


@pages.get("/<int:number>/settings")
@requires(Permission.edit_campaigns)
def settings_page(number: int) -> ResponseReturnValue:
    """Show the campaign's settings, to be changed while nothing was submitted."""
    campaign = the_campaign(number)
    basis = BasisForm(None, own_region=campaign.region, data={name: getattr(campaign, name) for name in _BASIS})
    return _settings_page(campaign, basis, terms_form(campaign.notice, data=Terms.of(campaign).model_dump()))


@pages.post("/<int:number>/settings")
@requires(Permission.edit_campaigns)
def change_settings(number: int) -> ResponseReturnValue:
    """Save the settings; by another notice or day, the firms have to be screened again."""
    campaign = the_campaign(number)
    given = _with_last_day(MultiDict(request.form) | {"region": campaign.region})
    basis = BasisForm(given, own_region=campaign.region)
    form = terms_form(basis.notice.data if basis.notice.data in basis.offered else campaign.notice, given)
    valid = bool(basis.validate()) & bool(form.validate())
    if campaign.state not in EDITABLE or given.get("version") != str(campaign.version):
        return _settings_page(campaign, basis, form, changed_meanwhile=True), 409
    if not valid or (_moved(campaign, basis) and basis.outside and not given.get("anyway")):
        return _settings_page(campaign, basis, form, outside=basis.outside if valid else None), 422
    try:
        saved = campaigns().save(_changed(campaign, basis, form.terms()))
    except Conflict:
        return _settings_page(the_campaign(number), basis, form, changed_meanwhile=True), 409
    record("campaign_changed", saved, before=_state(campaign), after=_state(saved))
    flash(_("已保存。依据或核算日期变了，请重新筛查。") if saved.state != campaign.state else _("已保存。"))
    return redirect(url_for("campaigns.overview", number=number), 303)


def _basis_refused(basis: BasisForm, template: str, *, anyway: bool = False) -> ResponseReturnValue | None:
    """The form again where it is not complete, or where the day lies outside the term and nobody said that this is meant."""
    if not basis.validate():
        return render_template(template, form=basis, errors=first_errors(basis), outside=None), 422
    if not anyway and not request.args.get("anyway") and (outside := basis.outside) is not None:
        if request.args.get("instead"):
            args: dict[str, Any] = {**request.args, "as_of": outside.instead.isoformat()}
            args.pop("instead")
            return redirect(url_for("campaigns.ask_terms", **args), 303)
        return render_template(template, form=basis, errors={}, outside=outside), 422
    return None


def _with_last_day(given: MultiDict[str, str]) -> MultiDict[str, str]:
    """The form with the day that was offered instead, where the person chose it."""
    if given.get("instead"):
        given["as_of"] = given["instead"]
    return given


def _terms_page(basis: BasisForm, form: TermsForm) -> str:
    return render_template(
        "operator/new_terms.html",
        basis=basis,
        kept={name: basis[name]._value() if name in {"title", "as_of"} else basis[name].data for name in _BASIS},
        form=form,
        errors=first_errors(form),
        **_said_by(basis.notice.data),
    )


def _settings_page(
    campaign: Campaign, basis: BasisForm, form: TermsForm, *, changed_meanwhile: bool = False, outside: object = None
) -> str:
    return render_template(
        "operator/settings.html",
        campaign=campaign,
        basis=basis,
        form=form,
        errors=first_errors(basis) | first_errors(form),
        outside=outside,
        changed_meanwhile=changed_meanwhile,
        stored=_differing(campaign, basis, form) if changed_meanwhile else [],
        labels=LABELS,
        editable=campaign.state in EDITABLE,
        **_said_by(form_notice(basis, campaign)),
    )


def form_notice(basis: BasisForm, campaign: Campaign) -> str:
    """Return the notice that the form names, else the campaign's."""
    return basis.notice.data if basis.notice.data in basis.offered else campaign.notice


def _said_by(notice: str) -> dict[str, Any]:
    """What the notice says of 公示 and of firms' confirmation, for hints beside the fields."""
    held = policies()
    return {
        "publication": stated_duty(held, notice, PROGRAM, "publication"),
        "confirmation": stated_duty(held, notice, PROGRAM, "confirmation"),
    }


def first_errors(form: Form) -> dict[str, str]:
    """Return the first error of each field."""
    return {name: str(errors[0]) for name, errors in form.errors.items() if errors}


def _moved(campaign: Campaign, basis: BasisForm) -> bool:
    return (campaign.notice, campaign.as_of) != (basis.notice.data, basis.as_of.data)


def _changed(campaign: Campaign, basis: BasisForm, terms: Terms) -> Campaign:
    changed = replace(
        campaign,
        title=basis.title.data,
        notice=basis.notice.data,
        as_of=basis.as_of.data,
        settings=terms.stored(),
    )
    # What was counted by another notice or day is not this campaign's result.
    return replace(changed, state="draft", summary=None) if _moved(campaign, basis) else changed


def _differing(campaign: Campaign, basis: BasisForm, form: TermsForm) -> list[tuple[str, str]]:
    """(field, what is stored) of every field in which the form differs from what somebody else saved."""
    now = BasisForm(None, own_region=campaign.region, data={name: getattr(campaign, name) for name in _BASIS})
    then = TermsForm(None, data=Terms.of(campaign).model_dump())
    found = []
    for mine, theirs in ((basis, now), (form, then)):
        found += [(f.name, _shown(f)) for f in theirs if f.data != mine[f.name].data]
    return found


def _shown(field: Any) -> str:
    if isinstance(field.data, bool):
        return str(_("是") if field.data else _("否"))
    if field.data in _WORDS:
        return say(_WORDS[field.data])
    if field.name == "notice":
        return notice_title(policies().notices[field.data], language())
    return str(field._value())


def _state(campaign: Campaign) -> dict[str, Any]:
    return {
        "title": campaign.title,
        "region": campaign.region,
        "state": campaign.state,
        "notice": campaign.notice,
        "as_of": campaign.as_of.isoformat(),
        **campaign.settings,
    }
