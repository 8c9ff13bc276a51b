"""Facts of 技能提升补贴, in the order in which a person would naturally be asked.

Only what a loaded notice asks, or what the design's "room to grow" table says other notices ask. Counts follow from
``claimed_before``: who never drew the subsidy is not asked how often.
"""

from assistant.rules.facts import N_, Choice, Fact, Implied
from assistant.rules.registry import Program

NAME = "skill_subsidy"

STATUSES = (
    Choice("enterprise_employee", N_("企业在职职工")),
    Choice("drawing_benefit", N_("正在领取失业保险金")),
    Choice("drew_earlier", N_("以前领过失业保险金，现在已停领，也没有单位")),
    Choice("unemployed", N_("失业，没有领取失业保险金")),
    Choice("six_types_staff", N_("社会组织、律师事务所、会计师事务所或个体工商户的职工")),
    Choice("government_body", N_("机关或事业单位工作人员")),
    Choice("flexible", N_("灵活就业，没有用人单位")),
    Choice("other", N_("其他")),
)

CERTIFICATES = (
    Choice("skill_level", N_("职业技能等级证书")),
    Choice("vocational_qualification", N_("技能人员职业资格证书")),
    Choice("special_operation", N_("特种作业操作证（如电工、焊工、高处作业上岗证）")),
    Choice("special_equipment", N_("特种设备作业人员证（如叉车证）")),
    Choice("professional", N_("职称、二级建造师等专业技术类证书")),
    Choice("other_certificate", N_("其他证书（如培训结业证、专项职业能力证书）")),
    Choice("not_sure", N_("说不清是哪一种")),
)

LEVEL_CHOICES = (
    Choice("five", N_("初级（五级）")),
    Choice("four", N_("中级（四级）")),
    Choice("three", N_("高级（三级）")),
    Choice("two", N_("技师（二级）")),
    Choice("one", N_("高级技师（一级）")),
    Choice("ungraded", N_("证书上没有等级")),
)

# Whether something earlier was for the same 职业（工种）: the certificate shows both, and they may differ (A09).
_SAME_TRADE = N_("有，职业和工种都相同")
_OTHER_TRADE = N_("有，职业相同但工种不同")


def _earlier(name: str, label: str, *, claim: bool = False) -> Fact:
    choices = (Choice("none", N_("没有")), Choice("same_trade", _SAME_TRADE), Choice("other_trade", _OTHER_TRADE))
    return Fact(name, "choice", label, choices=choices, implied=_NEVER_NONE if claim else ())


_NEVER = Implied("claimed_before", False, 0)
_NEVER_NONE = (Implied("claimed_before", False, "none"),)


def _count(name: str, label: str, *implied: Implied) -> Fact:
    return Fact(name, "int", label, lo=0, hi=99, unit=N_("次"), implied=implied)


def _months(name: str, label: str) -> Fact:
    return Fact(name, "months", label, lo=0, hi=720, unit=N_("个月"))


FACTS = (
    Fact("employment_status", "choice", N_("现在的身份"), choices=STATUSES),
    Fact("certificate_kind", "choice", N_("证书种类"), choices=CERTIFICATES),
    Fact("found_online", "bool", N_("在技能人才评价证书全国联网查询（zscx.osta.org.cn）能查到这本证书")),
    Fact("on_provincial_catalogue", "bool", N_("证书的职业（工种）在省里公布的补贴目录内")),
    Fact("certificate_level", "choice", N_("证书等级"), choices=LEVEL_CHOICES),
    Fact("issued_on", "date", N_("证书核发日期")),
    Fact("certificate_revoked", "bool", N_("证书已被撤销或注销")),
    _months("insured_months_at_certificate", N_("取得证书时累计参加失业保险的月数")),
    _months("insured_months_at_application", N_("申请时累计参加失业保险的月数")),
    Fact(
        "status_in_issue_month",
        "choice",
        N_("取得证书当月的参保情况"),
        choices=(
            Choice("paying", N_("当月有单位缴纳失业保险费")),
            Choice("drawing", N_("当月在领取失业保险金")),
            Choice("neither", N_("两样都没有")),
        ),
    ),
    Fact(
        "issuer_region",
        "choice",
        N_("发证机构所在地"),
        choices=(
            Choice("insured_province", N_("参保所在的省份")),
            Choice("other_province", N_("其他省份")),
            Choice("central", N_("国家部委或中央企业")),
        ),
    ),
    Fact("urgent_occupation", "bool", N_("证书的职业（工种）在急需紧缺职业（工种）名单内")),
    Fact("fit_for_post", "bool", N_("所在企业能出具证岗相适（证书与岗位相符）承诺书")),
    _earlier("higher_certificate_held", N_("已持有同一职业（工种）更高等级的证书")),
    Fact("claimed_before", "bool", N_("以前领过技能提升补贴")),
    _earlier("same_level_claim", N_("以前领过同一职业（工种）同一等级的技能提升补贴"), claim=True),
    _earlier("higher_level_claim", N_("以前领过同一职业（工种）更高等级的技能提升补贴"), claim=True),
    _count("claims_last_12_months", N_("申请前12个月内已领技能提升补贴的次数（不算这一次）"), _NEVER),
    _count(
        "claims_this_year",
        N_("今年1月1日以来已领技能提升补贴的次数（不算这一次）"),
        _NEVER,
        Implied("claims_last_12_months", 0, 0),  # this year's claims lie within the last twelve months
    ),
    _count(
        "urgent_claims_this_year",
        N_("其中急需紧缺职业（工种）证书的次数"),
        _NEVER,
        Implied("claims_this_year", 0, 0),
    ),
    Fact("training_subsidy", "bool", N_("这本证书已享受过职业培训补贴")),
    _earlier("higher_training_subsidy", N_("同一职业（工种）更高等级的证书已享受过职业培训补贴")),
    Fact("certificate_outside_area", "bool", N_("证书是在参保地或领金地以外取得的")),
    Fact("same_assessor_in_bulk", "bool", N_("和很多人一起，拿同一家评价机构发的证书批量申领")),
)

PROGRAM = Program(NAME, N_("技能提升补贴"), "worker", FACTS, "amount_fen")
