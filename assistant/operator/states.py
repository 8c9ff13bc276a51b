"""A campaign's state in words, and how it is shown."""

from typing import Final

from assistant.rules.facts import N_
from assistant.storage.campaigns import Campaign

STATES: Final = {
    "draft": N_("准备中"),
    "screened": N_("已筛查"),
    "submitted": N_("待复核"),
    "approved": N_("已批准"),
    "paused": N_("已暂停"),
    "closed": N_("已结束"),
    "aborted": N_("已终止"),
}
_LOOKS: Final = {
    "submitted": "warn",
    "approved": "ok",
    "paused": "warn",
    "aborted": "bad",
    "draft": "idle",
    "closed": "idle",
}
TRACKS: Final = {
    "automatic": N_("免申即享"),
    "invitation": N_("劳务派遣单位（请其申请）"),
    "review": N_("人工核定"),
    "none": N_("不享受或资料不全"),
}


def status(campaign: Campaign) -> tuple[str, str]:
    """Return a campaign's state as a Chinese msgid, and the class of its mark."""
    return STATES[campaign.state], _LOOKS.get(campaign.state, "busy")
