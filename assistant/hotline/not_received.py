"""钱怎么还没到: what an agent says to a firm that got no money, by what stands against it; always with the next step.

What stands against payment is decided in ``storage.paying.payable`` alone; here are only the sentences.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from assistant.campaigns.calendar import beijing_day
from assistant.campaigns.firm_page.masking import mask_phone
from assistant.hotline.calling_firm import CallingFirm
from assistant.interview.wording import show_date, translate
from assistant.rules.facts import N_
from assistant.storage.firm_page.replies import REFUSED

WAIT = N_("单位现在不用再做什么。着急的，我可以转给经办人员催问。")
ASK = N_("请联系%(office)s（%(telephone)s），也可以由我转给经办人员。")
BRING = N_("请带开户许可证明到%(office)s更正或登记。电话里不收账号，谁在电话里要账号都不要给。")
OBJECT = N_("数据不对的，现在就可以在电话里登记异议，%(until)s 截止。")
APPLY = N_("现在就可以在电话里一起填申请，%(until)s 截止。")
CLOSED = N_("登记异议和申请的时间已经过了。还有问题，请联系%(office)s（%(telephone)s）。")
CONFIRM = N_("请按短信里的办法打开页面核对、确认，%(until)s 截止。")
RESEND = N_("我转给经办人员核对号码、重发短信。")

# Kind → what is said, and the next step (msgids). Beside those of storage.payable.HINDRANCES: what else may hold it up.
SAY: Final[Mapping[str, tuple[str, str]]] = {
    "aborted": (N_("这一批已经终止，没有按它付款。"), ASK),
    "checking": (N_("这一批名单经办机构还在核对，没有复核完，现在没有可以告诉您的结论。"), WAIT),
    "paid": (
        N_("%(paid)s 已经交付款，哪天到账以银行为准。"),
        N_("请查一查单位账户的流水。还没有到的，联系%(office)s（%(telephone)s）核对账户。"),
    ),
    "not_met": (N_("按经办机构的数据，有条件不符合，所以这一次没有返还；是哪一条，我念给您听。"), OBJECT),
    "facts_missing": (N_("经办机构的数据不全，还得不出结论；缺哪一项，我念给您听。"), OBJECT),
    "refused": (N_("经办机构人工核定过，这一次不予返还。"), ASK),
    "must_apply": (N_("劳务派遣单位不自动发放，要自己申请，并按用工单位拆分。"), APPLY),
    "review_open": (N_("要由经办人员人工核定，还没有核完。"), WAIT),
    "review_unsigned": (N_("已经有经办人员核定，还要第二位复签。"), WAIT),
    "objection_open": (
        N_("单位的异议或申请已经收到，还没有处理完；处理完以前不会付款。"),
        N_("用回执号和信用代码末六位，可以在网上查进度。"),
    ),
    "objection_refused": (N_("单位的异议或申请，经办机构没有采纳。"), ASK),
    "amount_unknown": (N_("金额还没有确定。"), WAIT),
    "reply_wanted": (N_("这一批要单位核对确认以后才付款，还没有收到单位的确认。"), CONFIRM),
    "account_unknown": (N_("收款账户不明：经办机构没有登记账户，或者单位说账户不对、没有对公账户。"), BRING),
    "account_unconfirmed": (N_("收款账户已经登记，还要第二位经办人员确认。"), WAIT),
    "not_published": (N_("付款以前要先公示，现在还没有公示。"), WAIT),
    "publication_running": (N_("正在公示，%(first)s 到 %(last)s；公示期满没有异议才付款。"), WAIT),
    "publication_objected": (N_("公示期内有人提出异议，还没有处理完。"), WAIT),
    "paid_elsewhere": (N_("同一年度的返还已经在另一批里办过付款，不会再付第二次。"), ASK),
    "payable": (N_("手续已经齐了，等经办机构列入拨付清单。"), WAIT),
    "no_number": (
        N_("经办机构没有登记能收短信的手机号，所以没有发短信。没有短信不影响核定和拨付。"),
        N_("请联系%(office)s（%(telephone)s）登记手机号。"),
    ),
    "not_sent": (N_("短信还没有发出。"), WAIT),
    "not_arrived": (N_("短信没有送到登记的手机号 %(phone)s。"), RESEND),
    "perhaps_arrived": (N_("短信已经发往登记的手机号 %(phone)s，有没有送到还不清楚。"), RESEND),
    "opted_out": (N_("登记的手机号 %(phone)s 退订过短信，所以没有发。退订不影响核定和拨付。"), ASK),
    "not_opened": (
        N_("短信已经送到登记的手机号 %(phone)s，页面还没有人打开过。"),
        N_("请管这个手机的人找一找短信，按里面的办法打开；手机号换了的，我转给经办人员。"),
    ),
    "not_replied": (
        N_("页面已经打开过，还没有确认，也没有提异议。"),
        N_("没有确认也照常核定、公示、拨付；数据或账户不对的，%(until)s 前提出。"),
    ),
}
_WHILE_OPEN: Final = (OBJECT, APPLY, CONFIRM)
_OF_A_MESSAGE: Final = {
    "queued": "not_sent",
    "claimed": "not_sent",
    "cancelled": "not_sent",
    "accepted": "perhaps_arrived",
    "unknown": "perhaps_arrived",
    "failed": "not_arrived",
    "opted_out": "opted_out",
    "delivered": "not_opened",
}


@dataclass(frozen=True, slots=True)
class Saying:
    """What stands against it (a key of ``SAY``), the sentence, and the next step, in a language."""

    kind: str
    said: str
    then: str


def sayings(here: CallingFirm, language: str) -> list[Saying]:
    """Return what to say, the weightiest first; never empty."""
    return [saying(kind, here, language) for kind in dict.fromkeys(kinds(here))]


def kinds(here: CallingFirm) -> Iterator[str]:
    """Yield what stands against the firm's money, as keys of ``SAY``."""
    if here.campaign.state == "aborted":
        yield "aborted"
        return
    if not here.decided:
        yield "checking"
        return
    candidate = here.candidate
    if candidate is not None and candidate.exported:
        yield "paid"
        return
    if here.reply is not None and here.reply.state == REFUSED:
        yield "objection_refused"
    if candidate is None:
        yield "not_met" if here.firm.verdict == "ineligible" else "facts_missing"
        return
    yield from candidate.hindrances or ("payable",)
    if here.reply is None:
        yield from _of_the_message(here)


def _of_the_message(here: CallingFirm) -> Iterator[str]:
    """What became of the message, where the firm has not replied to it."""
    if here.firm.phone is None:
        yield "no_number"
    elif here.opened_at is not None:
        if not here.terms.requires_confirmation and not here.found.invited:
            yield "not_replied"
    elif here.sent:
        yield _OF_A_MESSAGE[here.sent[-1].state]
    elif here.found.may_confirm or here.found.invited:
        yield "not_sent"


def saying(kind: str, here: CallingFirm, language: str) -> Saying:
    """Return what to say of one thing that stands against it."""
    said, then = SAY[kind]
    values = _values(here, language)
    if then in _WHILE_OPEN and not here.may_reply:
        then = ASK if here.reply else CLOSED
    return Saying(kind, translate(said, language) % values, translate(then, language) % values)


def _values(here: CallingFirm, language: str) -> dict[str, Any]:
    paid, first, last = here.progress.handed_over_at, here.progress.public_from, here.progress.public_until
    days = {"until": here.terms.reply_until, "paid": paid and beijing_day(paid), "first": first, "last": last}
    return {
        "office": here.terms.office,
        "telephone": here.terms.telephone,
        "phone": mask_phone(here.firm.phone) if here.firm.phone else "",
        **{name: show_date(day, language) if day else "" for name, day in days.items()},
    }
