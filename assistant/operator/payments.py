"""``…/payments``: who can be paid now, why others cannot yet, and what was handed over."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Flask, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assistant.campaigns.paying import ACCOUNT_KINDS, WHY, standing
from assistant.interview.formatting import rmb_uppercase, yuan
from assistant.operator.guarding import person_name, the_campaign
from assistant.operator.paging import PER_PAGE, after, chosen, page_of, search
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import engine
from assistant.site.downloads import column, download
from assistant.site.speaking import moment, say
from assistant.staff import trail
from assistant.staff.access import current, freshly_confirmed, requires
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaign
from assistant.storage.paying.payable import HINDRANCES
from assistant.storage.paying.payments import (
    EXPORTED,
    PAYABLE,
    PAYING_STATES,
    Export,
    NothingToPay,
    NotPaying,
    Payments,
)

pages = Blueprint("payments", __name__, url_prefix="/console/campaigns/<int:number>/payments")

MAY_SEE = (Permission.export_payment, Permission.see_reports)


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.get("")
@requires(*MAY_SEE)
def index(number: int) -> ResponseReturnValue:
    """Show who can be paid, who not yet and why, and earlier lists."""
    campaign = the_campaign(number)
    at, which, wanted = standing(campaign, now()), chosen("which", (PAYABLE, EXPORTED, *HINDRANCES)), search()
    rows = Payments(engine()).page(at, which, wanted, after(), PER_PAGE + 1)
    return render_template(
        "operator/payments.html",
        campaign=campaign,
        totals=Payments(engine()).totals(at),
        page=page_of(rows, lambda row: row.firm),
        kept={"which": which or "", "search": wanted},
        why=WHY,
        exports=Payments(engine()).exports(campaign.id),
        paying=campaign.state in PAYING_STATES,
        may_export=current().may(Permission.export_payment),
        person_name=person_name,
    )


@pages.post("")
@requires(Permission.export_payment)
@freshly_confirmed
def export(number: int) -> ResponseReturnValue:
    """Hand over every firm that can be paid now; each of them once and never again."""
    campaign = the_campaign(number)
    try:
        made = Payments(engine()).export(standing(campaign, now()), current().id, now())
    except NothingToPay:
        flash(_("现在没有可以拨付的单位。"))
        return redirect(url_for(".index", number=number), 303)
    except NotPaying:
        abort(409)
    _record(campaign, made, "new")
    flash(
        _(
            "第 %(number)s 号拨付清单已生成：%(firms)s 家，%(amount)s 元。请下载。",
            number=made.id,
            firms=made.firms,
            amount=yuan(made.total_fen),
        )
    )
    return redirect(url_for(".index", number=number), 303)


@pages.post("/<int:key>")
@requires(Permission.export_payment)
@freshly_confirmed
def fetch(number: int, key: int) -> ResponseReturnValue:
    """Hand out a list that was made, now or again: it says the same every time."""
    campaign = the_campaign(number)
    made = Payments(engine()).get(key)
    if made is None or made.campaign != campaign.id:
        abort(404)
    _record(campaign, made, request.form.get("format", "xlsx"))
    return _file(campaign, made)


def _file(campaign: Campaign, made: Export) -> Response:
    columns = [
        column(N_("序号"), "count"),
        column(N_("单位名称")),
        column(N_("统一社会信用代码"), "number_text"),
        column(N_("收款账号"), "number_text"),
        column(N_("账户来源")),
        column(N_("返还金额（元）"), "yuan"),
        column(N_("返还金额（分）"), "count"),
    ]
    above = [
        [campaign.title],
        [_("拨付清单第 %(number)s 号", number=made.id), moment(made.created_at)],
    ]
    notes = [
        [_("合计"), _("%(firms)s 家", firms=made.firms), "", "", "", yuan(made.total_fen), str(made.total_fen)],
        [_("大写"), rmb_uppercase(made.total_fen)],
    ]
    return download(f"payment-{made.id}", columns, _rows(made), notes, above)


def _rows(made: Export) -> Iterator[tuple[Any, ...]]:
    for place, line in enumerate(Payments(engine()).lines(made.id), start=1):
        kind = say(ACCOUNT_KINDS[line.account_kind])
        yield place, line.name, line.credit_code, line.account, kind, line.refund_fen, line.refund_fen


def _record(campaign: Campaign, made: Export, file_format: str) -> None:
    trail.record(
        "payment_exported",
        subject="payment",
        subject_id=made.id,
        region=campaign.region,
        after={"count": made.firms, "total_fen": made.total_fen, "file": file_format[:8]},
    )
