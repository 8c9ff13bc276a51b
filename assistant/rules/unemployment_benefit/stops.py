"""Events that end the benefit, and all that goes with it. 社会保险法 51; 失业保险条例 15 adds imprisonment."""

from typing import Any, Literal

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, Params, condition
from assistant.rules.texts import Message
from assistant.rules.unemployment_benefit.facts import NAME

Event = Literal["reemployed", "military", "moved_abroad", "pension", "refused_offer", "imprisoned"]

TEXTS: dict[Event, str] = {
    "reemployed": N_("没有重新就业"),
    "military": N_("没有应征服兵役"),
    "moved_abroad": N_("没有移居境外"),
    "pension": N_("没有享受基本养老保险待遇"),
    "refused_offer": N_("没有无正当理由而不接受介绍的适当工作或提供的培训"),
    "imprisoned": N_("没有被判刑收监执行"),
}


class Stop(Params):
    """Which event."""

    event: Event


@condition(NAME, "no_stop_event", Stop, text=lambda p: Message(TEXTS[p.event]))
def no_stop_event(f: Any, p: Stop, at: int) -> Finding:
    """One event of 社会保险法 51 or 失业保险条例 15, each selected with its own clause."""
    return Finding(f.stop_event != p.event)


@condition(
    NAME, "no_unclear_event", NoParams,
    text=N_("没有其他可能停发的情况"),
    review=N_("这种情况算不算重新就业或其他停发情形，要看具体事实，请由经办机构认定"),
)  # fmt: skip
def no_unclear_event(f: Any, p: NoParams, at: int) -> Finding:
    """失业保险条例 15(七) leaves room for other legal grounds; odd jobs and the like are for a person to judge."""
    return Finding(True, f.stop_event != "other")
