"""Lists and events that bar a firm, or that send it to a person. JX24 二 五, JL24 二, NM25 一, JL18 二(二)."""

from typing import Any, Literal

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, Params, condition
from assistant.rules.stabilization_refund.facts import AGENCY, NAME
from assistant.rules.texts import Message
from assistant.rules.values import one_of

LISTS = {
    "on_zombie_list": N_("没有列入出清名单的僵尸企业"),
    "zombie_firm": N_("不是僵尸企业"),
    "seriously_dishonest": N_("不是严重违法失信企业"),
    "environment_violation": N_("符合当地环保政策"),
    "industry_policy_violation": N_("符合产业结构调整政策"),
    "wage_arrears_listed": N_("没有列入拖欠农民工工资失信名单"),
    "abnormal_operation_listed": N_("没有列入经营异常名录"),
    "barred_this_year": N_("没有因违规使用或拨付资金被取消本年度申领资格"),
    "award_forfeited": N_("已发放的资金没有被责令退回"),
}


class Listed(Params):
    """``fact``: the list or event. ``suspends``: it only suspends until the firm is cleared, so a person decides
    instead of a refusal. ``agencies_only``: it can only concern dispatch agencies; nobody else is asked."""

    fact: Literal[
        "on_zombie_list", "zombie_firm", "seriously_dishonest", "environment_violation",
        "industry_policy_violation", "wage_arrears_listed", "abnormal_operation_listed", "barred_this_year",
        "award_forfeited",
    ]  # fmt: skip
    suspends: bool = False
    agencies_only: bool = False


@condition(
    NAME, "not_listed", Listed, text=lambda p: Message(LISTS[p.fact]),
    review=N_("在名单内的先暂停，解除后再办，请由经办机构认定"),
)  # fmt: skip
def not_listed(f: Any, p: Listed, at: int) -> Finding:
    """Not on the list, or the event has not happened."""
    clear = ~getattr(f, p.fact)
    if p.agencies_only:
        clear = (f.organisation_type != AGENCY) | clear
    return Finding(True, clear) if p.suspends else Finding(clear)


class Deregistered(Params):
    """``after_payout``: what the notice says of a firm deregistered after payout (JX24 is silent: a person decides)."""

    after_payout: Literal["review", "keeps", "forfeits"] = "review"


@condition(
    NAME, "not_deregistered", Deregistered, text=N_("本年度审核发放前没有注销"),
    review=N_("文件只排除审核发放前“已注销”的企业；正在注销、被吊销或发放后注销的情形没有写明，请由经办机构认定"),
)  # fmt: skip
def not_deregistered(f: Any, p: Deregistered, at: int) -> Finding:
    """JX24 二: deregistered before this year's payout is out; states that the text does not name go to review (A51)."""
    status = f.registration_status
    out: tuple[str, ...] = ("deregistered_before_payout",)
    fine: tuple[str, ...] = ("active",)
    if p.after_payout == "forfeits":
        out += ("deregistered_after_payout",)
    if p.after_payout == "keeps":
        fine += ("deregistered_after_payout",)
    return Finding(~one_of(status, out), one_of(status, fine))


class Kinds(Params):
    """``kinds``: organisation kinds that this notice leaves out."""

    kinds: tuple[str, ...]


@condition(NAME, "kind_not_excluded", Kinds, text=N_("单位类型不在排除之列"))
def kind_not_excluded(f: Any, p: Kinds, at: int) -> Finding:
    """A notice may bar kinds of organisation, as dispatch agencies were before 2024 (JX24 二)."""
    return Finding(~one_of(f.organisation_type, p.kinds))
