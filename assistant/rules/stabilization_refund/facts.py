"""Facts of 稳岗返还, in the order in which a person would naturally be asked."""

from collections.abc import Callable, Mapping
from typing import Any

from assistant.rules.facts import N_, Choice, Fact
from assistant.rules.registry import Program

NAME = "stabilization_refund"
AGENCY = "dispatch_agency"
PEOPLE = 10**7
FEN = 10**13  # 100 billion yuan: more than any firm pays in a year

SIZES = (
    Choice("large", N_("大型企业")),
    Choice("medium", N_("中型企业")),
    Choice("small", N_("小型企业")),
    Choice("micro", N_("微型企业")),
)

# The six kinds of organisation that the notices treat by reference to firms (JX24 二, NAT24 二, NM25 一).
SIX_TYPES = (
    "social_group",
    "foundation",
    "social_service",
    "law_firm",
    "accounting_firm",
    "individual_business",
)

ORGANISATIONS = (
    Choice("enterprise", N_("企业")),
    Choice(AGENCY, N_("劳务派遣单位")),
    Choice("social_group", N_("社会团体")),
    Choice("foundation", N_("基金会")),
    Choice("social_service", N_("社会服务机构（民办非企业单位）")),
    Choice("law_firm", N_("律师事务所")),
    Choice("accounting_firm", N_("会计师事务所")),
    Choice("individual_business", N_("以单位形式参保的个体工商户")),
    Choice("individual_insured", N_("以个人身份参保（灵活就业）")),
    Choice("government_body", N_("机关或事业单位")),
    Choice("other", N_("其他")),
)

REGISTRATIONS = (
    Choice("active", N_("正常存续")),
    Choice("deregistering", N_("正在办理注销")),
    Choice("licence_revoked", N_("被吊销营业执照")),
    Choice("deregistered_before_payout", N_("审核发放前已注销")),
    Choice("deregistered_after_payout", N_("发放后注销")),
)

HOST_KINDS = (
    Choice("enterprise", N_("企业、社会组织等（机关事业单位以外）")),
    Choice("government_body", N_("机关或事业单位")),
)

HOST_ITEMS = (
    Fact("label", "choice", N_("代号"), choices=tuple(Choice(c, c) for c in "ABCDEFGHIJKLMNOPQRST")),
    Fact("host_kind", "choice", N_("用工单位类型"), choices=HOST_KINDS),
    Fact("host_size", "choice", N_("用工单位划型"), choices=SIZES),
    Fact("bears_costs", "bool", N_("用工单位实际提供岗位并承担工资和社会保险费")),
    Fact("premium_fen", "money", N_("派到该单位人员的上年度实缴失业保险费"), lo=0, hi=FEN),
)


def _yes_no(name: str, label: str) -> Fact:
    return Fact(name, "bool", label)


def _money(name: str, label: str, asked_as: str = "") -> Fact:
    return Fact(name, "money", label, lo=0, hi=FEN, unit=N_("元"), asked_as=asked_as)


def _people(name: str, label: str, hi: int = PEOPLE) -> Fact:
    return Fact(name, "int", label, lo=0, hi=hi, unit=N_("人"))


def _months(name: str, label: str, lo: int = 0, hi: int = 600) -> Fact:
    return Fact(name, "months", label, lo=lo, hi=hi, unit=N_("个月"))


_STANDING = (
    Fact("organisation_type", "choice", N_("单位类型"), choices=ORGANISATIONS),
    Fact("registration_status", "choice", N_("登记状态"), choices=REGISTRATIONS),
    _yes_no("on_zombie_list", N_("列入出清名单的僵尸企业")),
    _yes_no("zombie_firm", N_("被认定为僵尸企业")),
    _yes_no("seriously_dishonest", N_("严重违法失信企业")),
    _yes_no("environment_violation", N_("不符合当地环保政策")),
    _yes_no("industry_policy_violation", N_("不符合产业结构调整政策")),
    _yes_no("wage_arrears_listed", N_("列入拖欠农民工工资失信名单")),
    _yes_no("abnormal_operation_listed", N_("列入经营异常名录")),
    _yes_no("barred_this_year", N_("因违规使用或拨付被取消本年度申领资格")),
    _yes_no("award_forfeited", N_("已发放的资金因骗取、套取等被责令退回")),
    _yes_no("capacity_cut_firm", N_("去产能企业（列入国家或省化解过剩产能计划）")),
    _yes_no("government_supported_firm", N_("政府重点支持企业")),
    _yes_no("specially_supported", N_("政策重点支持的相关企业")),
)

_PAYMENT = (
    _months("months_paid", N_("足额缴纳失业保险费的月数（到申请时）")),
    _months("months_paid_consecutive", N_("连续足额缴纳失业保险费的月数")),
    _months("months_paid_base_year", N_("上年度内足额缴纳失业保险费的月数"), hi=12),
    _months("months_paid_at_review", N_("到审核时足额缴纳失业保险费的月数")),
    _yes_no("last_year_arrears", N_("上年度失业保险费有欠费")),
    _months("months_paid_cumulative", N_("累计缴纳失业保险费的月数")),
    _yes_no("subsidy_year_arrears", N_("享受补贴的年度失业保险费有欠费")),
    _yes_no("other_years_arrears", N_("其他年度失业保险费有欠费")),
    _yes_no("deferral_agreement", N_("已签订延期缴费协议")),
)

_LAYOFFS = (
    _yes_no("laid_off_anyone", N_("上年度裁过员（有人离职后领取失业保险金也算）")),
    _yes_no("office_gave_rate", N_("经办机构告知过上年度裁员率")),
    Fact("office_rate_bp", "int", N_("经办机构告知的裁员率"), lo=0, hi=10_000, unit=N_("万分之一")),
    _people("new_claimants", N_("上年度新增实际领取失业保险金人数")),
    Fact("person_months", "int", N_("上年度各月参保人数之和"), lo=0, hi=12 * PEOPLE, unit=N_("人月")),
    _yes_no("newly_insured_last_year", N_("上年度新参保且当年缴费不足一年")),
    _months("insured_months", N_("上年度参保的月份数"), lo=1, hi=12),
    _people("insured_previous_year_end", N_("前年12月末参保人数")),
    _people("insured_year_start", N_("上年1月参保人数")),
    _people("insured_year_end", N_("上年12月末参保人数")),
    _people("insured_now", N_("现在的参保人数")),
    _people("lawful_exits", N_("上年度退休、死亡等依法减少人数")),
)

_AMOUNT = (
    Fact("size_class", "choice", N_("企业划型"), choices=SIZES),
    _yes_no("on_large_list", N_("在全省大型参保企业名单内")),
    _money("premium_paid_fen", N_("上年度实际缴纳失业保险费（单位和个人合计）")),
    _money("premium_payable_fen", N_("上年度应缴失业保险费总额")),
    _yes_no("paid_for_earlier_years", N_("上年度缴过以前年度的失业保险费")),
    _money("earlier_years_fen", N_("其中补缴以前年度的部分")),
    _yes_no("december_paid_in_january", N_("上年12月的保费在次年1月才缴")),
    _money("december_premium_fen", N_("次年1月才缴的上年12月保费")),
    _money("surcharge_fen", N_("其中滞纳金")),
    _money("subsidised_fen", N_("其中已退还或已补贴的部分")),
    _money("deferred_paid_fen", N_("缓缴后补缴的上年度保费")),
    _yes_no("arrears_paid_back", N_("已补缴上年度欠费")),
    _money("back_paid_principal_fen", N_("补缴的上年度欠费本金（不含滞纳金）")),
)

_DISPATCH = (
    _money("own_staff_premium_fen", N_("自有员工（含承揽、外包业务招用人员）的上年度实缴失业保险费")),
    Fact("host_employers", "list", N_("用工单位名单"), items=HOST_ITEMS),
    _money("dispatched_enterprise_fen", N_("派往企业人员的上年度实缴失业保险费"), "host_employers"),
    _money("dispatched_government_fen", N_("派往机关事业单位人员的上年度实缴失业保险费"), "host_employers"),
    _money("dispatched_large_fen", N_("派往大型企业人员的上年度实缴失业保险费"), "host_employers"),
    _money("dispatched_medium_fen", N_("派往中型企业人员的上年度实缴失业保险费"), "host_employers"),
    _money("dispatched_small_fen", N_("派往小型企业人员的上年度实缴失业保险费"), "host_employers"),
    _money("dispatched_micro_fen", N_("派往微型企业人员的上年度实缴失业保险费"), "host_employers"),
    Fact("host_costs_unclear", "bool", N_("有用工单位不承担工资和社会保险费"), asked_as="host_employers"),
)

_PAYOUT = (
    _yes_no("has_corporate_account", N_("有对公账户")),
    Fact("refund_received_on", "date", N_("收到稳岗返还资金的日期")),
)

FACTS = (*_STANDING, *_PAYMENT, *_LAYOFFS, *_AMOUNT, *_DISPATCH, *_PAYOUT)


def program_spec(derive: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Program:
    """The program, given how list facts are summed up."""
    return Program(NAME, N_("稳岗返还"), "firm", FACTS, "refund_fen", derive)
