"""稳岗返还 in words."""

from collections.abc import Iterable
from typing import Any

from assistant.interview.held.parameters import VALUES
from assistant.interview.knowledge.phrases.shares import fact_label, percent
from assistant.rules.facts import N_
from assistant.rules.stabilization_refund.exclusions import LISTS
from assistant.rules.texts import Message, Text

Texts = Iterable[Text]


def refund_rates(p: Any) -> Texts:
    """The percentages by size class; ceilings are said to be such."""
    yield _rates(p, p.percent)
    for tag, table in p.tagged.items():
        values = {"what": fact_label("stabilization_refund", tag), "rates": _rates(p, table)}
        yield Message(N_("%(what)s：%(rates)s"), values)


def _rates(p: Any, table: Any) -> Message:
    values: dict[str, Any] = {name: percent(value) for name, value in table.by_class.items()}
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


def on_no_list(p: Any) -> Texts:
    """The lists that bar a firm; what bars agencies alone is told with their duties."""
    if not p.agencies_only:
        yield Message(LISTS[p.fact])


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
    without = {"base": base, "percent": percent(p.percent_without_arrears)}
    yield Message(N_("不欠费的去产能企业：按%(base)s的 %(percent)s"), without)
    values = {"base": base, "percent": percent(p.percent_with_agreement)}
    yield Message(
        N_(
            "其他年度有欠费、但补贴年度不欠费，并且签了延期缴费协议的去产能企业和政府重点支持企业：按%(base)s的 %(percent)s"
        ),
        values,
    )
