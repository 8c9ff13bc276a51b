"""拨付: who can be paid now, and why others cannot yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from assistant.campaigns.calendar import beijing_day
from assistant.campaigns.terms import Terms
from assistant.rules.facts import N_
from assistant.storage.campaigns import Campaign
from assistant.storage.paying.payable import Standing
from assistant.storage.paying.payments import standing_of

# Why a firm is not paid (yet), and what has to be done. Keys: storage.payable.HINDRANCES.
WHY: Final[Mapping[str, str]] = {
    "refused": N_("已核定不予返还"),
    "must_apply": N_("劳务派遣单位，还没有申请"),
    "review_open": N_("等待人工核定"),
    "review_unsigned": N_("已核定，等待第二人复签"),
    "objection_open": N_("单位的异议或申请还没有处理"),
    "amount_unknown": N_("金额还没有确定"),
    "reply_wanted": N_("单位还没有核对确认"),
    "account_unknown": N_("收款账户不明"),
    "account_unconfirmed": N_("收款账户已登记，等待第二人确认"),
    "not_published": N_("还没有公示，或公示的金额已变"),
    "publication_running": N_("公示期还没有结束"),
    "publication_objected": N_("公示期内的异议还没有处理"),
    "paid_elsewhere": N_("同一年度已在别的批次拨付"),
}
ACCOUNT_KINDS: Final[Mapping[str, str]] = {
    "on_file": N_("登记账户"),
    "corporate": N_("补登的对公账户"),
    "tax": N_("缴纳社会保险费的账户"),
}


def standing(campaign: Campaign, at: datetime) -> Standing:
    """Return what the conditions of payment need to know of a campaign at an instant."""
    return standing_of(campaign, Terms.of(campaign).requires_confirmation, beijing_day(at))


def tax_account_open_to(size_class: str | None, stated_classes: tuple[str, ...]) -> bool:
    """Whether a notice names firms of this class for the tax-side account (register A50: all others ask the office)."""
    return size_class is not None and size_class in stated_classes
