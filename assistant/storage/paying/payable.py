"""Who may be paid, as conditions on tables: said once, so that lists, counts, 公示 and payment cannot disagree.

A firm's amount is settled when it is on the automatic way and nobody has to look at it, or when a review of it was
decided "pay" and signed by a second person. Everything that still stands against paying it is a hindrance.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import FromClause, and_, case, exists, false, func, literal, null, or_, select
from sqlalchemy.sql import ColumnElement

from assistant.storage.paying.reviews import DECIDED, OPEN, PAY, REFUSE, SIGNED
from assistant.storage.tables import (
    firms,
    payment_lines,
    public_notice_firms,
    public_notices,
    public_objections,
    replies,
    reviews,
    settled_accounts,
)

AUTOMATIC: Final = "automatic"
INVITATION: Final = "invitation"
NO_TRACK: Final = "none"

# What may stand against paying a firm, in the order in which it is told.
HINDRANCES: Final = (
    "refused",  # signed: not to be paid
    "must_apply",  # a dispatch agency that has not applied
    "review_open",
    "review_unsigned",
    "objection_open",
    "amount_unknown",
    "reply_wanted",
    "account_unknown",
    "account_unconfirmed",
    "not_published",
    "publication_running",
    "publication_objected",
    "paid_elsewhere",  # the same firm by another campaign on the same year's notice
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the conditions need to know of the campaign, and the day in Beijing on which they are asked."""

    campaign: int
    entitlement: str  # everything of ``payment_lines.entitlement`` but the credit code
    wants_reply: bool
    today: date


_live = public_notice_firms.alias("live")


def rows() -> FromClause:
    """Every firm once, with its review, reply, settled account and the 公示 that counts, where it has them."""
    return (
        firms.outerjoin(reviews, reviews.c.firm == firms.c.id)
        .outerjoin(replies, replies.c.firm == firms.c.id)
        .outerjoin(settled_accounts, settled_accounts.c.firm == firms.c.id)
        .outerjoin(_live, and_(_live.c.firm == firms.c.id, _live.c.live == 1))
        .outerjoin(public_notices, public_notices.c.id == _live.c.public_notice)
    )


def amount() -> ColumnElement[Any]:
    """The amount in fen that was decided for the firm; null while nothing is, and when nothing is to be paid."""
    signed = and_(reviews.c.state == SIGNED, reviews.c.decision == PAY)
    return case(
        (reviews.c.id.is_not(None), case((signed, reviews.c.refund_fen), else_=null())),
        (firms.c.track == AUTOMATIC, firms.c.refund_fen),
        else_=null(),
    )


def account() -> ColumnElement[Any]:
    """Where the money goes; null while that is not known."""
    return case(
        (settled_accounts.c.confirmed_by.is_not(None), settled_accounts.c.account),
        (_account_denied(), null()),
        else_=func.nullif(firms.c.account, ""),
    )


def account_kind() -> ColumnElement[Any]:
    """on_file, or how a settled account was found (corporate, tax)."""
    return case((settled_accounts.c.confirmed_by.is_not(None), settled_accounts.c.kind), else_=literal("on_file"))


def concerned() -> ColumnElement[bool]:
    """Firms to whom payment may come at all: not those that screening left out and nobody took up again."""
    return or_(firms.c.track != NO_TRACK, reviews.c.id.is_not(None), _reply_pending())


def settled() -> ColumnElement[bool]:
    """The amount is decided and nothing that could change it is pending: the firm may be published."""
    return and_(amount() > 0, ~_reply_pending())


def published() -> ColumnElement[bool]:
    """The 公示 that counts shows the firm with the amount that is decided now."""
    return func.coalesce(_live.c.refund_fen == amount(), false())


def hindrances(standing: Standing) -> dict[str, ColumnElement[bool]]:
    """Each of ``HINDRANCES`` as a condition on a row of ``rows()``; never null."""
    unanswered = replies.c.id.is_(None)
    conditions = {
        "refused": and_(reviews.c.state == SIGNED, reviews.c.decision == REFUSE),
        "must_apply": and_(firms.c.track == INVITATION, reviews.c.id.is_(None), ~_reply_pending()),
        "review_open": or_(reviews.c.state == OPEN, _review_missing()),
        "review_unsigned": reviews.c.state == DECIDED,
        "objection_open": _reply_pending(),
        "amount_unknown": and_(_nothing_to_decide(), func.coalesce(amount(), 0) <= 0),
        "reply_wanted": unanswered if standing.wants_reply else false(),
        "account_unknown": and_(account().is_(None), settled_accounts.c.firm.is_(None)),
        "account_unconfirmed": and_(account().is_(None), settled_accounts.c.firm.is_not(None)),
        "not_published": and_(func.coalesce(settled(), false()), ~published()),
        "publication_running": and_(published(), public_notices.c.last_day >= standing.today),
        "publication_objected": and_(published(), _objected()),
        "paid_elsewhere": exists()
        .where(
            payment_lines.c.entitlement == literal(standing.entitlement).concat(firms.c.credit_code),
            payment_lines.c.firm != firms.c.id,
        )
        .correlate(firms),
    }
    return {name: func.coalesce(conditions[name], false()) for name in HINDRANCES}


def exported() -> ColumnElement[bool]:
    """The firm was handed over for payment."""
    return firms.c.payment_export.is_not(None)


def payable(standing: Standing) -> ColumnElement[bool]:
    """Nothing stands against paying the firm, and it was not handed over before."""
    return and_(
        firms.c.campaign == standing.campaign,
        ~exported(),
        func.coalesce(settled(), false()),
        *(~hindrance for hindrance in hindrances(standing).values()),
    )


def _reply_pending() -> ColumnElement[bool]:
    """An objection, or a dispatch agency's application, that nobody has decided yet."""
    return func.coalesce(and_(replies.c.kind.in_(("objected", "applied")), replies.c.state == "received"), false())


def _review_missing() -> ColumnElement[bool]:
    """A way that asks for a review, and none is there: never paid by oversight."""
    known = firms.c.track.in_((AUTOMATIC, INVITATION))
    return and_(~known, reviews.c.id.is_(None), ~_reply_pending())


def _nothing_to_decide() -> ColumnElement[bool]:
    return or_(
        and_(reviews.c.id.is_(None), firms.c.track == AUTOMATIC),
        and_(reviews.c.state == SIGNED, reviews.c.decision == PAY),
    )


def _account_denied() -> ColumnElement[bool]:
    return func.coalesce(replies.c.account_answer.in_(("not_ours", "none")), false())


def _objected() -> ColumnElement[bool]:
    """An objection to the 公示, against this firm or against no firm in particular, is not decided."""
    undecided = select(public_objections.c.id).where(
        public_objections.c.public_notice == _live.c.public_notice,
        or_(public_objections.c.firm.is_(None), public_objections.c.firm == firms.c.id),
        public_objections.c.decision.is_(None),
    )
    return undecided.correlate(_live, firms).exists()
