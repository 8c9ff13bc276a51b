"""How a message stands, in words."""

from flask_babel import gettext as _

from assistant.campaigns.sending import DeliveryLine
from assistant.operator.gate import gateway
from assistant.rules.facts import N_
from assistant.site.speaking import say
from assistant.sms.errors import meaning

# A message's state: in words, and the class that colours its bar.
SAID = {
    "queued": (N_("排队中"), "c4"),
    "claimed": (N_("正在发"), "c4"),
    "accepted": (N_("网关已接受"), "c5"),
    "delivered": (N_("已送达"), "c1"),
    "failed": (N_("未送达"), "c2"),
    "unknown": (N_("结果不明"), "c3"),
    "cancelled": (N_("已取消"), "c4"),
    "opted_out": (N_("对方已退订"), "c6"),
}
PURPOSES = {"notice": N_("返还通知"), "invitation": N_("请派遣单位申请"), "reminder": N_("提醒")}


def reason(line: DeliveryLine) -> str:
    """Return why a message did not arrive, in words, with the provider's code."""
    if line.missing:
        return str(_("网关说没有收到这一条"))
    return f"{meaning_of(line.error_code)}（{line.error_code}）" if line.error_code else ""


def meaning_of(code: str) -> str:
    """Return what a provider's code means, and what to do."""
    return say(meaning(gateway().name, code, receipt=True).text)
