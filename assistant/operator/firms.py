"""``…/firms``: samples and search; one firm with the full explanation; its number and account only with a reason."""

from flask import Blueprint, Flask, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from wtforms import Form, StringField

from assistant.campaigns import reviewing, screening
from assistant.campaigns.firm_page.masking import mask_account, mask_phone
from assistant.interview.report import report
from assistant.interview.wording import VERDICTS, show_fact
from assistant.operator.campaigns import first_errors
from assistant.operator.guarding import record, the_campaign
from assistant.operator.paging import PER_PAGE, Page, after, chosen, page_of, search
from assistant.operator.screening import condition_text, screening_plan
from assistant.operator.states import TRACKS
from assistant.rules.facts import by_name
from assistant.settings import Settings
from assistant.site.application import engine, flows
from assistant.site.fields import tidy, words
from assistant.site.preferences import language
from assistant.site.speaking import say
from assistant.staff.access import freshly_confirmed, requires
from assistant.staff.roles import Permission
from assistant.storage.campaigns import Campaign
from assistant.storage.files.firm_lists import FirmLists
from assistant.storage.firms import Firm, Firms

pages = Blueprint("firms", __name__, url_prefix="/console/campaigns/<int:number>/firms")


class ReasonForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Why a person needs the number and the account in full."""

    reason = StringField(
        filters=[tidy], validators=words(4, 120, lazy_gettext("请写明为什么要看，例如“电话核对退回的账号”"))
    )


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages, and let templates mask."""
    app.register_blueprint(pages)
    app.jinja_env.filters.update(mask_phone=mask_phone, mask_account=mask_account)


@pages.get("")
@requires(Permission.see_campaigns)
def index(number: int) -> ResponseReturnValue:
    """List some firms, spread over the whole campaign, or those that a search finds."""
    campaign = the_campaign(number)
    conditions = {part.id: condition_text(part) for part in screening_plan(campaign).conditions}
    verdict, track, failed = chosen("verdict", VERDICTS), chosen("track", TRACKS), chosen("failed", conditions)
    text, listed = search(), bool(request.args.get("all"))
    page: Page[Firm]
    if text or listed:
        lists = FirmLists(engine())
        found = lists.search(
            campaign.id, text, verdict=verdict, track=track, failed=failed, after=after(), limit=PER_PAGE + 1
        )
        page = page_of(found, lambda firm: firm.id)
    else:
        seed = request.args.get("seed", 0, type=int) % 1_000
        page = Page(
            screening.samples(engine(), campaign.id, verdict=verdict, track=track, failed=failed, seed=seed), None
        )
    kept = {
        "verdict": verdict,
        "track": track,
        "failed": failed,
        "search": text or None,
        "all": "1" if listed else None,
    }
    return render_template(
        "operator/firms.html",
        campaign=campaign,
        page=page,
        kept={name: value for name, value in kept.items() if value},
        sampled=not text and not listed,
        seed=request.args.get("seed", 0, type=int) % 1_000,
        conditions=conditions,
        verdicts=VERDICTS,
        tracks=TRACKS,
    )


@pages.get("/<int:key>")
@requires(Permission.see_campaigns)
def show(number: int, key: int) -> ResponseReturnValue:
    """Show one firm: its verdict with every condition, what it was computed from, and its number and account masked."""
    campaign = the_campaign(number)
    return _page(campaign, _the_firm(campaign, key), ReasonForm())


@pages.post("/<int:key>/unmask")
@requires(Permission.unmask)
@freshly_confirmed
def unmask(number: int, key: int) -> ResponseReturnValue:
    """Show number and account in full, in this one answer; who asked, and why, is kept in the trail."""
    campaign = the_campaign(number)
    firm = _the_firm(campaign, key)
    form = ReasonForm(request.form)
    if not form.validate():
        return _page(campaign, firm, form), 422
    record("unmasked", campaign, subject="firm", subject_id=firm.id, after={"reason": form.reason.data})
    return _page(campaign, firm, ReasonForm(), unmasked=True)


def _the_firm(campaign: Campaign, key: int) -> Firm:
    found = Firms(engine()).get(key)
    return found if found is not None and found.campaign == campaign.id else abort(404)


def _page(campaign: Campaign, firm: Firm, form: ReasonForm, *, unmasked: bool = False) -> str:
    plan = screening_plan(campaign)
    known = reviewing.known_facts(plan, firm.facts)
    facts = by_name(plan.program.facts)
    return render_template(
        "operator/firm.html",
        campaign=campaign,
        firm=firm,
        report=report(reviewing.explained(flows(), plan, known), language(), of_bureau=True),
        facts=[(say(facts[name].label), show_fact(facts[name], value, language())) for name, value in known.items()],
        tracks=TRACKS,
        form=form,
        errors=first_errors(form),
        unmasked=unmasked,
    )
