"""Lists and events that bar a firm, or that send it to a person. JX24 二, NM25 一, JL18 二(二), JX24 五, JL24 二."""

from typing import Any

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, Params, condition
from assistant.rules.stabilization_refund.facts import NAME
from assistant.rules.values import one_of


@condition(
    NAME, "not_deregistered", NoParams, text=N_("本年度审核发放前没有注销"),
    review=N_("文件只排除审核发放前“已注销”的企业；正在注销、被吊销或发放后注销的情形没有写明，请由经办机构认定"),
)  # fmt: skip
def not_deregistered(f: Any, p: NoParams, at: int) -> Finding:
    """JX24 二; other states than "deregistered before payout" are left to review (A51)."""
    status = f.registration_status
    return Finding(status != "deregistered_before_payout", status == "active")


class Listed(Params):
    """``suspends``: the list only suspends until the firm is cleared, so a person decides instead of a refusal."""

    suspends: bool = False


def _excluded(fact: str, name: str, text: str, review: str) -> None:
    @condition(NAME, name, Listed, text=text, review=review)
    def listed(f: Any, p: Listed, at: int) -> Finding:
        clear = ~getattr(f, fact)
        return Finding(True, clear) if p.suspends else Finding(clear)


_SUSPENDED = N_("在名单内的先暂停，解除后再办，请由经办机构认定")
_excluded("on_zombie_list", "not_on_zombie_list", N_("没有列入出清名单的僵尸企业"), _SUSPENDED)
_excluded("zombie_firm", "not_zombie", N_("不是僵尸企业"), _SUSPENDED)
_excluded("seriously_dishonest", "not_dishonest", N_("不是严重违法失信企业"), _SUSPENDED)
_excluded("environment_violation", "environment", N_("符合当地环保政策"), _SUSPENDED)
_excluded("industry_policy_violation", "industry_policy", N_("符合产业结构调整政策"), _SUSPENDED)
_excluded("barred_this_year", "not_barred", N_("没有因违规使用或拨付资金被取消本年度申领资格"), _SUSPENDED)


class Kinds(Params):
    """``kinds``: organisation kinds that this notice leaves out."""

    kinds: tuple[str, ...]


@condition(NAME, "kind_not_excluded", Kinds, text=N_("单位类型不在排除之列"))
def kind_not_excluded(f: Any, p: Kinds, at: int) -> Finding:
    """A notice may bar kinds of organisation, as dispatch agencies were before 2024 (JX24 二)."""
    return Finding(~one_of(f.organisation_type, p.kinds))
