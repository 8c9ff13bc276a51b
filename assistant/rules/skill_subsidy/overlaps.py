"""What an earlier subsidy or a higher certificate takes away. JX24 三, NAT24 三, JL24 二, NM25 二; A09, A19, A36."""

from typing import Any

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, Params, condition
from assistant.rules.skill_subsidy.facts import NAME
from assistant.rules.texts import Message

_TRADE = N_("证书上职业相同、工种不同，算不算“同一职业（工种）”文件没有写明，请由经办机构认定")


def _no_earlier(fact: Any) -> Finding:
    """Refused for the same 职业 and 工种; for another 工种 of the same 职业 a person decides (A09)."""
    return Finding(fact != "same_trade", fact != "other_trade")


@condition(NAME, "once_per_level", NoParams, text=N_("同一职业（工种）同一等级没有领过"), review=_TRADE)
def once_per_level(f: Any, p: NoParams, at: int) -> Finding:
    """JX24 三, NAT24 三, NM25 二: once per occupation and level, whenever that was."""
    return _no_earlier(f.same_level_claim)


class Higher(Params):
    """What of a higher level bars the lower one besides its skill subsidy.

    ``held``: merely holding the certificate (NM25 二; at application, A36). ``training``: its training subsidy (JL24 二).
    """

    held: bool = False
    training: bool = False


def _higher_text(p: Higher) -> Message:
    if p.held:
        return Message(N_("申请时没有持有同一职业（工种）更高等级的证书，也没有享受过它的补贴"))
    if p.training:
        return Message(N_("没有享受过同一职业（工种）更高等级的技能提升补贴或职业培训补贴"))
    return Message(N_("没有享受过同一职业（工种）更高等级的技能提升补贴"))


@condition(NAME, "no_higher_level", Higher, text=_higher_text, review=_TRADE)
def no_higher_level(f: Any, p: Higher, at: int) -> Finding:
    """A19: by grammar the training subsidy is that of the higher certificate of the same occupation."""
    found = [_no_earlier(f.higher_level_claim)]
    if p.held:
        found.insert(0, _no_earlier(f.higher_certificate_held))
    if p.training:
        found.append(_no_earlier(f.higher_training_subsidy))
    holds, certain = found[0].holds, found[0].certain
    for finding in found[1:]:
        holds, certain = holds & finding.holds, certain & finding.certain
    return Finding(holds, certain)


@condition(NAME, "no_training_subsidy", NoParams, text=N_("这本证书没有享受过职业培训补贴（两种补贴不能重复享受）"))
def no_training_subsidy(f: Any, p: NoParams, at: int) -> Finding:
    """JX24 三, NAT24 三, JL24 二 (from 2024-01-01), NM25 二."""
    return Finding(~f.training_subsidy)
