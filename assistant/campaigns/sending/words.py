"""What a message is for, and how it stands, in words (Chinese msgids); the operators' console and the hotline say the same."""

from collections.abc import Mapping
from typing import Final

from assistant.rules.facts import N_

STATES: Final[Mapping[str, str]] = {
    "queued": N_("排队中"),
    "claimed": N_("正在发"),
    "accepted": N_("网关已接受"),
    "delivered": N_("已送达"),
    "failed": N_("未送达"),
    "unknown": N_("结果不明"),
    "cancelled": N_("已取消"),
    "opted_out": N_("对方已退订"),
}
PURPOSES: Final[Mapping[str, str]] = {
    "notice": N_("返还通知"),
    "invitation": N_("请派遣单位申请"),
    "reminder": N_("提醒"),
}
