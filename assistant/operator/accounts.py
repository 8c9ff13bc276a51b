"""``…/accounts``: firms whose account is missing or not theirs; found by one person, confirmed by another."""

from dataclasses import dataclass

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Form, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from assistant.campaigns.duties import duty
from assistant.campaigns.firm_page.masking import mask_account
from assistant.campaigns.paying import tax_account_open_to
from assistant.operator.guarding import person_name, the_campaign
from assistant.operator.paging import PER_PAGE, after, page_of
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import engine, policies
from assistant.site.fields import errors_of, one_of, tidy, tidy_lines
from assistant.site.preferences import language
from assistant.staff import trail
from assistant.staff.access import current, requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaign
from assistant.storage.paying.settled_accounts import KINDS, TAX, AccountCase, SameClerk, SettledAccounts

pages = Blueprint("accounts", __name__, url_prefix="/console/campaigns/<int:number>/accounts")

MAY_SEE = (Permission.decide_reviews, Permission.sign_reviews)
WHY = {
    "missing": N_("没有登记账户"),
    "not_ours": N_("单位说不是它的账户"),
    "none": N_("单位说没有对公账户"),
}


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@dataclass(frozen=True, slots=True)
class TaxSide:
    """Whether the notice lets this firm be paid to the account from which its premiums come, and by which clause."""

    open: bool
    clause: str


class AccountForm(Form):  # type: ignore[misc]  # WTForms has no types
    """An account that was found."""

    kind = one_of(list(KINDS), lazy_gettext("请选择是哪一种账户"))
    account = StringField(filters=[tidy], validators=[DataRequired(lazy_gettext("请填账号"))])
    note = TextAreaField(
        filters=[tidy_lines],
        validators=[
            DataRequired(lazy_gettext("请写明从哪里核对到的")),
            Length(2, 500, lazy_gettext("请写 2 到 500 个字")),
        ],
    )

    def validate_account(self, field: StringField) -> None:
        """Refuse what is no bank account."""
        field.data = _digits(field.data)


class SecondForm(Form):  # type: ignore[misc]
    """The same account, found again by another person: never copied from the page, which does not show it."""

    again = StringField(filters=[tidy], validators=[DataRequired(lazy_gettext("请填您自己核对到的账号"))])

    def validate_again(self, field: StringField) -> None:
        """Refuse what is no bank account."""
        field.data = _digits(field.data)


def _digits(typed: str | None) -> str:
    """The digits of an account, blanks and hyphens between them left out."""
    plain = "".join((typed or "").replace("-", " ").split())
    if not (plain.isascii() and plain.isdigit() and 8 <= len(plain) <= 32):
        raise ValidationError(_("账号应为 8 到 32 位数字"))
    return plain


@pages.get("")
@requires(*MAY_SEE)
def index(number: int) -> ResponseReturnValue:
    """List the firms whose account is in question, or those whose account was found."""
    campaign = the_campaign(number)
    waiting = request.args.get("state") != "settled"
    rows = SettledAccounts(engine()).page(campaign.id, after(), PER_PAGE + 1, waiting=waiting)
    return render_template(
        "operator/accounts.html",
        campaign=campaign,
        page=page_of(rows, lambda row: row.firm),
        waiting=waiting,
        why=WHY,
        tax_side=lambda case: _tax_side(campaign, case),
        masked=mask_account,
        person_name=person_name,
    )


@pages.get("/<int:firm>")
@requires(*MAY_SEE)
def show(number: int, firm: int) -> ResponseReturnValue:
    """Show one firm's account, to be recorded or confirmed."""
    campaign = the_campaign(number)
    return _page(campaign, _the_case(campaign, firm), AccountForm())


@pages.post("/<int:firm>")
@requires(Permission.decide_reviews)
def record(number: int, firm: int) -> ResponseReturnValue:
    """Keep the account that was found; it counts once another person has confirmed it."""
    campaign = the_campaign(number)
    case = _as_seen(_the_case(campaign, firm))
    form = AccountForm(request.form)
    valid = form.validate()
    if valid and form.kind.data == TAX and not _tax_side(campaign, case).open:
        form.kind.errors = [_("文件只写了小微企业可以用缴费账户，其他单位请由经办机构另行研究")]
        valid = False
    if not valid:
        return _page(campaign, case, form), 422
    SettledAccounts(engine()).record(
        case, form.account.data, form.kind.data, form.note.data.strip(), current().id, now()
    )
    _record("account_found", campaign, case, form.kind.data)
    flash(_("已登记。还要由另一人确认才会用来拨付。"))
    return redirect(url_for(".index", number=number), 303)


@pages.post("/<int:firm>/confirm")
@requires(Permission.sign_reviews)
def confirm(number: int, firm: int) -> ResponseReturnValue:
    """Confirm the account that another person found."""
    campaign = the_campaign(number)
    case = _as_seen(_the_case(campaign, firm))
    form = SecondForm(request.form)
    if form.validate() and form.again.data != case.account:
        form.again.errors = [_("与登记的账号不一致。请各自再核对一遍；登记错了的，重新登记。")]
    if form.again.errors and case.recorded_by != current().id:
        return _page(campaign, case, AccountForm(), form), 422
    try:
        SettledAccounts(engine()).confirm(case, current().id, now())
    except SameClerk:
        _record("account_confirmed", campaign, case, case.kind, result="refused")
        flash(_("自己登记的要由另一人确认。"))
        return redirect(url_for(".show", number=number, firm=firm), 303)
    _record("account_confirmed", campaign, case, case.kind)
    flash(_("已确认。"))
    return redirect(url_for(".index", number=number), 303)


def _the_case(campaign: Campaign, firm: int) -> AccountCase:
    case = SettledAccounts(engine()).get(firm)
    return case if case is not None and case.campaign == campaign.id else abort(404)


def _as_seen(case: AccountCase) -> AccountCase:
    return case if request.form.get("version", type=int) == case.version else abort(409)


def _tax_side(campaign: Campaign, case: AccountCase) -> TaxSide:
    stated = duty(policies(), campaign, "tax_account")
    if stated is None or stated.tax_account is None:
        return TaxSide(False, "")
    size = case.facts.get("size_class")
    return TaxSide(tax_account_open_to(size, tuple(stated.tax_account.size_classes)), stated.clause(language()))


def _page(campaign: Campaign, case: AccountCase, form: AccountForm, second: SecondForm | None = None) -> str:
    me = current()
    return render_template(
        "operator/account.html",
        campaign=campaign,
        case=case,
        why=WHY,
        tax_side=_tax_side(campaign, case),
        form=form,
        errors=errors_of(form.kind, form.account, form.note, *((second.again,) if second else ())),
        again=(second.again.data or "") if second else "",
        masked=mask_account,
        waiting_for_second=case.recorded_by is not None and case.confirmed_by is None,
        own=case.recorded_by == me.id,
        may_record=me.may(Permission.decide_reviews) and case.confirmed_by is None,
        may_confirm=me.may(Permission.sign_reviews) and case.recorded_by not in (None, me.id),
        person_name=person_name,
    )


def _record(event: str, campaign: Campaign, case: AccountCase, kind: str | None, result: str = "done") -> None:
    trail.record(
        event,
        subject="firm",
        subject_id=case.firm,
        region=campaign.region,
        after={"account_kind": kind},
        result=result,
    )
