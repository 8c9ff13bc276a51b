"""技能提升补贴 in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.interview.knowledge.phrases.shares import fact_label, percent
from assistant.rules.facts import N_, by_name
from assistant.rules.registry import PROGRAMS
from assistant.rules.skill_subsidy.facts import LEVEL_CHOICES
from assistant.rules.texts import Message, Text

Texts = Iterable[Text]


def _yuan(fen: int) -> Message:
    whole, rest = divmod(fen, 100)
    return Message(N_("%(amount)s 元"), {"amount": f"{whole:,}" + (f".{rest:02d}" if rest else "")})


_LEVELS = {choice.value: choice.label for choice in LEVEL_CHOICES}


def _levels(table: Mapping[str, int], text: str) -> list[Message]:
    return [Message(text, {"level": Message(_LEVELS[level]), "amount": _yuan(fen)}) for level, fen in table.items()]


def skill_amounts(p: Any) -> Texts:
    """The amounts by level; a ceiling is said to be one (A25)."""
    if p.fixed:
        yield Message(N_("每本证书发：%(levels)s"), {"levels": _levels(p.table, N_("%(level)s %(amount)s"))})
    else:
        levels = _levels(p.table, N_("%(level)s不超过 %(amount)s"))
        yield Message(N_("文件只写了上限，没有写实际发多少：%(levels)s"), {"levels": levels})
    for kind, table in p.by_kind.items():
        values = {
            "kind": _choice("skill_subsidy", "certificate_kind", kind),
            "levels": _levels(table, N_("%(level)s %(amount)s")),
        }
        yield Message(N_("%(kind)s另有标准：%(levels)s"), values)
    if p.by_catalogue:
        levels = [Message(_LEVELS[level]) for level in p.by_catalogue]
        yield Message(N_("%(levels)s的金额写在另外的目录里，这里没有"), {"levels": levels})


def _choice(program: str, fact: str, value: str) -> Message:
    choices = by_name(PROGRAMS[program].facts)[fact].choices
    return Message(next(choice.label for choice in choices if choice.value == value))


def skill_uplifts(p: Any) -> Texts:
    """What certificates of a kind bring on top."""
    for uplift in p.uplift:
        what = fact_label("skill_subsidy", uplift.tag)
        if uplift.by_catalogue:
            yield Message(N_("%(what)s：标准按另外公布的目录，这里没有"), {"what": what})
            continue
        raised = {
            level: (fen * (100 + uplift.percent) + 50) // 100 + uplift.add_fen
            for level, fen in p.table.items()
            if level in (uplift.levels or p.table)
        }
        levels = _levels(raised, N_("%(level)s %(amount)s"))
        yield Message(N_("%(what)s的，标准上浮以后是：%(levels)s"), {"what": what, "levels": levels})


def uplift_percent(p: Any) -> Texts:
    """The same as a share."""
    for uplift in p.uplift:
        if uplift.percent:
            values = {"what": fact_label("skill_subsidy", uplift.tag), "percent": percent(uplift.percent)}
            yield Message(N_("%(what)s的，每次标准上浮 %(percent)s"), values)


def claims_a_year(p: Any) -> Texts:
    """How often in a year."""
    if not p.pooled:
        yield Message(N_("每人每年最多 %(total)s 次"), {"total": p.total})
        return
    values = {"ordinary": p.most(p.ordinary), "total": p.total}
    yield Message(
        N_("一般职业（工种）每年最多 %(ordinary)s 次；加上急需紧缺职业（工种），合计最多 %(total)s 次"), values
    )


def urgent_claims(p: Any) -> Texts:
    """How many more an urgent occupation brings."""
    if p.ordinary is not None and p.total > p.ordinary:
        values = {"more": p.total - p.ordinary, "total": p.total}
        yield Message(N_("急需紧缺职业（工种）的证书一年可以多领 %(more)s 次，合计最多 %(total)s 次"), values)


def strict_review(p: Any) -> Texts:
    """Further claims are reviewed, not barred (A16)."""
    yield Message(N_("一年内超过 %(after)s 次的，经办机构要严格审核，但不是不能领"), {"after": p.after})


def once_per_level(p: Any) -> Texts:
    """Once per occupation and level."""
    yield Message(N_("同一职业（工种）同一等级只能领一次"))


def higher_level(p: Any) -> Texts:
    """What a higher certificate takes away."""
    if p.held:
        yield Message(N_("申请时已经持有同一职业（工种）更高等级证书、或领过它的补贴的，不能再领低等级的"))
    elif p.training:
        yield Message(N_("领过同一职业（工种）更高等级的技能提升补贴或职业培训补贴的，不能再领低等级的"))
    else:
        yield Message(N_("领过同一职业（工种）更高等级的技能提升补贴的，不能再领低等级的"))


def higher_training(p: Any) -> Texts:
    """Only where a higher level's training subsidy bars too (JL24 二)."""
    if p.training:
        yield Message(N_("领过同一职业（工种）更高等级的职业培训补贴，也不能再领低等级的技能提升补贴"))


def one_of_both(p: Any) -> Texts:
    """Skill and training subsidy exclude each other."""
    yield Message(N_("同一本证书，技能提升补贴和职业培训补贴只能领一样"))


def certificate_deadline(p: Any) -> Texts:
    """Months from the day of issue, and the days taken out."""
    yield Message(N_("证书核发之日起 %(months)s 个月内申请"), {"months": p.months})
    if p.deducted:
        values = {"first": p.deducted.first, "last": p.deducted.last}
        yield Message(N_("计算时，%(first)s 至 %(last)s 的日子不算在内"), values)
