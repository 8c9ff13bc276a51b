"""Parameters of conditions and figures as answers to a question: one function per aspect, numbers only from the notice.

Each takes the parameters and yields nothing where the notice does not speak of the aspect.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.interview.held.parameters import VALUES
from assistant.rules.facts import N_, by_name
from assistant.rules.registry import PROGRAMS
from assistant.rules.skill_subsidy.facts import LEVEL_CHOICES
from assistant.rules.texts import Message, Permille, Text
from assistant.rules.unemployment_benefit.facts import STOP_EVENTS

Texts = Iterable[Text]


def _yuan(fen: int) -> Message:
    whole, rest = divmod(fen, 100)
    return Message(N_("%(amount)s 元"), {"amount": f"{whole:,}" + (f".{rest:02d}" if rest else "")})


def _percent(value: int) -> Permille:
    return Permille(value * 10)


def _fact(program: str, name: str) -> Message:
    return Message(by_name(PROGRAMS[program].facts)[name].label)


# -- skill subsidy ----------------------------------------------------------------------------------

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
        what = _fact("skill_subsidy", uplift.tag)
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
            values = {"what": _fact("skill_subsidy", uplift.tag), "percent": _percent(uplift.percent)}
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


# -- refund -----------------------------------------------------------------------------------------


def refund_rates(p: Any) -> Texts:
    """The percentages by size class; ceilings are said to be such."""
    yield _rates(p, p.percent)
    for tag, table in p.tagged.items():
        values = {"what": _fact("stabilization_refund", tag), "rates": _rates(p, table)}
        yield Message(N_("%(what)s：%(rates)s"), values)


def _rates(p: Any, table: Any) -> Message:
    values: dict[str, Any] = {name: _percent(value) for name, value in table.by_class.items()}
    if not table.large_or_not:
        return Message(N_("大型企业 %(large)s，中型企业 %(medium)s，小型企业 %(small)s，微型企业 %(micro)s"), values)
    if p.fixed:
        return Message(N_("大型企业返还 %(large)s，中小微企业返还 %(small)s"), values)
    return Message(N_("文件只写了上限：大型企业不超过 %(large)s，中小微企业不超过 %(small)s"), values)


def refund_base(p: Any) -> Texts:
    """What the percentage is taken of."""
    base = Message(VALUES["base", p.base])
    if p.base == "paid":
        yield Message(N_("基数是%(base)s，单位和个人缴的都算"), {"base": base})
    else:
        yield Message(N_("基数是%(base)s"), {"base": base})


def arrears_in_base(p: Any) -> Texts:
    """What is added to the base or left out of it."""
    texts = {
        "earlier_years": N_("补缴以前年度的部分，不计入返还基数"),
        "surcharge": N_("滞纳金不计入返还基数"),
        "subsidised": N_("已退还或已补贴的部分，不计入返还基数"),
        "back_paid_principal": N_("补缴上年度欠费以后，本金部分也可以返还"),
        "deferred_paid": N_("缓缴以后补缴的部分，计入返还基数"),
    }
    yield from (Message(texts[name]) for name in (*p.minus, *p.plus))


def six_types(p: Any) -> Texts:
    """The rate of the kinds treated like firms (A24 where open)."""
    if p.six_types == "open":
        yield Message(
            N_("社会组织、律师和会计师事务所、个体工商户是“参照实施”，按大型还是中小微企业的比例，文件没有写明")
        )
    elif p.six_types == "head_count":
        values = {"from": p.six_types_large_from}
        yield Message(
            N_("社会组织、律师和会计师事务所、个体工商户参保 %(from)s 人以上按大型企业，其余按中小微企业"), values
        )
    else:
        way = Message(VALUES["six_types", p.six_types])
        yield Message(N_("社会组织、律师和会计师事务所、个体工商户：%(way)s"), {"way": way})


def large_by_list(p: Any) -> Texts:
    """Who is large, where the notice says so."""
    if p.large_by == "provincial_list":
        yield Message(N_("大型企业看省里下发的大型参保企业名单；不在名单上的按中小微企业"))


def dispatch_shares(p: Any) -> Texts:
    """How an agency's refund is divided."""
    if p.dispatch == "split":
        yield Message(N_("派遣人员的部分全额拨给用工单位，自有员工的部分由劳务派遣单位享受"))


def government_staff(p: Any) -> Texts:
    """Whether staff dispatched to bodies of the state count."""
    if p.government_bodies == "excluded":
        yield Message(N_("派往机关事业单位的人员不返还"))
    elif p.government_bodies == "included":
        yield Message(N_("派往机关事业单位的人员一并返还"))


def real_hosts(p: Any) -> Texts:
    """Which hosts the dispatched part goes to."""
    yield Message(N_("拨给的必须是实际提供岗位、并承担工资和社会保险费的用工单位"))


def deregistered(p: Any) -> Texts:
    """Who is gone before payout."""
    yield Message(N_("本年度审核发放以前已经注销的企业，不能享受"))


def organisation_limits(p: Any) -> Texts:
    """From when dispatch agencies may, and who is outside (whoever is insured as a person, bodies of the state)."""
    if p.dispatch_from:
        yield Message(N_("劳务派遣单位从 %(day)s 起可以享受"), {"day": p.dispatch_from})
    yield Message(N_("机关事业单位、以个人身份参保的人不在范围内"))


def arrears_months(p: Any) -> Texts:
    """Firms in arrears measured by cumulative months."""
    if p.arrears_firms == "cumulative":
        yield Message(N_("上年度有欠费的单位，累计缴满 %(months)s 个月也可以"), {"months": p.min_months})


def layoff_formula(p: Any) -> Texts:
    """How the rate is calculated, where the notice gives it."""
    texts = {
        "claimants_over_average": N_("裁员率＝上年度新增实际领取失业保险金的人数÷上年度月均参保人数"),
        "january_to_december": N_("裁员率＝（1月参保人数－12月参保人数）÷1月参保人数"),
        "year_end_to_year_end": N_("裁员率＝（上上年末参保人数－上年末参保人数）÷上上年末参保人数"),
        "net_of_lawful_exits": N_("裁员率＝上年减少的人数扣除依法减员以后，除以扣除后的上上年末参保人数"),
        "either": N_("裁员率可以按领取失业保险金的人数算，也可以按年末参保人数的减少算，有一种在限度内就行"),
    }
    if p.formula in texts:
        yield Message(texts[p.formula])


def layoff_formula_open(p: Any) -> Texts:
    """That it gives none (A21)."""
    if p.formula == "office_or_estimates":
        yield Message(N_("裁员率怎么算，文件没有写明，以经办机构核定的为准"))


def capacity_cut(p: Any) -> Texts:
    """JL18 二（二）: the two groups with a stated rate."""
    base = Message(VALUES["base", "payable"])
    without = {"base": base, "percent": _percent(p.percent_without_arrears)}
    yield Message(N_("不欠费的去产能企业：按%(base)s的 %(percent)s"), without)
    values = {"base": base, "percent": _percent(p.percent_with_agreement)}
    yield Message(
        N_(
            "其他年度有欠费、但补贴年度不欠费，并且签了延期缴费协议的去产能企业和政府重点支持企业：按%(base)s的 %(percent)s"
        ),
        values,
    )


# -- benefit ----------------------------------------------------------------------------------------


def months_at_most(p: Any) -> Texts:
    """The ceilings by years paid (社会保险法 46)."""
    bands = [Message(*_band(band)) for band in p.bands]
    yield Message(N_("按累计缴费时间：%(bands)s"), {"bands": bands})
    yield Message(N_("和上次没领完的合并，最长 %(cap)s 个月"), {"cap": p.cap})


def _band(band: Any) -> tuple[str, dict[str, Any]]:
    years, months = divmod(band.from_months, 12)
    if months:
        return N_("满 %(from_months)s 个月最长 %(months)s 个月"), {
            "from_months": band.from_months,
            "months": band.months,
        }
    return N_("满 %(years)s 年最长 %(months)s 个月"), {"years": years, "months": band.months}


_STOPS = {choice.value: choice.label for choice in STOP_EVENTS}


def stops(params: Sequence[Any]) -> Texts:
    """All stop events in one sentence."""
    found = [Message(_STOPS[p.event]) for p in params]
    yield Message(N_("出现这些情况就停发：%(events)s"), {"events": found})


# -- rate -------------------------------------------------------------------------------------------


def _rate(text: str) -> Any:
    def say(p: Any) -> Texts:
        if p.permille is not None:
            yield Message(text, {"rate": Permille(p.permille), "last": p.last})

    return say


total_rate = _rate(N_("失业保险总费率 %(rate)s，写到 %(last)s 为止"))
firm_rate = _rate(N_("其中用人单位缴 %(rate)s"))
worker_rate = _rate(N_("其中职工个人缴 %(rate)s"))
