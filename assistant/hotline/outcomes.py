"""How calls and what they leave to do come out: the vocabularies of the columns, with labels (msgids)."""

from collections.abc import Mapping
from typing import Final

from assistant.rules.facts import N_
from assistant.storage.hotline.calls import BROKEN_OFF

OBJECTION, ESCALATED, CALL_BACK = "objection", "escalated", "callback"

# calls.outcome
OUTCOMES: Final[Mapping[str, str]] = {
    "resolved": N_("已解答"),
    "self_help": N_("转自助办理"),
    OBJECTION: N_("已登记异议"),
    ESCALATED: N_("已转办"),
    CALL_BACK: N_("约定回访"),
    "unresolved": N_("没有解决"),
    BROKEN_OFF: N_("中途挂断"),
    "wrong": N_("与本业务无关"),
}

# desk_tasks.result of a callback, and of an escalation
REACHED, NOT_REACHED, NOT_NEEDED = "reached", "not_reached", "not_needed"
CALLBACK_RESULTS: Final[Mapping[str, str]] = {
    REACHED: N_("联系上了，回访完成"),
    NOT_REACHED: N_("没联系上，改天再打"),
    NOT_NEEDED: N_("不用再回访"),
}
ESCALATION_RESULTS: Final[Mapping[str, str]] = {
    "solved": N_("已解决"),
    "refused": N_("不能办，已说明理由"),
    "passed_on": N_("转其他部门"),
}

# desk_tasks.slot
SLOTS: Final[Mapping[str, str]] = {"any": N_("全天都行"), "morning": N_("上午"), "afternoon": N_("下午")}
